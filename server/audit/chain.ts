import { canonicalJson } from './canonical-json.ts'
import type { Db, Schema } from '../store/schema.ts'

/** What stands before the first record. */
export const chainStart = '0'.repeat(64)

/** Every column of a record but its links. `resource` counts as stored, so that any edit of it shows. */
export type ChainedRecord = Omit<Schema['audit'], 'prev' | 'hash'>

const encoder = new TextEncoder()

/** Lower-case hex of SHA-256 over the UTF-8 bytes. */
export const sha256 = async (text: string): Promise<string> => {
  const digest = await crypto.subtle.digest('SHA-256', encoder.encode(text))
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** SHA-256(hash of the record before ‖ canonical JSON of this one) (R50). */
export const chainHash = (prev: string, record: ChainedRecord): Promise<string> =>
  sha256(prev + canonicalJson(record))

export type Verdict =
  { ok: true; count: number; head: string } | { ok: false; seq: number; why: string }

const step = 1_000

/**
 * Reads the whole chain and names the first record that is not as it was written. A tail cut off, or a whole chain
 * written anew, is not visible from inside: compare `count` and `head` with a checkpoint kept elsewhere.
 */
export const verifyChain = async (db: Db): Promise<Verdict> => {
  let head = chainStart
  let seq = 0
  for (;;) {
    const rows = await db
      .selectFrom('audit')
      .selectAll()
      .where('seq', '>', seq)
      .orderBy('seq')
      .limit(step)
      .execute()
    for (const { prev, hash, ...record } of rows) {
      if (record.seq !== seq + 1) return { ok: false, seq: seq + 1, why: 'the record is missing' }
      seq = record.seq
      if (prev !== head) return { ok: false, seq, why: 'it does not follow the record before it' }
      if (hash !== (await chainHash(prev, record))) {
        return { ok: false, seq, why: 'its content does not match its hash' }
      }
      head = hash
    }
    if (rows.length < step) return { ok: true, count: seq, head }
  }
}
