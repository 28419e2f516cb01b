import { resourceActions } from '#contract/rights.ts'
import { roleDefinitions } from '#worlds/roles.ts'

import type { LoadableWorld } from '../../store/load-world.ts'
import { smallWorld, tenant, type Answer } from './tenant.spec-helper.ts'

export const action = (name: string) => `Microsoft.Intune_${name}`
export const builtIn = (name: string): string =>
  roleDefinitions.find((role) => role.displayName === name)?.id ?? name

const person = (id: string) => ({
  id,
  userPrincipalName: `${id}@contoso.example`,
  displayName: `Name of ${id}`,
  accountEnabled: true,
})
const roleRights = ['Read', 'Create', 'Update', 'Delete', 'Assign'].map((right) =>
  action(`Roles_${right}`),
)

type Definition = LoadableWorld['roleDefinitions'][number]
type Assignment = LoadableWorld['roleAssignments'][number]

export const customRole = (id: string, actions: readonly string[], tags = ['0']): Definition => ({
  id,
  displayName: `Role ${id}`,
  isBuiltIn: false,
  actions,
  roleScopeTagIds: tags,
})
export const assigned = (
  id: string,
  roleDefinitionId: string,
  members: readonly string[],
  over: Partial<Assignment> = {},
): Assignment => ({
  id,
  displayName: `Assignment ${id}`,
  roleDefinitionId,
  members,
  scopeTagIds: [],
  ...over,
})

/** A custom role for each right by itself, called `only-…`. */
export const onlyRoles: Definition[] = resourceActions.map((right) =>
  customRole(`only-${right.replace('Microsoft.Intune_', '')}`, [right], ['0', '1']),
)

/**
 * Two administrators, people who change roles in one way or another, and a friend who has nothing yet. `regional` and
 * `desk` are narrowed to tag 1 and the group North Sales; `grouped` has the role through a group.
 */
export const roleWorld = (): Partial<LoadableWorld> => {
  const world = smallWorld()
  const narrow: Partial<Assignment> = {
    scopeTagIds: ['1'],
    scopeType: 'resourceScope',
    scopeMembers: ['group-sales'],
  }
  return {
    users: [
      ...world.users,
      ...['second-admin', 'roles', 'regional', 'desk', 'grouped', 'creator', 'updater'].map(person),
      ...['assigner', 'friend', 'reader2'].map(person),
    ],
    groups: [
      ...world.groups,
      { id: 'group-editors', displayName: 'Editors of roles', memberIds: ['grouped'] },
      { id: 'group-empty', displayName: 'Nobody yet', memberIds: [] },
      { id: 'group-friends', displayName: 'Friends', memberIds: ['friend'] },
    ],
    roleDefinitions: [
      ...roleDefinitions,
      ...onlyRoles,
      customRole('role-desk', [
        ...roleRights,
        action('EpmPolicy_Read'),
        action('EpmPolicy_Assign'),
        action('EpmPolicy_ViewElevationRequests'),
      ]),
      customRole('role-regional', roleRights, ['1']),
      customRole('role-friends', [action('EpmPolicy_Read')]),
    ],
    roleAssignments: [
      assigned('of-admins', builtIn('Intune Administrator'), ['admin', 'second-admin']),
      assigned('of-roles', builtIn('Intune Role Administrator'), ['roles']),
      assigned('of-regional', 'role-regional', ['regional'], narrow),
      assigned('of-desk', 'role-desk', ['desk'], narrow),
      assigned('of-grouped', builtIn('Intune Role Administrator'), ['group-editors']),
      assigned('of-creator', 'only-Roles_Create', ['creator']),
      assigned('of-creator-read', 'only-Roles_Read', ['creator', 'updater', 'assigner']),
      assigned('of-updater', 'only-Roles_Update', ['updater']),
      assigned('of-assigner', 'only-Roles_Assign', ['assigner'], narrow),
      assigned('of-friends', 'role-friends', ['group-friends'], { scopeTagIds: ['2'] }),
      assigned('of-reader2', builtIn('Endpoint Privilege Reader'), ['reader2'], {
        scopeTagIds: ['1'],
      }),
    ],
  }
}

export const roleTenant = (over: Partial<LoadableWorld> = {}) => tenant({ ...roleWorld(), ...over })
export type RoleTenant = Awaited<ReturnType<typeof roleTenant>>

export const roles = '/deviceManagement/roleDefinitions'
export const assignments = '/deviceManagement/roleAssignments'
export const tags = '/deviceManagement/roleScopeTags'

export const roleBody = (actions: readonly string[], over: Record<string, unknown> = {}) => ({
  displayName: 'A new role',
  rolePermissions: [{ resourceActions: [{ allowedResourceActions: actions }] }],
  ...over,
})
export const assignmentBody = (
  roleId: string,
  members: readonly string[],
  over: Record<string, unknown> = {},
) => ({
  displayName: 'A new assignment',
  members,
  'roleDefinition@odata.bind': `https://graph.microsoft.com/beta${roles}('${roleId}')`,
  ...over,
})

export const codeOf = (answer: Answer): string | undefined =>
  (answer.body.error as { innerError?: { code?: string } } | undefined)?.innerError?.code

/** What an answer says without its date and request id. */
export const lastRecord = async ({ db }: RoleTenant) => {
  const row = await db
    .selectFrom('audit')
    .selectAll()
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow()
  const event = JSON.parse(row.resource) as {
    resources: {
      modifiedProperties: { displayName: string; oldValue: unknown; newValue: unknown }[]
    }[]
  }
  return {
    activity: row.activity_type,
    category: row.category,
    result: row.result,
    tags: JSON.parse(row.scope_tags_json) as string[],
    changes: Object.fromEntries(
      (event.resources[0]?.modifiedProperties ?? []).map((each) => [
        each.displayName,
        [each.oldValue, each.newValue],
      ]),
    ),
  }
}
