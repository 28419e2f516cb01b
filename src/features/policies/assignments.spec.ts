import { describe, expect, it } from 'vitest'

import type { Group } from '#contract/directory.ts'
import type { AssignmentTarget, PolicyAssignment } from '#contract/policies.ts'

import { assignmentWarnings, groupIdsOf, membersOf, readAssignments } from './assignments.ts'

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

const group = (id: string, membershipRule: string | null = null): [string, Group] => [
  id,
  { id, displayName: id, membershipRule },
]
const groups = new Map([
  group('assigned'),
  group('people', '(user.department -eq "Sales")'),
  group('machines', '(device.displayName -contains "-CAD-")'),
])

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

  it('know the members of a group only from its rule', () => {
    expect([...groups.values()].map(membersOf)).toEqual([null, 'users', 'devices'])
    expect(membersOf(undefined)).toBeNull()
  })
})

describe('warnings about assignments', () => {
  const warn = (...assignments: PolicyAssignment[]) =>
    assignmentWarnings(readAssignments(assignments), groups).join(' ')

  it('come when users and devices are mixed', () => {
    expect(warn(include('people'), exclude('machines'))).toContain('does not support')
    expect(warn(include('machines'), exclude('people'))).toContain('does not support')
    expect(warn(assigned('allDevicesAssignmentTarget'), exclude('people'))).toContain(
      'does not support',
    )
  })

  it('come for dynamic device groups that are excluded', () => {
    expect(warn(include('machines'), exclude('machines'))).toMatch(/^A dynamic device group/)
  })

  it('do not come where the groups do not tell', () => {
    expect(warn(include('people'), exclude('people'))).toBe('')
    expect(warn(include('assigned'), exclude('assigned'))).toBe('')
    expect(warn()).toBe('')
  })

  it('say when a policy only excludes', () => {
    expect(warn(exclude('people'))).toContain('reaches nobody')
  })
})
