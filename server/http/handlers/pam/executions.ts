import { innerCodes } from '#contract/errors.ts'
import type { PamRequest } from '#contract/pam.ts'
import { knownAccess } from '#domain/pam/catalogue.ts'
import { mayExecute, type ExecutionAnswer } from '#domain/pam/execution.ts'

import { toPamExecution, toPamRequest } from '../../../store/pam/request-rows.ts'
import type { Tx } from '../../../store/schema.ts'
import { badRequest, GraphFailure, notFound } from '../../graph-failure.ts'
import type { Context, Handlers } from '../../types.ts'
import { pamDraft, readSettings, systemAccountIds } from './pam-access.ts'

type Names = 'pamExecutionCreate'
type Subject = { id: string; upn: string }

/** Whom it runs for. Only automation that needs no approval itself may ask for other people. */
const subjectOf = async (
  tx: Tx,
  { body, principal }: Context<Names>,
  systemAccounts: readonly string[],
): Promise<Subject> => {
  const { userId: id, userPrincipalName: upn } = principal
  const named = body.userPrincipalName?.toLowerCase()
  if (named === undefined || named === upn.toLowerCase()) return { id, upn }
  if (!systemAccounts.includes(id)) {
    throw new GraphFailure(403, 'Forbidden', 'Only system accounts may ask for other people.', {
      innerCode: innerCodes.missingRight,
    })
  }
  const row = await tx
    .selectFrom('users')
    .select(['id', 'user_principal_name', 'enabled'])
    .where((where) => where(where.fn('lower', ['user_principal_name']), '=', named))
    .executeTakeFirst()
  if (row?.enabled !== 1) throw notFound('The account')
  return { id: row.id, upn: row.user_principal_name }
}

/** The approval counts the use only while it still holds: a revocation that came first wins. */
const countUse = async (tx: Tx, request: PamRequest, at: string): Promise<boolean> => {
  const { numUpdatedRows } = await tx
    .updateTable('pam_requests')
    .set((set) => ({
      used_count: set('used_count', '+', 1),
      last_used_at: at,
      modified_at: at,
      version: set('version', '+', 1),
    }))
    .where('id', '=', request.id)
    .where('status', '=', 'approved')
    .where('access_ends_at', '>', at)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

const judge = async (tx: Tx, context: Context<Names>) => {
  const { deps, body } = context
  const now = deps.now()
  const type = body.type ?? 'task'
  const settings = await readSettings(tx)
  const systemAccounts = systemAccountIds(settings)
  const subject = await subjectOf(tx, context, systemAccounts)
  const policy = await tx
    .selectFrom('pam_policies')
    .select('name')
    .where('policy_type', '=', type)
    .where((where) => where(where.fn('lower', ['name']), '=', body.name.toLowerCase()))
    .executeTakeFirst()
  const requests = await tx
    .selectFrom('pam_requests')
    .selectAll()
    .where('requested_by_id', '=', subject.id)
    .where('status', '=', 'approved')
    .where('request_type', '=', type)
    .where((where) => where(where.fn('lower', ['name']), '=', body.name.toLowerCase()))
    .where('access_ends_at', '>', now.toISOString())
    .execute()
  const known = policy?.name ?? knownAccess(type, body.name)?.name ?? requests[0]?.name
  // A misspelt name has no policy; it must not pass for that.
  if (known === undefined) throw badRequest(`Nothing is known of this name.`, 'name')
  const answer: ExecutionAnswer = mayExecute(
    {
      approvalsRequired: settings.approvals_required === 1,
      isSystemAccount: systemAccounts.includes(subject.id),
      hasPolicy: policy !== undefined,
      userId: subject.id,
      requests: requests.map((row) => toPamRequest({ ...row, group_name: null })),
    },
    now,
  )
  return { answer, subject, name: known, type, at: now.toISOString() }
}

export const pamExecutionHandlers: Pick<Handlers, Names> = {
  /** Asking is using: the answer and its record are one transaction, allowed or not. */
  pamExecutionCreate: async (context) => {
    const { deps, principal, hub } = context
    const reply = await context.change(async (tx, audit) => {
      const { answer, subject, name, type, at } = await judge(tx, context)
      const used = answer.request
      const lost = used !== null && !(await countUse(tx, used, at))
      const allowed = answer.allowed && !lost
      const row = {
        id: deps.newId(),
        at,
        user_id: subject.id,
        user_upn: subject.upn,
        asked_by_id: principal.userId,
        asked_by_upn: principal.userPrincipalName,
        access_type: type,
        name,
        allowed: allowed ? 1 : 0,
        reason: lost ? 'noApproval' : answer.reason,
        request_id: lost ? null : (used?.id ?? null),
        access_ends_at: lost ? null : (used?.accessEndDateTime ?? null),
      }
      await tx.insertInto('pam_executions').values(row).execute()
      await audit(
        pamDraft(
          'Execute ElevatedAccessTask',
          'Action',
          {
            type: 'ElevatedAccessTask',
            id: row.request_id ?? row.id,
            displayName: name,
            changes: [
              { name: 'for', before: null, after: subject.upn },
              { name: 'reason', before: null, after: row.reason },
            ],
          },
          allowed ? 'Success' : 'Failure',
        ),
      )
      return { body: toPamExecution(row) }
    })
    if (reply.body.requestId) hub.publish({ entity: 'pamRequests', id: reply.body.requestId })
    return reply
  },
}
