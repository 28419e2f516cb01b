import type { RoleAssignmentBody, RoleDefinitionBody } from '#contract/roles.ts'
import type { Basics } from '#src/ui/form/basics.ts'

import type { ScopeGroups } from './ScopeFields.tsx'

/** Rights as the wire takes them: one permission with all of them. */
export const permissionsBody = (
  actions: readonly string[],
): RoleDefinitionBody['rolePermissions'] => [
  { resourceActions: [{ allowedResourceActions: [...actions] }] },
]

export const basicsBody = ({ name, description }: Basics) => ({
  displayName: name.trim(),
  description,
})

export type RoleValue = {
  basics: Basics
  actions: readonly string[]
  /** Null: the service gives the tags of its author. */
  tags: readonly string[] | null
}

export const roleBody = ({ basics, actions, tags }: RoleValue): RoleDefinitionBody => ({
  ...basicsBody(basics),
  rolePermissions: permissionsBody(actions),
  ...(tags === null ? {} : { roleScopeTagIds: [...tags] }),
})

export const scopeBody = ({ type, groups }: ScopeGroups) => ({
  scopeType: type,
  resourceScopes: type === 'resourceScope' ? [...groups] : [],
})

export type AssignmentValue = {
  basics: Basics
  members: readonly string[]
  scope: ScopeGroups
  /** Null: everything. */
  tags: readonly string[] | null
}

export const assignmentBody = (
  roleId: string,
  { basics, members, scope, tags }: AssignmentValue,
): RoleAssignmentBody => ({
  ...basicsBody(basics),
  members: [...members],
  ...scopeBody(scope),
  roleScopeTagIds: [...(tags ?? [])],
  'roleDefinition@odata.bind': `https://graph.microsoft.com/beta/deviceManagement/roleDefinitions('${roleId}')`,
})
