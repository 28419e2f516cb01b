import {
  AuthError,
  BrowserCacheLocation,
  createStandardPublicClientApplication,
  ProtocolMode,
  type AccountInfo,
  type Configuration,
} from '@azure/msal-browser'

import { cloudAddresses, originsOf, type ConsoleConfig } from '#contract/console-config.ts'
import { forgetDrafts } from '#src/lib/forget-drafts.ts'
import { paths } from '#src/lib/paths.ts'
import { safeReturn } from '#domain/safe-return.ts'

import type { GraphScope } from './scopes.ts'

/** Nobody is signed in, or Microsoft wants to ask something: consent, a second factor, a newer sign-in. */
export class SignInNeeded extends Error {}

export type GraphSignIn = {
  signedIn: () => boolean
  /** A token for this permission. Throws `SignInNeeded`; never leads away by itself. */
  token: (scope: GraphScope) => Promise<string>
  /** What Graph wants a newer token to prove (a claims challenge), from its 401. */
  challenged: (claims: string) => void
  /** Leaves the page for Microsoft's sign-in and comes back to `returnTo`. */
  leave: (returnTo: string) => Promise<void>
  /** Leaves the page and ends the session with Microsoft. */
  end: () => Promise<void>
  /** Why the last way to Microsoft and back did not succeed, or null. */
  problem: string | null
}

const settingsOf = (config: ConsoleConfig): Configuration => {
  const { login } = cloudAddresses[config.cloud]
  const { authority } = config
  return {
    auth: {
      clientId: config.clientId,
      authority: authority ?? `${login}/${config.tenantId}`,
      knownAuthorities: authority === undefined ? [] : [new URL(authority).host],
      redirectUri: globalThis.location.origin + paths.signIn(),
      postLogoutRedirectUri: globalThis.location.origin + paths.signIn(),
      // Graph may then answer with a claims challenge at once when an account is disabled.
      clientCapabilities: ['CP1'],
    },
    cache: { cacheLocation: BrowserCacheLocation.SessionStorage },
    // A stand-in speaks plain OpenID Connect, without Entra's own additions.
    system: { protocolMode: authority === undefined ? ProtocolMode.AAD : ProtocolMode.OIDC },
  }
}

/** Microsoft's sign-in library, with tokens in this tab's session storage only. */
export const createGraphSignIn = async (config: ConsoleConfig): Promise<GraphSignIn> => {
  const app = await createStandardPublicClientApplication(settingsOf(config))
  const resource = originsOf(config).graph
  const named = (scope: GraphScope) => `${resource}/${scope}`
  const current = (): AccountInfo | null =>
    app.getActiveAccount() ?? app.getAllAccounts()[0] ?? null
  /** What was missing when a token could not be had without asking; asked for at the next way to Microsoft. */
  const missing = new Set<GraphScope>()
  let claims: string | undefined
  let problem: string | null = null

  try {
    const before = current()
    const result = await app.handleRedirectPromise({ navigateToLoginRequestUrl: false })
    if (result !== null) {
      // Another account came back: what the one before typed is not shown to it.
      if (before !== null && before.homeAccountId !== result.account.homeAccountId)
        forgetDrafts(sessionStorage)
      app.setActiveAccount(result.account)
      // The address of the sign-in page, with Microsoft's answer in it, must not be what Back leads to.
      const target = safeReturn(result.state, globalThis.location.origin)
      globalThis.history.replaceState(null, '', target)
    }
  } catch (reason) {
    problem = reason instanceof Error ? reason.message : 'unknown'
    globalThis.history.replaceState(null, '', paths.signIn())
  }

  return {
    signedIn: () => current() !== null,
    token: async (scope) => {
      const account = current()
      if (account === null) throw new SignInNeeded()
      const wanted = claims
      try {
        const result = await app.acquireTokenSilent({
          account,
          scopes: [named(scope)],
          ...(wanted === undefined ? {} : { claims: wanted, forceRefresh: true }),
        })
        if (claims === wanted) claims = undefined
        return result.accessToken
      } catch (reason) {
        // Whatever is not the network's fault is settled by asking the person.
        if (
          !(reason instanceof AuthError) ||
          /network|request_failed|timed_out/.test(reason.errorCode)
        )
          throw reason
        missing.add(scope)
        throw new SignInNeeded()
      }
    },
    challenged: (wanted) => {
      claims = wanted
    },
    leave: async (returnTo) => {
      const account = current()
      const request = {
        scopes: [named('User.Read'), ...[...missing].map(named)],
        state: returnTo,
        ...(claims === undefined ? {} : { claims }),
      }
      await (account === null
        ? app.loginRedirect(request)
        : app.acquireTokenRedirect({ ...request, account }))
    },
    end: () => {
      const account = current()
      const hint = account?.idToken
      return app.logoutRedirect({ account, ...(hint === undefined ? {} : { idTokenHint: hint }) })
    },
    problem,
  }
}
