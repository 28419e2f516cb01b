import type { ScopeType } from '#contract/roles.ts'
import { rightInWords } from '#domain/roles/right-texts.ts'

import type { AuditDraft } from '../../audit/record.ts'
import { parseStored } from '../../store/parse-stored.ts'
import type { RoleAssignmentRow, RoleDefinitionRow } from '../../store/role-rows.ts'
import type { Tx } from '../../store/schema.ts'
import type { Change } from './policy-changes.ts'

type Operation = 'Create' | 'Patch' | 'Delete'
type Parts = Record<string, string | null>

const scopeTypesInWords: Record<ScopeType, string> = {
  resourceScope: 'the scope groups',
  allDevices: 'every device',
  allLicensedUsers: 'every user',
  allDevicesAndLicensedUsers: 'every device and every user',
}

const list = (names: readonly string[]) => names.toSorted((a, b) => (a < b ? -1 : 1)).join('; ')

const differences = (before: Parts | null, after: Parts | null): Change[] =>
  Object.keys({ ...before, ...after }).flatMap((name) => {
    const change = { name, before: before?.[name] ?? null, after: after?.[name] ?? null }
    return change.before === change.after ? [] : change
  })

const tagNames = async (tx: Tx, ids: readonly string[]): Promise<string> => {
  if (ids.length === 0) return ''
  const rows = await tx
    .selectFrom('scope_tags')
    .select(['id', 'display_name'])
    .where('id', 'in', ids)
    .execute()
  const names = new Map(rows.map((row) => [row.id, row.display_name]))
  return list(ids.map((id) => names.get(id) ?? id))
}

/** People by name and address, groups by name; what is gone by its id. */
const memberNames = async (tx: Tx, ids: readonly string[]): Promise<string> => {
  if (ids.length === 0) return ''
  const users = await tx
    .selectFrom('users')
    .select(['id', 'display_name', 'user_principal_name'])
    .where('id', 'in', ids)
    .execute()
  const groups = await tx
    .selectFrom('groups')
    .select(['id', 'display_name'])
    .where('id', 'in', ids)
    .execute()
  const names = new Map([
    ...users.map(
      (user) => [user.id, `${user.display_name} (${user.user_principal_name})`] as const,
    ),
    ...groups.map((group) => [group.id, `group ${group.display_name}`] as const),
  ])
  return list(ids.map((id) => names.get(id) ?? id))
}

const tagsOf = (row: { scope_tags_json: string } | null) =>
  row === null ? null : parseStored.texts(row.scope_tags_json)

/** A record is for those who may see both states: tags that both carry, and of a new or deleted thing its own. */
const recordTags = (before: readonly string[] | null, after: readonly string[] | null) =>
  before === null
    ? (after ?? [])
    : after === null
      ? before
      : before.filter((t) => after.includes(t))

/** A role in words: its rights as the role editor calls them. */
const roleParts = async (tx: Tx, row: RoleDefinitionRow | null): Promise<Parts | null> =>
  row && {
    displayName: row.display_name,
    description: row.description || null,
    rights: list(parseStored.texts(row.actions_json).map(rightInWords)) || null,
    scopeTags: (await tagNames(tx, parseStored.texts(row.scope_tags_json))) || null,
  }

/** The audit record of a change of a role; one of both is null where it is made or deleted. */
export const roleDraft = async (
  tx: Tx,
  operationType: Operation,
  [before, after]: readonly [RoleDefinitionRow | null, RoleDefinitionRow | null],
): Promise<AuditDraft> => ({
  category: 'Role',
  activityType: `${operationType} RoleDefinition`,
  operationType,
  result: 'Success',
  resource: {
    type: 'RoleDefinition',
    id: (after ?? before)?.id ?? '',
    displayName: (after ?? before)?.display_name ?? '',
    changes: differences(await roleParts(tx, before), await roleParts(tx, after)),
  },
  scopeTagIds: recordTags(tagsOf(before), tagsOf(after)),
})

const assignmentParts = async (
  tx: Tx,
  row: RoleAssignmentRow | null,
  roleName: string,
): Promise<Parts | null> =>
  row && {
    displayName: row.display_name,
    description: row.description || null,
    role: roleName,
    members: (await memberNames(tx, parseStored.texts(row.members_json))) || null,
    // Only the four of the contract are ever written.
    scope: scopeTypesInWords[row.scope_type as ScopeType],
    scopeGroups: (await memberNames(tx, parseStored.texts(row.scope_members_json))) || null,
    scopeTags: (await tagNames(tx, parseStored.texts(row.scope_tags_json))) || 'everything',
  }

export const assignmentDraft = async (
  tx: Tx,
  operationType: Operation,
  [before, after]: readonly [RoleAssignmentRow | null, RoleAssignmentRow | null],
  roleName: string,
): Promise<AuditDraft> => ({
  category: 'Role',
  activityType: `${operationType} RoleAssignment`,
  operationType,
  result: 'Success',
  resource: {
    type: 'RoleAssignment',
    id: (after ?? before)?.id ?? '',
    displayName: (after ?? before)?.display_name ?? '',
    changes: differences(
      await assignmentParts(tx, before, roleName),
      await assignmentParts(tx, after, roleName),
    ),
  },
  scopeTagIds: recordTags(tagsOf(before), tagsOf(after)),
})

const tagOperations = {
  Create: 'Create',
  Patch: 'Patch',
  Delete: 'Delete',
  Assign: 'Action',
} as const

/** A tag's record is for those in whose scope the tag is. */
export const scopeTagDraft = (
  activity: keyof typeof tagOperations,
  id: string,
  [before, after]: readonly [Parts | null, Parts | null],
): AuditDraft => ({
  category: 'Role',
  activityType: `${activity} RoleScopeTag`,
  operationType: tagOperations[activity],
  result: 'Success',
  resource: {
    type: 'RoleScopeTag',
    id,
    displayName: (after ?? before)?.['displayName'] ?? '',
    changes: differences(before, after),
  },
  scopeTagIds: [id],
})
