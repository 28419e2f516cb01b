import { describe, expect, it } from 'vitest'

import {
  action,
  assigned,
  codeOf,
  customRole,
  lastRecord,
  roleTenant,
  roleWorld,
  tags,
  type RoleTenant,
} from './role-tenant.spec-helper.ts'
import { errorOf, idsOf, smallWorld } from './tenant.spec-helper.ts'

const target = (groupId: string, over: Record<string, unknown> = {}) => ({
  target: { '@odata.type': '#microsoft.graph.groupAssignmentTarget', groupId, ...over },
})
const body = (...groups: string[]) => ({ assignments: groups.map((id) => target(id)) })
const devices = '/deviceManagement/managedDevices'

const tagsOf = async (here: RoleTenant, device: string) =>
  (await here.get('user:admin', `${devices}/${device}`)).body['roleScopeTagIds']
const tenantWith = (deviceTags: string[], over: Parameters<typeof roleTenant>[0] = {}) => {
  const [one, two] = smallWorld().devices
  if (one === undefined || two === undefined) throw new Error('The small world has two devices.')
  return roleTenant({ devices: [one, { ...two, roleScopeTagIds: deviceTags }], ...over })
}

describe('groups of a scope tag', () => {
  it('give their devices the tag, and take it away with them; lists, filters and the record say so', async () => {
    const here = await tenantWith(['2'])
    const given = await here.post('user:admin', `${tags}/1/assign`, body('group-kiosks'))
    expect([given.status, given.body['value']]).toEqual([
      200,
      [
        {
          '@odata.type': '#microsoft.graph.roleScopeTagAutoAssignment',
          id: '1_group-kiosks',
          target: target('group-kiosks').target,
        },
      ],
    ])
    expect(await lastRecord(here)).toMatchObject({
      activity: 'Assign RoleScopeTag',
      tags: ['1'],
      changes: { groups: [null, 'Kiosks'], devices: [null, '1 device got the tag'] },
    })
    expect(await tagsOf(here, 'device-2')).toEqual(['1', '2'])
    const tagged = `${devices}?$filter=roleScopeTagIds/any(t:t eq '1')`
    expect(idsOf(await here.get('user:admin', tagged))).toEqual(['device-2', 'device-1'])
    expect((await here.get('user:admin', `${tags}/1/assignments`)).body['value']).toHaveLength(1)

    await here.post('user:admin', `${tags}/1/assign`, body())
    expect((await lastRecord(here)).changes).toEqual({
      groups: ['Kiosks', null],
      devices: [null, '1 device lost it'],
    })
    expect(await tagsOf(here, 'device-2')).toEqual(['2'])
    expect(await tagsOf(here, 'device-1')).toEqual(['1'])
  })

  it('let those with the tag see the device at once', async () => {
    const { roleDefinitions = [], roleAssignments = [] } = roleWorld()
    const here = await tenantWith(['2'], {
      roleDefinitions: [
        ...roleDefinitions,
        customRole('role-devices', [action('ManagedDevices_Read')]),
      ],
      roleAssignments: [
        ...roleAssignments,
        assigned('of-friend', 'role-devices', ['friend'], { scopeTagIds: ['1'] }),
      ],
    })
    const friends = async () => idsOf(await here.get('user:friend', devices))
    expect(await friends()).toEqual(['device-1'])
    await here.post('user:admin', `${tags}/1/assign`, body('group-kiosks'))
    expect(await friends()).toEqual(['device-2', 'device-1'])
  })

  it('take the place of Default, which stands for no tag, and give it back', async () => {
    const here = await tenantWith(['0'])
    await here.post('user:admin', `${tags}/1/assign`, body('group-kiosks'))
    expect(await tagsOf(here, 'device-2')).toEqual(['1'])
    await here.post('user:admin', `${tags}/2/assign`, body('group-kiosks'))
    await here.post('user:admin', `${tags}/1/assign`, body())
    expect(await tagsOf(here, 'device-2')).toEqual(['2'])
    await here.post('user:admin', `${tags}/2/assign`, body())
    expect(await tagsOf(here, 'device-2')).toEqual(['0'])
  })

  it('do not take a tag that the device has by itself', async () => {
    const here = await tenantWith(['1', '2'])
    await here.post('user:admin', `${tags}/1/assign`, body('group-kiosks'))
    expect((await lastRecord(here)).changes).toEqual({ groups: [null, 'Kiosks'] })
    await here.post('user:admin', `${tags}/1/assign`, body())
    expect(await tagsOf(here, 'device-2')).toEqual(['1', '2'])
  })

  it.each<[string, unknown, string]>([
    ['no group of that id', body('group-none'), 'assignments[0].target.groupId'],
    ['one twice', body('group-kiosks', 'group-kiosks'), 'assignments[1].target.groupId'],
    [
      'a filter',
      {
        assignments: [
          target('group-kiosks', { deviceAndAppManagementAssignmentFilterType: 'include' }),
        ],
      },
      'assignments[0].target.deviceAndAppManagementAssignmentFilterType',
    ],
    [
      'all devices',
      {
        assignments: [{ target: { '@odata.type': '#microsoft.graph.allDevicesAssignmentTarget' } }],
      },
      'assignments[0].target.@odata.type',
    ],
  ])('are refused as a whole with %s', async (_, sent, field) => {
    const here = await tenantWith(['2'])
    const answer = await here.post('user:admin', `${tags}/1/assign`, sent)
    expect([answer.status, errorOf(answer).details?.map((each) => each.target)]).toEqual([
      400,
      expect.arrayContaining([field]),
    ])
    expect((await here.get('user:admin', `${tags}/1/assignments`)).body['value']).toEqual([])
  })

  it('are changed from what was read: of two, the second is told', async () => {
    const here = await tenantWith(['2'])
    const send = (version: string) =>
      here.post('session:admin', `${tags}/1/assign`, body('group-kiosks'), { 'If-Match': version })
    expect((await here.post('session:admin', `${tags}/1/assign`, body())).status).toBe(428)
    expect((await send('"1"')).status).toBe(200)
    expect((await send('"1"')).status).toBe(412)
  })

  it('keep a tag from being deleted', async () => {
    const here = await tenantWith(['2'])
    const made = await here.post('user:admin', tags, { displayName: 'Prague' })
    await here.post('user:admin', `${tags}/3/assign`, body('group-sales'))
    expect(made.body['id']).toBe('3')
    const answer = await here.delete('user:admin', `${tags}/3`)
    expect([answer.status, codeOf(answer)]).toEqual([409, 'scopeTagInUse'])
    expect(errorOf(answer).message).toContain('1 group of devices')
  })

  it('are nothing to give Default to', async () => {
    const here = await tenantWith(['2'])
    const answer = await here.post('user:admin', `${tags}/0/assign`, body('group-kiosks'))
    expect([answer.status, codeOf(answer)]).toEqual([403, 'builtInRole'])
  })
})

describe('nobody comes to see devices by a tag (R14)', () => {
  const narrow = (groups: string[]) => ({
    scopeTagIds: ['1'],
    scopeType: 'resourceScope' as const,
    scopeMembers: groups,
  })
  const worldOf = (groups: string[]) => {
    const { roleAssignments = [] } = roleWorld()
    return {
      roleAssignments: [
        ...roleAssignments.filter(({ id }) => id !== 'of-regional'),
        assigned('of-regional', 'role-regional', ['regional'], narrow(groups)),
      ],
    }
  }
  const tries = async (deviceTags: string[], groups: string[], caller: string, tag = '1') => {
    const here = await tenantWith(deviceTags, worldOf(groups))
    const answer = await here.post(`user:${caller}`, `${tags}/${tag}/assign`, body('group-kiosks'))
    const left = await tagsOf(here, 'device-2')
    return [answer.status, codeOf(answer), left]
  }

  it('not over a group outside their scope groups', async () => {
    expect(await tries(['2'], ['group-sales'], 'regional')).toEqual([403, 'scopeNotHeld', ['2']])
  })
  it('not with a tag that is not theirs', async () => {
    expect(await tries(['2'], ['group-kiosks'], 'regional', '2')).toEqual([
      403,
      'scopeNotHeld',
      ['2'],
    ])
  })
  it('not over a device that they do not see', async () => {
    expect(await tries(['2'], ['group-kiosks'], 'regional')).toEqual([403, 'rightNotHeld', ['2']])
    expect(await tries(['0'], ['group-kiosks'], 'regional')).toEqual([403, 'rightNotHeld', ['0']])
  })
  it('nor for a friend, by somebody who may change tags but hand out nothing', async () => {
    expect(await tries(['0'], ['group-sales'], 'updater', '2')).toEqual([
      403,
      'rightNotHeld',
      ['0'],
    ])
  })
  it('who hands out roles for the whole tenant does so for others', async () => {
    expect(await tries(['0'], ['group-sales'], 'roles', '2')).toEqual([200, undefined, ['2']])
  })

  it('nor over devices that come to Default with the loss of their last tag', async () => {
    const { roleAssignments = [] } = roleWorld()
    const here = await tenantWith(['0'], {
      roleAssignments: [
        ...roleAssignments,
        assigned('of-default', 'role-desk', ['friend'], { scopeTagIds: ['0'] }),
      ],
    })
    await here.post('user:admin', `${tags}/1/assign`, body('group-kiosks'))
    const taken = await here.post('user:updater', `${tags}/1/assign`, body())
    expect([taken.status, codeOf(taken)]).toEqual([403, 'rightNotHeld'])
    expect(await tagsOf(here, 'device-2')).toEqual(['1'])
    expect((await here.post('user:admin', `${tags}/1/assign`, body())).status).toBe(200)
    expect(await tagsOf(here, 'device-2')).toEqual(['0'])
  })
})
