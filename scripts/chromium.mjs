import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

import { run, say } from './shell.mjs'

// Without windows and what belongs to them, the same journeys take a third less time.
const shell = 'chromium-headless-shell'
const names = [shell, 'chromium', 'google-chrome', 'chromium-browser']

const onPath = (wanted) => {
  for (const name of wanted)
    for (const folder of (process.env.PATH ?? '').split(delimiter))
      if (folder && existsSync(join(folder, name))) return join(folder, name)
  return null
}

const installFromSystem = () => {
  if (process.getuid?.() !== 0 || spawnSync('apt-get', ['--version']).status !== 0) return false
  say("Installing a Chromium from the system's packages …")
  const quiet = { DEBIAN_FRONTEND: 'noninteractive' }
  return (
    run('apt-get', ['update', '-qq'], quiet) === 0 &&
    (run('apt-get', ['install', '-y', '-qq', shell], quiet) === 0 ||
      run('apt-get', ['install', '-y', '-qq', 'chromium'], quiet) === 0)
  )
}

/** A browser for the journeys: named by CHROMIUM_PATH, on the PATH, or installed from the system's packages. */
export const ensureChromium = () => {
  const named = process.env.CHROMIUM_PATH
  if (named && existsSync(named)) return named
  if (named) say(`CHROMIUM_PATH names ${named}, which does not exist.`)
  const found = onPath([shell]) ?? (installFromSystem(), onPath(names))
  if (found) return found
  say(
    'The journeys need a Chromium and none was found. Install one (Debian and Ubuntu: `apt-get install chromium`), ' +
      'or set CHROMIUM_PATH to its program.',
  )
  return null
}
