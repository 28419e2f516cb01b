import { spawnSync } from 'node:child_process'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The repository's root; every script runs there, wherever it was called from. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)))

export const say = (text) => process.stderr.write(`${text}\n`)

/** Runs a command with its output shown; answers its exit code. */
export const run = (command, args, env = {}) => {
  const result = spawnSync(command, args, {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, ...env },
  })
  if (result.error) say(String(result.error))
  return result.status ?? 1
}

/** Runs a command of a package that the project installs. */
export const runLocal = (name, args, env) => run(`${root}/node_modules/.bin/${name}`, args, env)

export const must = (code, what) => {
  if (code === 0) return
  say(`${what} failed.`)
  process.exit(code)
}
