import { sha256 } from '../audit/chain.ts'
import type { Db, Tx } from '../store/schema.ts'
import { remoteAddress } from './remote-address.ts'

/**
 * `__Host-` binds the cookie to this host, path `/` and Secure (R38). Chromium and Firefox keep it on plain-http loopback too,
 * which they count as trustworthy.
 */
export const sessionCookie = '__Host-epm'

export type SessionTimes = { idleMinutes: number; absoluteMinutes: number }

/** How long after the last use `seen_at` is written again: not on every read. */
const seenStepMs = ({ idleMinutes }: SessionTimes) => Math.min(60_000, idleMinutes * 6_000)

const attributes = 'Path=/; Secure; HttpOnly; SameSite=Strict'
export const clearedCookie = `${sessionCookie}=; Max-Age=0; ${attributes}`

/** The value of a cookie; the first of two of the name wins. */
export const cookieOf = (request: Request, wanted: string): string | null => {
  for (const pair of (request.headers.get('cookie') ?? '').split(';')) {
    const [name, value] = pair.trim().split('=', 2)
    if (name === wanted && value) return value
  }
  return null
}

/** The session id a request carries, or null. A bearer token hides it. */
export const sessionIdOf = (request: Request): string | null =>
  request.headers.has('authorization') ? null : cookieOf(request, sessionCookie)

/** 256 random bits, base64url. */
export const randomSecret = (): string =>
  btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(32))))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')

type NewSession = {
  userId: string
  now: Date
  times: SessionTimes
  /** Hash of the session that this one takes the place of. */
  previousHash: string | null
  /** When the person proved who they are, or null when nobody says so; then nothing that needs a fresh sign-in is possible. */
  signedInAt: Date | null
  /** Where it comes from, as its owner is shown it; null for tests without one. */
  request: Request | null
}

/** Opens a session with a new id and ends the one before it. Returns the Set-Cookie value. */
export const openSession = async (tx: Tx, session: NewSession): Promise<string> => {
  const { userId, now, times, previousHash, signedInAt, request } = session
  if (previousHash !== null) await endSession(tx, previousHash)
  await tx.deleteFrom('sessions').where('expires_at', '<=', now.toISOString()).execute()
  const id = randomSecret()
  await tx
    .insertInto('sessions')
    .values({
      id_hash: await sha256(id),
      id: crypto.randomUUID(),
      user_id: userId,
      created_at: now.toISOString(),
      seen_at: now.toISOString(),
      expires_at: new Date(now.getTime() + times.absoluteMinutes * 60_000).toISOString(),
      signed_in_at: signedInAt?.toISOString() ?? null,
      ip_address: request && remoteAddress(request),
      client: request?.headers.get('user-agent')?.slice(0, 256) ?? null,
    })
    .execute()
  return `${sessionCookie}=${id}; ${attributes}`
}

/** The hash under which the session of a request is stored; null without one. */
export const sessionHashOf = async (request: Request): Promise<string | null> => {
  const id = sessionIdOf(request)
  return id === null ? null : sha256(id)
}

/** The sessions of a person as an audit record names them: by whose they are, since their own ids say nothing to a reader. */
export const sessionOf = (person: { userId: string; userPrincipalName: string }) => ({
  type: 'Session',
  id: person.userId,
  displayName: person.userPrincipalName,
})

/** True when there was one to end. */
export const endSession = async (tx: Tx, hash: string): Promise<boolean> => {
  const result = await tx.deleteFrom('sessions').where('id_hash', '=', hash).executeTakeFirst()
  return result.numDeletedRows > 0n
}

/** Ends every session of a person, on every device; answers how many there were. */
export const endSessionsOf = async (tx: Tx, userId: string): Promise<number> => {
  const result = await tx.deleteFrom('sessions').where('user_id', '=', userId).executeTakeFirst()
  return Number(result.numDeletedRows)
}

/** Seconds for which nobody has touched the page, as it says itself: an open page that only refreshes is not in use. */
export const idleHeader = 'X-EPM-Idle'

const usedAt = (request: Request, now: Date): number => {
  const seconds = /^\d{1,6}$/.exec(request.headers.get(idleHeader) ?? '')?.[0]
  return now.getTime() - Number(seconds ?? 0) * 1000
}

/**
 * Whose session a request carries, or null when it is unknown, idle for too long or over. Notes that it was used, unless
 * `quiet`.
 */
export const sessionUser = async (
  db: Db,
  request: Request,
  { now, times, quiet }: { now: Date; times: SessionTimes; quiet: boolean },
): Promise<{ userId: string; signedInAt: string | null } | null> => {
  const hash = await sessionHashOf(request)
  if (hash === null) return null
  const row = await db
    .selectFrom('sessions')
    .select(['user_id', 'seen_at', 'expires_at', 'signed_in_at'])
    .where('id_hash', '=', hash)
    .executeTakeFirst()
  if (!row || row.expires_at <= now.toISOString()) return null
  const seen = Date.parse(row.seen_at)
  if (now.getTime() - seen >= times.idleMinutes * 60_000) return null
  const used = usedAt(request, now)
  if (!quiet && used - seen >= seenStepMs(times)) {
    await db
      .updateTable('sessions')
      .set({ seen_at: new Date(used).toISOString() })
      .where('id_hash', '=', hash)
      .execute()
  }
  return { userId: row.user_id, signedInAt: row.signed_in_at }
}
