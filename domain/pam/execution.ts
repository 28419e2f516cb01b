import type { PamExecutionReason, PamRequest } from '#contract/pam.ts'

import { parseInstant } from '../instant.ts'
import { act, samePerson } from './life-cycle.ts'

/** What is known when somebody asks whether a task may run now. */
export type ExecutionFacts = {
  approvalsRequired: boolean
  isSystemAccount: boolean
  /** Whether a policy covers what is asked. */
  hasPolicy: boolean
  userId: string
  /** Requests of this person for this very task. */
  requests: readonly PamRequest[]
}
export type ExecutionAnswer = {
  allowed: boolean
  reason: PamExecutionReason
  /** The approval that is used: of several the one that holds longest. */
  request: PamRequest | null
}

const holdsUntil = (request: PamRequest) => parseInstant(request.accessEndDateTime) ?? 0

/** May it run now, and why? Privileged access stops only what a policy covers; the rest is Exchange's own to allow. */
export const mayExecute = (facts: ExecutionFacts, now: Date): ExecutionAnswer => {
  const pass = (reason: PamExecutionReason) => ({ allowed: true, reason, request: null })
  if (!facts.approvalsRequired) return pass('approvalsNotRequired')
  if (facts.isSystemAccount) return pass('systemAccount')
  const by = { userId: facts.userId, parts: ['requester'] as const }
  const [request] = facts.requests
    .filter(
      (each) =>
        each.kind === 'privilegedAccess' &&
        samePerson(each.requestedByUserId, facts.userId) &&
        act(each, 'use', by, now).ok,
    )
    .toSorted((one, other) => holdsUntil(other) - holdsUntil(one))
  if (request) return { allowed: true, reason: 'approved', request }
  return facts.hasPolicy
    ? { allowed: false, reason: 'noApproval', request: null }
    : pass('noPolicy')
}

const messages: Readonly<Record<PamExecutionReason, string>> = {
  approved: 'An approval covers this now.',
  systemAccount: 'System accounts need no approval.',
  approvalsNotRequired: 'Approvals are not required now, so nothing is stopped.',
  noPolicy: 'No access policy covers this, so privileged access does not stop it.',
  noApproval: 'No approval covers this now. Ask for access first.',
}

/** One plain sentence for whoever reads the answer. */
export const executionMessage = (reason: string, name: string): string => {
  const sentence = Object.hasOwn(messages, reason) ? messages[reason as PamExecutionReason] : reason
  return `${name}: ${sentence}`
}
