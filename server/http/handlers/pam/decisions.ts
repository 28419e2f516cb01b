import { innerCodes } from '#contract/errors.ts'
import type { PamRequest } from '#contract/pam.ts'
import { act, type PamDecision, type PamNext, type PamRefusal } from '#domain/pam/life-cycle.ts'

import { toPamRequest, type StoredPamRequest } from '../../../store/pam/request-rows.ts'
import type { Tx } from '../../../store/schema.ts'
import { GraphFailure, staleVersion } from '../../graph-failure.ts'
import type { UserPrincipal } from '../../principal.ts'
import type { Context, Handlers } from '../../types.ts'
import { mailToRequester } from './mails.ts'
import { pamDraft } from './pam-access.ts'
import { actorOf, expirePamRequests, pamRequestResource, readPamRequest } from './request-access.ts'

type Names = 'pamRequestApprove' | 'pamRequestDeny' | 'pamRequestRevoke'

/** As the cmdlets are called (epm-behaviour 19.8, graph-contract 9). */
export const decisionActivities: Readonly<Record<PamDecision, string>> = {
  approve: 'Approve-ElevatedAccessRequest',
  deny: 'Deny-ElevatedAccessRequest',
  revoke: 'Revoke-ElevatedAccessAuthorization',
}

/** Who decided what and when, in words: the loser of a race reads this. */
const outcomeText = (request: PamRequest): string => {
  if (request.status === 'pending') return 'The request is pending.'
  const [by, at] =
    request.status === 'revoked'
      ? [request.revokedByUserPrincipalName, request.revokedDateTime]
      : [request.decidedByUserPrincipalName, request.decidedDateTime]
  return by
    ? `The request is ${request.status}: ${by} decided at ${at ?? request.lastModifiedDateTime}.`
    : `The request is ${request.status} since ${request.lastModifiedDateTime}.`
}

const forbidden = (innerCode: string, message: string) =>
  new GraphFailure(403, 'Forbidden', message, { innerCode })

const refusalFailure = (refusal: PamRefusal, current: PamRequest): GraphFailure => {
  const conflict = (innerCode: string, message: string) =>
    new GraphFailure(409, 'conflict', message, { innerCode, current })
  switch (refusal) {
    case 'ownRequest':
      return forbidden(innerCodes.ownRequest, 'Nobody approves their own request.')
    case 'requesterUnknown':
      return forbidden(
        innerCodes.ownRequest,
        'It cannot be told who asked, so nobody can approve this request.',
      )
    case 'notApprover':
      return forbidden(
        innerCodes.notApprover,
        current.kind === 'customerLockbox'
          ? 'This needs the role Customer Lockbox access approver.'
          : 'Only members of the group that was asked can answer this request.',
      )
    case 'expired':
    case 'notYetExpired':
      return conflict(
        innerCodes.requestExpired,
        `The request expired at ${current.expiryDateTime}.`,
      )
    case 'accessEnded':
      return conflict(
        innerCodes.accessEnded,
        `This access ended at ${current.accessEndDateTime ?? 'an unknown time'}, so there is nothing to take back.`,
      )
    case 'notApproved':
      return conflict(
        innerCodes.notApproved,
        `Only an approval can be revoked. ${outcomeText(current)}`,
      )
    case 'notRevocable':
      return conflict(
        innerCodes.notApproved,
        'Customer Lockbox requests are approved or denied; an approval ends by itself.',
      )
    case 'policyRemoved':
      return conflict(
        innerCodes.policyRemoved,
        'The access policy of this request was removed, so it can no longer be approved.',
      )
    case 'alreadyDecided':
    case 'unknownStatus':
      return conflict(innerCodes.alreadyDecided, outcomeText(current))
  }
}

const written = (
  decision: PamDecision,
  next: PamNext,
  principal: UserPrincipal,
  comment: string,
) => {
  const by = { id: principal.userId, upn: principal.userPrincipalName }
  const moved = { status: next.status, modified_at: next.lastModifiedDateTime }
  return decision === 'revoke'
    ? {
        ...moved,
        revoked_by_id: by.id,
        revoked_by_upn: by.upn,
        revoked_at: next.revokedDateTime ?? null,
        revocation_comment: comment,
      }
    : {
        ...moved,
        decided_by_id: by.id,
        decided_by_upn: by.upn,
        decided_at: next.decidedDateTime ?? null,
        decision_comment: comment,
        access_ends_at: next.accessEndDateTime ?? null,
      }
}

const decideInTransaction = async (
  tx: Tx,
  decision: PamDecision,
  { deps, params, principal, body, ifMatch }: Context<Names>,
): Promise<{ seen: StoredPamRequest; after: PamRequest }> => {
  const now = deps.now()
  const seen = await readPamRequest(tx, principal, params.id)
  const before = toPamRequest(seen)
  if (ifMatch !== null && ifMatch !== seen.version) {
    throw staleVersion(`The request has changed since you read it. ${outcomeText(before)}`, before)
  }
  const outcome = act(before, decision, await actorOf(tx, principal, seen), now)
  if (!outcome.ok) throw refusalFailure(outcome.refusal, before)
  // Moves the row only if it still is what was decided on (R1).
  const { numUpdatedRows } = await tx
    .updateTable('pam_requests')
    .set({
      ...written(decision, outcome.next, principal, body.comment ?? ''),
      version: seen.version + 1,
    })
    .where('id', '=', seen.id)
    .where('status', '=', seen.status)
    .where('version', '=', seen.version)
    .executeTakeFirst()
  const current = toPamRequest(await readPamRequest(tx, principal, params.id))
  if (numUpdatedRows === 1n) return { seen, after: current }
  throw new GraphFailure(409, 'conflict', outcomeText(current), {
    innerCode: innerCodes.alreadyDecided,
    current,
  })
}

/** One decision: state, audit record and mail in one transaction, exactly one winner. No mail tells of a revocation. */
const decisionHandler = (decision: PamDecision) => async (context: Context<Names>) => {
  await expirePamRequests(context)
  const reply = await context.change(async (tx, audit) => {
    const { seen, after } = await decideInTransaction(tx, decision, context)
    await audit(
      pamDraft(
        decisionActivities[decision],
        'Action',
        pamRequestResource(seen, [
          { name: 'status', before: seen.status, after: after.status },
          { name: 'comment', before: null, after: context.body.comment || null },
        ]),
      ),
    )
    if (decision !== 'revoke') await mailToRequester(tx, context.deps, after)
    return { body: after }
  })
  context.hub.publish({ entity: 'pamRequests', id: context.params.id })
  return reply
}

export const pamDecisionHandlers: Pick<Handlers, Names> = {
  pamRequestApprove: decisionHandler('approve'),
  pamRequestDeny: decisionHandler('deny'),
  pamRequestRevoke: decisionHandler('revoke'),
}
