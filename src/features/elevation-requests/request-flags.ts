import type { ElevationRequest } from '#contract/elevation-requests.ts'
import type { ResourceAction } from '#contract/rights.ts'
import { decide, type Refusal } from '#domain/elevation-request/life-cycle.ts'
import { rightText, type Rights } from '#src/api/rights.ts'

import { text } from './request-text.ts'

export type Flag = { allowed: true } | { allowed: false; reason: string }

export type RequestFlags = {
  approve: Flag
  deny: Flag
  /** Open the pane at all: at least one of the two ways is allowed. */
  createRule: Flag
  createRuleInNewPolicy: Flag
  createRuleInExistingPolicy: Flag
}

const allowed: Flag = { allowed: true }
const refused = (reason: string): Flag => ({ allowed: false, reason })

const flagNames = { approve: 'approve', deny: 'deny', rule: 'createRule' } as const

/** The flag of what the address calls an action. */
export const flagOf = (flags: RequestFlags, action: keyof typeof flagNames): Flag =>
  flags[flagNames[action]]

/** The reason to show beside a command that may not be used; undefined when it may. */
export const reasonOf = (flag: Flag) => (flag.allowed ? undefined : flag.reason)

/** Compared by immutable user id, never by name (R7). */
export const isOwnRequest = (request: ElevationRequest, myId: string) =>
  text(request.requestedByUserId) !== '' &&
  text(request.requestedByUserId).toLowerCase() === myId.toLowerCase()

const withRight = (rights: Rights, action: ResourceAction): Flag =>
  rights.can(action) ? allowed : refused(`You need the right “${rightText(action).right}”.`)

const decided: Partial<Record<string, string>> = {
  approved: 'Already approved.',
  completed: 'Already approved, and the user has run the file.',
  denied: 'Already denied.',
  revoked: 'Approved before, and the approval was revoked.',
}

const refusalText = (refusal: Refusal, request: ElevationRequest): string => {
  switch (refusal) {
    case 'alreadyDecided':
      return decided[request.status] ?? 'Already decided.'
    case 'expired':
      return 'The request has expired. The user can ask again.'
    case 'ownRequest':
      return 'This is your own request. Somebody else has to approve it.'
    case 'requesterUnknown':
      return 'The request does not say who asked, so it cannot be approved here.'
    case 'unknownStatus':
      return 'The request is in a state this version of the console does not know.'
    case 'alreadyCompleted':
    case 'notApproved':
    case 'notPending':
    case 'notYetExpired':
    case 'otherElevation':
    case 'windowEnded':
      return 'Not possible in the current state.'
  }
}

/** Which commands a person has on a request, and why not. Mirrors the service, which decides. */
export const requestFlags = (
  request: ElevationRequest,
  person: { id: string; rights: Rights },
  now: number,
): RequestFlags => {
  const { id, rights } = person
  const review = (decision: 'approve' | 'deny'): Flag => {
    const right = withRight(rights, 'Microsoft.Intune_EpmPolicy_ModifyElevationRequests')
    if (!right.allowed) return right
    const outcome = decide(request, decision, { userId: id }, new Date(now))
    return outcome.ok ? allowed : refused(refusalText(outcome.refusal, request))
  }
  const own = isOwnRequest(request, id)
    ? refused('This is your own request. Somebody else has to make a rule from it.')
    : null
  const inNew = own ?? withRight(rights, 'Microsoft.Intune_EpmPolicy_Create')
  const inExisting = own ?? addToExisting(rights)
  return {
    approve: review('approve'),
    deny: review('deny'),
    createRule: inNew.allowed || inExisting.allowed ? allowed : inNew,
    createRuleInNewPolicy: inNew,
    createRuleInExistingPolicy: inExisting,
  }
}

/** A policy is changed by reading the whole of it and writing it back. */
const addToExisting = (rights: Rights): Flag => {
  const update = withRight(rights, 'Microsoft.Intune_EpmPolicy_Update')
  return update.allowed ? withRight(rights, 'Microsoft.Intune_EpmPolicy_Read') : update
}
