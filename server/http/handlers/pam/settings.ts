import type { PamSettings } from '#contract/pam.ts'

import { etagOf } from '../../../store/request-rows.ts'
import type { Db, Tx } from '../../../store/schema.ts'
import { badRequest, staleVersion } from '../../graph-failure.ts'
import { hasRight } from '../../rights.ts'
import type { Context, Handlers } from '../../types.ts'
import {
  approverGroup,
  changesOf,
  ownGroupIds,
  pamDraft,
  readSettings,
  systemAccountIds,
} from './pam-access.ts'

type Names = 'pamSettingsGet' | 'pamSettingsUpdate'

const people = async (db: Db | Tx, ids: readonly string[]) => {
  if (ids.length === 0) return []
  return db
    .selectFrom('users')
    .select(['id', 'display_name as displayName', 'user_principal_name as userPrincipalName'])
    .where('id', 'in', ids)
    .orderBy('user_principal_name')
    .execute()
}

const answer = async (db: Db | Tx, { principal, deps }: Context<Names>): Promise<PamSettings> => {
  const row = await readSettings(db)
  const group = await db
    .selectFrom('groups')
    .select('display_name')
    .where('id', '=', row.default_group_id ?? '')
    .executeTakeFirst()
  const { count } = await db
    .selectFrom('pam_policies')
    .select((select) => select.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  const accounts = systemAccountIds(row)
  const mail = deps.config.mailFrom ?? null
  return {
    '@odata.etag': etagOf(row.version),
    approvalsRequired: row.approvals_required === 1,
    defaultApproverGroupId: row.default_group_id,
    defaultApproverGroupName: group?.display_name ?? null,
    ...(hasRight(principal, 'Microsoft.Exchange_RoleManagement_Read')
      ? { systemAccounts: await people(db, accounts) }
      : {}),
    lastModifiedDateTime: row.modified_at,
    policyCount: Number(count),
    mail: { sends: mail !== null, from: mail },
    caller: {
      approverGroupIds: await ownGroupIds(db, principal.userId),
      isSystemAccount: accounts.includes(principal.userId),
    },
  }
}

/** The people of these names; a 400 that names the first one that nobody has. */
const accountsOf = async (tx: Tx, names: readonly string[]): Promise<string[]> => {
  const ids: string[] = []
  for (const [index, name] of names.entries()) {
    const row = await tx
      .selectFrom('users')
      .select(['id', 'enabled'])
      .where((where) => where(where.fn('lower', ['user_principal_name']), '=', name.toLowerCase()))
      .executeTakeFirst()
    if (row?.enabled !== 1) {
      throw badRequest(`There is no active account named “${name}”.`, `systemAccounts[${index}]`)
    }
    if (!ids.includes(row.id)) ids.push(row.id)
  }
  return ids
}

const stale = () => staleVersion('The settings have changed since you read them.')

const update = async (tx: Tx, { body, ifMatch, deps }: Context<'pamSettingsUpdate'>) => {
  const before = await readSettings(tx)
  if (ifMatch !== null && ifMatch !== before.version) {
    throw stale()
  }
  const groupId = body.defaultApproverGroupId ?? before.default_group_id
  const required = body.approvalsRequired ?? before.approvals_required === 1
  const turnsOn = required && before.approvals_required === 0
  if (body.defaultApproverGroupId !== undefined || turnsOn) {
    if (groupId === null) {
      throw badRequest(
        'Approvals can be required only with a default approvers group.',
        'defaultApproverGroupId',
      )
    }
    const group = await approverGroup(tx, groupId, 'defaultApproverGroupId')
    if (required && group.members === 0) {
      throw badRequest(
        'This group has no members, so nobody could approve.',
        'defaultApproverGroupId',
      )
    }
  }
  const accounts =
    body.systemAccounts === undefined
      ? systemAccountIds(before)
      : await accountsOf(tx, body.systemAccounts)
  const after = {
    approvals_required: required ? 1 : 0,
    default_group_id: groupId,
    system_account_ids_json: JSON.stringify(accounts),
    modified_at: deps.now().toISOString(),
    version: before.version + 1,
  }
  const { numUpdatedRows } = await tx
    .updateTable('pam_settings')
    .set(after)
    .where('id', '=', 1)
    .where('version', '=', before.version)
    .executeTakeFirst()
  if (numUpdatedRows !== 1n) throw stale()
  return { before, after }
}

const told = async (
  tx: Tx,
  row: {
    approvals_required: number
    default_group_id: string | null
    system_account_ids_json: string
  },
) => ({
  approvalsRequired: String(row.approvals_required === 1),
  defaultApproverGroupId: row.default_group_id,
  systemAccounts: (await people(tx, systemAccountIds(row)))
    .map((person) => person.userPrincipalName)
    .join(', '),
})

export const pamSettingsHandlers: Pick<Handlers, Names> = {
  pamSettingsGet: async (context) => ({ body: await answer(context.deps.db, context) }),

  /** Off keeps policies and groups (epm-behaviour 19.3). */
  pamSettingsUpdate: async (context) => {
    const reply = await context.change(async (tx, audit) => {
      const { before, after } = await update(tx, context)
      const on = after.approvals_required === 1
      const same = after.approvals_required === before.approvals_required
      await audit(
        pamDraft(`${on ? 'Enable' : 'Disable'}-ElevatedAccessControl`, same ? 'Patch' : 'Action', {
          type: 'ElevatedAccessControl',
          id: 'settings',
          displayName: 'Privileged access settings',
          changes: changesOf(await told(tx, before), await told(tx, after)),
        }),
      )
      return { body: await answer(tx, context) }
    })
    context.hub.publish({ entity: 'pamSettings' })
    return reply
  },
}
