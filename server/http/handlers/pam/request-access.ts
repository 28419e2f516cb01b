import { sql } from 'kysely'

import {
  pamAccessTypes,
  pamApprovalTypes,
  PamRequest,
  pamRequestKinds,
  pamRequestStates,
} from '#contract/pam.ts'
import { act, samePerson, type PamActor, type PamPart } from '#domain/pam/life-cycle.ts'

import { recordAudits } from '../../../audit/record.ts'
import { allOf } from '../../../odata/compile-filter.ts'
import type { Collection } from '../../../odata/page.ts'
import {
  toPamRequest,
  type PamRequestRow,
  type StoredPamRequest,
} from '../../../store/pam/request-rows.ts'
import type { Db, Tx } from '../../../store/schema.ts'
import { notFound } from '../../graph-failure.ts'
import type { UserPrincipal } from '../../principal.ts'
import type { Context } from '../../types.ts'
import {
  approvesLockbox,
  manages,
  ownGroupIds,
  pamDraft,
  visiblePamRequests,
  type PamChange,
} from './pam-access.ts'

const column = (name: string) => `pam_requests.${name}`

const columnNames = [
  'id',
  'kind',
  'request_type',
  'name',
  'policy_id',
  'approval_type',
  'duration_hours',
  'comments',
  'requested_by_id',
  'requested_by_upn',
  'created_at',
  'modified_at',
  'expires_at',
  'status',
  'group_id',
  'decided_by_id',
  'decided_by_upn',
  'decided_at',
  'decision_comment',
  'access_ends_at',
  'revoked_by_id',
  'revoked_by_upn',
  'revoked_at',
  'revocation_comment',
  'used_count',
  'last_used_at',
  'version',
] as const satisfies readonly (keyof PamRequestRow)[]

export const pamRequestCollection: Collection = {
  table: 'pam_requests',
  columns: columnNames.map(column),
  properties: Object.keys(PamRequest.shape),
  fields: {
    id: { kind: 'id', column: column('id') },
    kind: { kind: 'enum', column: column('kind'), members: pamRequestKinds },
    status: { kind: 'enum', column: column('status'), members: pamRequestStates },
    requestType: { kind: 'enum', column: column('request_type'), members: pamAccessTypes },
    requestedAccess: { kind: 'text', column: column('name') },
    approvalType: { kind: 'enum', column: column('approval_type'), members: pamApprovalTypes },
    policyId: { kind: 'id', column: column('policy_id'), nullable: true },
    approverGroupId: { kind: 'id', column: column('group_id'), nullable: true },
    requestedByUserId: { kind: 'id', column: column('requested_by_id') },
    requestedByUserPrincipalName: { kind: 'text', column: column('requested_by_upn') },
    decidedByUserPrincipalName: { kind: 'text', column: column('decided_by_upn'), nullable: true },
    createdDateTime: { kind: 'date', column: column('created_at') },
    lastModifiedDateTime: { kind: 'date', column: column('modified_at') },
    expiryDateTime: { kind: 'date', column: column('expires_at') },
    decidedDateTime: { kind: 'date', column: column('decided_at'), nullable: true },
    accessEndDateTime: { kind: 'date', column: column('access_ends_at'), nullable: true },
  },
  search: {
    kind: 'text',
    columns: [column('name'), column('requested_by_upn'), column('comments')],
  },
  tieBreak: { kind: 'id', column: column('id') },
  defaultOrder: [{ path: 'createdDateTime', descending: true }],
  pageSize: 50,
}

/** With the names of the groups that were asked. */
export const withGroupNames = async (
  db: Db | Tx,
  rows: readonly PamRequestRow[],
): Promise<StoredPamRequest[]> => {
  const ids = [...new Set(rows.flatMap((row) => row.group_id ?? []))]
  const groups =
    ids.length === 0
      ? []
      : await db
          .selectFrom('groups')
          .select(['id', 'display_name'])
          .where('id', 'in', ids)
          .execute()
  const names = new Map(groups.map((group) => [group.id, group.display_name]))
  return rows.map((row) => ({ ...row, group_name: names.get(row.group_id ?? '') ?? null }))
}

/** One request; absent and not for this person's eyes are the same 404. */
export const readPamRequest = async (
  db: Db | Tx,
  principal: UserPrincipal,
  id: string,
): Promise<StoredPamRequest> => {
  const found = await sql<PamRequestRow>`
    select ${sql.join(pamRequestCollection.columns.map((name) => sql.ref(name)))} from pam_requests
    where ${allOf([sql`${sql.ref(column('id'))} = ${id}`, ...visiblePamRequests(principal)])}`.execute(
    db,
  )
  const [row] = await withGroupNames(db, found.rows)
  if (!row) throw notFound('The request')
  return row
}

/** What this person is to the request, as the store says now. */
export const actorOf = async (
  tx: Tx,
  principal: UserPrincipal,
  row: PamRequestRow,
): Promise<PamActor> => {
  const { userId } = principal
  const approves =
    row.kind === 'customerLockbox'
      ? approvesLockbox(principal)
      : row.group_id !== null && (await ownGroupIds(tx, userId)).includes(row.group_id)
  const parts: (readonly [PamPart, boolean])[] = [
    ['approver', approves],
    ['manager', manages(principal)],
    ['requester', samePerson(row.requested_by_id, userId)],
  ]
  const own = parts.flatMap(([part, is]) => (is ? [part] : []))
  return { userId, parts: own.length > 0 ? own : ['stranger'] }
}

/** What the audit log calls a request. */
export const pamRequestResource = (
  row: Pick<PamRequestRow, 'id' | 'name' | 'kind'>,
  changes: PamChange[],
) => ({
  type: row.kind === 'customerLockbox' ? 'CustomerLockboxRequest' : 'ElevatedAccessRequest',
  id: row.id,
  displayName: row.name,
  changes,
})

const clock: PamActor = { userId: null, parts: ['clock'] }

/**
 * Moves requests whose time is over to expired, with one audit record each; to be called before any read or decision. A
 * person has few, so they go in one transaction.
 */
export const expirePamRequests = async ({
  deps,
  requestId,
  hub,
}: Pick<Context, 'deps' | 'requestId' | 'hub'>): Promise<void> => {
  const now = deps.now()
  const overdue = (db: Db | Tx) =>
    db
      .selectFrom('pam_requests')
      .selectAll()
      .where('status', '=', 'pending')
      .where('expires_at', '<=', now.toISOString())
  if (!(await overdue(deps.db).limit(1).executeTakeFirst())) return
  await deps.db.transaction().execute(async (tx) => {
    const expired: PamRequestRow[] = []
    for (const row of await overdue(tx).orderBy('expires_at').execute()) {
      const outcome = act(toPamRequest({ ...row, group_name: null }), 'expire', clock, now)
      if (!outcome.ok) continue
      const { numUpdatedRows } = await tx
        .updateTable('pam_requests')
        .set({
          status: outcome.next.status,
          modified_at: outcome.next.lastModifiedDateTime,
          version: row.version + 1,
        })
        .where('id', '=', row.id)
        .where('status', '=', 'pending')
        .where('version', '=', row.version)
        .executeTakeFirst()
      if (numUpdatedRows === 1n) expired.push(row)
    }
    if (expired.length === 0) return
    await recordAudits(
      tx,
      expired.map((row) => ({
        draft: {
          ...pamDraft(
            'Expire ElevatedAccessRequest',
            'Action',
            pamRequestResource(row, [{ name: 'status', before: 'pending', after: 'expired' }]),
          ),
          actor: { type: 'System' as const, id: null, name: 'Privileged access management' },
        },
        scope: { now, newId: deps.newId, requestId, principal: null, ipAddress: null },
      })),
    )
  })
  hub.publish({ entity: 'pamRequests' })
}
