import { describe, expect, it } from 'vitest'

import {
  action,
  assigned,
  assignmentBody,
  assignments,
  builtIn,
  codeOf,
  customRole,
  lastRecord,
  roleBody,
  roles,
  roleTenant,
  roleWorld,
} from './role-tenant.spec-helper.ts'
import { errorOf } from './tenant.spec-helper.ts'

const read = action('EpmPolicy_Read')
const everywhere = { scopeType: 'allDevicesAndLicensedUsers', roleScopeTagIds: [] }

describe('custom roles', () => {
  it('are made, changed and deleted, each with a record in words', async () => {
    const here = await roleTenant()
    const body = roleBody([read, action('EpmPolicy_ViewReports')], { description: 'Reads' })
    const made = await here.post('user:admin', roles, body)
    expect(made.status).toBe(201)
    expect(made.body).toMatchObject({
      displayName: 'A new role',
      isBuiltIn: false,
      roleScopeTagIds: ['0'],
      rolePermissions: [
        { resourceActions: [{ allowedResourceActions: [read, action('EpmPolicy_ViewReports')] }] },
      ],
    })
    const authoring = 'Endpoint Privilege Management Policy Authoring'
    expect(await lastRecord(here)).toEqual({
      activity: 'Create RoleDefinition',
      category: 'Role',
      result: 'Success',
      tags: ['0'],
      changes: {
        displayName: [null, 'A new role'],
        description: [null, 'Reads'],
        rights: [null, `${authoring}: Read; ${authoring}: View Reports`],
        scopeTags: [null, 'Tag 0'],
      },
    })

    const path = `${roles}/${String(made.body['id'])}`
    const { rolePermissions } = roleBody([read])
    const changed = await here.patch('user:admin', path, { rolePermissions }, { 'If-Match': '"1"' })
    expect([changed.status, changed.headers.get('etag')]).toEqual([200, '"2"'])
    expect((await lastRecord(here)).changes).toEqual({
      rights: [`${authoring}: Read; ${authoring}: View Reports`, `${authoring}: Read`],
    })
    const stale = await here.delete('user:admin', path, { 'If-Match': '"1"' })
    expect([stale.status, errorOf(stale).current?.['description']]).toEqual([412, 'Reads'])
    expect((await here.delete('session:admin', path)).status).toBe(428)
    expect((await here.delete('user:admin', path, { 'If-Match': '"2"' })).status).toBe(204)
    expect((await lastRecord(here)).activity).toBe('Delete RoleDefinition')
    expect((await here.get('user:admin', path)).status).toBe(404)
  })

  it('name rights that there are, and have a name of their own', async () => {
    const here = await roleTenant()
    for (const wrong of ['*', 'Microsoft.Intune_EpmPolicy_Everything']) {
      const answer = await here.post('user:admin', roles, roleBody([wrong]))
      expect([answer.status, errorOf(answer).details?.[0]?.target]).toEqual([
        400,
        'rolePermissions',
      ])
    }
    const same = roleBody([read], { displayName: 'ENDPOINT PRIVILEGE READER' })
    expect((await here.post('user:admin', roles, same)).status).toBe(409)
    for (const [name, value] of [
      ['isBuiltIn', true],
      ['id', 'mine'],
      ['permissions', []],
      ['version', 7],
    ] as const) {
      const answer = await here.post('user:admin', roles, roleBody([read], { [name]: value }))
      expect(answer.status, name).toBe(400)
    }
  })

  it('give no right of Exchange, not even by who has every right, and keep one of before', async () => {
    const manages = 'Microsoft.Exchange_RoleManagement_Update'
    const here = await roleTenant({
      roleDefinitions: [...(roleWorld().roleDefinitions ?? []), customRole('old', [manages, read])],
    })
    const made = await here.post('user:admin', roles, roleBody([read, manages]))
    expect([made.status, errorOf(made).details?.[0]]).toMatchObject([
      400,
      {
        target: 'rolePermissions',
        message: expect.stringContaining('right of Exchange') as string,
      },
    ])
    const change = (id: string, actions: readonly string[]) =>
      here.patch('user:admin', `${roles}/${id}`, {
        rolePermissions: roleBody(actions).rolePermissions,
      })
    expect((await change('role-friends', [read, manages])).status).toBe(400)
    expect((await change('old', [manages])).status).toBe(200)
    expect((await change('old', [manages, 'Microsoft.Exchange_RoleManagement_Read'])).status).toBe(
      400,
    )
    expect((await change('old', [read])).status).toBe(200)
    expect((await change('old', [manages])).status).toBe(400)
  })

  it('hold no right that their maker does not', async () => {
    const here = await roleTenant()
    const refused = await here.post('user:roles', roles, roleBody([action('Roles_Read'), read]))
    expect([refused.status, codeOf(refused)]).toEqual([403, 'rightNotHeld'])
    expect(errorOf(refused).details?.map(({ target }) => target)).toEqual([read])
    const own = roleBody([action('Roles_Read')])
    expect((await here.post('user:roles', roles, own)).status).toBe(201)
  })

  it('are not deleted while they are assigned', async () => {
    const here = await roleTenant()
    const answer = await here.delete('user:admin', `${roles}/role-friends`)
    expect([answer.status, codeOf(answer)]).toEqual([409, 'roleInUse'])
    expect(errorOf(answer).details).toEqual([
      { code: 'roleInUse', message: 'Assignment of-friends', target: 'of-friends' },
    ])
  })

  it('built-in ones stay as they are, for everybody', async () => {
    const here = await roleTenant()
    const path = `${roles}/${builtIn('Endpoint Privilege Reader')}`
    for (const caller of ['user:admin', 'user:roles']) {
      const changed = await here.patch(caller, path, { displayName: 'Mine' })
      expect([changed.status, codeOf(changed)]).toEqual([403, 'builtInRole'])
      const deleted = await here.delete(caller, path)
      expect([deleted.status, codeOf(deleted)]).toEqual([403, 'builtInRole'])
    }
  })

  it('are not changed by who holds them, directly or through a group', async () => {
    const here = await roleTenant({
      roleAssignments: [
        ...(roleTenantAssignments() ?? []),
        assigned('of-admin-too', 'role-friends', ['group-admins']),
      ],
      groups: [{ id: 'group-admins', displayName: 'Admins', memberIds: ['admin'] }],
    })
    const path = `${roles}/role-friends`
    const own = await here.patch('user:admin', path, { description: 'Mine' })
    expect([own.status, codeOf(own)]).toEqual([403, 'ownRoleOrAssignment'])
    expect((await here.delete('user:admin', path)).status).toBe(403)
    expect((await here.patch('user:second-admin', path, { description: 'Yours' })).status).toBe(200)
  })

  it('get no right in a scope where the one who adds it does not hold it', async () => {
    const here = await roleTenant({
      roleDefinitions: [
        ...(await import('#worlds/roles.ts')).roleDefinitions,
        customRole('narrow', [read], ['1']),
        customRole('editor', [action('Roles_Update'), action('Audit_Read')]),
      ],
      roleAssignments: [
        assigned('of-admins', builtIn('Intune Administrator'), ['admin']),
        assigned('of-desk', 'editor', ['desk'], { scopeTagIds: ['1'] }),
        assigned('here', 'narrow', ['friend'], { scopeTagIds: ['1'] }),
      ],
    })
    const path = `${roles}/narrow`
    const { rolePermissions } = roleBody([read, action('Audit_Read')])
    expect((await here.patch('user:desk', path, { rolePermissions })).status).toBe(200)
    await here.db
      .updateTable('role_assignments')
      .set({ scope_tags_json: '["1","2"]' })
      .where('id', '=', 'here')
      .execute()
    const { rolePermissions: back } = roleBody([read])
    const wide = await here.patch('user:desk', path, { rolePermissions: back })
    expect([wide.status, codeOf(wide)]).toEqual([403, 'scopeNotHeld'])
  })
})

const roleTenantAssignments = () => [
  assigned('of-admins', builtIn('Intune Administrator'), ['admin', 'second-admin']),
]

describe('role assignments', () => {
  it('are made, changed and deleted, each with a record that names people, groups and tags', async () => {
    const here = await roleTenant()
    const body = assignmentBody('role-friends', ['friend', 'group-sales'], {
      resourceScopes: ['group-sales'],
      roleScopeTagIds: ['1'],
    })
    const made = await here.post('user:admin', assignments, body)
    expect(made.status).toBe(201)
    expect(made.body).toMatchObject({
      members: ['friend', 'group-sales'],
      scopeMembers: ['group-sales'],
      resourceScopes: ['group-sales'],
      scopeType: 'resourceScope',
      roleScopeTagIds: ['1'],
    })
    expect(await lastRecord(here)).toEqual({
      activity: 'Create RoleAssignment',
      category: 'Role',
      result: 'Success',
      tags: ['1'],
      changes: {
        displayName: [null, 'A new assignment'],
        role: [null, 'Role role-friends'],
        members: [null, 'Name of friend (friend@contoso.example); group North Sales'],
        scope: [null, 'the scope groups'],
        scopeGroups: [null, 'group North Sales'],
        scopeTags: [null, 'Tag 1'],
      },
    })
    const path = `${assignments}/${String(made.body['id'])}`
    const wider = { scopeType: 'allDevices', roleScopeTagIds: ['1', '2'] }
    expect((await here.patch('user:admin', path, wider)).status).toBe(200)
    expect((await lastRecord(here)).changes).toEqual({
      scope: ['the scope groups', 'every device'],
      scopeGroups: ['group North Sales', null],
      scopeTags: ['Tag 1', 'Tag 1; Tag 2'],
    })
    expect((await here.delete('user:admin', path)).status).toBe(204)
    expect((await lastRecord(here)).activity).toBe('Delete RoleAssignment')
  })

  it.each([
    ['members', { members: ['nobody-here'] }],
    ['resourceScopes', { resourceScopes: ['no-group'] }],
    ['resourceScopes', { scopeType: 'allDevices', resourceScopes: ['group-sales'] }],
    ['resourceScopes', { scopeMembers: ['group-kiosks'], resourceScopes: ['group-sales'] }],
    ['roleScopeTagIds', { roleScopeTagIds: ['77'] }],
    ['roleScopeTagIds', { roleScopeTagIds: Array.from({ length: 101 }, (_, tag) => String(tag)) }],
    ['roleDefinition@odata.bind', { 'roleDefinition@odata.bind': 'no address' }],
    ['roleDefinition@odata.bind', { 'roleDefinition@odata.bind': '/roleDefinitions/none' }],
    ['roleDefinition', { roleDefinition: { id: 'role-friends' } }],
    ['id', { id: 'mine' }],
  ])('are refused for a wrong %s', async (target, over) => {
    const here = await roleTenant()
    const body = assignmentBody('role-friends', ['friend'], over)
    const answer = await here.post('user:admin', assignments, body)
    expect([answer.status, errorOf(answer).details?.[0]?.target]).toEqual([400, target])
  })

  it('are not changed by who is in them, not even by an administrator', async () => {
    const here = await roleTenant()
    for (const [caller, id] of [
      ['user:admin', 'of-admins'],
      ['user:roles', 'of-roles'],
      ['user:grouped', 'of-grouped'],
    ] as const) {
      const path = `${assignments}/${id}`
      for (const answer of [
        await here.patch(caller, path, { description: 'Mine' }),
        await here.patch(caller, path, { members: ['friend'] }),
        await here.delete(caller, path),
        await here.post(caller, assignments, assignmentBody('role-friends', [caller.slice(5)])),
      ])
        expect([answer.status, codeOf(answer)]).toEqual([403, 'ownRoleOrAssignment'])
    }
    const group = assignmentBody('role-friends', ['group-editors'], everywhere)
    expect(codeOf(await here.post('user:grouped', assignments, group))).toBe('ownRoleOrAssignment')
    expect((await here.post('user:roles', assignments, group)).status).toBe(201)
  })

  it('of roles that hold more are made by who hands out roles for the whole tenant, and by nobody narrower', async () => {
    const here = await roleTenant()
    const manager = builtIn('Endpoint Privilege Manager')
    const wide = assignmentBody(manager, ['friend'], everywhere)
    expect((await here.post('user:roles', assignments, wide)).status).toBe(201)
    const narrow = assignmentBody(manager, ['friend'], {
      roleScopeTagIds: ['1'],
      resourceScopes: ['group-sales'],
    })
    const refused = await here.post('user:regional', assignments, narrow)
    expect([refused.status, codeOf(refused)]).toEqual([403, 'rightNotHeld'])
    expect(errorOf(refused).details?.map(({ target }) => target)).toContain(
      action('EpmPolicy_Read'),
    )
  })

  it('of everything are given and taken only by who may do everything', async () => {
    const here = await roleTenant()
    const body = assignmentBody(builtIn('Intune Administrator'), ['friend'], everywhere)
    const refused = await here.post('user:roles', assignments, body)
    expect([refused.status, codeOf(refused)]).toEqual([403, 'rightNotHeld'])
    const taken = await here.delete('user:roles', `${assignments}/of-admins`)
    expect([taken.status, codeOf(taken)]).toEqual([403, 'rightNotHeld'])
    const tagged = { ...body, roleScopeTagIds: ['1'] }
    expect((await here.post('user:admin', assignments, tagged)).status).toBe(400)
    expect((await here.post('user:admin', assignments, body)).status).toBe(201)
  })

  it('stay inside the tags and groups of who makes them, also where they would only take something away', async () => {
    const here = await roleTenant()
    const regional = 'role-regional'
    const make = (over: Record<string, unknown>) =>
      here.post('user:regional', assignments, assignmentBody(regional, ['friend'], over))
    for (const over of [
      { roleScopeTagIds: [] },
      { roleScopeTagIds: ['1', '2'] },
      { roleScopeTagIds: ['1'], resourceScopes: ['group-kiosks'] },
      { roleScopeTagIds: ['1'], scopeType: 'allDevicesAndLicensedUsers' },
      { roleScopeTagIds: ['1'], scopeType: 'allDevices' },
    ]) {
      const answer = await make(over)
      expect([answer.status, codeOf(answer)], JSON.stringify(over)).toEqual([403, 'scopeNotHeld'])
    }
    const made = await make({ resourceScopes: ['group-sales'] })
    expect([made.status, made.body['roleScopeTagIds']]).toEqual([201, ['1']])

    // Seen, because it has tag 1, and reaching further than the caller.
    await here.db
      .updateTable('role_assignments')
      .set({ scope_tags_json: '["1","2"]' })
      .where('id', '=', 'of-reader2')
      .execute()
    const path = `${assignments}/of-reader2`
    for (const answer of [
      await here.delete('user:regional', path),
      await here.patch('user:regional', path, { roleScopeTagIds: ['1'] }),
    ])
      expect([answer.status, codeOf(answer)]).toEqual([403, 'scopeNotHeld'])
    expect((await here.delete('user:regional', `${assignments}/of-friends`)).status).toBe(404)
  })

  it('do not widen what somebody holds elsewhere by being merged with it', async () => {
    const here = await roleTenant()
    // The friend reads policies with tag 2 already; with Delete in tag 1, Delete would hold in tag 2 as well.
    await here.db
      .updateTable('role_assignments')
      .set({ role_definition_id: 'only-EpmPolicy_ViewReports' })
      .where('id', '=', 'of-friends')
      .execute()
    const body = assignmentBody('only-EpmPolicy_Read', ['friend'], {
      roleScopeTagIds: ['1'],
      resourceScopes: [],
    })
    const refused = await here.post('user:desk', assignments, body)
    expect([refused.status, codeOf(refused)]).toEqual([403, 'rightNotHeld'])
    const other = { ...body, members: ['nobody'] }
    expect((await here.post('user:desk', assignments, other)).status).toBe(201)
  })

  it('take no members for rights that the one who adds them does not hold, not even a group without people', async () => {
    const here = await roleTenant()
    await here.db
      .insertInto('role_assignments')
      .values({
        id: 'inside',
        display_name: 'Inside',
        role_definition_id: 'only-EpmPolicy_Delete',
        members_json: '["reader2"]',
        scope_tags_json: '["1"]',
        scope_type: 'resourceScope',
      })
      .execute()
    const path = `${assignments}/inside`
    const refused = await here.patch('user:desk', path, { members: ['reader2', 'group-empty'] })
    expect([refused.status, codeOf(refused)]).toEqual([403, 'rightNotHeld'])
    expect((await here.patch('user:desk', path, { description: 'Known' })).status).toBe(200)
    expect((await here.patch('user:desk', path, { members: [] })).status).toBe(200)
  })

  it('and roles get the tags of who makes them, up to 100', async () => {
    const here = await roleTenant()
    const make = async (count: number) => {
      const own = Array.from({ length: count }, (_, tag) => String(tag + 1))
      await here.db
        .insertInto('scope_tags')
        .values(own.map((id) => ({ id, display_name: `Tag ${id}`, resource: '{}', version: 1 })))
        .onConflict((conflict) => conflict.doNothing())
        .execute()
      await here.db
        .updateTable('role_assignments')
        .set({ scope_tags_json: JSON.stringify(own) })
        .where('id', '=', 'of-desk')
        .execute()
      const role = await here.post(
        'user:desk',
        roles,
        roleBody([read], { displayName: `${count}` }),
      )
      const body = assignmentBody('only-EpmPolicy_Read', ['nobody'], { resourceScopes: [] })
      const given = await here.post('user:desk', assignments, body)
      return [role, given].map(
        (answer) =>
          (answer.body['roleScopeTagIds'] as string[] | undefined)?.length ?? answer.status,
      )
    }
    expect(await make(100)).toEqual([100, 100])
    expect(await make(101)).toEqual([400, 400])
  })

  it('leave somebody who may do everything', async () => {
    const world = { roleAssignments: roleTenantAssignments().map((each) => ({ ...each })) }
    const here = await roleTenant({
      roleAssignments: [
        ...world.roleAssignments.map((each) => ({ ...each, members: ['admin'] })),
        assigned('of-gone', builtIn('Intune Administrator'), ['second-admin']),
      ],
    })
    await here.db.updateTable('users').set({ enabled: 0 }).where('id', '=', 'admin').execute()
    // Only `second-admin` is left, and nobody may take their own; a service account with a token tries for them.
    const own = await here.delete('user:second-admin', `${assignments}/of-gone`)
    expect([own.status, codeOf(own)]).toEqual([403, 'ownRoleOrAssignment'])

    await here.db.updateTable('users').set({ enabled: 1 }).where('id', '=', 'admin').execute()
    const both = await here.delete('user:admin', `${assignments}/of-gone`)
    expect(both.status).toBe(204)
  })

  it('count from the next request on, 100 of 100 times in one open session', async () => {
    const here = await roleTenant()
    const body = assignmentBody(builtIn('Endpoint Privilege Reader'), ['friend'], everywhere)
    const seen: number[] = []
    for (let round = 0; round < 100; round += 1) {
      const made = await here.post('user:admin', assignments, body)
      seen.push(
        (await here.get('session:friend', '/deviceManagement/configurationPolicies')).status,
      )
      await here.delete('user:admin', `${assignments}/${String(made.body['id'])}`)
      await here.db.deleteFrom('role_assignments').where('id', '=', 'of-friends').execute()
      seen.push(
        (await here.get('session:friend', '/deviceManagement/configurationPolicies')).status,
      )
    }
    expect(seen.filter((_, index) => index % 2 === 0)).toEqual(Array(100).fill(200))
    expect(seen.filter((_, index) => index % 2 === 1)).toEqual(Array(100).fill(403))
  })

  it('refused leaves one record and changes nothing', async () => {
    const here = await roleTenant()
    const before = await here.db.selectFrom('role_assignments').selectAll().execute()
    const body = assignmentBody('role-friends', ['roles'])
    await here.post('user:roles', assignments, body)
    expect(await lastRecord(here)).toMatchObject({
      activity: 'Create RoleAssignment',
      category: 'Role',
      result: 'Failure',
      changes: { status: [null, '403'], code: [null, 'ownRoleOrAssignment'] },
    })
    expect(await here.db.selectFrom('role_assignments').selectAll().execute()).toEqual(before)
  })
})
