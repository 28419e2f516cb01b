import type { PamRequest, PamSettings } from '#contract/pam.ts'
import {
  act,
  samePerson,
  type PamDecision,
  type PamPart,
  type PamRefusal,
} from '#domain/pam/life-cycle.ts'
import type { Rights } from '#src/api/rights.ts'

type Person = { id: string; rights: Rights; caller: PamSettings['caller'] | undefined }

const partsOf = (request: PamRequest, { id, rights, caller }: Person): PamPart[] => {
  const groups = caller?.approverGroupIds ?? []
  const approves =
    request.kind === 'customerLockbox'
      ? rights.can('Microsoft.Exchange_CustomerLockbox_Approve')
      : groups.includes(request.approverGroupId ?? '')
  return [
    ...(approves ? (['approver'] as const) : []),
    ...(rights.can('Microsoft.Exchange_RoleManagement_Update') ? (['manager'] as const) : []),
    ...(samePerson(request.requestedByUserId, id) ? (['requester'] as const) : []),
  ]
}

const words: Readonly<Record<PamRefusal, string>> = {
  alreadyDecided: 'Already answered.',
  expired: 'The request has expired. Access can be asked for again.',
  notYetExpired: 'Not possible in the current state.',
  ownRequest: 'This is your own request. Somebody else has to approve it.',
  requesterUnknown: 'The request does not say who asked, so it cannot be approved here.',
  notApprover: 'Only members of the group that was asked can do this.',
  notApproved: 'Only an approval can be revoked.',
  accessEnded: 'The access has ended.',
  policyRemoved: 'The access policy of this request was removed, so it can no longer be approved.',
  notRevocable: 'Customer Lockbox access ends by itself.',
  unknownStatus: 'The request is in a state this version of the console does not know.',
}

/** Why this person may not do it now; undefined when they may. The service decides; this only says so beforehand. */
export const whyNot = (
  request: PamRequest,
  decision: PamDecision,
  person: Person,
  now: number,
): string | undefined => {
  const by = { userId: person.id, parts: partsOf(request, person) }
  const outcome = act(request, decision, by, new Date(now))
  if (outcome.ok) return undefined
  if (decision === 'revoke' && outcome.refusal === 'alreadyDecided') return 'Already revoked.'
  if (outcome.refusal !== 'notApprover') return words[outcome.refusal]
  if (request.kind === 'customerLockbox')
    return 'This needs the role Customer Lockbox access approver.'
  return samePerson(request.requestedByUserId, person.id)
    ? 'This is your own request. Only members of the group that was asked can answer it.'
    : words.notApprover
}
