import {
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type QueryResult,
  type TransactionSettings,
} from 'kysely'

import { writerLock } from '../dialect.ts'
import { DatabaseLost, isLost, OutcomeUnknown } from './failures.ts'

type Result = { command?: string | null; rowCount?: number | null; rows?: unknown[] }

/** What is needed of `pg`: the core has no driver of its own. */
export type PostgresClient = {
  query: (text: string, values: unknown[]) => Promise<Result>
  /** True for one that is not to be used again. */
  release: (destroy: boolean) => void
}
export type PostgresPool = { connect: () => Promise<PostgresClient>; end: () => Promise<void> }

export type PostgresDriverConfig = {
  /** Asked once, at the first question. */
  pool: () => Promise<PostgresPool>
  /** Settings and checks of every new connection; what it throws goes to whoever needed the connection. */
  onConnect?: (client: PostgresClient) => Promise<void>
}

const symbolForNull = '\u2400'

/** PostgreSQL's text holds every character but U+0000; what is JSON keeps it, as six characters. */
const storable = (value: unknown): unknown => {
  if (typeof value === 'string') {
    return value.includes('\0') ? value.replaceAll('\0', symbolForNull) : value
  }
  return Array.isArray(value) ? value.map(storable) : value
}

const counted = new Set(['INSERT', 'UPDATE', 'DELETE', 'MERGE'])

class Connection implements DatabaseConnection {
  readonly client: PostgresClient
  lost = false

  constructor(client: PostgresClient) {
    this.client = client
  }

  async run(text: string, values: unknown[] = []): Promise<Result> {
    try {
      return await this.client.query(text, values)
    } catch (error) {
      if (!isLost(error)) throw error
      this.lost = true
      throw new DatabaseLost(error)
    }
  }

  async executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    const { command, rowCount, rows } = await this.run(query.sql, query.parameters.map(storable))
    return {
      rows: (rows ?? []) as Row[],
      ...(counted.has(command ?? '') ? { numAffectedRows: BigInt(rowCount ?? 0) } : {}),
    }
  }

  // oxlint-disable-next-line require-yield -- The interface asks for a generator; nothing here reads by cursor.
  async *streamQuery(): AsyncIterableIterator<never> {
    throw new Error('streams of rows are not used: lists are read page by page')
  }
}

/**
 * Transactions of all processes stand in line, as SQLite's do (`begin immediate`): what one reads at its start stays true until
 * it commits, so that the code above needs no second way of thinking. One that says its isolation level stays beside the line
 * and takes locks of its own (`besideOthers`).
 */
class OneWriterDriver implements Driver {
  readonly #config: PostgresDriverConfig
  readonly #known = new WeakMap<PostgresClient, Connection>()
  #pool: PostgresPool | null = null

  constructor(config: PostgresDriverConfig) {
    this.#config = config
  }

  async init() {
    this.#pool = await this.#config.pool()
  }

  async acquireConnection(): Promise<Connection> {
    const pool = this.#pool
    if (!pool) throw new Error('the database was closed')
    const client = await pool.connect().catch((error: unknown) => {
      throw isLost(error) ? new DatabaseLost(error) : error
    })
    const known = this.#known.get(client)
    if (known) return known
    const connection = new Connection(client)
    try {
      await this.#config.onConnect?.(client)
    } catch (error) {
      client.release(true)
      throw isLost(error) ? new DatabaseLost(error) : error
    }
    this.#known.set(client, connection)
    return connection
  }

  async beginTransaction(connection: Connection, settings: TransactionSettings) {
    const inLine = settings.isolationLevel === undefined
    try {
      // Two statements, one way to the server.
      await connection.run(inLine ? `begin; ${writerLock}` : 'begin')
    } catch (error) {
      await this.rollbackTransaction(connection)
      throw error
    }
  }

  async commitTransaction(connection: Connection) {
    const { command } = await connection.run('commit').catch((error: unknown) => {
      throw error instanceof DatabaseLost ? new OutcomeUnknown(error) : error
    })
    // What PostgreSQL answers, without an error, when a statement had failed and somebody went on all the same.
    if (command === 'ROLLBACK') throw new Error('a statement had failed: nothing was stored')
  }

  /** Never throws: why it has to be rolled back matters more. A connection on which it fails is not used again. */
  async rollbackTransaction(connection: Connection) {
    await connection.run('rollback').catch(() => void (connection.lost = true))
  }

  async releaseConnection(connection: Connection) {
    connection.client.release(connection.lost)
  }

  async destroy() {
    const pool = this.#pool
    this.#pool = null
    await pool?.end()
  }
}

/** PostgreSQL for Kysely, with what the service promises about transactions and broken connections. */
export const postgresDialect = (config: PostgresDriverConfig): Dialect => ({
  createDriver: () => new OneWriterDriver(config),
  createQueryCompiler: () => new PostgresQueryCompiler(),
  createAdapter: () => new PostgresAdapter(),
  createIntrospector: (db) => new PostgresIntrospector(db),
})

const bigint = 20
const numeric = 1700

/** Counts and sums are JavaScript's numbers, as with SQLite; `others` is the driver's own choice. */
export const numbersFirst =
  (others: (oid: number, format?: 'text' | 'binary') => unknown) =>
  (oid: number, format?: 'text' | 'binary'): unknown =>
    oid === bigint || oid === numeric ? Number : others(oid, format)
