import { execFileSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'

/**
 * The server on which journeys run when `scripts/postgres-journeys.mjs` says so, else null: a superuser's address. Each journey gets
 * a database of its own there, a copy of the sample tenant's.
 */
export const journeyServer = process.env['EPM_E2E_POSTGRES'] ?? null

type Value = string | number | null

const psql = (url: string, sql: string): string =>
  execFileSync(
    join(process.env['POSTGRES_BIN'] ?? '', 'psql'),
    [url, '--no-psqlrc', '--quiet', '--tuples-only', '--no-align', '--set=ON_ERROR_STOP=1'],
    { input: sql, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
  ).trim()

const literal = (value: Value) =>
  value === null
    ? 'null'
    : typeof value === 'number'
      ? String(value)
      : `'${value.replaceAll("'", "''")}'`

/** No statement of a journey has a question mark of its own. */
const filled = (sql: string, values: readonly Value[]) => {
  let place = 0
  return sql.replaceAll('?', () => literal(values[place++] ?? null))
}

/** What journeys use of better-sqlite3, over `psql`: they look at the database without waiting for it. */
export const psqlDatabase = (url: string) => ({
  pragma: () => undefined,
  close: () => undefined,
  prepare: (sql: string) => {
    const all = (...values: Value[]): unknown[] => {
      const rows = `select coalesce(json_agg(found), '[]') from (${filled(sql, values)}) found`
      // As PostgreSQL writes rows as JSON.
      return JSON.parse(psql(url, rows)) as unknown[]
    }
    return {
      all,
      get: (...values: Value[]) => all(...values)[0],
      run: (...values: Value[]) => void psql(url, filled(sql, values)),
    }
  },
})

const onServer = (server: string, sql: string) => void psql(server, sql)
const addressOf = (server: string, name: string) => server.replace(/\/[^/]*$/, `/${name}`)

/** A new database, empty or a copy of another that nobody is connected to. */
export const createDatabase = (server: string, template?: string) => {
  const name = `journey_${randomUUID().replaceAll('-', '')}`
  onServer(
    server,
    `create database ${name}${template === undefined ? '' : ` template ${template}`}`,
  )
  return {
    name,
    url: addressOf(server, name),
    drop: () => onServer(server, `drop database ${name} with (force)`),
  }
}
