import { existsSync, lstatSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { hashOf } from './hash.mjs'
import { must, root, run, say } from './shell.mjs'

const modules = join(root, 'node_modules')
const stamp = join(modules, '.epm-installed')

/** Installs the locked packages when they are missing or the lock file changed since. */
export const ensurePackages = () => {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  if (major < 20 || (major === 20 && minor < 19)) {
    say(`Node ${process.versions.node} is too old: EPM Console needs 20.19 or newer.`)
    process.exit(1)
  }
  const wanted = `${process.versions.modules} ${hashOf(['package-lock.json'])}`
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return
  // npm ci would empty the folder behind the link, which belongs to somebody else.
  if (lstatSync(modules, { throwIfNoEntry: false })?.isSymbolicLink()) {
    say('node_modules is a link to packages of another lock file: remove the link and start again.')
    process.exit(1)
  }
  say('Installing packages (the database driver is compiled once, about a minute) …')
  must(run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error']), 'npm ci')
  writeFileSync(stamp, wanted)
}
