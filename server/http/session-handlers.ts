import { User } from '#contract/directory.ts'

import { reportOffers } from '../reports/report-question.ts'
import { GraphFailure } from './graph-failure.ts'
import { notSignedIn } from './identify.ts'
import { clearedCookie, endSession, openSession, sessionIdOf } from './sessions.ts'
import type { Handler } from './types.ts'

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
    })
    const previousId = sessionIdOf(context.request)
    return openSession(tx, { userId: row.id, now: deps.now(), times: sessionTimes, previousId })
  })
  return { body: user, headers: { 'Set-Cookie': cookie } }
}

/** Ends the session at once. Without one there is nothing to end, and nothing to record. */
export const signOut: Handler<'signOut'> = async ({ request, principal, change }) => {
  const id = sessionIdOf(request)
  if (id !== null && principal !== null) {
    await change(async (tx, audit) => {
      await endSession(tx, id)
      await audit({
        category: 'Session',
        activityType: 'Sign out',
        operationType: 'Delete',
        result: 'Success',
      })
    })
  }
  return { headers: { 'Set-Cookie': clearedCookie } }
}

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
      reports: reportOffers,
      ...(signIn === 'sample' ? { samplePeople } : {}),
    },
  }
}
