import { sql } from 'kysely'

import { pamAccessTypes, pamApprovalTypes, PamPolicy } from '#contract/pam.ts'
import { knownAccess, nameFault } from '#domain/pam/catalogue.ts'

import { allOf } from '../../../odata/compile-filter.ts'
import { listPage, type Collection } from '../../../odata/page.ts'
import type { Schema, Tx } from '../../../store/schema.ts'
import { badRequest, notFound, staleVersion } from '../../graph-failure.ts'
import type { Context, Handlers } from '../../types.ts'
import { listAnswer, narrowed, requiredOf } from '../list-answer.ts'
import { changesOf, pamDraft, toPamPolicy, type StoredPamPolicy } from './pam-access.ts'
import { checkApprovers, checkLimit, checkNew, groupName, withGroup } from './policy-checks.ts'

type Names = 'pamPolicyList' | 'pamPolicyCreate' | 'pamPolicyUpdate' | 'pamPolicyDelete'

const column = (name: string) => `pam_policies.${name}`

const collection: Collection = {
  table: 'pam_policies',
  columns: [
    'id',
    'policy_type',
    'name',
    'approval_type',
    'group_id',
    'created_at',
    'modified_at',
    'version',
  ].map(column),
  properties: Object.keys(PamPolicy.shape),
  fields: {
    id: { kind: 'id', column: column('id') },
    policyType: { kind: 'enum', column: column('policy_type'), members: pamAccessTypes },
    policyName: { kind: 'text', column: column('name') },
    approvalType: { kind: 'enum', column: column('approval_type'), members: pamApprovalTypes },
    approvalGroupId: { kind: 'id', column: column('group_id'), nullable: true },
    createdDateTime: { kind: 'date', column: column('created_at') },
    lastModifiedDateTime: { kind: 'date', column: column('modified_at') },
  },
  search: { kind: 'text', columns: [column('name')] },
  tieBreak: { kind: 'id', column: column('id') },
  defaultOrder: [{ path: 'policyName', descending: false }],
  pageSize: 50,
}
const alwaysShown = requiredOf(PamPolicy)

const told = (row: StoredPamPolicy) => ({
  approvalType: row.approval_type,
  approvalGroup: row.group_name ?? 'default approvers group',
})

const draft = (
  activity: string,
  operation: 'Create' | 'Patch' | 'Delete',
  row: StoredPamPolicy,
  changes = [] as ReturnType<typeof changesOf>,
) =>
  pamDraft(activity, operation, {
    type: 'ElevatedAccessApprovalPolicy',
    id: row.id,
    displayName: row.name,
    changes,
  })

const create = async (tx: Tx, { body, deps }: Context<'pamPolicyCreate'>) => {
  const fault = nameFault(body.policyType, body.policyName)
  if (fault !== null) throw badRequest(fault, 'policyName')
  // In the catalogue's letter case where it is known; roles and role groups of one's own are not.
  const name = knownAccess(body.policyType, body.policyName)?.name ?? body.policyName
  // Write transactions come one after another, so that two cannot both be the thirtieth.
  await checkNew(tx, body.policyType, name)
  await checkLimit(tx)
  const at = deps.now().toISOString()
  const row = {
    id: deps.newId(),
    policy_type: body.policyType,
    name,
    approval_type: body.approvalType,
    group_id: body.approvalGroupId ?? null,
    created_at: at,
    modified_at: at,
    version: 1,
  }
  await checkApprovers(tx, row)
  await tx.insertInto('pam_policies').values(row).execute()
  return withGroup(tx, row)
}

const readOne = async (
  tx: Tx,
  { params, ifMatch }: Context<'pamPolicyUpdate' | 'pamPolicyDelete'>,
) => {
  const row = await tx
    .selectFrom('pam_policies')
    .selectAll()
    .where('id', '=', params.id)
    .executeTakeFirst()
  if (!row) throw notFound('The access policy')
  const stored = await withGroup(tx, row)
  if (ifMatch === null || ifMatch === row.version) return stored
  throw staleVersion('The policy has changed since you read it.', toPamPolicy(stored))
}

export const pamPolicyHandlers: Pick<Handlers, Names> = {
  pamPolicyList: async ({ endpoint, principal, url, deps }) => {
    const page = await listPage<Schema['pam_policies']>({
      collection,
      conditions: [],
      endpoint,
      principal,
      url,
      source: deps,
    })
    const ids = page.rows.flatMap((row) => row.group_id ?? [])
    const names =
      ids.length === 0
        ? []
        : (
            await sql<{ id: string; display_name: string }>`select id, display_name from groups
              where ${allOf([sql`id in (${sql.join(ids)})`])}`.execute(deps.db)
          ).rows
    const nameOf = (id: string | null) => names.find((row) => row.id === id)?.display_name ?? null
    const value = page.rows.map((row) =>
      narrowed(
        toPamPolicy({ ...row, group_name: nameOf(row.group_id) }),
        page.options.select,
        alwaysShown,
      ),
    )
    return listAnswer(url, 'epm/pam/policies', value, page)
  },

  pamPolicyCreate: async (context) => {
    const reply = await context.change(async (tx, audit) => {
      const row = await create(tx, context)
      await audit(
        draft('New-ElevatedAccessApprovalPolicy', 'Create', row, changesOf({}, told(row))),
      )
      return { status: 201, body: toPamPolicy(row) }
    })
    context.hub.publish({ entity: 'pamPolicies' })
    return reply
  },

  /** Requests that wait already stay with the group that was asked. */
  pamPolicyUpdate: async (context) => {
    const { body, deps } = context
    const reply = await context.change(async (tx, audit) => {
      const before = await readOne(tx, context)
      const change = {
        approval_type: body.approvalType ?? before.approval_type,
        group_id: body.approvalGroupId === undefined ? before.group_id : body.approvalGroupId,
        modified_at: deps.now().toISOString(),
        version: before.version + 1,
      }
      await checkApprovers(tx, change)
      const { numUpdatedRows } = await tx
        .updateTable('pam_policies')
        .set(change)
        .where('id', '=', before.id)
        .where('version', '=', before.version)
        .executeTakeFirst()
      if (numUpdatedRows !== 1n) throw notFound('The access policy')
      const after = { ...before, ...change, group_name: await groupName(tx, change.group_id) }
      await audit(
        draft(
          'Set-ElevatedAccessApprovalPolicy',
          'Patch',
          after,
          changesOf(told(before), told(after)),
        ),
      )
      return { body: toPamPolicy(after) }
    })
    context.hub.publish({ entity: 'pamPolicies', id: context.params.id })
    return reply
  },

  /** What waits under it can no longer be approved; what was approved stays approved until it ends. */
  pamPolicyDelete: async (context) => {
    const { deps } = context
    await context.change(async (tx, audit) => {
      const row = await readOne(tx, context)
      await tx
        .updateTable('pam_requests')
        .set((set) => ({
          policy_id: null,
          modified_at: deps.now().toISOString(),
          version: set('version', '+', 1),
        }))
        .where('policy_id', '=', row.id)
        .where('status', '=', 'pending')
        .execute()
      await tx.deleteFrom('pam_policies').where('id', '=', row.id).execute()
      await audit(
        draft('Remove-ElevatedAccessApprovalPolicy', 'Delete', row, [
          { name: 'approvalType', before: row.approval_type, after: null },
        ]),
      )
    })
    context.hub.publish({ entity: 'pamPolicies' })
    context.hub.publish({ entity: 'pamRequests' })
    return {}
  },
}
