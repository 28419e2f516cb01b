import { sql, type SqlBool } from 'kysely'

import type { PamApproverGroup, PamPolicy } from '#contract/pam.ts'

import type { AuditDraft } from '../../../audit/record.ts'
import type { Condition } from '../../../odata/compile-filter.ts'
import { parseStored } from '../../../store/parse-stored.ts'
import { etagOf } from '../../../store/request-rows.ts'
import type { Db, Schema, Tx } from '../../../store/schema.ts'
import { badRequest } from '../../graph-failure.ts'
import type { UserPrincipal } from '../../principal.ts'
import { hasRight } from '../../rights.ts'

export const readSettings = (db: Db | Tx) =>
  db.selectFrom('pam_settings').selectAll().where('id', '=', 1).executeTakeFirstOrThrow()

export const systemAccountIds = (row: Pick<Schema['pam_settings'], 'system_account_ids_json'>) =>
  parseStored.texts(row.system_account_ids_json)

/** The approvers' groups that this person is a member of. */
export const ownGroupIds = async (db: Db | Tx, userId: string): Promise<string[]> => {
  const rows = await db
    .selectFrom('group_members')
    .innerJoin('pam_groups', 'pam_groups.group_id', 'group_members.group_id')
    .select('group_members.group_id')
    .where('group_members.member_id', '=', userId)
    .where('group_members.member_type', '=', 'user')
    .execute()
  return rows.map((row) => row.group_id)
}

export const manages = (principal: UserPrincipal) =>
  hasRight(principal, 'Microsoft.Exchange_RoleManagement_Update')
const reads = (principal: UserPrincipal) =>
  manages(principal) || hasRight(principal, 'Microsoft.Exchange_RoleManagement_Read')
export const approvesLockbox = (principal: UserPrincipal) =>
  hasRight(principal, 'Microsoft.Exchange_CustomerLockbox_Approve')

/** What this person sees: their own requests, those their groups were asked, and with the right to read all of them. */
export const visiblePamRequests = (principal: UserPrincipal): Condition[] => {
  if (reads(principal)) return []
  const lockbox = approvesLockbox(principal) ? sql`or pam_requests.kind = 'customerLockbox'` : sql``
  return [
    sql<SqlBool>`(pam_requests.requested_by_id = ${principal.userId}
      or exists (select 1 from group_members where group_members.group_id = pam_requests.group_id
        and group_members.member_id = ${principal.userId}) ${lockbox})`,
  ]
}

export type GroupRow = { id: string; display_name: string; mail: string; resource: string }

/** The group, when it is one that can approve; a 400 that names the field when not. */
export const approverGroup = async (
  tx: Tx,
  id: string,
  target: string,
): Promise<GroupRow & { members: number }> => {
  const row = await tx
    .selectFrom('pam_groups')
    .innerJoin('groups', 'groups.id', 'pam_groups.group_id')
    .select(['groups.id', 'groups.display_name', 'groups.resource', 'pam_groups.mail'])
    .where('groups.id', '=', id)
    .executeTakeFirst()
  if (!row) throw badRequest('This is not a security group that takes mail.', target)
  const { members } = await tx
    .selectFrom('group_members')
    .select((select) => select.fn.countAll<number>().as('members'))
    .where('group_id', '=', id)
    .where('member_type', '=', 'user')
    .executeTakeFirstOrThrow()
  return { ...row, members: Number(members) }
}

export const membersOf = async (db: Db | Tx, groupIds: readonly string[]) => {
  if (groupIds.length === 0) return []
  return db
    .selectFrom('group_members')
    .innerJoin('users', 'users.id', 'group_members.member_id')
    .select([
      'group_members.group_id',
      'users.id',
      'users.display_name as displayName',
      'users.user_principal_name as userPrincipalName',
    ])
    .where('group_members.group_id', 'in', groupIds)
    .orderBy('users.display_name')
    .orderBy('users.id')
    .execute()
}

export const toApproverGroup = (
  row: GroupRow,
  members: Awaited<ReturnType<typeof membersOf>>,
): PamApproverGroup => {
  const { description } = parseStored.resource(row.resource)
  return {
    id: row.id,
    displayName: row.display_name,
    mail: row.mail,
    description: typeof description === 'string' ? description : null,
    members: members
      .filter((member) => member.group_id === row.id)
      .map(({ group_id: _group, ...person }) => person),
  }
}

export type StoredPamPolicy = Schema['pam_policies'] & { group_name: string | null }

export const toPamPolicy = (row: StoredPamPolicy): PamPolicy => ({
  '@odata.etag': etagOf(row.version),
  id: row.id,
  policyType: row.policy_type,
  policyScope: 'Exchange',
  policyName: row.name,
  approvalType: row.approval_type,
  approvalGroupId: row.group_id,
  approvalGroupName: row.group_name,
  createdDateTime: row.created_at,
  lastModifiedDateTime: row.modified_at,
})

export type PamChange = { name: string; before: string | null; after: string | null }

/** An audit record of privileged access, named after the cmdlet that does the same (epm-behaviour 19.8). */
export const pamDraft = (
  activityType: string,
  operationType: AuditDraft['operationType'],
  resource: { type: string; id: string; displayName: string; changes: PamChange[] },
  result: AuditDraft['result'] = 'Success',
): AuditDraft => ({
  category: 'PrivilegedAccess',
  activityType,
  operationType,
  result,
  resource,
})

/** Only what differs. */
export const changesOf = (
  before: Record<string, string | null>,
  after: Record<string, string | null>,
): PamChange[] =>
  Object.keys(after).flatMap((name) => {
    const was = before[name] ?? null
    const is = after[name] ?? null
    return was === is ? [] : [{ name, before: was, after: is }]
  })
