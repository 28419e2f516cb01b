import { describe, expect, it } from 'vitest'

import {
  ageText,
  approvalUntil,
  consequences,
  decisionText,
  denialMessage,
  endedText,
  outcomeText,
  sentenceEnd,
  statusText,
} from './request-text.ts'
import { aRequest, decided, hours, iso, noon } from './sample-request.spec-helper.ts'

describe('statusText', () => {
  it.each([
    [aRequest(), 'Pending', '', ''],
    [decided('approved'), 'Approved', 'by requests.approver@contoso.example', '23 h left'],
    [
      decided('approved', { reviewCompletedDateTime: iso(noon - hours(25)) }),
      'Approved',
      'by requests.approver@contoso.example',
      'ended without use',
    ],
    [decided('denied'), 'Denied', 'by requests.approver@contoso.example', ''],
    [
      decided('completed'),
      'Completed',
      'approved by requests.approver@contoso.example, then run',
      '23 h left',
    ],
    [aRequest({ status: 'expired' }), 'Expired', 'nobody decided in time', ''],
    [aRequest({ requestExpiryDateTime: iso(noon) }), 'Expired', 'nobody decided in time', ''],
    [aRequest({ status: 'unknownFutureValue' }), 'Unknown state', '“unknownFutureValue”', ''],
  ])('says who or what decided (%#)', (request, word, by, left) => {
    expect(statusText(request, noon)).toMatchObject({ word, by, left })
  })

  it('names a reviewer without a name by id', () => {
    const request = decided('denied', { reviewCompletedByUserPrincipalName: null })
    expect(statusText(request, noon).by).toMatch(/with id 0d3f5a27/)
  })
})

describe('age and time left', () => {
  it('counts both for a pending request and warns in its last hours', () => {
    expect(ageText(aRequest(), noon)).toEqual({
      age: '2 h ago',
      left: '4 days left',
      urgent: false,
    })
    const soon = aRequest({ requestExpiryDateTime: iso(noon + hours(5)) })
    expect(ageText(soon, noon)).toMatchObject({ left: '5 h left', urgent: true })
  })

  it('has no time left once decided', () => {
    expect(ageText(decided('denied'), noon).left).toBe('')
  })

  it.each([
    [aRequest(), ', asked 2 h ago. Waits for a decision, 4 days left.'],
    [decided('approved'), ', asked 2 h ago.'],
    [aRequest({ status: 'expired' }), ', asked 2 h ago. Expired: nobody decided in time.'],
    [decided('denied'), ', asked 2 h ago.'],
  ])('ends the first sentence (%#)', (request, end) => {
    expect(sentenceEnd(request, noon)).toBe(end)
  })
})

describe('a decision in words', () => {
  const by = 'requests.approver@contoso.example'
  it.each([
    [decided('denied', { reviewerJustification: 'Unsigned' }), 'Denied', 'Unsigned', ''],
    [decided('approved'), 'Approved', '', '23 h left to run it.'],
    [
      decided('approved', { reviewCompletedDateTime: iso(noon - hours(25)) }),
      'Approved',
      '',
      'The 24 hours ended without use.',
    ],
    [decided('completed'), 'Approved', '', 'The file was run.'],
  ])('says who, when, why and what became of it (%#)', (request, verb, reason, after) => {
    expect(decisionText(request, noon)).toMatchObject({ verb, by, reason, after })
  })

  it('has none while nobody has decided', () => {
    expect(decisionText(aRequest(), noon)).toBeNull()
    expect(decisionText(aRequest({ status: 'expired' }), noon)).toBeNull()
  })

  it('tells the end apart from the asking', () => {
    expect(endedText(aRequest(), noon)).toBeNull()
    expect(endedText(decided('revoked'), noon)).toEqual({
      verb: 'revoked',
      at: iso(noon - hours(1)),
    })
    expect(endedText(aRequest({ requestExpiryDateTime: iso(noon - hours(3)) }), noon)).toEqual({
      verb: 'expired',
      at: iso(noon - hours(3)),
    })
  })
})

describe('what the dialog promises', () => {
  it('states the end of an approval in local time with its zone, 24 hours from now', () => {
    const local = new Date(noon + hours(24))
    const clock = `${String(local.getHours()).padStart(2, '0')}:${String(local.getMinutes()).padStart(2, '0')}`
    expect(approvalUntil(noon)).toContain(`${local.getDate()} Nov 2026, ${clock}`)
    expect(approvalUntil(noon)).toContain(Intl.DateTimeFormat().resolvedOptions().timeZone)
    expect(consequences('approve', noon).join(' ')).toMatch(
      /24 hours.+no command to cancel.+notification/,
    )
  })

  it('does not promise that a denied user is told', () => {
    expect(consequences('deny', noon).join(' ')).toMatch(/not told/)
  })

  it('writes a message to the user with and without a reason', () => {
    expect(denialMessage(aRequest(), ' ')).toBe(
      'Your request to run “InstallPrinter.msi” as administrator on LAP-0142 was not approved.',
    )
    expect(denialMessage(aRequest(), 'Use the company portal')).toMatch(
      /\n\nReason: Use the company portal$/,
    )
  })

  it('tells the real outcome', () => {
    const told = outcomeText(decided('denied'), noon)
    expect(told).toMatchObject({ word: 'Denied', by: 'by requests.approver@contoso.example' })
    expect(told.when).toMatch(/20 Nov 2026/)
  })
})
