// @vitest-environment jsdom
import { describe, expect, it } from 'vitest'

import { isOwnRequest } from '#domain/elevation-request/own-request.ts'
import { reasonOf } from '#src/shared/rule-rights.ts'

import { requestFlags } from './request-flags.ts'
import {
  adele,
  approver,
  aRequest,
  decided,
  hours,
  iso,
  noon,
  withRights,
} from './sample-request.spec-helper.ts'

const everything = withRights('*')
const by = (id: string, rights = everything) => ({ id, rights })

describe('requestFlags', () => {
  it('allows everything on a pending request of somebody else', () => {
    const flags = requestFlags(aRequest(), by(approver), noon)
    expect(Object.values(flags).map(reasonOf)).toEqual(Array(5).fill(undefined))
  })

  it('refuses approval and a rule of one’s own request, for every role, by id in any letter case', () => {
    const flags = requestFlags(aRequest(), by(adele.toUpperCase()), noon)
    expect(reasonOf(flags.approve)).toMatch(/your own request/)
    expect(reasonOf(flags.createRule)).toMatch(/your own request/)
    expect(flags.deny.allowed).toBe(true)
  })

  it('does not take a namesake for the requester', () => {
    const renamed = aRequest({ requestedByUserPrincipalName: 'requests.approver@contoso.example' })
    expect(isOwnRequest(renamed, approver)).toBe(false)
    expect(isOwnRequest(aRequest({ requestedByUserId: '' }), '')).toBe(false)
  })

  it('refuses approval when nobody can tell whose request it is', () => {
    const flags = requestFlags(aRequest({ requestedByUserId: null }), by(approver), noon)
    expect(reasonOf(flags.approve)).toMatch(/does not say who asked/)
  })

  it('names the missing right before anything else', () => {
    const viewer = withRights('Microsoft.Intune_EpmPolicy_ViewElevationRequests')
    const flags = requestFlags(decided('denied'), by(approver, viewer), noon)
    expect(reasonOf(flags.approve)).toMatch(/Modify elevation requests/)
    expect(reasonOf(flags.deny)).toMatch(/Modify elevation requests/)
    expect(reasonOf(flags.createRule)).toMatch(/Create/)
  })

  it.each([
    ['approved', /Already approved/],
    ['completed', /Already approved/],
    ['denied', /Already denied/],
    ['revoked', /revoked/],
    ['expired', /expired/],
    ['somethingNew', /does not know/],
  ])('says why a request in state %s cannot be decided', (status, reason) => {
    const flags = requestFlags(decided(status), by(approver), noon)
    expect(reasonOf(flags.approve)).toMatch(reason)
    expect(reasonOf(flags.deny)).toMatch(reason)
    expect(flags.createRule.allowed).toBe(true)
  })

  it('counts a pending request as expired from its second of expiry on', () => {
    const request = aRequest({ requestExpiryDateTime: iso(noon) })
    expect(requestFlags(request, by(approver), noon - 1000).approve.allowed).toBe(true)
    expect(reasonOf(requestFlags(request, by(approver), noon).approve)).toMatch(/expired/)
    expect(requestFlags(request, by(approver), noon + hours(1)).deny.allowed).toBe(false)
  })

  it('opens the rule pane when one of the two ways is allowed', () => {
    const updater = withRights(
      'Microsoft.Intune_EpmPolicy_Update',
      'Microsoft.Intune_EpmPolicy_Read',
    )
    const flags = requestFlags(aRequest(), by(approver, updater), noon)
    expect(flags.createRule.allowed).toBe(true)
    expect(reasonOf(flags.createRuleInNewPolicy)).toMatch(/Create/)
    const blind = requestFlags(
      aRequest(),
      by(approver, withRights('Microsoft.Intune_EpmPolicy_Update')),
      noon,
    )
    expect(reasonOf(blind.createRuleInExistingPolicy)).toMatch(/Read/)
  })
})
