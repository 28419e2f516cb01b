import { innerCodes } from '#contract/errors.ts'

import { sha256 } from '../audit/chain.ts'
import { badRequest, GraphFailure } from './graph-failure.ts'
import type { Db, Tx } from '../store/schema.ts'
import type { Reply } from './types.ts'

/** How long the first answer is kept (R6). */
export const keptHours = 24

/** One use of an `Idempotency-Key`, from the moment the caller and the body are known. */
export type IdempotentCall = {
  /** The first answer, when this call was made before. */
  replay: Reply | null
  /** Looks again, in the transaction of the change: two processes may run the same call. */
  look: (tx: Tx) => Promise<Reply | null>
  /** Stores the answer in the transaction of the change, so that there is never one without the other. */
  store: (tx: Tx, reply: Reply) => Promise<void>
  /** To be called when the call has ended, however it ended. */
  end: () => void
}

/** Thrown by a change that another process has made for the same key: its answer is this call's. */
export class AlreadyAnswered extends Error {
  readonly reply: Reply

  constructor(reply: Reply) {
    super('another process has answered this call')
    this.reply = reply
  }
}

const running = new GraphFailure(
  409,
  'Conflict',
  'The first call with this key is still running.',
  {
    innerCode: innerCodes.idempotencyRunning,
  },
)

/**
 * Idempotency keys, bound to a caller and an endpoint (R6). Keys of running calls are held in memory, not in the database,
 * so that a crash leaves none behind; two processes that race are told apart inside the transaction of the change.
 */
export const createIdempotency = (db: Db, now: () => Date) => {
  const runningKeys = new Set<string>()

  const begin = async (call: {
    key: string
    principalId: string
    endpoint: string
    /** Method and path count as part of what was asked. */
    target: string
    body: Uint8Array
  }): Promise<IdempotentCall> => {
    if (!/^[\x21-\x7e]{1,128}$/.test(call.key)) {
      throw badRequest(
        'An Idempotency-Key is 1 to 128 visible ASCII characters.',
        'Idempotency-Key',
      )
    }
    const key = `${call.principalId} ${call.endpoint} ${call.key}`
    if (runningKeys.has(key)) throw running
    runningKeys.add(key)
    const end = () => void runningKeys.delete(key)
    try {
      const bodyHash = await sha256(`${call.target}\n${new TextDecoder().decode(call.body)}`)
      const cutoff = new Date(now().getTime() - keptHours * 3_600_000).toISOString()
      const look = async (open: Db | Tx): Promise<Reply | null> => {
        const first = await open
          .selectFrom('idempotency_keys')
          .selectAll()
          .where('key', '=', key)
          .where('created_at', '>', cutoff)
          .executeTakeFirst()
        if (!first) return null
        if (first.body_hash === bodyHash) return replayOf(first)
        throw new GraphFailure(
          422,
          'UnprocessableEntity',
          'This key was used for another request.',
          { innerCode: innerCodes.idempotencyMismatch },
        )
      }
      const replay = await look(db)
      const store = async (tx: Tx, { status, body, headers }: Reply) => {
        await tx.deleteFrom('idempotency_keys').where('created_at', '<=', cutoff).execute()
        const stored = await tx
          .insertInto('idempotency_keys')
          .values({
            key,
            body_hash: bodyHash,
            status: status ?? null,
            answer: JSON.stringify({ body, headers }),
            created_at: now().toISOString(),
          })
          .onConflict((conflict) => conflict.doNothing())
          .executeTakeFirst()
        if (stored.numInsertedOrUpdatedRows !== 1n) throw running
      }
      return { replay, look, store, end }
    } catch (failure) {
      end()
      throw failure
    }
  }
  return { begin }
}

const replayOf = (row: { status: number | null; answer: string | null }): Reply => {
  const { body, headers } = JSON.parse(row.answer ?? '{}') as Pick<Reply, 'body' | 'headers'>
  return {
    ...(row.status === null ? {} : { status: row.status }),
    body,
    headers: { ...headers, 'Idempotency-Replayed': 'true' },
  }
}
