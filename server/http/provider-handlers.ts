import type { SignInProblem } from '#contract/sign-in.ts'
import { safeReturn } from '#domain/safe-return.ts'

import { freshMinutes } from './fresh-sign-in.ts'
import { GraphFailure } from './graph-failure.ts'
import { ProviderFailure, type Identity } from './identity-provider.ts'
import { issuerName, userOfIdentity } from './people.ts'
import { defaultRateLimits } from './rate-limit.ts'
import { defaultSessionTimes } from './session-handlers.ts'
import { openSession, sessionHashOf, sessionOf } from './sessions.ts'
import { beginWay, clearedWayCookie, takeWay, type Way } from './sign-in-way.ts'
import type { Context, Handlers } from './types.ts'

const statusOf: Partial<Record<SignInProblem, number>> = { tooMany: 429, unreachable: 503 }

/** The sign-in page with what went wrong: people see this, scripts do not come here. */
export const problemAddress = (problem: SignInProblem, requestId: string, returnTo: string) =>
  `/sign-in?${new URLSearchParams({
    problem,
    request: requestId,
    ...(returnTo === '/' ? {} : { returnTo }),
  }).toString()}`

const refused = (problem: SignInProblem, context: Context, returnTo: string) =>
  new GraphFailure(statusOf[problem] ?? 401, 'InvalidAuthenticationToken', 'Not signed in.', {
    innerCode: problem,
    headers: {
      'Set-Cookie': clearedWayCookie,
      Location: problemAddress(problem, context.requestId, returnTo),
    },
  })

const providerOf = ({ deps }: Context) => {
  if (deps.provider) return deps.provider
  throw new GraphFailure(404, 'ResourceNotFound', 'Nobody signs in at a provider here.')
}

/** Runs a step of the sign-in; what fails in it ends on the sign-in page. */
const onTheWay = async <T>(context: Context, returnTo: string, step: () => Promise<T>) => {
  try {
    return await step()
  } catch (thrown) {
    if (thrown instanceof ProviderFailure) {
      const { message: why, problem } = thrown
      const { requestId } = context
      context.deps.log({ level: 'warn', message: 'a sign-in failed', problem, why, requestId })
      throw refused(problem, context, returnTo)
    }
    if (thrown instanceof GraphFailure && thrown.status === 429)
      throw refused('tooMany', context, returnTo)
    throw thrown
  }
}

/** A fresh sign-in has to be one, and of the person who is signed in. */
const checkFresh = ({ signedInAt }: Identity, { fresh }: Way, now: Date) => {
  if (!fresh) return
  if (signedInAt === null) throw new ProviderFailure('noTime', 'no auth_time in the ID token')
  if (now.getTime() - signedInAt.getTime() > freshMinutes * 60_000) {
    throw new ProviderFailure('notVerified', 'auth_time is too long ago')
  }
}

export const providerHandlers: Pick<Handlers, 'signInStart' | 'signInCallback'> = {
  /** `returnTo`: a path of this origin. `fresh=1`: the person proves anew who they are (R42). */
  signInStart: async (context) => {
    const { deps, url, request, principal } = context
    const provider = providerOf(context)
    const returnTo = safeReturn(url.searchParams.get('returnTo'), deps.config.origin)
    const signedIn = principal?.kind === 'user' && principal.via === 'session' ? principal : null
    const fresh = url.searchParams.get('fresh') === '1'
    return onTheWay(context, returnTo, async () => {
      context.take('sign-ins begun', 300)
      const way = {
        returnTo,
        fresh,
        userId: fresh ? (signedIn?.userId ?? null) : null,
        previousHash: await sessionHashOf(request),
      }
      const { question, cookie } = await beginWay(deps.db, way, deps.now())
      const address = await provider.start(question)
      return { status: 302, headers: { 'Set-Cookie': cookie, Location: address.href } }
    })
  },

  /** Where the provider sends people back to, with the answer in the query. */
  signInCallback: async (context) => {
    const { deps, url, request, hub } = context
    const provider = providerOf(context)
    const taken = await takeWay(deps.db, request, deps.now())
    const returnTo = taken?.way.returnTo ?? '/'
    return onTheWay(context, returnTo, async () => {
      if (!taken) throw new ProviderFailure('expired', 'no sign-in was under way')
      const { way, question } = taken
      const identity = await provider.finish(url.search, question)
      const { failedSignIns } = deps.config.rateLimits ?? defaultRateLimits
      context.take(`sign-in of ${issuerName(identity.issuer)} ${identity.subject}`, failedSignIns)
      const now = deps.now()
      checkFresh(identity, way, now)
      // A clock that goes before ours makes nothing fresher than now.
      const { signedInAt } = identity
      const at = signedInAt && new Date(Math.min(signedInAt.getTime(), now.getTime()))
      const cookie = await context.change(async (tx, audit) => {
        const user = await userOfIdentity(tx, audit, identity, { now, newId: deps.newId })
        if (way.userId !== null && way.userId !== user.id) {
          throw new ProviderFailure('otherPerson', 'a fresh sign-in by somebody else')
        }
        await audit({
          category: 'Session',
          activityType: 'Sign in',
          operationType: 'Create',
          result: 'Success',
          actor: { type: 'ItPro', id: user.id, name: user.user_principal_name },
          resource: sessionOf({ userId: user.id, userPrincipalName: user.user_principal_name }),
        })
        return openSession(tx, {
          userId: user.id,
          now,
          times: deps.config.sessionTimes ?? defaultSessionTimes,
          previousHash: way.previousHash,
          signedInAt: at,
          request,
        })
      })
      hub.sessionsEnded()
      const cookies = [cookie, clearedWayCookie]
      return { status: 302, headers: { Location: returnTo }, cookies }
    })
  },
}
