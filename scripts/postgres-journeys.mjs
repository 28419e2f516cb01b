import { ensureChromium } from './chromium.mjs'
import { ensurePackages } from './ensure.mjs'
import { ensurePostgres, startPostgres } from './postgres.mjs'
import { root, run, runLocal } from './shell.mjs'
import { join } from 'node:path'

/**
 * The journeys of the browser with the service on PostgreSQL: `node scripts/postgres-journeys.mjs [what Playwright takes]`, without
 * anything the core of them. The server is one of its own; the console refuses one that may lose what it acknowledged.
 */
const core = ['queue', 'decide', 'policy-wizard', 'policy-edit', 'roles'].map(
  (name) => `/${name}.e2e`,
)

ensurePackages()
const chromium = ensureChromium()
const programs = ensurePostgres()
if (!chromium || !programs) process.exit(1)
if (run(process.execPath, [join(root, 'scripts/build.mjs')]) !== 0) process.exit(1)
const asked = process.argv.slice(2)
const postgres = await startPostgres(programs)
const code = runLocal(
  'playwright',
  ['test', '--project', 'service', ...(asked.length === 0 ? core : asked)],
  { CHROMIUM_PATH: chromium, POSTGRES_BIN: programs, EPM_E2E_POSTGRES: postgres.url },
)
postgres.remove()
process.exit(code)
