import { useQuery } from '@tanstack/react-query'

import type { EndpointName } from '#contract/endpoints.ts'
import type { RoleAssignment, RoleDefinition } from '#contract/roles.ts'
import { q } from '#src/api/queries.ts'

export const roleQuery = (id: string) => q('roleDefinitionGet', { path: { id } })
export const assignmentQuery = (id: string) =>
  q('roleAssignmentGet', { path: { id }, query: { $expand: 'roleDefinition' } })
export const personRightsQuery = (id: string) => q('userRights', { path: { id } })
export const myRightsQuery = q('myRights', {})

/** As many as are counted; a tenant with more is told so. */
const most = 200

/** Every assignment in scope, to count and to tell what uses what: neither Graph nor the service counts them. */
export const allAssignmentsQuery = q('roleAssignmentList', {
  query: { $expand: 'roleDefinition', $top: most },
})

/** What a change of roles may make out of date: what everybody, this person too, may do and see. */
export const roleEndpoints: readonly EndpointName[] = [
  'roleDefinitionList',
  'roleDefinitionGet',
  'roleDefinitionAssignmentList',
  'roleAssignmentList',
  'roleAssignmentGet',
  'userRights',
  'myRights',
  'effectivePermissions',
]
export const scopeTagEndpoints: readonly EndpointName[] = [
  'scopeTagList',
  'scopeTagGet',
  'scopeTagAssignmentList',
]

/** The actions of a role; the deprecated spelling is read where the other is missing. */
export const actionsOf = (role: RoleDefinition | null | undefined): readonly string[] => [
  ...new Set(
    (role?.rolePermissions ?? role?.permissions ?? []).flatMap(
      ({ actions, resourceActions }) =>
        resourceActions?.flatMap(({ allowedResourceActions }) => allowedResourceActions) ??
        actions ??
        [],
    ),
  ),
]

/** What the signed-in person has themselves: nobody changes their own role or assignment. */
export const useOwn = () => {
  const { data, isPending } = useQuery({ ...myRightsQuery, staleTime: 60_000 })
  const assignments = data?.assignments ?? []
  return {
    hasRole: (id: string) => assignments.some(({ roleDefinition }) => roleDefinition.id === id),
    hasAssignment: (id: string) => assignments.some((each) => each.id === id),
    isAdministrator: data?.isAdministrator === true,
    /** Not known yet; when it cannot be read, the service alone decides. */
    reading: isPending,
  }
}

export const roleOf = (assignment: RoleAssignment): RoleDefinition | null =>
  assignment.roleDefinition ?? null
