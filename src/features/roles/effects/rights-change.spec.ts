import { expect, it } from 'vitest'

import type { Grant } from '#domain/roles/effective-rights.ts'

import {
  rightsChange,
  widenedUnseen,
  withGrant,
  withoutAssignment,
  withRoleActions,
} from './rights-change.ts'

const read = 'Microsoft.Intune_EpmPolicy_Read'
const update = 'Microsoft.Intune_EpmPolicy_Update'
const audit = 'Microsoft.Intune_Audit_Read'
const grant = (id: string, actions: string[], tags: string[]): Grant => ({
  assignmentId: id,
  roleDefinitionId: `role of ${id}`,
  actions,
  scopeTagIds: tags,
  scopeType: 'resourceScope',
  scopeMembers: [],
})
const nothing = { gained: [], lost: [], wider: [], narrower: [] }

it('tells what comes with an assignment, and what other assignments already give', () => {
  const before = [grant('a', [read], ['1'])]
  expect(rightsChange(before, withGrant(grant('b', [audit], ['1']))(before))).toEqual({
    ...nothing,
    gained: [audit],
  })
  expect(rightsChange(before, withGrant(grant('b', [read], ['1']))(before))).toEqual(nothing)
})

it('tells that rights over one kind of object hold in the tags of all its assignments', () => {
  const before = [grant('a', [update], ['1'])]
  // Read in another tag carries Update there too, as Intune merges them.
  expect(rightsChange(before, withGrant(grant('b', [read], ['2']))(before))).toEqual({
    ...nothing,
    gained: [read],
    wider: [update],
  })
})

it('tells what goes with an assignment, and what stays by another', () => {
  const before = [grant('a', [read, update], []), grant('b', [read], ['1'])]
  expect(rightsChange(before, withoutAssignment('a')(before))).toEqual({
    ...nothing,
    lost: [update],
    narrower: [read],
  })
  expect(rightsChange(before, withoutAssignment('b')(before))).toEqual(nothing)
})

it('tells what a change of a role does to whoever has it', () => {
  const before = [grant('a', [read, update], ['1'])]
  expect(rightsChange(before, withRoleActions('role of a', [read, audit])(before))).toEqual({
    ...nothing,
    gained: [audit],
    lost: [update],
  })
  expect(rightsChange(before, withRoleActions('another role', [])(before))).toEqual(nothing)
})

it('tells of strong rights that another assignment gives and that this one carries to new places', () => {
  const before = [grant('a', [update], ['1'])]
  expect(widenedUnseen(before, withGrant(grant('b', [read], ['2']))(before))).toEqual([update])
  // What the role itself gives is said of the role.
  expect(widenedUnseen(before, withGrant(grant('b', [update], ['2']))(before))).toEqual([])
  expect(widenedUnseen(before, withGrant(grant('b', [read], ['1']))(before))).toEqual([])
  const weak = [grant('a', [read], ['1'])]
  const other = 'Microsoft.Intune_EpmPolicy_ViewReports'
  expect(widenedUnseen(weak, withGrant(grant('b', [other], ['2']))(weak))).toEqual([])
})
