import { sha256 } from '../audit/chain.ts'
import type { Db, Tx } from '../store/schema.ts'

/**
 * `__Host-` binds the cookie to this host, path `/` and Secure (R38). Chromium and Firefox keep it on plain-http loopback too,
 * which they count as trustworthy.
 */
export const sessionCookie = '__Host-epm'

export type SessionTimes = { idleMinutes: number; absoluteMinutes: number }

/** How long after the last use `seen_at` is written again: not on every read. */
const seenStepMs = 60_000

const attributes = 'Path=/; Secure; HttpOnly; SameSite=Strict'
export const clearedCookie = `${sessionCookie}=; Max-Age=0; ${attributes}`

/** The session id a request carries, or null. The first of two cookies of the name wins; a bearer token hides both. */
export const sessionIdOf = (request: Request): string | null => {
  if (request.headers.has('authorization')) return null
  for (const pair of (request.headers.get('cookie') ?? '').split(';')) {
    const [name, value] = pair.trim().split('=', 2)
    if (name === sessionCookie && value) return value
  }
  return null
}

/** 256 random bits, base64url. */
export const randomSecret = (): string =>
  btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(32))))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')

/** Opens a session with a new id and ends the one the request came with. Returns the Set-Cookie value. */
export const openSession = async (
  tx: Tx,
  session: { userId: string; now: Date; times: SessionTimes; previousId: string | null },
): Promise<string> => {
  const { userId, now, times, previousId } = session
  if (previousId !== null) await endSession(tx, previousId)
  await tx.deleteFrom('sessions').where('expires_at', '<=', now.toISOString()).execute()
  const id = randomSecret()
  await tx
    .insertInto('sessions')
    .values({
      id_hash: await sha256(id),
      user_id: userId,
      created_at: now.toISOString(),
      seen_at: now.toISOString(),
      expires_at: new Date(now.getTime() + times.absoluteMinutes * 60_000).toISOString(),
    })
    .execute()
  return `${sessionCookie}=${id}; ${attributes}`
}

/** True when there was one to end. */
export const endSession = async (tx: Tx, id: string): Promise<boolean> => {
  const result = await tx
    .deleteFrom('sessions')
    .where('id_hash', '=', await sha256(id))
    .executeTakeFirst()
  return result.numDeletedRows > 0n
}

/** Whose session this is, or null when it is unknown, idle for too long or over. Notes that it was used. */
export const sessionUser = async (
  db: Db,
  id: string,
  now: Date,
  times: SessionTimes,
): Promise<string | null> => {
  const hash = await sha256(id)
  const row = await db
    .selectFrom('sessions')
    .select(['user_id', 'seen_at', 'expires_at'])
    .where('id_hash', '=', hash)
    .executeTakeFirst()
  if (!row || row.expires_at <= now.toISOString()) return null
  const idleMs = now.getTime() - Date.parse(row.seen_at)
  if (idleMs >= times.idleMinutes * 60_000) return null
  if (idleMs >= seenStepMs) {
    await db
      .updateTable('sessions')
      .set({ seen_at: now.toISOString() })
      .where('id_hash', '=', hash)
      .execute()
  }
  return row.user_id
}
