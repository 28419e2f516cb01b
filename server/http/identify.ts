import { apiBase } from '#contract/endpoint.ts'
import { endpoints } from '#contract/endpoints.ts'

import type { Db } from '../store/schema.ts'
import { userPrincipal } from '../store/principals.ts'
import { GraphFailure } from './graph-failure.ts'
import type { DevicePrincipal, Principal } from './principal.ts'
import { sessionUser, type SessionTimes } from './sessions.ts'
import { throughToken } from './token-purpose.ts'
import { tokenSubject, type KnownToken } from './tokens.ts'
import type { Deps } from './types.ts'

/** `code` InvalidAuthenticationToken, as Graph answers for no, a wrong and an expired token alike. */
export const notSignedIn = (message: string) =>
  new GraphFailure(401, 'InvalidAuthenticationToken', message)

const devicePrincipal = async (db: Db, deviceId: string): Promise<DevicePrincipal | null> => {
  const row = await db
    .selectFrom('devices')
    .select(['id', 'device_name'])
    .where('id', '=', deviceId)
    .executeTakeFirst()
  return row ? { kind: 'device', deviceId: row.id, deviceName: row.device_name } : null
}

/** A stream that connects again by itself does not keep a session alive. */
const noticesPath = apiBase + endpoints.changeNotices.path

const tokenPrincipal = async (db: Db, token: KnownToken): Promise<Principal | null> => {
  if (token.purpose === 'device') return devicePrincipal(db, token.subjectId)
  const owner = await userPrincipal(db, token.subjectId, 'token')
  return owner && throughToken(owner, token)
}

/**
 * `Deps.identify` over the store. A bearer token goes before a cookie. A wrong token is refused (401); an ended session is
 * merely nobody, so that the page can still ask for the configuration and sign in. Rights are read each time (R14).
 */
export const createIdentify =
  (deps: { db: Db; now: () => Date; sessionTimes: SessionTimes }): Deps['identify'] =>
  async (request) => {
    const { db, now } = deps
    const authorization = request.headers.get('authorization')
    if (authorization !== null) {
      const token = /^Bearer ([\w-]{1,256})$/i.exec(authorization)?.[1]
      const subject = token === undefined ? null : await tokenSubject(db, token, now())
      const principal = subject && (await tokenPrincipal(db, subject))
      if (!principal) throw notSignedIn('The access token is not valid.')
      return principal
    }
    const session = await sessionUser(db, request, {
      now: now(),
      times: deps.sessionTimes,
      quiet: new URL(request.url).pathname === noticesPath,
    })
    return session && userPrincipal(db, session.userId, 'session', session.signedInAt)
  }
