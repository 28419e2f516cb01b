import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { ReviewBody } from '#contract/elevation-requests.ts'
import { ApiError } from '#src/api/errors.ts'

import {
  changedFields,
  problemOf,
  problemOfReading,
} from '#src/shared/decision/decision-problem.ts'
import { mustReread } from '#src/shared/decision/use-decision.ts'

import { reasonLimit, ReviewForm, toReviewBody } from './review-form.ts'
import { elevation, isMyDecision } from './review-outcome.ts'
import { approver, aRequest, decided, noon } from './sample-request.spec-helper.ts'
import { shownFields } from './shown-fields.ts'

const refused = (status: number, innerCode?: string, current?: unknown) =>
  new ApiError({
    type: 'error',
    status,
    requestId: 'r',
    etag: null,
    retryAfter: null,
    error: {
      code: 'x',
      message: 'No.',
      ...(innerCode === undefined ? {} : { innerError: { code: innerCode } }),
      ...(current === undefined ? {} : { current }),
    },
  })
const lost = (kind: 'offline' | 'unknownOutcome' | 'notRecorded') =>
  new ApiError({ type: 'clientError', kind, detail: '', status: null, requestId: 'r' })

describe('the form', () => {
  it('sends what the contract takes, as it was typed, whenever it is valid', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 1100 }), (reason) => {
        const valid = ReviewForm.safeParse({ reason }).success
        expect(valid).toBe(reason.length <= reasonLimit && !/\p{Cs}/u.test(reason))
        if (!valid) return
        const body = ReviewBody.parse(toReviewBody({ reason }))
        expect(body).toEqual(reason.trim() === '' ? {} : { reviewerJustification: reason })
      }),
    )
  })

  it('reads again when a minute has passed or there is no version to send', () => {
    expect(mustReread(aRequest(), noon, noon + 60_000)).toBe(false)
    expect(mustReread(aRequest(), noon, noon + 60_001)).toBe(true)
    expect(mustReread(aRequest({ '@odata.etag': undefined }), noon, noon)).toBe(true)
  })
})

describe('changedFields', () => {
  const changes: Record<string, unknown> = {
    requestedByUserId: 'x',
    requestedByUserPrincipalName: 'x',
    requestedOnDeviceId: 'x',
    deviceName: 'x',
    requestCreatedDateTime: '2026-11-01T00:00:00Z',
    requestLastModifiedDateTime: '2026-11-01T00:00:00Z',
    requestJustification: 'x',
    status: 'x',
    reviewCompletedByUserId: 'x',
    reviewCompletedByUserPrincipalName: 'x',
    reviewCompletedDateTime: '2026-11-01T00:00:00Z',
    requestExpiryDateTime: '2026-11-01T00:00:00Z',
    reviewerJustification: 'x',
  }
  const detail = aRequest().applicationDetail ?? {}
  const changed = [
    ...Object.entries(changes).map(([name, value]) => [name, { ...aRequest(), [name]: value }]),
    ...Object.keys(detail).map((name) => [
      name,
      aRequest({ applicationDetail: { ...detail, [name]: 'x' } }),
    ]),
  ] as [string, ReturnType<typeof aRequest>][]

  it.each(changed)('notices a change of %s and names one field', (_name, current) => {
    expect(changedFields(elevation, aRequest(), current)).toHaveLength(1)
  })

  it('looks at every property of the wire except the key and the version', () => {
    expect(shownFields).toHaveLength(changed.length)
    const rest = Object.keys(aRequest()).filter((name) => !(name in changes))
    expect(rest.toSorted()).toEqual(['@odata.etag', 'applicationDetail', 'id'])
  })

  it('takes null, empty text and absence for the same', () => {
    const bare = aRequest({ reviewerJustification: null, reviewCompletedByUserId: undefined })
    expect(changedFields(elevation, aRequest(), bare)).toEqual([])
  })
})

describe('what a newer reading means', () => {
  it('is nothing when only the version moved', () => {
    expect(problemOfReading(elevation, aRequest(), aRequest({ '@odata.etag': '"9"' }))).toBeNull()
  })

  it('is the real outcome when somebody was first', () => {
    const problem = problemOfReading(elevation, aRequest(), decided('denied'))
    expect(problem).toMatchObject({ kind: 'decided', request: { status: 'denied' } })
  })

  it('names the field that reads otherwise', () => {
    const problem = problemOfReading(elevation, aRequest(), aRequest({ deviceName: 'LAP-0999' }))
    expect(problem).toMatchObject({
      kind: 'changed',
      fields: [{ label: 'Device', was: 'LAP-0142', is: 'LAP-0999' }],
    })
  })
})

describe('problemOf', () => {
  const seen = aRequest()
  it.each([
    [lost('offline'), null, 'offline'],
    [lost('unknownOutcome'), null, 'unknown'],
    [lost('notRecorded'), null, 'notRecorded'],
    [refused(403, 'selfApprovalNotAllowed'), null, 'ownRequest'],
    [refused(409, 'requestExpired'), null, 'expired'],
    [refused(403, 'missingRight'), null, 'forbidden'],
    [refused(503), null, 'failed'],
    [refused(409), null, 'failed'],
    [refused(409, 'requestAlreadyDecided'), decided('approved'), 'decided'],
    [refused(412, 'resourceModified'), decided('approved'), 'decided'],
    [refused(412, 'resourceModified'), aRequest({ deviceName: 'x' }), 'changed'],
    [refused(412, 'resourceModified'), aRequest({ '@odata.etag': '"9"' }), 'changed'],
  ] as const)('tells apart %#', (error, current, kind) => {
    expect(problemOf(elevation, error, seen, current).kind).toBe(kind)
  })

  it('reads the resource that came with a conflict, and nothing else for one', () => {
    expect(elevation.parse(refused(409, undefined, decided('denied')).current)?.status).toBe(
      'denied',
    )
    expect(elevation.parse(refused(409, undefined, { status: 'denied' }).current)).toBeNull()
    expect(elevation.parse(refused(409).current)).toBeNull()
  })
})

describe('isMyDecision', () => {
  it('knows mine by id and state, also after a fast device has run the file', () => {
    expect(isMyDecision(decided('approved'), 'approve', approver.toUpperCase())).toBe(true)
    expect(isMyDecision(decided('completed'), 'approve', approver)).toBe(true)
    expect(isMyDecision(decided('denied'), 'approve', approver)).toBe(false)
    expect(isMyDecision(decided('approved'), 'approve', 'somebody else')).toBe(false)
    expect(isMyDecision(aRequest(), 'deny', '')).toBe(false)
  })
})
