import type { SignInProblem } from '#contract/sign-in.ts'

/** What the console asks of an identity provider; the host speaks to it (OpenID Connect), the core does not. */
export type IdentityProvider = {
  /** The provider's page to send the person to. Throws `ProviderFailure`. */
  start: (question: Question) => Promise<URL>
  /** Who came back with this query. Throws `ProviderFailure`. */
  finish: (search: string, question: Question) => Promise<Identity>
}

/** What only this sign-in knows. `fresh`: the person has to prove anew who they are. */
export type Question = { state: string; nonce: string; verifier: string; fresh: boolean }

export type Identity = {
  issuer: string
  subject: string
  /** The name to sign in with, as the provider tells it: to be shown, never to find somebody by. */
  account: string | null
  displayName: string | null
  mail: string | null
  /** When the person proved who they are; null when the provider does not say. */
  signedInAt: Date | null
}

export class ProviderFailure extends Error {
  readonly problem: SignInProblem

  /** `detail` is for the log: codes, never values of the exchange. */
  constructor(problem: SignInProblem, detail: string) {
    super(detail)
    this.problem = problem
  }
}
