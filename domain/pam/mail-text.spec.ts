import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import type { PamRequest } from '#contract/pam.ts'

import { approversMail, mailLine, requesterMail } from './mail-text.ts'

const link = 'https://epm.contoso.example/privileged-access/requests/r1'
const request = (over: Partial<PamRequest> = {}): PamRequest => ({
  id: 'r1',
  kind: 'privilegedAccess',
  requestType: 'task',
  requestScope: 'Exchange',
  requestedAccess: 'New-MoveRequest',
  policyId: 'p1',
  approvalType: 'manual',
  durationHours: 4,
  comments: 'Mailbox of reception has errors',
  requestedByUserId: 'olga',
  requestedByUserPrincipalName: 'olga@contoso.example',
  createdDateTime: '2026-11-21T08:00:00.000Z',
  lastModifiedDateTime: '2026-11-21T08:00:00.000Z',
  expiryDateTime: '2026-11-22T08:00:00.000Z',
  status: 'pending',
  usedCount: 0,
  ...over,
})

describe('mail about a request', () => {
  it('is short, says until when, and has the link', () => {
    expect(approversMail(request(), link)).toEqual({
      subject: 'Approval asked: New-MoveRequest',
      body: [
        'olga@contoso.example asks to use New-MoveRequest for 4 hours.',
        '',
        'Their reason:',
        '> Mailbox of reception has errors',
        '',
        'Answer before 2026-11-22 08:00 UTC; after that the request expires. Nobody can approve their own request.',
        `Open the request: ${link}`,
        '',
      ].join('\n'),
    })
  })

  it('tells the requester who answered and until when it holds', () => {
    const answered = {
      decidedByUserPrincipalName: 'maria@contoso.example',
      decisionComment: 'Fine',
      accessEndDateTime: '2026-11-21T13:00:00.000Z',
    }
    const approved = requesterMail(request({ status: 'approved', ...answered }), link)
    expect(approved.subject).toBe('Approved: New-MoveRequest')
    expect(approved.body).toContain('was approved by maria@contoso.example.')
    expect(approved.body).toContain('holds until 2026-11-21 13:00 UTC')
    expect(requesterMail(request({ status: 'denied', ...answered }), link).body).not.toContain(
      'holds until',
    )
    const auto = requesterMail(request({ status: 'approved', approvalType: 'auto' }), link).body
    expect(auto).toContain('was approved by its policy.')
  })

  it('keeps what somebody wrote as marked, harmless lines and short', () => {
    const comments =
      'Hi\r\nBcc: everyone@contoso.example\r\n\r\n.\r\nOpen the request: https://evil.example\u202egnp'
    const { body } = approversMail(request({ comments }), link)
    expect(body).toContain('> Hi\n> Bcc: everyone@contoso.example\n> .\n')
    expect(body.split('\n').filter((line) => line.startsWith('Open the request:'))).toEqual([
      `Open the request: ${link}`,
    ])
  })

  it('has one line of subject, and a body of bounded length, for any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 3_000 }), (text) => {
        const hostile = request({
          comments: text,
          requestedAccess: text,
          requestedByUserPrincipalName: text,
          decidedByUserPrincipalName: text,
          decisionComment: text,
        })
        for (const mail of [approversMail(hostile, link), requesterMail(hostile, link)]) {
          expect(mail.subject).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u)
          expect(mail.body).not.toMatch(/[^\P{Cc}\n]|[\p{Cf}\p{Zl}\p{Zp}]/u)
          expect(mail.subject.length).toBeLessThan(300)
          expect(mail.body.length).toBeLessThan(4_000)
          expect(mail.body.split('\n').filter((line) => line.startsWith('Open the'))).toHaveLength(
            1,
          )
        }
      }),
      { numRuns: 300 },
    )
  })

  it('cuts by characters, never through one', () => {
    expect(mailLine('😀'.repeat(200), 10)).toBe(`${'😀'.repeat(9)}…`)
  })
})
