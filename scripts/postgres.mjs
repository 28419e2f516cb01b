import { spawnSync } from 'node:child_process'
import { chmodSync, chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'

import { run, say } from './shell.mjs'

const oldest = 15
const debian = '/usr/lib/postgresql'

const complete = (folder) =>
  ['initdb', 'pg_ctl', 'postgres'].every((name) => existsSync(join(folder, name)))

/** The newest of Debian's, which are not on the PATH, else whatever is. */
const find = () => {
  const versions = existsSync(debian)
    ? readdirSync(debian)
        .filter((name) => Number(name) >= oldest)
        .sort((one, other) => Number(other) - Number(one))
    : []
  const folders = [
    process.env.POSTGRES_BIN,
    ...versions.map((name) => join(debian, name, 'bin')),
    ...(process.env.PATH ?? '').split(delimiter),
  ]
  return folders.find((folder) => folder && complete(folder)) ?? null
}

const installFromSystem = () => {
  if (process.getuid?.() !== 0 || spawnSync('apt-get', ['--version']).status !== 0) return false
  say("Installing PostgreSQL from the system's packages …")
  const quiet = { DEBIAN_FRONTEND: 'noninteractive' }
  return (
    run('apt-get', ['update', '-qq'], quiet) === 0 &&
    run('apt-get', ['install', '-y', '-qq', 'postgresql'], quiet) === 0
  )
}

/** The folder of PostgreSQL's programs: named by POSTGRES_BIN, Debian's, on the PATH, or installed from the system's packages. */
export const ensurePostgres = () => {
  const found = find() ?? (installFromSystem() ? find() : null)
  if (found) return found
  say(
    `The specs need PostgreSQL ${oldest} or newer and none was found. Install one (Debian and Ubuntu: \`apt-get install postgresql\`), ` +
      'or set POSTGRES_BIN to the folder of its programs.',
  )
  return null
}

/** PostgreSQL refuses to run as root; then it is another one's. */
const owner = () => {
  if (process.getuid?.() !== 0) return {}
  const idOf = (flag, name) => Number(spawnSync('id', [flag, name], { encoding: 'utf8' }).stdout)
  const name = spawnSync('id', ['postgres']).status === 0 ? 'postgres' : 'nobody'
  return { uid: idOf('-u', name), gid: idOf('-g', name) }
}

const freePort = () =>
  new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address()
      server.close(() => resolve(port))
    })
  })

/**
 * A PostgreSQL of its own in a temporary folder, on loopback, with one role `epm` that may do everything there. `settings` are
 * its own, e.g. `{ fsync: 'off' }` for databases that nobody needs tomorrow.
 */
export const startPostgres = async (programs, settings = {}) => {
  const who = owner()
  const folder = mkdtempSync(join(tmpdir(), 'epm-postgres-'))
  if (who.uid !== undefined) chownSync(folder, who.uid, who.gid)
  chmodSync(folder, 0o700)
  const data = join(folder, 'data')
  const call = (name, args) => {
    const result = spawnSync(join(programs, name), args, {
      ...who,
      cwd: folder,
      encoding: 'utf8',
      // The server would hold on to a pipe.
      stdio: ['ignore', name === 'pg_ctl' ? 'ignore' : 'pipe', 'pipe'],
    })
    return { code: result.status ?? 1, said: `${result.stdout ?? ''}${result.stderr ?? ''}` }
  }
  const must = (name, args) => {
    const { code, said } = call(name, args)
    if (code !== 0) throw new Error(`${name} failed: ${said}`)
  }
  must('initdb', ['-D', data, '-U', 'epm', '--auth=trust', '-E', 'UTF8', '--locale=C.UTF-8', '-N'])
  const port = await freePort()
  const all = {
    port,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: folder,
    max_connections: 300,
    ...settings,
  }
  const options = Object.entries(all)
    .map(([name, value]) => `-c ${name}=${value}`)
    .join(' ')
  const start = () => {
    must('pg_ctl', ['start', '-w', '-D', data, '-l', join(folder, 'log'), '-o', options])
  }
  const stop = (mode = 'fast') => call('pg_ctl', ['stop', '-w', '-D', data, '-m', mode])
  start()
  return {
    url: `postgres://epm@127.0.0.1:${port}/postgres`,
    port,
    folder,
    start,
    /** `immediate` is a crash: nothing is written that was not. */
    stop,
    remove: () => {
      stop('immediate')
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
