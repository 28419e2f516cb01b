import { describe, expect, it } from 'vitest'

import {
  action,
  assigned,
  builtIn,
  codeOf,
  customRole,
  roleTenant,
} from './role-tenant.spec-helper.ts'
import { errorOf, policy } from './tenant.spec-helper.ts'

const group = (groupId: string, over: Record<string, unknown> = {}) => ({
  target: { '@odata.type': '#microsoft.graph.groupAssignmentTarget', groupId, ...over },
})
const excluded = (groupId: string) => ({
  target: { '@odata.type': '#microsoft.graph.exclusionGroupAssignmentTarget', groupId },
})
const devices = { target: { '@odata.type': '#microsoft.graph.allDevicesAssignmentTarget' } }
const people = { target: { '@odata.type': '#microsoft.graph.allLicensedUsersAssignmentTarget' } }

const author = ['Read', 'Assign'].map((right) => action(`EpmPolicy_${right}`))
const path = '/deviceManagement/configurationPolicies/p1/assign'

const tenantOf = (...own: Parameters<typeof assigned>[3][]) =>
  roleTenant({
    policies: [policy('p1', 'One', ['1']), policy('p2', 'Two', ['2'])],
    roleDefinitions: [
      { id: builtIn('Intune Administrator'), displayName: 'All', isBuiltIn: true, actions: ['*'] },
      customRole('author', author),
      customRole('reader', [action('EpmPolicy_Read')]),
    ],
    roleAssignments: [
      assigned('of-admins', builtIn('Intune Administrator'), ['admin']),
      ...own.map((over, index) => assigned(`own-${index}`, 'author', ['desk'], over)),
    ],
  })
const narrow = {
  scopeTagIds: ['1'],
  scopeType: 'resourceScope',
  scopeMembers: ['group-sales'],
} as const

describe('whom a policy may be assigned to', () => {
  it('are the scope groups of the role assignment, included or excluded, and nobody else', async () => {
    const here = await tenantOf(narrow)
    const assign = (...assignments: unknown[]) => here.post('user:desk', path, { assignments })
    expect((await assign(group('group-sales'))).status).toBe(200)
    for (const outside of [group('group-kiosks'), excluded('group-kiosks'), devices, people]) {
      const answer = await assign(group('group-sales'), outside)
      expect([answer.status, codeOf(answer)]).toEqual([403, 'scopeNotHeld'])
    }
    expect(errorOf(await assign(group('group-kiosks'))).message).toContain('Kiosks')
    expect((await assign()).status).toBe(200)
  })

  it('may be others where they were before, as long as they stay as they are', async () => {
    const here = await tenantOf(narrow)
    await here.post('user:admin', path, { assignments: [group('group-kiosks')] })
    const assign = (...assignments: unknown[]) => here.post('user:desk', path, { assignments })
    expect((await assign(group('group-kiosks'), group('group-sales'))).status).toBe(200)
    for (const list of [
      [group('group-sales')],
      [excluded('group-kiosks'), group('group-sales')],
      [
        group('group-kiosks', {
          deviceAndAppManagementAssignmentFilterId: 'filter-1',
          deviceAndAppManagementAssignmentFilterType: 'include',
        }),
        group('group-sales'),
      ],
      [],
    ])
      expect((await assign(...list)).status, JSON.stringify(list)).toBe(403)
  })

  it('go with the tags of the same role assignment', async () => {
    const here = await tenantOf(narrow, {
      scopeTagIds: ['2'],
      scopeType: 'resourceScope',
      scopeMembers: ['group-kiosks'],
    })
    const assign = (id: string, groupId: string) =>
      here.post('user:desk', `/deviceManagement/configurationPolicies/${id}/assign`, {
        assignments: [group(groupId)],
      })
    expect((await assign('p1', 'group-sales')).status).toBe(200)
    expect((await assign('p2', 'group-kiosks')).status).toBe(200)
    expect((await assign('p1', 'group-kiosks')).status).toBe(403)
    expect((await assign('p2', 'group-sales')).status).toBe(403)
  })

  it.each([
    ['allDevices', [devices], [people, group('group-kiosks')]],
    ['allLicensedUsers', [people], [devices, group('group-sales')]],
    ['allDevicesAndLicensedUsers', [devices, people, group('group-sales')], []],
  ] as const)('with %s are as wide as it says', async (scopeType, inside, outside) => {
    const here = await tenantOf({ scopeTagIds: ['1'], scopeType, scopeMembers: [] })
    const assign = (each: unknown) => here.post('user:desk', path, { assignments: [each] })
    for (const target of inside) {
      expect((await assign(target)).status).toBe(200)
      await here.post('user:admin', path, { assignments: [] })
    }
    for (const target of outside) expect((await assign(target)).status).toBe(403)
  })

  it('are not lent by an assignment that does not give Assign', async () => {
    const here = await tenantOf(narrow)
    await here.db
      .insertInto('role_assignments')
      .values({
        id: 'wide-reader',
        display_name: 'Reader',
        role_definition_id: 'reader',
        members_json: '["desk"]',
        scope_tags_json: '[]',
      })
      .execute()
    const answer = await here.post('user:desk', path, { assignments: [group('group-kiosks')] })
    expect(answer.status).toBe(403)
  })
})
