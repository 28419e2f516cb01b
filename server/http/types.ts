import type { PathParams } from '#contract/endpoint.ts'
import type { EndpointName, Endpoints } from '#contract/endpoints.ts'
import type { GraphErrorDetail } from '#contract/errors.ts'
import type { z } from '#contract/zod.ts'

import type { CheckpointState } from '../audit/checkpoint-state.ts'
import type { AuditDraft } from '../audit/record.ts'
import type { ChangeHub } from './change-hub.ts'
import type { IdentityProvider } from './identity-provider.ts'
import type { DevicePrincipal, Principal, UserPrincipal } from './principal.ts'
import type { Db, Tx } from '../store/schema.ts'

export type { DevicePrincipal, Principal, UserPrincipal }

/** Everything impure comes in here: no global clock, no random, no singleton database. */
export type Deps = {
  db: Db
  now: () => Date
  newId: () => string
  /** Null when the request carries no valid session or token. Throws a GraphFailure for an invalid one. */
  identify: (request: Request) => Promise<Principal | null>
  /** Named faults for tests; returns an answer to give instead, or null. Absent in production. */
  faults?: (endpoint: EndpointName, request: Request) => Promise<Response | null>
  /** What the host says of the checkpoints it signs; absent or null where another process signs, or none. */
  checkpoints?: () => CheckpointState | null
  log: (line: LogLine) => void
  /** Where people sign in; absent where they do not (`ServiceConfig.signIn`). */
  provider?: IdentityProvider
  config: ServiceConfig
}

export type ServiceConfig = {
  version: string
  world: string
  signIn: 'sample' | 'oidc' | 'none'
  /** The one origin that may send cookies (R39), e.g. `http://127.0.0.1:8080`. */
  origin: string
  samplePeople: readonly {
    userPrincipalName: string
    displayName: string
    role: string
    description: string
  }[]
  /** Tests only: every answer is checked strictly against the contract; a lying answer becomes a 500. */
  checkAnswers: boolean
  /** Calls a minute per caller (R43); `defaultRateLimits` when absent. */
  rateLimits?: RateLimits
  /** Calls of one caller that run at the same time (R43); `mostAtOnce` when absent. */
  callsAtOnce?: number
  /** Days for which single elevations are kept; 30 when absent. */
  elevationDays?: number
  /** The address that mail comes from; without it no mail is sent, and none is kept to be sent. */
  mailFrom?: string
  /** How long a session lasts unused and at most, in minutes (R41); 480 each when absent. */
  sessionTimes?: { idleMinutes: number; absoluteMinutes: number }
}

/** Calls a minute: of one cookie session, one token's subject, one address, and failed sign-ins of address and account. */
export type RateLimits = {
  sessionReads: number
  sessionChanges: number
  tokenReads: number
  tokenChanges: number
  anonymousReads: number
  anonymousChanges: number
  failedSignIns: number
}

export type LogLine = Record<string, string | number | boolean | null | undefined>

type BodyOf<N extends EndpointName> = Endpoints[N]['body'] extends z.ZodType
  ? z.output<Endpoints[N]['body']>
  : undefined

export type Context<N extends EndpointName = EndpointName> = {
  endpoint: N
  params: PathParams<Endpoints[N]['path']>
  body: BodyOf<N>
  url: URL
  request: Request
  principal: Endpoints[N]['audience'] extends 'anyone'
    ? Principal | null
    : Endpoints[N]['audience'] extends 'device'
      ? DevicePrincipal
      : Endpoints[N]['audience'] extends 'user'
        ? UserPrincipal
        : Principal
  requestId: string
  clientRequestId: string
  /** The version named by `If-Match`, or null. */
  ifMatch: number | null
  /**
   * One write transaction. What the callback changes, the audit records it passes to `audit` and the idempotent answer
   * are stored together or not at all (R49). At least one `audit` call is required, or the transaction is refused.
   * On an endpoint marked `idempotent` the callback returns the Reply itself, because that is what a retry with the
   * same `Idempotency-Key` gets and it has to be stored in the same transaction (R6).
   */
  change: <T>(
    run: (tx: Tx, audit: (draft: AuditDraft) => Promise<void>) => Promise<T>,
  ) => Promise<T>
  /**
   * For endpoints where the content decides whether a fresh sign-in is needed (R42); throws 401 `freshSignInRequired`. Where it
   * always is, the endpoint table says `freshSignIn`.
   */
  requireFreshSignIn: () => void
  /** One of so many calls a minute from this address; throws 429 when they are used up. */
  take: (what: string, perMinute: number) => void
  deps: Deps
  hub: ChangeHub
}

export type Reply = {
  status?: number
  /** JSON value, or text for text endpoints. */
  body?: unknown
  headers?: Record<string, string>
  /** Set-Cookie values where there is more than one. */
  cookies?: readonly string[]
}

export type Handler<N extends EndpointName> = (context: Context<N>) => Promise<Reply>

/** A forgotten endpoint is a type error where this is built (`server/http/handlers.ts`). */
export type Handlers = { [N in Exclude<EndpointName, 'batch'>]: Handler<N> }

export type FailureOptions = {
  innerCode?: string
  details?: GraphErrorDetail[]
  current?: unknown
  headers?: Record<string, string>
}
