import { sha256 } from '../audit/chain.ts'
import type { Db } from '../store/schema.ts'
import type { Question } from './identity-provider.ts'
import { cookieOf, randomSecret } from './sessions.ts'

/**
 * The cookie of a sign-in under way. The provider's redirect comes from another site, so that a Strict cookie would not be sent
 * with it; Lax is. It opens nothing.
 */
const wayCookie = '__Host-epm-sign-in'
const wayMinutes = 10
const attributes = 'Path=/; Secure; HttpOnly; SameSite=Lax'
export const clearedWayCookie = `${wayCookie}=; Max-Age=0; ${attributes}`

/** State, nonce and verifier are made of the cookie's secret: nothing that is stored tells them. */
const questionOf = async (secret: string, fresh: boolean): Promise<Question> => ({
  state: await sha256(`state ${secret}`),
  nonce: await sha256(`nonce ${secret}`),
  verifier: await sha256(`verifier ${secret}`),
  fresh,
})

export type Way = {
  returnTo: string
  fresh: boolean
  /** Who is signed in already and asked to prove it. */
  userId: string | null
  previousHash: string | null
}

/** Begins a sign-in: what to ask the provider, and the Set-Cookie value. */
export const beginWay = async (
  db: Db,
  way: Way,
  now: Date,
): Promise<{ question: Question; cookie: string }> => {
  const secret = randomSecret()
  await db.deleteFrom('sign_ins').where('expires_at', '<=', now.toISOString()).execute()
  await db
    .insertInto('sign_ins')
    .values({
      id_hash: await sha256(secret),
      return_to: way.returnTo,
      fresh: way.fresh ? 1 : 0,
      user_id: way.userId,
      previous_session_hash: way.previousHash,
      created_at: now.toISOString(),
      expires_at: new Date(now.getTime() + wayMinutes * 60_000).toISOString(),
    })
    .execute()
  const question = await questionOf(secret, way.fresh)
  return { question, cookie: `${wayCookie}=${secret}; Max-Age=${wayMinutes * 60}; ${attributes}` }
}

/** Takes the sign-in that a request belongs to, once: the first answer that comes ends it. Null when there is none. */
export const takeWay = async (
  db: Db,
  request: Request,
  now: Date,
): Promise<{ way: Way; question: Question } | null> => {
  const secret = cookieOf(request, wayCookie)
  if (secret === null) return null
  const row = await db
    .deleteFrom('sign_ins')
    .where('id_hash', '=', await sha256(secret))
    .where('expires_at', '>', now.toISOString())
    .returningAll()
    .executeTakeFirst()
  if (!row) return null
  const fresh = row.fresh === 1
  return {
    question: await questionOf(secret, fresh),
    way: {
      returnTo: row.return_to,
      fresh,
      userId: row.user_id,
      previousHash: row.previous_session_hash,
    },
  }
}
