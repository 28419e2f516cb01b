import { Kysely } from 'kysely'
import type { Client, CustomTypesConfig, Pool, PoolClient } from 'pg'

import { lockKeys } from '#server/store/dialect.ts'
import {
  numbersFirst,
  postgresDialect,
  type PostgresClient,
} from '#server/store/postgres/driver.ts'
import { DatabaseRefused } from '#server/store/postgres/failures.ts'
import type { Db, Schema } from '#server/store/schema.ts'

import { readDatabaseUrl } from './address.ts'
import { secureConnection } from './check.ts'

const connectMs = 5_000
/** A little longer than the server's own limit, for a server that has gone without a word. */
const answerMs = 35_000

export type OpenedPostgres = {
  db: Db
  label: string
  encrypted: boolean
  local: boolean
  /** A connection outside the pool, connected and checked, for what lives as long as a connection. */
  session: (answerWithinMs: number) => Promise<Client>
}

const plain = (client: {
  query: (text: string, values: unknown[]) => Promise<object>
}): PostgresClient => ({
  query: (text, values) => client.query(text, values),
  release: () => undefined,
})

/**
 * A pool on the database that the address names; nothing is connected yet. With `mustExist` a database that no console has
 * prepared is refused in a sentence.
 */
export const openPostgres = (
  address: string,
  { poolSize, mustExist = false }: { poolSize: number; mustExist?: boolean },
): OpenedPostgres => {
  const { client: config, ...facts } = readDatabaseUrl(address)
  const { label } = facts
  const common = { ...config, keepAlive: true, connectionTimeoutMillis: connectMs }

  const pool = async () => {
    const { default: pg } = await import('pg')
    const types = { getTypeParser: numbersFirst(pg.types.getTypeParser) } as CustomTypesConfig
    const opened: Pool = new pg.Pool({
      ...common,
      max: poolSize,
      query_timeout: answerMs,
      idleTimeoutMillis: 30_000,
      types,
    })
    // A connection broke: the pool forgets it, and who uses it is told by its next statement. Unheard, it would end the process.
    opened.on('error', () => undefined)
    opened.on('connect', (client) => client.on('error', () => undefined))
    return {
      connect: async (): Promise<PostgresClient> => known(await opened.connect()),
      end: () => opened.end(),
    }
  }
  // One wrapper for each connection, by which the driver knows it again.
  const wrappers = new WeakMap<object, PostgresClient>()
  const known = (client: PoolClient): PostgresClient => {
    const wrapper = wrappers.get(client) ?? {
      ...plain(client),
      release: (destroy: boolean) => client.release(destroy),
    }
    wrappers.set(client, wrapper)
    return wrapper
  }

  const onConnect = async (client: PostgresClient) => {
    await secureConnection(client)
    if (!mustExist) return
    const { rows } = await client.query("select to_regclass('meta') is not null as there", [])
    const [found] = (rows ?? []) as { there: boolean }[]
    if (found?.there !== true) {
      throw new DatabaseRefused(
        `There are no tables of the console in ${label}. Start the console once.`,
      )
    }
  }

  const session = async (answerWithinMs: number) => {
    const { default: pg } = await import('pg')
    const client = new pg.Client({ ...common, query_timeout: answerWithinMs })
    // Told by `end` as well, and by whatever is asked next.
    client.on('error', () => undefined)
    await client.connect()
    await secureConnection(plain(client)).catch(async (error: unknown) => {
      await client.end()
      throw error
    })
    return client
  }
  return {
    db: new Kysely<Schema>({ dialect: postgresDialect({ pool, onConnect }) }),
    ...facts,
    session,
  }
}

/** Lets one process at a time prepare the database; the others wait for as long as it takes. */
export const oneAtATime = async <T>(
  { session }: OpenedPostgres,
  act: () => Promise<T>,
): Promise<T> => {
  const client = await session(0)
  try {
    await client.query('set lock_timeout = 0; set statement_timeout = 0')
    await client.query('select pg_advisory_lock($1)', [lockKeys.start])
    return await act()
  } finally {
    // The lock ends with the connection.
    await client.end().catch(() => undefined)
  }
}
