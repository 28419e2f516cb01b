import { innerCodes } from '#contract/errors.ts'
import { PamRequest } from '#contract/pam.ts'
import { begin } from '#domain/pam/life-cycle.ts'

import { listPage } from '../../../odata/page.ts'
import {
  fromPamRequest,
  toPamExecution,
  toPamMail,
  toPamRequest,
  type PamRequestRow,
} from '../../../store/pam/request-rows.ts'
import type { Tx } from '../../../store/schema.ts'
import { badRequest, GraphFailure } from '../../graph-failure.ts'
import type { Context, Handlers } from '../../types.ts'
import { listAnswer, narrowed, requiredOf } from '../list-answer.ts'
import { mailToApprovers, mailToRequester } from './mails.ts'
import { pamDraft, readSettings, visiblePamRequests } from './pam-access.ts'
import {
  expirePamRequests,
  pamRequestCollection,
  pamRequestResource,
  readPamRequest,
  withGroupNames,
} from './request-access.ts'

type Names = 'pamRequestList' | 'pamRequestGet' | 'pamRequestCreate' | 'pamRequestExecutions'

const alwaysShown = requiredOf(PamRequest)
/** R27: whoever has this many waiting is told to wait for answers. */
const mostPending = 20
const shownExecutions = 200

const policyFor = async (tx: Tx, { body }: Context<'pamRequestCreate'>) => {
  const policy = await tx
    .selectFrom('pam_policies')
    .selectAll()
    .where('policy_type', '=', body.requestType)
    .where((where) => where(where.fn('lower', ['name']), '=', body.requestedAccess.toLowerCase()))
    .executeTakeFirst()
  if (policy) return policy
  throw badRequest(
    'No access policy covers this, so nothing has to be asked for.',
    'requestedAccess',
  )
}

const checkPending = async (tx: Tx, userId: string) => {
  const { count } = await tx
    .selectFrom('pam_requests')
    .select((select) => select.fn.countAll<number>().as('count'))
    .where('requested_by_id', '=', userId)
    .where('status', '=', 'pending')
    .executeTakeFirstOrThrow()
  if (Number(count) < mostPending) return
  throw new GraphFailure(
    429,
    'TooManyRequests',
    `You have ${mostPending} requests that wait for an answer. Wait for some of them.`,
    { headers: { 'Retry-After': '3600' } },
  )
}

const create = async (tx: Tx, context: Context<'pamRequestCreate'>): Promise<PamRequest> => {
  const { deps, body, principal } = context
  const settings = await readSettings(tx)
  if (settings.approvals_required === 0) {
    throw new GraphFailure(
      409,
      'conflict',
      'Approvals are not required now, so nothing has to be asked for.',
      { innerCode: innerCodes.approvalsNotRequired },
    )
  }
  const policy = await policyFor(tx, context)
  await checkPending(tx, principal.userId)
  const auto = policy.approval_type === 'auto'
  const groupId = policy.group_id ?? settings.default_group_id
  const facts = begin(
    {
      kind: 'privilegedAccess',
      approvalType: auto ? 'auto' : 'manual',
      durationHours: body.durationHours,
    },
    deps.now(),
  )
  const request: PamRequest = {
    id: deps.newId(),
    kind: 'privilegedAccess',
    requestType: body.requestType,
    requestScope: 'Exchange',
    requestedAccess: policy.name,
    policyId: policy.id,
    approvalType: policy.approval_type,
    comments: body.comments ?? '',
    requestedByUserId: principal.userId,
    requestedByUserPrincipalName: principal.userPrincipalName,
    ...facts,
    approverGroupId: groupId,
    decisionComment: '',
    revocationComment: '',
    usedCount: 0,
  }
  await tx.insertInto('pam_requests').values(fromPamRequest(request)).execute()
  return request
}

export const pamRequestHandlers: Pick<Handlers, Names> = {
  pamRequestList: async (context) => {
    await expirePamRequests(context)
    const { endpoint, principal, url, deps } = context
    const page = await listPage<PamRequestRow>({
      collection: pamRequestCollection,
      conditions: visiblePamRequests(principal),
      endpoint,
      principal,
      url,
      source: deps,
    })
    const rows = await withGroupNames(deps.db, page.rows)
    const value = rows.map((row) => narrowed(toPamRequest(row), page.options.select, alwaysShown))
    return listAnswer(url, 'epm/pam/requests', value, page)
  },

  pamRequestGet: async (context) => {
    await expirePamRequests(context)
    const { deps, principal, params } = context
    const row = await readPamRequest(deps.db, principal, params.id)
    const mails = await deps.db
      .selectFrom('mail_outbox')
      .selectAll()
      .where('request_id', '=', row.id)
      .orderBy('created_at')
      .orderBy('id')
      .execute()
    return { body: { ...toPamRequest(row), mails: mails.map(toPamMail) } }
  },

  /** Under a policy that says Auto the request is approved as it is made, and the record says so. */
  pamRequestCreate: async (context) => {
    const { deps, hub, principal } = context
    await expirePamRequests(context)
    const reply = await context.change(async (tx, audit) => {
      const request = await create(tx, context)
      const auto = request.status === 'approved'
      await audit(
        pamDraft(
          'New-ElevatedAccessRequest',
          'Create',
          pamRequestResource(
            { id: request.id, name: request.requestedAccess, kind: 'privilegedAccess' },
            [
              { name: 'status', before: null, after: 'pending' },
              { name: 'durationHours', before: null, after: String(request.durationHours) },
              { name: 'comments', before: null, after: request.comments || null },
            ],
          ),
        ),
      )
      if (auto) {
        await audit({
          ...pamDraft(
            'Approve-ElevatedAccessRequest',
            'Action',
            pamRequestResource(
              { id: request.id, name: request.requestedAccess, kind: 'privilegedAccess' },
              [
                { name: 'status', before: 'pending', after: 'approved' },
                { name: 'approvalType', before: null, after: 'auto' },
              ],
            ),
          ),
          actor: { type: 'System', id: null, name: 'Privileged access management' },
        })
      }
      await (auto ? mailToRequester(tx, deps, request) : mailToApprovers(tx, deps, request))
      const row = await readPamRequest(tx, principal, request.id)
      return { status: 201, body: toPamRequest(row) }
    })
    hub.publish({ entity: 'pamRequests', id: reply.body.id })
    return reply
  },

  pamRequestExecutions: async ({ deps, principal, params, url }) => {
    const { id } = await readPamRequest(deps.db, principal, params.id)
    const rows = await deps.db
      .selectFrom('pam_executions')
      .selectAll()
      .where('request_id', '=', id)
      .orderBy('at', 'desc')
      .orderBy('id')
      .limit(shownExecutions)
      .execute()
    return listAnswer(url, 'epm/pam/executions', rows.map(toPamExecution))
  },
}
