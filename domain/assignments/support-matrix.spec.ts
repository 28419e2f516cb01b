import { describe, expect, it } from 'vitest'

import type { AssignmentTarget } from '#contract/policies.ts'

import {
  assignmentIssues,
  type AssignmentIssueId,
  type GroupKind,
  groupKindOf,
} from './support-matrix.ts'

const type = (name: string) => `#microsoft.graph.${name}AssignmentTarget`
const allUsers: AssignmentTarget = { '@odata.type': type('allLicensedUsers') }
const allDevices: AssignmentTarget = { '@odata.type': type('allDevices') }
const include = (groupId: string): AssignmentTarget => ({ '@odata.type': type('group'), groupId })
const exclude = (groupId: string): AssignmentTarget => ({
  '@odata.type': type('exclusionGroup'),
  groupId,
})

/** The group's id says what it is: `users`, `devices`, `dynamic users`, `dynamic devices`, `unknown`. */
const kind = (groupId: string): GroupKind => ({
  members: /users/i.test(groupId) ? 'users' : groupId.includes('dev') ? 'devices' : 'unknown',
  dynamic: groupId.startsWith('dynamic'),
})
const found = (...targets: AssignmentTarget[]): AssignmentIssueId[] =>
  assignmentIssues(targets, kind).map(({ id }) => id)

describe('the exclusion matrix (epm-behaviour 12)', () => {
  it.each<[AssignmentTarget, AssignmentTarget, AssignmentIssueId[]]>([
    [include('users'), exclude('users 2'), []],
    [include('users'), exclude('dynamic users'), []],
    [include('dynamic users'), exclude('users'), []],
    [allUsers, exclude('users'), []],
    [include('devices'), exclude('devices 2'), []],
    [allDevices, exclude('devices'), []],
    [include('devices'), exclude('dynamic devices'), ['dynamicDeviceExclusion']],
    [allDevices, exclude('dynamic devices'), ['dynamicDeviceExclusion']],
    [include('users'), exclude('devices'), ['unsupportedExclusion']],
    [include('devices'), exclude('users'), ['unsupportedExclusion']],
    [include('dynamic devices'), exclude('dynamic users'), ['unsupportedExclusion']],
    [allUsers, exclude('devices'), ['unsupportedExclusion']],
    [allDevices, exclude('users'), ['unsupportedExclusion']],
    [
      include('users'),
      exclude('dynamic devices'),
      ['unsupportedExclusion', 'dynamicDeviceExclusion'],
    ],
    [include('unknown'), exclude('users'), ['unknownExclusion']],
    [include('users'), exclude('unknown'), ['unknownExclusion']],
  ])('%o without %o', (inside, out, expected) => {
    expect(found(inside, out)).toEqual(expected)
  })

  it('names the exclusions that are meant', () => {
    const targets = [include('users'), exclude('users 2'), exclude('devices')]
    expect(assignmentIssues(targets, kind)).toMatchObject([
      { id: 'unsupportedExclusion', kind: 'warning', targets: [2] },
    ])
  })
})

describe('the list of targets', () => {
  const filtered = (target: AssignmentTarget, mode?: string): AssignmentTarget => ({
    ...target,
    deviceAndAppManagementAssignmentFilterId: 'f',
    ...(mode !== undefined && { deviceAndAppManagementAssignmentFilterType: mode }),
  })

  it.each<[string, AssignmentTarget[], AssignmentIssueId[]]>([
    ['nothing', [], []],
    ['all users and all devices', [allUsers, allDevices], []],
    ['both and a group', [allUsers, allDevices, include('users')], ['groupsBesideAll']],
    ['one of them and a group', [allUsers, include('users')], []],
    ['a group in and out', [include('users'), exclude('USERS')], ['includedAndExcluded']],
    ['a group twice', [include('users'), include('Users')], ['duplicate']],
    ['all users twice', [allUsers, allUsers], ['duplicate']],
    ['exclusions only', [exclude('users')], ['onlyExclusions']],
    ['a filter that includes', [filtered(include('users'), 'include')], []],
    ['a filter that excludes', [filtered(allDevices, 'exclude')], []],
    ['a filter without a mode', [filtered(include('users'))], ['filterWithoutMode']],
    ['a filter with mode none', [filtered(allUsers, 'none')], ['filterWithoutMode']],
    [
      'a filter on an exclusion',
      [include('users'), filtered(exclude('users 2'), 'include')],
      ['filterOnExclusion'],
    ],
    ['another kind of target', [{ '@odata.type': type('cloudPc') }], ['unknownTarget']],
  ])('%s', (_, targets, expected) => {
    expect(found(...targets)).toEqual(expected)
  })
})

describe('what a group holds', () => {
  it.each<[string, Parameters<typeof groupKindOf>[0], GroupKind]>([
    ['no group', undefined, { members: 'unknown', dynamic: false }],
    ['an assigned group', { groupTypes: [] }, { members: 'unknown', dynamic: false }],
    [
      'a rule on users',
      { membershipRule: '(user.department -eq "device.x")' },
      { members: 'users', dynamic: true },
    ],
    [
      'a rule on devices',
      { membershipRule: '(device.deviceOSType -eq "Windows")' },
      { members: 'devices', dynamic: true },
    ],
    [
      'a dynamic group without its rule',
      { groupTypes: ['DynamicMembership'] },
      { members: 'unknown', dynamic: true },
    ],
  ])('%s', (_, group, expected) => {
    expect(groupKindOf(group)).toEqual(expected)
  })
})
