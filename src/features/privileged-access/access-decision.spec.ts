import { describe, expect, it } from 'vitest'

import { PamRequest } from '#contract/pam.ts'
import { changedFields } from '#src/shared/decision/decision-problem.ts'

import { at, requestFor } from './access-world.spec-helper.ts'
import { accessFor, isMyDecision, outcomeOf, shownFields } from './access-decision.ts'

const request = requestFor('New-MoveRequest', 'approved')

describe('what is compared of an access request', () => {
  const left = [
    '@odata.etag',
    'id',
    'mails',
    'lastModifiedDateTime',
    'usedCount',
    'lastUsedDateTime',
  ]

  it('is every property of the wire but the key, the version, the mail and the uses', () => {
    const compared = Object.keys(PamRequest.shape).filter((name) => !left.includes(name))
    for (const name of compared) {
      // The policy counts as there or removed; whichever it is nobody sees.
      const value = name === 'policyId' ? null : name === 'durationHours' ? 999 : 'other'
      expect(
        changedFields({ fields: shownFields }, request, { ...request, [name]: value }),
        name,
      ).toHaveLength(1)
    }
    expect(shownFields).toHaveLength(compared.length)
  })

  it('is the same after a use', () => {
    const after = {
      ...request,
      '@odata.etag': '"9"',
      usedCount: 9,
      lastUsedDateTime: at.toISOString(),
    }
    expect(changedFields({ fields: shownFields }, request, after)).toEqual([])
  })
})

describe('an access request as a thing to decide', () => {
  it('is answered while it waits and taken back while it holds', () => {
    const ends = (status: string) => [
      accessFor('approve').endOf({ ...request, status }),
      accessFor('revoke').endOf({ ...request, status }),
    ]
    expect(ends('denied')).toEqual(['decided', 'decided'])
    expect(ends('expired')).toEqual(['expired', 'expired'])
    expect(accessFor('approve').parse({ id: 1 })).toBeNull()
  })

  it('knows my decision by state and id', () => {
    const mine = { ...request, status: 'revoked', decidedByUserId: 'A', revokedByUserId: 'B' }
    expect(isMyDecision(mine, 'revoke', 'b')).toBe(true)
    expect(isMyDecision(mine, 'approve', 'a')).toBe(false)
    expect(isMyDecision({ ...mine, status: 'approved' }, 'approve', 'a')).toBe(true)
  })

  it('says who ended it, and that a policy did', () => {
    expect(outcomeOf({ ...request, status: 'denied', decisionComment: 'No.' })).toMatchObject({
      word: 'Denied',
      by: 'by security.manager@contoso.example',
      reason: 'No.',
    })
    const auto = { ...request, approvalType: 'auto', decidedByUserPrincipalName: null }
    expect(outcomeOf(auto).by).toBe('by its policy')
  })
})
