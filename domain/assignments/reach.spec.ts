import { describe, expect, it } from 'vitest'

import type { AssignmentTarget } from '#contract/policies.ts'

import { reachOf } from './reach.ts'

const target = (kind: string, groupId?: string, filter?: string): AssignmentTarget => ({
  '@odata.type': `#microsoft.graph.${kind}AssignmentTarget`,
  ...(groupId === undefined ? {} : { groupId }),
  ...(filter === undefined
    ? {}
    : {
        deviceAndAppManagementAssignmentFilterId: filter,
        deviceAndAppManagementAssignmentFilterType: 'include',
      }),
})
const all = target('allDevices')
const everybody = target('allLicensedUsers')
const group = (id: string) => target('group', id)
const not = (id: string) => target('exclusionGroup', id)
const member = (...ids: string[]) => ({ groupIds: new Set(ids) })
const reach = (targets: AssignmentTarget[], user: string[] | null, device: string[]) =>
  reachOf(
    targets.map((each, index) => ({ id: String(index), target: each })),
    user && member(...user),
    member(...device),
  )

describe('reachOf', () => {
  it.each([
    ['nothing assigned', [], ['u'], ['d'], []],
    ['all devices', [all], ['u'], ['d'], ['device']],
    ['all users', [everybody], ['u'], ['d'], ['user']],
    ['all users, nobody’s device', [everybody], null, ['d'], []],
    ['both', [everybody, all], ['u'], ['d'], ['user', 'device']],
    ['a group of the user', [group('u')], ['u'], ['d'], ['user']],
    ['a group of the device', [group('d')], ['u'], ['d'], ['device']],
    ['a group of neither', [group('x')], ['u'], ['d'], []],
    ['a group of both', [group('x')], ['x'], ['x'], ['user', 'device']],
    ['the user excluded', [everybody, not('u')], ['u'], ['d'], []],
    ['the device excluded', [all, not('d')], ['u'], ['d'], []],
    // Intune does not mix the kinds: users excluded from devices have no effect (epm-behaviour 12).
    ['devices for all, the user excluded', [all, not('u')], ['u'], ['d'], ['device']],
    ['users for all, the device excluded', [everybody, not('d')], ['u'], ['d'], ['user']],
    ['an unknown kind of target', [target('cloudPcManagementGroup', 'd')], ['u'], ['d'], []],
  ])('%s', (_name, targets, user, device, targeting) => {
    expect(reach(targets, user, device).targeting).toEqual(targeting)
  })

  it('names every target that includes or excludes, also where the policy does not arrive', () => {
    const targets = [everybody, target('group', 'd', 'filter-1'), not('u'), not('x')]
    expect(reach(targets, ['u'], ['d'])).toEqual({
      targeting: ['device'],
      included: [
        { through: 'user', groupId: null, filter: null },
        { through: 'device', groupId: 'd', filter: { id: 'filter-1', mode: 'include' } },
      ],
      excluded: [{ through: 'user', groupId: 'u' }],
    })
  })
})
