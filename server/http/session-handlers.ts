import { User } from '#contract/directory.ts'

import { reportOffers } from '../reports/report-question.ts'
import { GraphFailure, notFound } from './graph-failure.ts'
import { listAnswer } from './handlers/list-answer.ts'
import { notSignedIn } from './identify.ts'
import {
  clearedCookie,
  endSession,
  endSessionsOf,
  openSession,
  sessionHashOf,
  sessionOf,
  type SessionTimes,
} from './sessions.ts'
import type { UserPrincipal } from './principal.ts'
import { isSetupOpen } from './setup-code.ts'
import type { Deps, Handler } from './types.ts'

/** A working day; `ServiceConfig.sessionTimes` sets it otherwise (R41). */
export const defaultSessionTimes = { idleMinutes: 480, absoluteMinutes: 480 } as const

/** Signs in as one of the sample people. Anywhere else this endpoint does not exist (R45). */
export const sampleSignIn: Handler<'sampleSignIn'> = async (context) => {
  const { deps, body } = context
  const { signIn, samplePeople, sessionTimes = defaultSessionTimes } = deps.config
  if (signIn !== 'sample') {
    throw new GraphFailure(404, 'ResourceNotFound', 'Sample sign-in is not offered here.')
  }
  const name = body.userPrincipalName.toLowerCase()
  const offered = samplePeople.some((person) => person.userPrincipalName.toLowerCase() === name)
  const row = offered
    ? await deps.db
        .selectFrom('users')
        .select(['id', 'user_principal_name', 'resource'])
        .where((where) => where(where.fn('lower', ['user_principal_name']), '=', name))
        .where('enabled', '=', 1)
        .executeTakeFirst()
    : undefined
  if (!row) throw notSignedIn('Nobody of this name can sign in here.')
  const user = User.parse(JSON.parse(row.resource))
  const cookie = await context.change(async (tx, audit) => {
    await audit({
      category: 'Session',
      activityType: 'Sign in',
      operationType: 'Create',
      result: 'Success',
      actor: { type: 'ItPro', id: row.id, name: row.user_principal_name },
      resource: sessionOf({ userId: row.id, userPrincipalName: row.user_principal_name }),
    })
    const { request } = context
    return openSession(tx, {
      userId: row.id,
      now: deps.now(),
      times: sessionTimes,
      previousHash: await sessionHashOf(request),
      signedInAt: deps.now(),
      request,
    })
  })
  return { body: user, headers: { 'Set-Cookie': cookie } }
}

/** Ends the session at once. Without one there is nothing to end, and nothing to record. */
export const signOut: Handler<'signOut'> = async ({ request, principal, change, hub }) => {
  const hash = await sessionHashOf(request)
  if (hash !== null && principal !== null) {
    await change(async (tx, audit) => {
      await endSession(tx, hash)
      await audit({
        category: 'Session',
        activityType: 'Sign out',
        operationType: 'Delete',
        result: 'Success',
        ...(principal.kind === 'user' ? { resource: sessionOf(principal) } : {}),
      })
    })
    hub.sessionsEnded()
  }
  return { headers: { 'Set-Cookie': clearedCookie } }
}

/** Ends all sessions of the caller, wherever they are. */
export const signOutEverywhere: Handler<'signOutEverywhere'> = async (context) => {
  const { principal, change, hub } = context
  await change(async (tx, audit) => {
    const ended = await endSessionsOf(tx, principal.userId)
    await audit({
      category: 'Session',
      activityType: 'Sign out everywhere',
      operationType: 'Delete',
      result: 'Success',
      resource: {
        ...sessionOf(principal),
        changes: [{ name: 'sessions', before: String(ended), after: '0' }],
      },
    })
  })
  hub.sessionsEnded()
  return { headers: { 'Set-Cookie': clearedCookie } }
}

/**
 * Ends one session of the caller: that of a browser one no longer has at hand. Somebody else's is not there. That it is the
 * one the call came with is no mistake, and signs out.
 */
export const sessionEnd: Handler<'sessionEnd'> = async (context) => {
  const { principal, params, change, hub, request } = context
  const current = await sessionHashOf(request)
  const ended = await change(async (tx, audit) => {
    const row = await tx
      .selectFrom('sessions')
      .select(['id_hash', 'ip_address', 'client'])
      .where('id', '=', params.id)
      .where('user_id', '=', principal.userId)
      .executeTakeFirst()
    if (!row) throw notFound('The session')
    await endSession(tx, row.id_hash)
    await audit({
      category: 'Session',
      activityType: 'End Session',
      operationType: 'Delete',
      result: 'Success',
      resource: {
        ...sessionOf(principal),
        changes: [
          { name: 'client', before: row.client, after: null },
          { name: 'ipAddress', before: row.ip_address, after: null },
        ],
      },
    })
    return row.id_hash
  })
  hub.sessionsEnded()
  return ended === current ? { headers: { 'Set-Cookie': clearedCookie } } : {}
}

/** The caller's own sessions that are still open, the last used first. */
export const sessionList: Handler<'sessionList'> = async ({ deps, principal, request, url }) => {
  const { sessionTimes = defaultSessionTimes } = deps.config
  const now = deps.now()
  const current = await sessionHashOf(request)
  const rows = await deps.db
    .selectFrom('sessions')
    .selectAll()
    .where('user_id', '=', principal.userId)
    .where('expires_at', '>', now.toISOString())
    .where('seen_at', '>', idleSince(now, sessionTimes))
    .orderBy('seen_at', 'desc')
    .execute()
  const value = rows.map((row) => ({
    id: row.id,
    createdDateTime: row.created_at,
    lastUsedDateTime: row.seen_at,
    signedInDateTime: row.signed_in_at,
    expiresDateTime: row.expires_at,
    ipAddress: row.ip_address,
    client: row.client,
    isCurrent: row.id_hash === current,
  }))
  return listAnswer(url, 'epm/sessions', value)
}

const idleSince = (now: Date, { idleMinutes }: SessionTimes) =>
  new Date(now.getTime() - idleMinutes * 60_000).toISOString()

/** What the page has to know of its session, to warn before it ends and to ask before something is typed. */
const sessionFacts = async (deps: Deps, principal: UserPrincipal) => ({
  idleMinutes: (deps.config.sessionTimes ?? defaultSessionTimes).idleMinutes,
  signedInDateTime: principal.signedInAt,
  ...(deps.provider && (await isSetupOpen(deps.db, deps.now())) ? { setupOpen: true } : {}),
})

/** What this backend is and offers; answered without sign-in. */
export const epmConfig: Handler<'epmConfig'> = async ({ deps, principal }) => {
  const { version, world, signIn, samplePeople } = deps.config
  return {
    body: {
      backend: 'service',
      version,
      world,
      signIn,
      signedIn: principal?.kind === 'user',
      ...(principal?.kind === 'user' && principal.via === 'session'
        ? { session: await sessionFacts(deps, principal) }
        : {}),
      reports: reportOffers,
      ...(signIn === 'sample' ? { samplePeople } : {}),
    },
  }
}
