import type { RoleAssignment, RoleDefinition } from '#contract/roles.ts'
import { useRights } from '#src/api/rights.ts'
import { missingRight } from '#src/shared/missing-right.ts'

import { actionsOf, roleOf, useOwn } from './role-queries.ts'
import { isBuiltIn } from './role-words.ts'

/** Why a command on a role or assignment cannot be used; undefined when it can. The service decides. */
type Reason = string | undefined

const ownUnread = 'What you have yourself is being read.'

export const useRoleFlags = (role: RoleDefinition) => {
  const rights = useRights()
  const own = useOwn()
  const fixed: Reason = isBuiltIn(role)
    ? 'A built-in role is the same in every tenant. Copy it to change the copy.'
    : own.reading
      ? ownUnread
      : own.hasRole(role.id)
        ? 'You have this role yourself. Somebody else has to change it.'
        : undefined
  const mayChange =
    rights.can('Microsoft.Intune_Roles_Update') || rights.can('Microsoft.Intune_Roles_Delete')
  return {
    /** Why somebody else has to change a role that this person could change otherwise: one line for the whole page. */
    notForYou:
      mayChange && !isBuiltIn(role) && !own.reading && own.hasRole(role.id) ? fixed : undefined,
    assign:
      missingRight(rights, 'Microsoft.Intune_Roles_Assign') ??
      (actionsOf(role).includes('*') && !own.isAdministrator
        ? 'Only somebody who may do everything gives this role to others.'
        : undefined),
    copy: missingRight(rights, 'Microsoft.Intune_Roles_Create'),
    edit: missingRight(rights, 'Microsoft.Intune_Roles_Update') ?? fixed,
    remove: missingRight(rights, 'Microsoft.Intune_Roles_Delete') ?? fixed,
  }
}

export const useAssignmentFlags = (assignment: RoleAssignment) => {
  const rights = useRights()
  const own = useOwn()
  const missing: Reason = missingRight(rights, 'Microsoft.Intune_Roles_Assign')
  const notForYou: Reason =
    missing !== undefined || own.reading
      ? undefined
      : own.hasAssignment(assignment.id)
        ? 'You have rights by this assignment yourself. Somebody else has to change it.'
        : actionsOf(roleOf(assignment)).includes('*') && !own.isAdministrator
          ? 'Only somebody who may do everything changes who may.'
          : undefined
  return { change: missing ?? (own.reading ? ownUnread : notForYou), notForYou }
}
