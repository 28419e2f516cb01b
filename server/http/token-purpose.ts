import { endpoints, type EndpointName } from '#contract/endpoints.ts'
import { innerCodes } from '#contract/errors.ts'
import { resourceActions, type ResourceAction } from '#contract/rights.ts'

import { GraphFailure } from './graph-failure.ts'
import type { Principal, UserPrincipal } from './principal.ts'
import { rights } from './rights.ts'
import type { KnownToken } from './tokens.ts'

const readsOnly = (action: ResourceAction) => /_(Read|View\w+)$/.test(action)

const actionsOf: Record<'read' | 'decide' | 'use', readonly ResourceAction[]> = {
  read: resourceActions.filter(readsOnly),
  decide: [
    'Microsoft.Intune_EpmPolicy_ViewElevationRequests',
    'Microsoft.Intune_EpmPolicy_ModifyElevationRequests',
  ],
  // Whether a task may run goes by the person's approvals, not by rights.
  use: [],
}

/** The owner with what the token is for and nothing beyond: never more than the owner has now (R14). */
export const throughToken = (owner: UserPrincipal, token: KnownToken): UserPrincipal => {
  const { id, name, purpose } = token
  if (purpose === 'device') throw new Error('A device is no person.')
  const principal = { ...owner, token: { id, name, purpose } }
  if (purpose === 'user') return principal
  const within = (held: { has: (action: string) => boolean }) =>
    actionsOf[purpose].filter((action) => held.has('*') || held.has(action))
  const grants = owner.grants.map((grant) => ({
    ...grant,
    actions: within(new Set(grant.actions)),
  }))
  return { ...principal, rights: new Set(within(owner.rights)), grants }
}

/** What deciding takes: the requests, the decisions, and who one is. */
const deciding: ReadonlySet<EndpointName> = new Set([
  'elevationRequestList',
  'elevationRequestCount',
  'elevationRequestGet',
  'elevationRequestGetAll',
  'elevationRequestApprove',
  'elevationRequestDeny',
  'elevationRequestRevoke',
  'me',
  'effectivePermissions',
  'epmConfig',
  'batch',
])

/** What automation asks before a privileged task runs. */
const asking: ReadonlySet<EndpointName> = new Set(['pamExecutionCreate', 'me', 'epmConfig'])

/**
 * Who may do what is for people to say, signed in: no token makes tokens, gives roles or changes how people sign in. Whoever
 * took a token could otherwise make it last.
 */
const isForPeople = (endpoint: EndpointName): boolean =>
  /_Roles_(Create|Update|Delete|Assign)$/.test(rights[endpoint]) || /^(token|signIn)/.test(endpoint)

const isAllowed = (
  endpoint: EndpointName,
  purpose: 'read' | 'decide' | 'use' | 'user',
): boolean => {
  if (isForPeople(endpoint)) return false
  if (purpose === 'user') return true
  if (purpose === 'decide') return deciding.has(endpoint)
  if (purpose === 'use') return asking.has(endpoint)
  // A batch is as many calls as it has items; each of them comes here.
  return endpoint === 'batch' || !endpoints[endpoint].changes
}

const words = {
  read: 'reading',
  decide: 'deciding requests',
  use: 'asking whether a privileged task may run',
  user: 'its owner',
} as const

/** Throws 403 for what the caller's token is not for. Devices are told apart by the audience of the endpoint. */
export const checkPurpose = (endpoint: EndpointName, principal: Principal | null): void => {
  if (principal?.kind !== 'user' || principal.token === undefined) return
  if (isAllowed(endpoint, principal.token.purpose)) return
  throw new GraphFailure(
    403,
    'Forbidden',
    isForPeople(endpoint)
      ? 'No token can do this: sign in.'
      : `This token is for ${words[principal.token.purpose]} only.`,
    { innerCode: innerCodes.tokenPurpose },
  )
}
