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

/** A place up to which the chain is known to hold: the number of records and the hash of the last one. */
export type ChainPlace = { count: number; head: string }
export const chainBegin: ChainPlace = { count: 0, head: chainStart }

/** So few at a time that a page that is asked for meanwhile does not wait for them. */
const step = 200

/**
 * Reads the chain from a place on and names the first record that is not as it was written. A tail cut off, or a whole chain
 * written anew, is not visible from inside: compare with a checkpoint kept elsewhere.
 */
export const verifyChain = async (
  db: Db,
  { from = chainBegin, onStep }: { from?: ChainPlace; onStep?: (count: number) => void } = {},
): Promise<Verdict> => {
  let { count: seq, head } = from
  for (;;) {
    const rows = await db
      .selectFrom('audit')
      .selectAll()
      .where('seq', '>', seq)
      .orderBy('seq')
      .limit(step)
      .execute()
    // Each hash takes the stored one before it, so that all of a step are made at once.
    const hashes = await Promise.all(
      rows.map(({ prev, hash: _hash, ...record }) => chainHash(prev, record)),
    )
    for (const [index, { seq: found, prev, hash }] of rows.entries()) {
      if (found !== seq + 1) return { ok: false, seq: seq + 1, why: 'the record is missing' }
      seq = found
      if (prev !== head) return { ok: false, seq, why: 'it does not follow the record before it' }
      if (hash !== hashes[index]) {
        return { ok: false, seq, why: 'its content does not match its hash' }
      }
      head = hash
    }
    onStep?.(seq)
    if (rows.length < step) return { ok: true, count: seq, head }
  }
}
