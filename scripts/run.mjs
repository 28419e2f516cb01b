import { build } from './build.mjs'
import { ensurePackages } from './ensure.mjs'
import { root, run, runLocal, say } from './shell.mjs'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

// `npm run epm -- …` must print only what the command prints: everything else goes to standard error.
const [what, ...args] = process.argv.slice(2)
ensurePackages()
build()

if (what === 'epm') process.exit(run(process.execPath, [join(root, 'dist/server/cli.js'), ...args]))

const benches = readdirSync(join(root, 'bench'))
  .filter((file) => file.endsWith('.bench.ts'))
  .map((file) => file.replace('.bench.ts', ''))
const [name, ...rest] = args
if (!name || !existsSync(join(root, `bench/${name}.bench.ts`))) {
  say(`Which benchmark? npm run bench -- ${benches.join(' | ')}`)
  process.exit(name ? 1 : 0)
}
process.exit(runLocal('tsx', [join(root, `bench/${name}.bench.ts`), ...rest]))
