import { longestTokenDays } from '#contract/tokens.ts'

import { sha256 } from '../audit/chain.ts'
import type { Db, Schema, Tx } from '../store/schema.ts'
import { randomSecret } from './sessions.ts'

/** As stored; `user` may do what its owner may do, and is made on the console's own machine only. */
export type StoredPurpose = Schema['tokens']['purpose']

export type TokenSubject = { purpose: StoredPurpose; subjectId: string; label: string }

export type TokenFacts = {
  id: string
  now: Date
  name?: string
  /** Without one the token does not end by itself: those of before, and of tests. */
  expiresAt?: Date
  createdBy?: { id: string | null; name: string }
}

const usedStepMs = 60_000
const dayMs = 24 * 60 * 60 * 1000

/** Whether a token that begins now may end then: in the future, and within a year. */
export const isTokenEnd = (end: Date, now: Date): boolean =>
  end > now && end.getTime() - now.getTime() <= longestTokenDays * dayMs

/** Makes a bearer token. Only its SHA-256 is stored, so this return value is the one time it can be read. */
export const createToken = async (
  tx: Tx,
  subject: TokenSubject,
  { id, now, name, expiresAt, createdBy }: TokenFacts,
): Promise<string> => {
  const token = `epm_${subject.purpose}_${randomSecret()}`
  await tx
    .insertInto('tokens')
    .values({
      id,
      token_hash: await sha256(token),
      purpose: subject.purpose,
      subject_id: subject.subjectId,
      label: subject.label,
      created_at: now.toISOString(),
      used_at: null,
      revoked_at: null,
      name: name ?? null,
      expires_at: expiresAt?.toISOString() ?? null,
      created_by_id: createdBy?.id ?? null,
      created_by_name: createdBy?.name ?? null,
    })
    .execute()
  return token
}

export type KnownToken = { id: string; purpose: StoredPurpose; subjectId: string; name: string }

/** Whose token this is, or null when it is unknown, revoked or over. Notes, at most once a minute, that it was used. */
export const tokenSubject = async (
  db: Db,
  token: string,
  now: Date,
): Promise<KnownToken | null> => {
  const row = await db
    .selectFrom('tokens')
    .select(['id', 'purpose', 'subject_id', 'label', 'name', 'used_at', 'revoked_at', 'expires_at'])
    .where('token_hash', '=', await sha256(token))
    .executeTakeFirst()
  if (!row || row.revoked_at !== null) return null
  if (row.expires_at !== null && row.expires_at <= now.toISOString()) return null
  const sinceUse = row.used_at === null ? Infinity : now.getTime() - Date.parse(row.used_at)
  // Before its last use when the clock was put back.
  if (sinceUse >= usedStepMs || sinceUse < 0) {
    await db
      .updateTable('tokens')
      .set({ used_at: now.toISOString() })
      .where('id', '=', row.id)
      .execute()
  }
  return {
    id: row.id,
    purpose: row.purpose,
    subjectId: row.subject_id,
    name: row.name ?? row.label,
  }
}
