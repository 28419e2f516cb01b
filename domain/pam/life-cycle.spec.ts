import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { pamRequestStates } from '#contract/pam.ts'

import {
  act,
  begin,
  pamActions,
  pamParts,
  pamPhase,
  type PamAction,
  type PamActor,
  type PamPart,
  type PamRefusal,
  type PamRequestFacts,
} from './life-cycle.ts'

const hour = 3_600_000
const created = Date.parse('2026-03-28T22:30:00.000Z') // the night before clocks change in Europe
const requester = '6f0dd7a1-9a54-4f3e-a1c2-000000000001'
const approver = '6f0dd7a1-9a54-4f3e-a1c2-000000000002'
const decided = created + hour
const accessEnd = decided + 4 * hour
const waitEnd = created + 24 * hour

const request = (status: string, more: Partial<PamRequestFacts> = {}): PamRequestFacts => ({
  kind: 'privilegedAccess',
  status,
  policyId: 'policy-1',
  requestedByUserId: requester,
  createdDateTime: new Date(created).toISOString(),
  expiryDateTime: new Date(waitEnd).toISOString(),
  accessEndDateTime: status === 'approved' ? new Date(accessEnd).toISOString() : null,
  durationHours: 4,
  ...more,
})

type Expected = PamRefusal | 'approved' | 'denied' | 'revoked' | 'expired!' | 'used'
const always = (each: Expected) => [each, each, each] as const

/** By the right person: state → action → what happens a second before, at and a second after the deciding instant. */
const table: Record<string, Record<PamAction, readonly [Expected, Expected, Expected]>> = {
  pending: {
    approve: ['approved', 'expired', 'expired'],
    deny: ['denied', 'expired', 'expired'],
    revoke: always('notApproved'),
    expire: ['notYetExpired', 'expired!', 'expired!'],
    use: always('notApproved'),
  },
  approved: {
    approve: always('alreadyDecided'),
    deny: always('alreadyDecided'),
    revoke: ['revoked', 'accessEnded', 'accessEnded'],
    expire: always('alreadyDecided'),
    use: ['used', 'accessEnded', 'accessEnded'],
  },
  denied: {
    approve: always('alreadyDecided'),
    deny: always('alreadyDecided'),
    revoke: always('alreadyDecided'),
    expire: always('alreadyDecided'),
    use: always('notApproved'),
  },
  expired: {
    approve: always('expired'),
    deny: always('expired'),
    revoke: always('alreadyDecided'),
    expire: always('expired'),
    use: always('notApproved'),
  },
  revoked: {
    approve: always('alreadyDecided'),
    deny: always('alreadyDecided'),
    revoke: always('alreadyDecided'),
    expire: always('alreadyDecided'),
    use: always('notApproved'),
  },
}
const unknownStates = ['', 'completed', 'none', '__proto__', 'constructor']
const right: Record<PamAction, readonly PamPart[]> = {
  approve: ['approver'],
  deny: ['approver'],
  revoke: ['approver', 'manager', 'requester'],
  expire: ['clock'],
  use: ['requester'],
}

const expectedOf = (
  status: string,
  action: PamAction,
  part: PamPart,
  offset: number,
  own: boolean,
): Expected => {
  if (!right[action].includes(part)) return 'notApprover'
  if (action === 'approve' && own) return 'ownRequest'
  const row = Object.hasOwn(table, status) ? table[status] : undefined
  return row?.[action][offset + 1] ?? 'unknownStatus'
}

const resultOf = (outcome: ReturnType<typeof act>, action: PamAction): Expected => {
  if (!outcome.ok) return outcome.refusal
  const { status } = outcome.next
  if (action === 'use') return status === 'approved' ? 'used' : 'unknownStatus'
  return status === 'expired' ? 'expired!' : (status as Expected)
}

describe('act: states × actions × parts × the second', () => {
  const states = [...pamRequestStates, ...unknownStates]
  const rows = states.flatMap((status) =>
    pamActions.flatMap((action) =>
      pamParts.flatMap((part) =>
        ([-1, 0, 1] as const).flatMap((offset) =>
          [true, false].map((own) => [status, action, part, offset, own] as const),
        ),
      ),
    ),
  )

  it('holds in every one of them', () => {
    let seen = 0
    for (const [status, action, part, offset, own] of rows) {
      const end = status === 'approved' ? accessEnd : waitEnd
      const now = new Date(end + offset * 1000)
      // Another letter case is the same person.
      const by: PamActor = { userId: own ? requester.toUpperCase() : approver, parts: [part] }
      const outcome = act(request(status), action, by, now)
      expect(
        resultOf(outcome, action),
        `${action} of ${status} by ${part}${own ? ' (own)' : ''} at ${offset} s`,
      ).toBe(expectedOf(status, action, part, offset, own))
      seen += 1
    }
    expect(seen).toBe(10 * 5 * 5 * 3 * 2)
  })

  it('never approves one’s own, whatever parts one has', () => {
    const by: PamActor = { userId: requester.toUpperCase(), parts: [...pamParts] }
    expect(act(request('pending'), 'approve', by, new Date(decided))).toEqual({
      ok: false,
      refusal: 'ownRequest',
    })
    expect(act(request('pending'), 'deny', by, new Date(decided)).ok).toBe(true)
  })

  it('approves nothing when either side has no id', () => {
    const by: PamActor = { userId: approver, parts: ['approver'] }
    for (const requestedByUserId of [null, undefined, '']) {
      expect(
        act(request('pending', { requestedByUserId }), 'approve', by, new Date(decided)),
      ).toEqual({ ok: false, refusal: 'requesterUnknown' })
    }
    for (const userId of [null, '']) {
      expect(
        act(request('pending'), 'approve', { userId, parts: ['approver'] }, new Date(decided)),
      ).toEqual({ ok: false, refusal: 'requesterUnknown' })
    }
  })

  it('approves nothing whose policy is gone, and denies it still', () => {
    const by: PamActor = { userId: approver, parts: ['approver'] }
    const gone = request('pending', { policyId: null })
    expect(act(gone, 'approve', by, new Date(decided))).toEqual({
      ok: false,
      refusal: 'policyRemoved',
    })
    expect(act(gone, 'deny', by, new Date(decided)).ok).toBe(true)
  })

  it('gives access for the hours asked, from the approval on', () => {
    const by: PamActor = { userId: approver, parts: ['approver'] }
    expect(act(request('pending', { durationHours: 9 }), 'approve', by, new Date(decided))).toEqual(
      {
        ok: true,
        next: {
          status: 'approved',
          lastModifiedDateTime: new Date(decided).toISOString(),
          decidedDateTime: new Date(decided).toISOString(),
          accessEndDateTime: new Date(decided + 9 * hour).toISOString(),
        },
      },
    )
  })

  it('an approval that does not say when it ends has ended', () => {
    const open = request('approved', { accessEndDateTime: null })
    const by: PamActor = { userId: requester, parts: ['requester'] }
    expect(act(open, 'use', by, new Date(decided))).toEqual({ ok: false, refusal: 'accessEnded' })
  })
})

describe('Customer Lockbox', () => {
  const lockbox = (status: string, expiryDateTime: string | null = null) =>
    request(status, {
      kind: 'customerLockbox',
      requestedByUserId: '',
      policyId: null,
      // A request that says nothing counts from its creation.
      expiryDateTime: expiryDateTime ?? 'never',
    })
  const by: PamActor = { userId: approver, parts: ['approver'] }

  it.each([
    [-1, true],
    [0, false],
    [1, false],
  ])('waits 12 hours: %d s around them it can be answered: %s', (offset, ok) => {
    const now = new Date(created + 12 * hour + offset * 1000)
    expect(act(lockbox('pending'), 'approve', by, now).ok).toBe(ok)
    expect(act(lockbox('pending'), 'expire', { userId: null, parts: ['clock'] }, now).ok).toBe(!ok)
  })

  it('cannot be revoked', () => {
    const approved = {
      ...lockbox('approved'),
      accessEndDateTime: new Date(accessEnd).toISOString(),
    }
    expect(act(approved, 'revoke', by, new Date(decided))).toEqual({
      ok: false,
      refusal: 'notRevocable',
    })
  })
})

describe('begin', () => {
  const now = new Date(created)
  it('waits 24 hours, 12 for Customer Lockbox, and asks for 4 hours when nothing is said', () => {
    expect(begin({ kind: 'privilegedAccess', approvalType: 'manual' }, now)).toMatchObject({
      status: 'pending',
      durationHours: 4,
      expiryDateTime: '2026-03-29T22:30:00.000Z',
      accessEndDateTime: null,
    })
    expect(begin({ kind: 'customerLockbox', approvalType: 'manual' }, now).expiryDateTime).toBe(
      '2026-03-29T10:30:00.000Z',
    )
  })

  it('is approved at once under Auto', () => {
    expect(
      begin({ kind: 'privilegedAccess', approvalType: 'auto', durationHours: 1 }, now),
    ).toMatchObject({
      status: 'approved',
      decidedDateTime: now.toISOString(),
      accessEndDateTime: '2026-03-28T23:30:00.000Z',
    })
  })
})

describe('pamPhase', () => {
  it.each([
    ['pending', waitEnd, ['pending', 'expired', 'expired']],
    ['approved', accessEnd, ['approved', 'accessEnded', 'accessEnded']],
    ['denied', waitEnd, ['denied', 'denied', 'denied']],
    ['revoked', waitEnd, ['revoked', 'revoked', 'revoked']],
    ['expired', waitEnd, ['expired', 'expired', 'expired']],
    ['paused', waitEnd, ['unknown', 'unknown', 'unknown']],
  ])('%s around its end', (status, end, kinds) => {
    const seen = [-1000, 0, 1000].map(
      (offset) => pamPhase(request(status), new Date(end + offset)).kind,
    )
    expect(seen).toEqual(kinds)
  })
})

type Model = { status: string; clock: number; approvedAt: number | null; hasPolicy: boolean }
type Real = { request: PamRequestFacts }

class Step implements fc.Command<Model, Real> {
  private readonly action: PamAction
  private readonly userId: string
  private readonly parts: readonly PamPart[]
  constructor(action: PamAction, userId: string, parts: readonly PamPart[]) {
    this.action = action
    this.userId = userId
    this.parts = parts
  }
  check = () => true
  toString = () => `${this.action} by ${this.parts.join('+')}`

  run(model: Model, real: Real): void {
    const now = new Date(model.clock)
    const outcome = act(real.request, this.action, { userId: this.userId, parts: this.parts }, now)
    const next = this.predict(model)
    const moved = outcome.ok ? outcome.next.status : null
    if (moved !== next) throw new Error(`${this.toString()}: ${moved}, but the model says ${next}`)
    if (outcome.ok) real.request = { ...real.request, ...outcome.next }
    if (next === 'approved' && this.action === 'approve') model.approvedAt = model.clock
    if (next) model.status = next
    if (real.request.status !== model.status) throw new Error(`The state is ${real.request.status}`)
  }

  private predict(model: Model): string | null {
    const waits = model.status === 'pending' && model.clock < waitEnd
    const holds =
      model.status === 'approved' &&
      model.approvedAt !== null &&
      model.clock < model.approvedAt + 4 * hour
    const is = (part: PamPart) => this.parts.includes(part)
    switch (this.action) {
      case 'approve':
        return waits && is('approver') && this.userId !== requester && model.hasPolicy
          ? 'approved'
          : null
      case 'deny':
        return waits && is('approver') ? 'denied' : null
      case 'revoke':
        return holds && (is('approver') || is('manager') || is('requester')) ? 'revoked' : null
      case 'use':
        return holds && is('requester') ? 'approved' : null
      case 'expire':
        return model.status === 'pending' && !waits && is('clock') ? 'expired' : null
    }
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

class RemovePolicy implements fc.Command<Model, Real> {
  check = (model: Readonly<Model>) => model.status === 'pending'
  toString = () => 'remove the policy'
  run(model: Model, real: Real): void {
    model.hasPolicy = false
    real.request = { ...real.request, policyId: null }
  }
}

describe('the life cycle against a model', () => {
  it('makes no illegal move in 10,000 sequences and leaves final states final', () => {
    const parts = fc.subarray([...pamParts], { minLength: 1 })
    const step = (action: PamAction) =>
      fc
        .tuple(fc.constantFrom(requester, approver), parts)
        .map(([userId, own]) => new Step(action, userId, own))
    const wait = fc
      .constantFrom(1000, 4 * hour - 1000, 4 * hour, 24 * hour - 1000, 24 * hour)
      .map((ms) => new Wait(ms))
    let sequences = 0
    let approvals = 0
    fc.assert(
      fc.property(
        fc.commands([...pamActions.map(step), wait, fc.constant(new RemovePolicy())], {
          maxCommands: 14,
        }),
        (commands) => {
          let last: Model | null = null
          fc.modelRun(() => {
            last = { status: 'pending', clock: created, approvedAt: null, hasPolicy: true }
            return { model: last, real: { request: request('pending') } }
          }, commands)
          sequences += 1
          if ((last as Model | null)?.approvedAt !== null) approvals += 1
        },
      ),
      { numRuns: 10_000 },
    )
    expect(sequences).toBe(10_000)
    // The runs get somewhere.
    expect(approvals).toBeGreaterThan(500)
  })
})
