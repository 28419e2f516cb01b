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
  /** Stores the answer in the transaction of the change, so that there is never one without the other. */
  store: (tx: Tx, reply: Reply) => Promise<void>
  /** To be called when the call has ended, however it ended. */
  end: () => void
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
 * so that a crash leaves none behind; two processes that race are told apart by the primary key.
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
      const first = await db
        .selectFrom('idempotency_keys')
        .selectAll()
        .where('key', '=', key)
        .where('created_at', '>', cutoff)
        .executeTakeFirst()
      if (first && first.body_hash !== bodyHash) {
        throw new GraphFailure(
          422,
          'UnprocessableEntity',
          'This key was used for another request.',
          {
            innerCode: innerCodes.idempotencyMismatch,
          },
        )
      }
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
      return { replay: first ? replayOf(first) : null, store, end }
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
