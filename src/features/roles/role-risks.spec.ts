import { expect, it } from 'vitest'

import { assignmentCautions, roleCautions } from './role-risks.ts'

const epm = (...names: string[]) => names.map((name) => `Microsoft.Intune_EpmPolicy_${name}`)
const ids = (actions: readonly string[]) => roleCautions(actions).map(({ id }) => id)

it.each([
  [epm('ViewElevationRequests', 'ModifyElevationRequests'), ['decide', 'noDevices']],
  [epm('ModifyElevationRequests'), ['decide', 'noView']],
  [epm('Read'), []],
  [epm('Read', 'Update'), ['update']],
  [epm('Create', 'Assign'), ['assign', 'noRead']],
  [epm('Read', 'Create'), []],
  [['Microsoft.Intune_Roles_Assign'], ['roles', 'noRolesRead']],
  [['*'], ['everything', 'decide', 'update', 'assign', 'roles']],
])('of the rights %s says %s', (actions, expected) => {
  expect(ids(actions)).toEqual(expected)
})

it('says that an assignment without tags is one over everything, and which groups it may assign to', () => {
  const of = (over: Partial<Parameters<typeof assignmentCautions>[0]>) =>
    assignmentCautions({
      actions: epm('Read', 'Assign'),
      members: ['group'],
      tags: ['1'],
      scopeGroups: ['group'],
      ...over,
    }).map(({ id }) => id)
  expect(of({})).toEqual([])
  expect(of({ tags: [] })).toEqual(['everywhere'])
  expect(of({ members: [] })).toEqual(['nobody'])
  expect(of({ scopeGroups: null })).toEqual(['anybody'])
  expect(of({ scopeGroups: [] })).toEqual(['noGroup'])
  expect(of({ scopeGroups: [], actions: epm('Read') })).toEqual([])
})

it.each([
  [
    ['Microsoft.Intune_Roles_Read', 'Microsoft.Intune_Roles_Assign'],
    'everything: every role and scope tag, in every region.',
  ],
  [
    [
      ...epm('Read', 'ViewReports', 'ViewElevationRequests'),
      'Microsoft.Intune_ManagedDevices_Read',
    ],
    'everything: every policy, request, report and device, in every region.',
  ],
  [['Microsoft.Intune_Audit_Read'], 'everything: every audit record, in every region.'],
  [
    ['*'],
    'everything: every policy, request, report, device, audit record, role, scope tag and other thing that it has rights over, in every region.',
  ],
  [['Microsoft.Intune_Other_Read'], 'everything that it has rights over, in every region.'],
])('of the rights %s without tags says what they are over', (actions, end) => {
  const [first] = assignmentCautions({ actions, members: ['g'], tags: [], scopeGroups: ['g'] })
  expect(first?.message).toBe(`Without scope tags the role holds for ${end}`)
})
