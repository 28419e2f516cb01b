import type { ElevationRequest } from '#contract/elevation-requests.ts'
import { innerCodes } from '#contract/errors.ts'
import { decide, type Decision, type Refusal } from '#domain/elevation-request/life-cycle.ts'

import {
  fromElevationRequest,
  toElevationRequest,
  type StoredRequest,
} from '../../store/request-rows.ts'
import type { Tx } from '../../store/schema.ts'
import { GraphFailure, staleVersion } from '../graph-failure.ts'
import type { Context, Handlers, Reply } from '../types.ts'
import { expireOverdue, readRequest, requestResource, requestTags } from './request-access.ts'

type Names = 'elevationRequestApprove' | 'elevationRequestDeny' | 'elevationRequestRevoke'

const verbs: Record<Decision, string> = { approve: 'Approve', deny: 'Deny', revoke: 'Revoke' }

/** Who decided what and when, in words: the loser of a race reads this. */
const outcomeText = (request: ElevationRequest): string => {
  const { status, reviewCompletedByUserPrincipalName: by, reviewCompletedDateTime: at } = request
  if (status === 'pending') return 'The request is pending.'
  if (!by) return `The request is ${status} since ${request.requestLastModifiedDateTime}.`
  const decided = `${by} decided at ${at ?? request.requestLastModifiedDateTime}`
  return `The request is ${status}: ${decided}.`
}

const conflict = (innerCode: string, message: string, current: ElevationRequest) =>
  new GraphFailure(409, 'conflict', message, { innerCode, current })

const forbidden = (message: string) =>
  new GraphFailure(403, 'Forbidden', message, { innerCode: innerCodes.ownRequest })

const refusalFailure = (refusal: Refusal, current: ElevationRequest): GraphFailure => {
  switch (refusal) {
    case 'ownRequest':
      return forbidden('Nobody approves their own elevation request.')
    case 'requesterUnknown':
      return forbidden('It cannot be told who asked, so nobody can approve this request.')
    case 'expired':
    case 'notYetExpired':
      return conflict(
        innerCodes.requestExpired,
        `The request expired at ${current.requestExpiryDateTime ?? 'an unknown time'}.`,
        current,
      )
    case 'windowEnded':
      return conflict(
        innerCodes.approvalEnded,
        `The 24 hours of this approval are over. ${outcomeText(current)}`,
        current,
      )
    case 'notApproved':
      return conflict(
        innerCodes.notApproved,
        `Only an approval can be revoked. ${outcomeText(current)}`,
        current,
      )
    case 'alreadyDecided':
    case 'notPending':
    case 'otherElevation':
    case 'alreadyCompleted':
    case 'unknownStatus':
      return conflict(innerCodes.alreadyDecided, outcomeText(current), current)
  }
}

/** The statement that makes a decision final: it moves the row only if it still is what was decided on (R1). */
const store = async (tx: Tx, seen: StoredRequest, decided: ElevationRequest, now: Date) => {
  const row = fromElevationRequest(decided, seen.version + 1)
  const change = tx
    .updateTable('elevation_requests')
    .set({
      status: row.status,
      modified_at: row.modified_at,
      reviewed_at: row.reviewed_at,
      reviewed_by_id: row.reviewed_by_id,
      version: row.version,
      resource: row.resource,
    })
    .where('id', '=', row.id)
    .where('status', '=', seen.status)
    .where('version', '=', seen.version)
    .$if(seen.status === 'pending', (pending) =>
      pending.where('expires_at', '>', now.toISOString()),
    )
  const { numUpdatedRows } = await change.executeTakeFirst()
  return numUpdatedRows === 1n
}

const decideInTransaction = async (
  tx: Tx,
  decision: Decision,
  { deps, params, principal, body, ifMatch }: Context<Names>,
): Promise<{ before: ElevationRequest; after: ElevationRequest }> => {
  const now = deps.now()
  const seen = await readRequest(tx, principal, params.id)
  const before = toElevationRequest(seen)
  if (ifMatch !== null && ifMatch !== seen.version) {
    throw staleVersion(`The request has changed since you read it. ${outcomeText(before)}`, before)
  }
  const outcome = decide(before, decision, principal, now)
  if (!outcome.ok) throw refusalFailure(outcome.refusal, before)
  const after: ElevationRequest = {
    ...before,
    ...outcome.next,
    reviewCompletedByUserPrincipalName: principal.userPrincipalName,
    reviewerJustification: body.reviewerJustification ?? '',
    '@odata.etag': `"${seen.version + 1}"`,
  }
  if (await store(tx, seen, after, now)) return { before, after }
  const current = toElevationRequest(await readRequest(tx, principal, params.id))
  throw conflict(innerCodes.alreadyDecided, outcomeText(current), current)
}

/** One decision: state change and audit record in one transaction, exactly one winner. */
const decisionHandler =
  (decision: Decision) =>
  async (context: Context<Names>): Promise<Reply> => {
    await expireOverdue(context)
    const reply = await context.change(async (tx, audit) => {
      const { before, after } = await decideInTransaction(tx, decision, context)
      await audit({
        category: 'ElevationRequest',
        activityType: `${verbs[decision]} ElevationRequest`,
        operationType: 'Action',
        result: 'Success',
        resource: requestResource(after, [
          { name: 'status', before: before.status, after: after.status },
          {
            name: 'reviewerJustification',
            before: before.reviewerJustification || null,
            after: after.reviewerJustification || null,
          },
        ]),
        scopeTagIds: await requestTags(tx, after),
      })
      return { body: after }
    })
    context.hub.publish({ entity: 'elevationRequests', id: context.params.id })
    return reply
  }

export const decisionHandlers: Pick<Handlers, Names> = {
  elevationRequestApprove: decisionHandler('approve'),
  elevationRequestDeny: decisionHandler('deny'),
  elevationRequestRevoke: decisionHandler('revoke'),
}
