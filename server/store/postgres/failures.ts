/** The connection broke, or none was to be had: what ran on it and was not committed is undone. */
export class DatabaseLost extends Error {
  readonly code = '08006'

  constructor(cause: unknown) {
    super(
      `the database cannot be reached: ${cause instanceof Error ? cause.message : String(cause)}`,
    )
  }
}

/** The connection broke between the commit and its answer: nobody can say from here whether it was stored. */
export class OutcomeUnknown extends Error {
  constructor(cause: unknown) {
    super(`no answer to a commit: ${cause instanceof Error ? cause.message : String(cause)}`)
  }
}

/** A database that must not be worked with as it is. The message is one sentence for the person who runs it. */
export class DatabaseRefused extends Error {
  /** As PostgreSQL itself answers a write to a standby. */
  readonly code = '25006'
}

/** A program that was told to end, or crashed: the connection has no future. */
const ending = /^(08\d{3}|57P0[1-5])$/
const network = /^E(CONN|PIPE|TIMEDOUT|HOST|NET|NOTFOUND|AI_AGAIN|ADDR)/
/** The driver gives these no code. */
const said =
  /^(Connection terminated|Client has encountered a connection error|Client was closed|Query read timeout|timeout expired|timeout exceeded when trying to connect|The server does not support SSL)/

/** Whether this failure says that the connection is no longer to be used. */
export const isLost = (error: unknown): boolean => {
  if (error instanceof DatabaseLost) return true
  if (!(error instanceof Error)) return false
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  return ending.test(code) || network.test(code) || (code === '' && said.test(error.message))
}
