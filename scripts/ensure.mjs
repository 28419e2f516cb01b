import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { hashOf } from './hash.mjs'
import { must, root, run, say } from './shell.mjs'

const stamp = join(root, 'node_modules/.epm-installed')

/** Installs the locked packages when they are missing or the lock file changed since. */
export const ensurePackages = () => {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  if (major < 20 || (major === 20 && minor < 19)) {
    say(`Node ${process.versions.node} is too old: EPM Console needs 20.19 or newer.`)
    process.exit(1)
  }
  const wanted = `${process.versions.modules} ${hashOf(['package-lock.json'])}`
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return
  say('Installing packages (the database driver is compiled once, about a minute) …')
  must(run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error']), 'npm ci')
  writeFileSync(stamp, wanted)
}
