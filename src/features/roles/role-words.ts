import { resourceActions, type ResourceAction } from '#contract/rights.ts'
import type { RoleAssignment, RoleDefinition, ScopeType } from '#contract/roles.ts'
import { isResourceAction, rightTexts } from '#domain/roles/right-texts.ts'

export type RightWords = { action: ResourceAction; right: string; description: string }
export type PermissionWords = { permission: string; rights: readonly RightWords[] }

/** All rights that this console knows, under the headings of the role editor and in its order. */
export const allPermissions: readonly PermissionWords[] = [
  ...new Set(resourceActions.map((action) => rightTexts[action].permission)),
].map((permission) => ({
  permission,
  rights: resourceActions
    .filter((action) => rightTexts[action].permission === permission)
    .map((action) => ({ action, ...rightTexts[action] })),
}))

/** The rights among these actions in words; actions of elsewhere, kept untouched; and whether it is all of them. */
export const permissionsIn = (actions: readonly string[]) => ({
  everything: actions.includes('*'),
  known: allPermissions
    .map(({ permission, rights }) => ({
      permission,
      rights: rights.filter(({ action }) => actions.includes(action)),
    }))
    .filter(({ rights }) => rights.length > 0),
  others: actions.filter((action) => action !== '*' && !isResourceAction(action)),
})

/** "Roles: Read, Create; Audit data: Read" */
export const rightsListed = (actions: readonly string[]): string =>
  permissionsIn(actions)
    .known.map(
      ({ permission, rights }) => `${permission}: ${rights.map(({ right }) => right).join(', ')}`,
    )
    .join('; ')

/** "3 rights" */
export const rightsCounted = (actions: readonly string[]): string =>
  actions.includes('*')
    ? 'Every right'
    : actions.length === 0
      ? 'No right'
      : actions.length === 1
        ? 'One right'
        : `${actions.length} rights`

export const isBuiltIn = ({ isBuiltIn: one, isBuiltInRoleDefinition: other }: RoleDefinition) =>
  one === true || other === true

export const kindOf = (role: RoleDefinition): string =>
  isBuiltIn(role) ? 'Built-in role' : 'Custom role'

/** Whom policies may be assigned to under an assignment. */
export const scopeTypeWords: Readonly<Record<ScopeType, string>> = {
  resourceScope: 'Chosen groups',
  allDevices: 'All devices',
  allLicensedUsers: 'All users',
  allDevicesAndLicensedUsers: 'All users and all devices',
}

const known = (type: string | undefined): type is ScopeType =>
  type !== undefined && type in scopeTypeWords

/** The groups of an assignment's scope; both properties hold one list. */
export const scopeGroupsOf = ({ scopeMembers, resourceScopes }: RoleAssignment) =>
  scopeMembers ?? resourceScopes ?? []

export const scopeTypeOf = ({ scopeType }: RoleAssignment): ScopeType | null =>
  scopeType === undefined ? 'resourceScope' : known(scopeType) ? scopeType : null

/** "All users and all devices", "2 groups", "No group" */
export const scopeInWords = (assignment: RoleAssignment): string => {
  const type = scopeTypeOf(assignment)
  if (type === null) return `Not known here (${assignment.scopeType ?? ''})`
  if (type !== 'resourceScope') return scopeTypeWords[type]
  const { length } = scopeGroupsOf(assignment)
  return length === 0 ? 'No group' : length === 1 ? 'One group' : `${length} groups`
}

export const membersCounted = ({ members = [] }: RoleAssignment): string =>
  members.length === 0 ? 'Nobody' : members.length.toLocaleString('en')
