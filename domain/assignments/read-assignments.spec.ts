import { describe, expect, it } from 'vitest'

import type { AssignmentTarget, PolicyAssignment } from '#contract/policies.ts'

import { groupIdsOf, readAssignments } from './read-assignments.ts'

const assigned = (
  type: string,
  target: Partial<AssignmentTarget> = {},
  source = 'direct',
): PolicyAssignment => ({
  id: `${type} ${target.groupId ?? ''}`,
  source,
  target: { '@odata.type': `#microsoft.graph.${type}`, ...target },
})
const include = (groupId: string) => assigned('groupAssignmentTarget', { groupId })
const exclude = (groupId: string) => assigned('exclusionGroupAssignmentTarget', { groupId })

describe('assignments of a policy', () => {
  it('are told apart by includes and exclusions, with their filters', () => {
    const { included, excluded } = readAssignments([
      assigned('allDevicesAssignmentTarget', {
        deviceAndAppManagementAssignmentFilterId: 'f1',
        deviceAndAppManagementAssignmentFilterType: 'exclude',
      }),
      assigned('allLicensedUsersAssignmentTarget', {}, 'policySets'),
      exclude('assigned'),
      include('people'),
    ])
    expect(
      included.map(({ to, filter, fromPolicySet }) => ({ to, filter, fromPolicySet })),
    ).toEqual([
      { to: { kind: 'allDevices' }, filter: { id: 'f1', mode: 'exclude' }, fromPolicySet: false },
      { to: { kind: 'allUsers' }, filter: null, fromPolicySet: true },
      { to: { kind: 'group', groupId: 'people' }, filter: null, fromPolicySet: false },
    ])
    expect(excluded.map(({ to }) => to)).toEqual([{ kind: 'group', groupId: 'assigned' }])
  })

  it('keep targets that EPM does not offer', () => {
    const { included } = readAssignments([
      assigned('configurationManagerCollectionAssignmentTarget', { collectionId: 'x' }),
    ])
    expect(included[0]?.to).toEqual({
      kind: 'unknown',
      type: 'configurationManagerCollectionAssignmentTarget',
    })
  })

  it('name each group once', () => {
    expect(groupIdsOf(readAssignments([include('a'), include('b'), exclude('a')]))).toEqual([
      'a',
      'b',
    ])
  })
})
