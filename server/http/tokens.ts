import { sha256 } from '../audit/chain.ts'
import type { Db, Tx } from '../store/schema.ts'
import { randomSecret } from './sessions.ts'

export type TokenSubject = { purpose: 'user' | 'device'; subjectId: string; label: string }

const usedStepMs = 60_000

/** Makes a bearer token. Only its SHA-256 is stored, so this return value is the one time it can be read. */
export const createToken = async (
  tx: Tx,
  subject: TokenSubject,
  { id, now }: { id: string; now: Date },
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
    })
    .execute()
  return token
}

/** Whose token this is, or null when it is unknown or revoked. Notes, at most once a minute, that it was used. */
export const tokenSubject = async (
  db: Db,
  token: string,
  now: Date,
): Promise<{ purpose: 'user' | 'device'; subjectId: string } | null> => {
  const row = await db
    .selectFrom('tokens')
    .select(['id', 'purpose', 'subject_id', 'used_at', 'revoked_at'])
    .where('token_hash', '=', await sha256(token))
    .executeTakeFirst()
  if (!row || row.revoked_at !== null) return null
  if (row.used_at === null || now.getTime() - Date.parse(row.used_at) >= usedStepMs) {
    await db
      .updateTable('tokens')
      .set({ used_at: now.toISOString() })
      .where('id', '=', row.id)
      .execute()
  }
  return { purpose: row.purpose, subjectId: row.subject_id }
}
