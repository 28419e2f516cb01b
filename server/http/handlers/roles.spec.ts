import { describe, expect, it } from 'vitest'

import { resourceActions } from '#contract/rights.ts'
import type { UserRights } from '#contract/roles.ts'

import {
  action,
  assigned,
  assignments,
  builtIn,
  roles,
  roleTenant,
} from './role-tenant.spec-helper.ts'
import { idsOf, policy } from './tenant.spec-helper.ts'

const values = (answer: { body: Record<string, unknown> }) =>
  answer.body['value'] as Record<string, unknown>[]

describe('reading roles', () => {
  it('lists, filters, searches, orders, counts and pages them', async () => {
    const here = await roleTenant()
    const builtInOnes = await here.get(
      'user:roles',
      `${roles}?$filter=isBuiltIn eq true&$count=true&$select=displayName&$orderby=displayName desc`,
    )
    expect(builtInOnes.body['@odata.count']).toBe(8)
    expect(values(builtInOnes).map((role) => role['displayName'])).toEqual([
      'Read Only Operator',
      'Intune Role Administrator',
      'Intune Administrator',
      'Help Desk Operator',
      'Exchange Administrator',
      'Endpoint Security Manager',
      'Endpoint Privilege Reader',
      'Endpoint Privilege Manager',
    ])
    const found = await here.get('user:roles', `${roles}?$search=decides elevation&$top=1`)
    expect(values(found)[0]?.['displayName']).toBe('Elevation Requests Approver')
    expect(found.body['@odata.nextLink']).toBeTypeOf('string')
    const one = await here.get('user:roles', `${roles}/${builtIn('Help Desk Operator')}`)
    expect(one.body).toMatchObject({
      isBuiltIn: true,
      isBuiltInRoleDefinition: true,
      roleScopeTagIds: [],
      permissions: one.body['rolePermissions'],
    })
  })

  it('leaves the members empty below a role, as Graph does, and names them by themselves', async () => {
    const here = await roleTenant()
    const below = await here.get('user:roles', `${roles}/role-friends/roleAssignments`)
    expect(values(below)).toMatchObject([{ id: 'of-friends', members: [], roleScopeTagIds: ['2'] }])
    const path = `${assignments}?$filter=roleDefinition/id eq 'role-friends'&$expand=roleDefinition`
    expect(values(await here.get('user:roles', path))).toMatchObject([
      { id: 'of-friends', members: ['group-friends'], roleDefinition: { id: 'role-friends' } },
    ])
    const one = await here.get('user:roles', `${assignments}/of-friends?$expand=roleDefinition`)
    expect(one.body).toMatchObject({ roleDefinition: { displayName: 'Role role-friends' } })
    expect(
      (await here.get('user:roles', `${assignments}/of-friends?$filter=id eq '1'`)).status,
    ).toBe(400)
  })

  it('shows a narrowed reader the built-in roles and what carries their tags', async () => {
    const here = await roleTenant()
    const all = idsOf(await here.get('user:regional', `${roles}?$top=200`))
    expect(all).toContain(builtIn('Endpoint Privilege Reader'))
    expect(all).toContain('role-regional')
    expect(all).not.toContain('role-friends')
    expect((await here.get('user:regional', `${roles}/role-friends`)).status).toBe(404)
    expect(idsOf(await here.get('user:regional', `${assignments}?$orderby=id`))).toEqual([
      'of-assigner',
      'of-desk',
      'of-reader2',
      'of-regional',
    ])
    const hidden = await here.get('user:regional', `${assignments}/of-admins`)
    const absent = await here.get('user:regional', `${assignments}/not-there`)
    expect([hidden.status, absent.status]).toEqual([404, 404])
  })

  it('names every right with its words', async () => {
    const here = await roleTenant()
    const operations = values(await here.get('user:nobody', '/deviceManagement/resourceOperations'))
    // Those of Exchange are no actions of Intune.
    expect(operations.map(({ id }) => id)).toEqual(
      resourceActions.filter((action) => action.startsWith('Microsoft.Intune_')),
    )
    expect(operations[5]).toMatchObject({
      resource: 'EpmPolicy',
      resourceName: 'Endpoint Privilege Management Policy Authoring',
      actionName: 'View Reports',
    })
  })

  it('answers the caller’s own assignments, and the people of a group', async () => {
    const here = await roleTenant()
    const own = await here.get('user:grouped', '/deviceManagement/getAssignedRoleDetails()')
    expect(own.body).toMatchObject({
      roleAssignmentIds: ['of-grouped'],
      roleDefinitionIds: [builtIn('Intune Role Administrator')],
    })
    const people = '/groups/group-editors/members/microsoft.graph.user?$count=true'
    const answer = await here.get('user:roles', people)
    expect([answer.body['@odata.count'], idsOf(answer)]).toEqual([1, ['grouped']])
    expect((await here.get('user:roles', '/groups/none/members/microsoft.graph.user')).status).toBe(
      404,
    )
    const kiosks = await here.get('user:roles', '/groups/group-kiosks/members/microsoft.graph.user')
    expect(idsOf(kiosks)).toEqual([])
  })
})

describe('what a person may do, and why', () => {
  const rightsOf = (answer: { body: Record<string, unknown> }) => answer.body as UserRights
  const of = (answer: UserRights, name: string) =>
    answer.rights.find((right) => right.action === action(name))

  it('names assignment, group, tags and scope groups of each right, and what is lacking', async () => {
    const here = await roleTenant()
    const answer = rightsOf(await here.get('user:admin', '/epm/users/friend/rights'))
    expect(answer).toMatchObject({
      user: { displayName: 'Name of friend', accountEnabled: true },
      isAdministrator: false,
      complete: true,
      assignments: [
        {
          id: 'of-friends',
          roleDefinition: { id: 'role-friends', isBuiltIn: false },
          direct: false,
          groups: [{ id: 'group-friends', displayName: 'Friends' }],
          scopeTags: [{ id: '2', displayName: 'Tag 2' }],
        },
      ],
    })
    expect(answer.rights).toHaveLength(resourceActions.length)
    expect(of(answer, 'EpmPolicy_Read')).toMatchObject({
      held: true,
      assignmentIds: ['of-friends'],
      scopeTags: [{ id: '2' }],
    })
    expect(of(answer, 'EpmPolicy_Create')).toMatchObject({ held: false, assignmentIds: [] })
    const narrow = rightsOf(await here.get('user:admin', '/epm/users/desk/rights'))
    expect(narrow.assignments[0]?.scopeGroups).toEqual([
      { id: 'group-sales', displayName: 'North Sales' },
    ])
  })

  it('knows an administrator, and a person who is not there', async () => {
    const here = await roleTenant()
    expect((await here.get('user:admin', '/epm/users/admin/rights')).body['isAdministrator']).toBe(
      true,
    )
    expect((await here.get('user:admin', '/epm/users/none/rights')).status).toBe(404)
    expect((await here.get('user:friend', '/epm/users/admin/rights')).status).toBe(403)
  })

  it('tells a narrowed reader no more than the assignments in their scope, and everybody all of their own', async () => {
    const here = await roleTenant()
    const hidden = rightsOf(await here.get('user:regional', '/epm/users/friend/rights'))
    expect([hidden.complete, hidden.assignments]).toEqual([false, []])
    const own = rightsOf(await here.get('user:friend', '/epm/me/rights'))
    expect([own.complete, own.assignments.length]).toEqual([true, 1])
  })

  it('is what is enforced: rights of one kind hold in each other’s tags, those of another kind do not', async () => {
    const here = await roleTenant({
      policies: [policy('p1', 'One', ['1']), policy('p2', 'Two', ['2'])],
      roleAssignments: [
        assigned('of-admins', builtIn('Intune Administrator'), ['admin']),
        // Over the whole tenant, but about roles: it must not widen what follows.
        assigned('wide', builtIn('Intune Role Administrator'), ['friend']),
        assigned('read-one', 'only-EpmPolicy_Read', ['friend'], { scopeTagIds: ['1'] }),
        assigned('devices-two', 'only-ManagedDevices_Read', ['friend'], { scopeTagIds: ['2'] }),
      ],
    })
    const policies = '/deviceManagement/configurationPolicies'
    const devices = '/deviceManagement/managedDevices'
    expect(idsOf(await here.get('user:friend', policies))).toEqual(['p1'])
    expect((await here.get('user:friend', `${policies}/p2`)).status).toBe(404)
    expect(idsOf(await here.get('user:friend', devices))).toEqual(['device-2'])
    expect(idsOf(await here.get('user:friend', assignments))).toHaveLength(4)
    const shown = rightsOf(await here.get('user:friend', '/epm/me/rights'))
    expect(of(shown, 'EpmPolicy_Read')?.scopeTags).toEqual([{ id: '1', displayName: 'Tag 1' }])
    expect(of(shown, 'Roles_Assign')?.scopeTags).toBeNull()

    await here.post('user:admin', assignments, {
      displayName: 'Reports of two',
      members: ['friend'],
      roleScopeTagIds: ['2'],
      'roleDefinition@odata.bind': `${roles}/only-EpmPolicy_ViewReports`,
    })
    expect(idsOf(await here.get('user:friend', policies))).toEqual(['p1', 'p2'])
  })
})
