import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { elevationRequestStates } from '#contract/elevation-requests.ts'

import {
  approvalEndsAt,
  approvalWindowMs,
  complete,
  covers,
  type Decision,
  decide,
  type ElevationFacts,
  expire,
  pendingLifetimeMs,
  phase,
  type Refusal,
  type RequestFacts,
} from './life-cycle.ts'

const created = Date.parse('2026-03-28T22:30:00.000Z') // the night before clocks change in Europe
const pendingEnd = created + pendingLifetimeMs
const decided = created + 60_000
const windowEnd = decided + approvalWindowMs
const hash = 'ab'.repeat(32)
const requester = '6f0dd7a1-9a54-4f3e-a1c2-000000000001'
const approver = '6f0dd7a1-9a54-4f3e-a1c2-000000000002'

const request = (status: string, more: Partial<RequestFacts> = {}): RequestFacts => ({
  status,
  requestedByUserId: requester,
  requestedOnDeviceId: 'device-1',
  requestCreatedDateTime: new Date(created).toISOString(),
  requestExpiryDateTime: new Date(pendingEnd).toISOString(),
  reviewCompletedDateTime: status === 'pending' ? null : new Date(decided).toISOString(),
  applicationDetail: { fileHash: hash },
  ...more,
})

const edges = (instant: number) =>
  [
    [-1, new Date(instant - 1000)],
    [0, new Date(instant)],
    [1, new Date(instant + 1000)],
  ] as const

type Expected = Refusal | 'approved' | 'denied' | 'revoked'

/** The whole table: status → decision → what happens before, at and after the deciding instant. */
const outcomes: Record<string, Record<Decision, [Expected, Expected, Expected]>> = {
  pending: {
    approve: ['approved', 'expired', 'expired'],
    deny: ['denied', 'expired', 'expired'],
    revoke: ['notApproved', 'notApproved', 'notApproved'],
  },
  approved: {
    approve: ['alreadyDecided', 'alreadyDecided', 'alreadyDecided'],
    deny: ['alreadyDecided', 'alreadyDecided', 'alreadyDecided'],
    revoke: ['revoked', 'windowEnded', 'windowEnded'],
  },
  expired: {
    approve: ['expired', 'expired', 'expired'],
    deny: ['expired', 'expired', 'expired'],
    revoke: ['alreadyDecided', 'alreadyDecided', 'alreadyDecided'],
  },
}
const final: Expected[] = ['alreadyDecided', 'alreadyDecided', 'alreadyDecided']
for (const status of ['denied', 'revoked', 'completed']) {
  outcomes[status] = Object.fromEntries(
    (['approve', 'deny', 'revoke'] as const).map((decision) => [decision, final]),
  ) as never
}
const unknown = ['none', 'unknownFutureValue', 'paused', '', '__proto__']
for (const status of unknown) {
  Object.defineProperty(outcomes, status, {
    value: Object.fromEntries(
      (['approve', 'deny', 'revoke'] as const).map((decision) => [
        decision,
        ['unknownStatus', 'unknownStatus', 'unknownStatus'],
      ]),
    ),
  })
}

describe('decide', () => {
  const statuses = [...new Set([...elevationRequestStates, ...unknown])]
  const rows = statuses.flatMap((status) =>
    (['approve', 'deny', 'revoke'] as const).flatMap((decision) =>
      edges(status === 'approved' ? windowEnd : pendingEnd).flatMap(([offset, now]) =>
        (['own', 'other'] as const).map((whose) => ({ status, decision, offset, now, whose })),
      ),
    ),
  )

  it.each(rows)(
    '$decision of a request in $status by $whose, $offset s',
    ({ status, decision, offset, now, whose }) => {
      // Another letter case is the same id.
      const userId = whose === 'own' ? requester.toUpperCase() : approver
      const table = Object.getOwnPropertyDescriptor(outcomes, status)?.value
      const expected = table[decision][offset + 1]
      const next = {
        status: expected,
        reviewCompletedByUserId: userId,
        reviewCompletedDateTime: now.toISOString(),
        requestLastModifiedDateTime: now.toISOString(),
      }
      const own = expected === 'approved' && whose === 'own'
      const allowed = !own && ['approved', 'denied', 'revoked'].includes(expected)
      expect(decide(request(status), decision, { userId }, now)).toEqual(
        allowed ? { ok: true, next } : { ok: false, refusal: own ? 'ownRequest' : expected },
      )
    },
  )

  it('refuses to approve when either side has no user id', () => {
    const now = new Date(decided)
    for (const requestedByUserId of [null, undefined, '']) {
      expect(
        decide(request('pending', { requestedByUserId }), 'approve', { userId: approver }, now),
      ).toEqual({ ok: false, refusal: 'requesterUnknown' })
    }
    expect(decide(request('pending'), 'approve', { userId: '' }, now)).toEqual({
      ok: false,
      refusal: 'requesterUnknown',
    })
  })

  it('gives a request without an expiry its lifetime from creation', () => {
    const open = request('pending', { requestExpiryDateTime: null })
    const at = (ms: number) => decide(open, 'deny', { userId: approver }, new Date(ms)).ok
    expect(at(pendingEnd - 1)).toBe(true)
    expect(at(pendingEnd)).toBe(false)
  })

  it('reads offsets and seven fractional digits as instants', () => {
    const open = request('pending', { requestExpiryDateTime: '2026-03-29T01:30:00.0009999+03:00' })
    expect(phase(open, new Date('2026-03-28T22:29:59.999Z'))).toMatchObject({ msLeft: 1 })
  })
})

describe('expire', () => {
  it('moves a pending request at its end and not one second before', () => {
    const results = edges(pendingEnd).map(([, now]) => expire(request('pending'), now))
    expect(results.map((result) => result.ok)).toEqual([false, true, true])
    expect(results[0]).toEqual({ ok: false, refusal: 'notYetExpired' })
  })

  it.each(elevationRequestStates.filter((status) => status !== 'pending'))(
    'leaves %s alone',
    (status) => {
      expect(expire(request(status), new Date(pendingEnd + 1000))).toEqual({
        ok: false,
        refusal: 'notPending',
      })
    },
  )
})

const run = (more: Partial<ElevationFacts> = {}): ElevationFacts => ({
  elevationType: 'supportApprovedElevation',
  userId: requester,
  deviceId: 'device-1',
  hash: hash.toUpperCase(),
  eventDateTime: new Date(decided + 1000).toISOString(),
  ...more,
})

describe('complete', () => {
  const late = new Date(windowEnd + 3_600_000)

  it('takes the first covered run and keeps covering later ones', () => {
    const now = new Date(decided + 2000)
    expect(complete(request('approved'), run(), now)).toMatchObject({
      ok: true,
      next: { status: 'completed' },
    })
    expect(complete(request('completed'), run(), now)).toEqual({
      ok: false,
      refusal: 'alreadyCompleted',
    })
    expect(covers(request('completed'), run(), now)).toBe(true)
  })

  it.each([
    ['another user', { userId: approver }],
    ['no user', { userId: '' }],
    ['another device', { deviceId: 'device-2' }],
    ['another file', { hash: 'cd'.repeat(32) }],
    ['a rule of its own', { elevationType: 'userConfirmedElevation' }],
    ['a run before the approval', { eventDateTime: new Date(decided - 1000).toISOString() }],
    ['a date that is none', { eventDateTime: 'yesterday' }],
  ])('does not cover %s', (_, more) => {
    expect(complete(request('approved'), run(more), late)).toEqual({
      ok: false,
      refusal: 'otherElevation',
    })
  })

  it('ends the window to the second, by the time of the run', () => {
    const results = edges(windowEnd).map(([, at]) =>
      covers(request('approved'), run({ eventDateTime: at.toISOString() }), late),
    )
    expect(results).toEqual([true, false, false])
  })

  it('judges a run by the server when the device clock runs ahead', () => {
    const ahead = run({ eventDateTime: new Date(windowEnd + 86_400_000).toISOString() })
    expect(covers(request('approved'), ahead, new Date(windowEnd - 1000))).toBe(true)
    expect(covers(request('approved'), ahead, new Date(windowEnd))).toBe(false)
  })

  it.each(['pending', 'denied', 'expired', 'revoked', 'none', 'paused'])(
    'needs an approval, not %s',
    (status) => {
      expect(complete(request(status), run(), new Date(decided + 2000))).toEqual({
        ok: false,
        refusal: 'notApproved',
      })
    },
  )
})

describe('phase and approvalEndsAt', () => {
  it('ends an approval exactly 24 hours after the decision, also over a change of clocks', () => {
    expect(approvalEndsAt(request('approved'))?.getTime()).toBe(decided + 86_400_000)
    expect(approvalEndsAt(request('completed'))?.getTime()).toBe(decided + 86_400_000)
    for (const status of ['pending', 'denied', 'revoked', 'expired', 'paused']) {
      expect(approvalEndsAt(request(status))).toBeNull()
    }
  })

  it.each([
    ['pending', pendingEnd, ['pending', 'expired', 'expired']],
    ['approved', windowEnd, ['approved', 'approvalEnded', 'approvalEnded']],
    ['completed', windowEnd, ['completed', 'completed', 'completed']],
    ['denied', windowEnd, ['denied', 'denied', 'denied']],
    ['revoked', windowEnd, ['revoked', 'revoked', 'revoked']],
    ['expired', pendingEnd, ['expired', 'expired', 'expired']],
    ['none', pendingEnd, ['unknown', 'unknown', 'unknown']],
  ])('shows %s around its end', (status, instant, kinds) => {
    expect(edges(instant).map(([, now]) => phase(request(status), now).kind)).toEqual(kinds)
  })

  it('counts down to zero and never below', () => {
    const left = edges(windowEnd).map(([, now]) => phase(request('completed'), now))
    expect(left.map((each) => 'msLeft' in each && each.msLeft)).toEqual([1000, 0, 0])
  })

  it('never throws, whatever the wire says', () => {
    fc.assert(
      fc.property(
        fc.string(),
        fc.string(),
        fc.date({ noInvalidDate: true }),
        (status, date, now) => {
          const odd = request(status, {
            requestExpiryDateTime: date,
            reviewCompletedDateTime: date,
          })
          expect(phase(odd, now).kind).toBeTypeOf('string')
          for (const decision of ['approve', 'deny', 'revoke'] as const) {
            decide(odd, decision, { userId: approver }, now)
          }
        },
      ),
    )
  })
})

/** A model that keeps only what a person would: the state, the clock and when it was approved. */
type Model = { status: string; clock: number; approvedAt: number | null }
type Real = { request: RequestFacts }

const endOfPending = (model: Model) => model.clock >= pendingEnd
const inWindow = (model: Model) =>
  model.approvedAt !== null && model.clock < model.approvedAt + approvalWindowMs

class Step implements fc.Command<Model, Real> {
  private readonly name: string
  private readonly user: string
  constructor(name: string, user: string) {
    this.name = name
    this.user = user
  }
  check = () => true
  toString = () => `${this.name} by ${this.user === requester ? 'requester' : 'approver'}`

  run(model: Model, real: Real): void {
    const now = new Date(model.clock)
    const outcome =
      this.name === 'expire'
        ? expire(real.request, now)
        : this.name === 'run'
          ? complete(real.request, run({ eventDateTime: now.toISOString() }), now)
          : decide(real.request, this.name as Decision, { userId: this.user }, now)
    const next = this.predict(model)
    const moved = outcome.ok ? outcome.next.status : null
    if (moved !== next) throw new Error(`${this.toString()}: ${moved}, but the model says ${next}`)
    if (outcome.ok) real.request = { ...real.request, ...outcome.next }
    if (next === 'approved') model.approvedAt = model.clock
    if (next) model.status = next
    if (real.request.status !== model.status) throw new Error(`The state is ${real.request.status}`)
  }

  private predict(model: Model): string | null {
    const pending = model.status === 'pending'
    if (this.name === 'approve')
      return pending && !endOfPending(model) && this.user !== requester ? 'approved' : null
    if (this.name === 'deny') return pending && !endOfPending(model) ? 'denied' : null
    if (this.name === 'expire') return pending && endOfPending(model) ? 'expired' : null
    if (model.status !== 'approved' || !inWindow(model)) return null
    return this.name === 'revoke' ? 'revoked' : 'completed'
  }
}

class Wait implements fc.Command<Model, Real> {
  private readonly ms: number
  constructor(ms: number) {
    this.ms = ms
  }
  check = () => true
  toString = () => `wait ${this.ms}`
  run(model: Model): void {
    model.clock += this.ms
  }
}

describe('the life cycle against a model', () => {
  it('makes no illegal move in 10,000 sequences and leaves final states final', () => {
    const user = fc.constantFrom(requester, approver)
    const step = (name: string) => user.map((by) => new Step(name, by))
    const names = ['approve', 'deny', 'revoke', 'expire', 'run']
    const wait = fc
      .constantFrom(1000, approvalWindowMs - 1000, approvalWindowMs, pendingLifetimeMs)
      .map((ms) => new Wait(ms))
    let sequences = 0
    fc.assert(
      fc.property(fc.commands([...names.map(step), wait], { maxCommands: 12 }), (commands) => {
        fc.modelRun(() => {
          const model: Model = { status: 'pending', clock: created, approvedAt: null }
          return { model, real: { request: request('pending') } }
        }, commands)
        sequences += 1
      }),
      { numRuns: 10_000 },
    )
    expect(sequences).toBe(10_000)
  })
})
