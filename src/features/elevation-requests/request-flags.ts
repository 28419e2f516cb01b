import type { ElevationRequest } from '#contract/elevation-requests.ts'
import { decide, type Refusal } from '#domain/elevation-request/life-cycle.ts'
import { ownRuleRefusal } from '#domain/elevation-request/own-request.ts'
import type { Rights } from '#src/api/rights.ts'
import {
  allowed,
  refused,
  ruleFlags,
  withRight,
  type Flag,
  type RuleFlags,
} from '#src/shared/rule-rights.ts'

export type RequestFlags = { approve: Flag; deny: Flag } & RuleFlags

const flagNames = { approve: 'approve', deny: 'deny', rule: 'createRule' } as const

/** The flag of what the address calls an action. */
export const flagOf = (flags: RequestFlags, action: keyof typeof flagNames): Flag =>
  flags[flagNames[action]]

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
  return {
    approve: review('approve'),
    deny: review('deny'),
    ...ruleFlags(rights, ownRuleRefusal(request, id)),
  }
}
