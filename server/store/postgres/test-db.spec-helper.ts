import { Kysely } from 'kysely'
import pg from 'pg'

import { sha256 } from '../../audit/chain.ts'
import { migrate, migrations } from '../migrations.ts'
import type { Db, Schema } from '../schema.ts'
import { numbersFirst, postgresDialect } from './driver.ts'

const address = process.env['TEST_DATABASE_URL']
/** Whether the specs run on the PostgreSQL of TEST_DATABASE_URL, whose role makes and drops databases. */
export const isOnPostgres = address !== undefined && address !== ''

/** Ordered by a dictionary, and folding every letter: what depends on the database's language shows. */
const foreign = "locale_provider icu icu_locale 'en-US' encoding 'utf8' template template0"
const migratedAt = new Date('2026-05-04T09:00:00.000Z')

const open = (database: string) => {
  const url = new URL(address ?? '')
  url.pathname = `/${database}`
  return new pg.Pool({
    connectionString: url.href,
    max: 4,
    allowExitOnIdle: true,
    types: { getTypeParser: numbersFirst(pg.types.getTypeParser) } as pg.CustomTypesConfig,
  })
}

const poolOf = (pool: pg.Pool, end: () => Promise<void>) => ({
  connect: async () => {
    const client = await pool.connect()
    return {
      query: (text: string, values: unknown[]) => client.query(text, values),
      release: (destroy: boolean) => client.release(destroy),
    }
  },
  end,
})

const inDatabase = async <T>(database: string, act: (client: pg.Client) => Promise<T>) => {
  const url = new URL(address ?? '')
  url.pathname = `/${database}`
  const client = new pg.Client({ connectionString: url.href })
  await client.connect()
  try {
    return await act(client)
  } finally {
    await client.end()
  }
}
const administer = (statement: string) =>
  inDatabase('postgres', (client) => client.query(statement))
const freshName = () => `epm_test_${crypto.randomUUID().replaceAll('-', '')}`

/** Databases of this file that nobody uses now; they are as the template is. */
const free: string[] = []
/** All of this file, to be dropped at its end. */
const names = new Set<string>()
/** What tests opened and may not have closed. */
const opened = new Set<{ db: Db; ofTest: boolean }>()
let inTest = false

/** What a test may do to the schema shows in these figures; then its database is not used again. */
const shapeOf = async (client: pg.Client) => {
  const { rows } = await client.query<{ shape: string }>(`select concat(
    (select count(*) from pg_trigger where not tgisinternal), ' ',
    (select count(*) from pg_class), ' ', (select count(*) from pg_attribute), ' ',
    (select string_agg(tgenabled::text, '') from pg_trigger where not tgisinternal)) as shape`)
  return rows[0]?.shape ?? ''
}

/** Rows that the migrations themselves wrote: they belong to a database that nobody has used. */
type Written = { table: string; rows: string }[]
const writtenIn = async (client: pg.Client): Promise<Written> => {
  const tables = await client.query<{ name: string }>(
    `select tablename as name from pg_tables where schemaname = 'public' and tablename <> 'meta'`,
  )
  const written: Written = []
  for (const { name } of tables.rows) {
    const table = client.escapeIdentifier(name)
    const { rows } = await client.query<{ rows: string | null }>(
      `select json_agg(one)::text as rows from ${table} as one`,
    )
    const [found] = rows
    if (found?.rows) written.push({ table, rows: found.rows })
  }
  return written
}

type Template = { name: string; shape: string; written: Written }

/** Emptying is several times faster than making another one. */
const recycle = (name: string, { shape, written }: Template) =>
  inDatabase(name, async (client) => {
    if ((await shapeOf(client)) !== shape) return
    await client.query(`set session_replication_role = replica; do $$ declare name text; begin
      for name in select tablename from pg_tables where schemaname = 'public' and tablename <> 'meta'
      loop execute format('delete from %I', name); end loop; end $$;
      delete from meta where key <> 'schemaVersion' and key not like 'migrated:%'`)
    for (const { table, rows } of written)
      await client.query(
        `insert into ${table} select * from json_populate_recordset(null::${table}, $1)`,
        [rows],
      )
    await client.query(`update meta set value = $1 where key = 'schemaVersion'`, [newestVersion])
    free.push(name)
  })
const newestVersion = String(Math.max(...migrations.map((step) => step.version)))

const openLazily = (make: () => Promise<string>, ended: (name: string) => Promise<void>): Db => {
  const pool = async () => {
    const name = await make()
    names.add(name)
    const its = open(name)
    return poolOf(its, async () => {
      opened.delete(entry)
      await its.end()
      await ended(name)
    })
  }
  const db = new Kysely<Schema>({ dialect: postgresDialect({ pool }) })
  const entry = { db, ofTest: inTest }
  opened.add(entry)
  return db
}

/** A database without a table; it comes to be with the first question. */
export const emptyTestDb = (): Db =>
  openLazily(
    async () => {
      const name = freshName()
      await administer(`create database ${name} ${foreign}`)
      return name
    },
    () => Promise.resolve(),
  )

/** Migrated once a run, whoever comes first; the others wait. Its name says what it was made of. */
const makeTemplate = async (): Promise<Template> => {
  const statements = migrations.flatMap((step) => step.statements('postgres'))
  const name = `epm_template_${(await sha256(JSON.stringify(statements))).slice(0, 16)}`
  await inDatabase('postgres', async (client) => {
    await client.query('select pg_advisory_lock(1)')
    const found = await client.query('select 1 from pg_database where datname = $1', [name])
    if (found.rowCount !== 0) return
    const making = freshName()
    await client.query(`create database ${making} ${foreign}`)
    const pool = open(making)
    const db = new Kysely<Schema>({
      dialect: postgresDialect({ pool: () => Promise.resolve(poolOf(pool, () => pool.end())) }),
    })
    await migrate(db, { now: migratedAt })
    await db.destroy()
    await client.query(`alter database ${making} rename to ${name}`)
  })
  const copy = freshName()
  await administer(`create database ${copy} template ${name}`)
  const found = await inDatabase(copy, async (client) => ({
    shape: await shapeOf(client),
    written: await writtenIn(client),
  }))
  names.add(copy)
  free.push(copy)
  return { name, ...found }
}
let template: ReturnType<typeof makeTemplate> | null = null

export const migratedTestDb = async (now: Date): Promise<Db> => {
  template ??= makeTemplate()
  const made = await template
  const make = async () => {
    const used = free.pop()
    if (used !== undefined) return used
    const name = freshName()
    await administer(`create database ${name} template ${made.name}`)
    return name
  }
  const db = openLazily(make, (name) => recycle(name, made))
  await db
    .updateTable('meta')
    .set({ value: now.toISOString() })
    .where('key', 'like', 'migrated:%')
    .execute()
  return db
}

export const testBegins = () => void (inTest = true)

/** What a test opened is closed after it; what was opened before the tests may be theirs together. */
export const testEnded = async (): Promise<void> => {
  inTest = false
  for (const { db, ofTest } of opened) if (ofTest) await db.destroy()
}

export const dropTestDatabases = async (): Promise<void> => {
  for (const { db } of opened) await db.destroy()
  await inDatabase('postgres', async (client) => {
    for (const name of names) await client.query(`drop database if exists ${name} with (force)`)
  })
}
