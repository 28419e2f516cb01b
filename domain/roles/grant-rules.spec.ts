import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { resourceActions } from '#contract/rights.ts'
import { scopeTypes } from '#contract/roles.ts'

import { holds, isAdministrator, tagsFor, type Grant } from './effective-rights.ts'
import {
  beyond,
  everyDevice,
  gainsOf,
  handsOutRoles,
  mayTarget,
  reachesAll,
} from './grant-rules.ts'
import { permissionOf, rightInWords } from './right-texts.ts'

const read = 'Microsoft.Intune_EpmPolicy_Read'
const remove = 'Microsoft.Intune_EpmPolicy_Delete'
const assign = 'Microsoft.Intune_EpmPolicy_Assign'
const handOut = 'Microsoft.Intune_Roles_Assign'

const grant = (over: Partial<Grant>): Grant => ({
  assignmentId: 'a',
  roleDefinitionId: 'r',
  actions: [read],
  scopeTagIds: [],
  scopeType: 'allDevicesAndLicensedUsers',
  scopeMembers: [],
  ...over,
})
const anyGrant = fc.record({
  assignmentId: fc.constant('a'),
  roleDefinitionId: fc.constant('r'),
  actions: fc.oneof(
    { weight: 9, arbitrary: fc.subarray([...resourceActions]) },
    { weight: 1, arbitrary: fc.constant(['*']) },
  ),
  scopeTagIds: fc.subarray(['0', '1', '2']),
  scopeType: fc.constantFrom(...scopeTypes),
  scopeMembers: fc.subarray(['g', 'h']),
})
const anyGrants = fc.array(anyGrant, { maxLength: 4 })

describe('rights of several assignments', () => {
  it('of one kind hold in each other’s tags, and of another kind not', () => {
    const grants = [
      grant({ scopeTagIds: ['1'] }),
      grant({ actions: [remove], scopeTagIds: ['2'] }),
      grant({ actions: [handOut] }),
    ]
    expect(tagsFor(grants, read)).toEqual(['1', '2'])
    expect(tagsFor(grants, handOut)).toBeNull()
    expect(permissionOf('Microsoft.Intune_EpmPolicy_ViewElevationRequests')).not.toBe(
      permissionOf(read),
    )
  })

  it('make an administrator only by one that has everything everywhere', () => {
    expect(isAdministrator([grant({ actions: ['*'] })])).toBe(true)
    expect(isAdministrator([grant({ actions: ['*'], scopeTagIds: ['1'] }), grant({})])).toBe(false)
    expect(isAdministrator([grant({ actions: resourceActions })])).toBe(false)
  })
})

describe('what a change gives', () => {
  it('counts what it adds to the tags of rights that were there', () => {
    const before = [grant({ scopeTagIds: ['2'] })]
    const after = [...before, grant({ actions: [remove], scopeTagIds: ['1'] })]
    expect(gainsOf(before, after)).toEqual([
      { action: read, tags: ['1'] },
      { action: remove, tags: ['1', '2'] },
    ])
    expect(
      beyond([grant({ actions: [read, remove], scopeTagIds: ['1'] })], gainsOf(before, after)),
    ).toEqual([{ action: remove, tags: ['2'] }])
  })

  it('is nothing where nothing is added, and all is held by who holds it (1,000 sets of assignments)', () => {
    fc.assert(
      fc.property(anyGrants, anyGrants, (some, others) => {
        expect(gainsOf([...some, ...others], [...some, ...others])).toEqual([])
        const all = [...some, ...others]
        expect(beyond(all, gainsOf([], all))).toEqual([])
        for (const { action } of beyond(some, gainsOf(some, all)))
          expect(holds(all, action)).toBe(true)
      }),
      { numRuns: 1_000 },
    )
  })
})

describe('scope groups', () => {
  it('are reached by who has them in the same tag', () => {
    const own = [
      grant({
        actions: [assign],
        scopeTagIds: ['1'],
        scopeType: 'resourceScope',
        scopeMembers: ['g'],
      }),
      grant({ actions: [assign], scopeTagIds: ['2'], scopeType: 'allDevices' }),
    ]
    const scope = (tags: string[], groups: string[]) =>
      grant({ scopeTagIds: tags, scopeType: 'resourceScope', scopeMembers: groups })
    expect(reachesAll(own, scope(['1'], ['g']))).toBe(true)
    expect(reachesAll(own, scope(['1'], ['g', 'h']))).toBe(false)
    expect(reachesAll(own, scope(['1', '2'], ['g']))).toBe(false)
    expect(reachesAll(own, scope(['1', '2'], []))).toBe(true)
    expect(reachesAll(own, scope([], []))).toBe(false)
    expect(reachesAll(own, grant({ scopeTagIds: ['2'] }))).toBe(false)
    expect(mayTarget(own, ['1'], 'g')).toBe(true)
    expect(mayTarget(own, ['2'], 'g')).toBe(false)
    expect(mayTarget(own, ['2', '7'], everyDevice)).toBe(true)
    expect(mayTarget([grant({ scopeType: 'resourceScope' })], ['1'], 'g')).toBe(false)
  })

  it('of the whole tenant, without tags, are what handing out roles takes', () => {
    expect(handsOutRoles([grant({ actions: [handOut] })])).toBe(true)
    expect(handsOutRoles([grant({ actions: [handOut], scopeTagIds: ['1'] })])).toBe(false)
    expect(handsOutRoles([grant({ actions: [handOut], scopeType: 'allDevices' })])).toBe(false)
    expect(handsOutRoles([grant({}), grant({ actions: ['Microsoft.Intune_Roles_Create'] })])).toBe(
      false,
    )
  })
})

it('rights are said as the role editor says them', () => {
  expect(rightInWords(handOut)).toBe('Roles: Assign')
  expect(rightInWords('*')).toBe('Every right')
  expect(rightInWords('Microsoft.Intune_Else_Read')).toBe('Microsoft.Intune_Else_Read')
})
