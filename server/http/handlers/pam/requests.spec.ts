import { describe, expect, it } from 'vitest'

import { verifyChain } from '../../../audit/chain.ts'
import { at, errorOf, hours, idsOf } from '../tenant.spec-helper.ts'
import {
  activities,
  addPolicy,
  ask,
  base,
  mustBe,
  pamTenant,
  requestBody,
  switchOn,
  use,
} from './pam.spec-helper.ts'

const one = (id: string) => `${base}/requests/${id}`
const after = (ms: number) => new Date(at.getTime() + ms)

describe('a request', () => {
  it('goes from asking through approval and uses to its revocation, each step audited', async () => {
    const world = await pamTenant()
    await switchOn(world)
    await addPolicy(world)
    const id = await ask(world, 'user:nobody', { comments: 'Errors', durationHours: 2 })
    expect((await use(world)).body).toMatchObject({ allowed: false, reason: 'noApproval' })
    expect(
      (await world.post('user:approver', `${one(id)}/approve`, { comment: 'Fine' })).body,
    ).toMatchObject({
      status: 'approved',
      decidedByUserId: 'approver',
      accessEndDateTime: after(hours(2)).toISOString(),
    })
    for (const times of [1, 2]) {
      world.clock.now = after(hours(times) - 1000)
      expect((await use(world)).body).toMatchObject({ allowed: true, requestId: id })
    }
    expect((await use(world, 'user:reader')).body).toMatchObject({ allowed: false })
    expect((await world.get('user:nobody', one(id))).body).toMatchObject({
      usedCount: 2,
      lastUsedDateTime: after(hours(2) - 1000).toISOString(),
    })
    expect(idsOf(await world.get('user:nobody', `${one(id)}/executions`))).toHaveLength(2)
    expect(
      (await world.post('user:approver', `${one(id)}/revoke`, { comment: 'Done' })).body,
    ).toMatchObject({
      status: 'revoked',
      revokedByUserId: 'approver',
      decidedByUserId: 'approver',
      decisionComment: 'Fine',
      revocationComment: 'Done',
    })
    expect((await use(world)).body).toMatchObject({ allowed: false, reason: 'noApproval' })
    const rows = await activities(world)
    expect(rows.slice(2)).toEqual([
      ['New-ElevatedAccessRequest', 'Success', 'nobody@contoso.example'],
      ['Execute ElevatedAccessTask', 'Failure', 'nobody@contoso.example'],
      ['Approve-ElevatedAccessRequest', 'Success', 'approver@contoso.example'],
      ['Execute ElevatedAccessTask', 'Success', 'nobody@contoso.example'],
      ['Execute ElevatedAccessTask', 'Success', 'nobody@contoso.example'],
      ['Execute ElevatedAccessTask', 'Failure', 'reader@contoso.example'],
      ['Revoke-ElevatedAccessAuthorization', 'Success', 'approver@contoso.example'],
      ['Execute ElevatedAccessTask', 'Failure', 'nobody@contoso.example'],
    ])
    expect(await verifyChain(world.db)).toMatchObject({ ok: true })
  })

  it('is approved by nobody who asked: not by member of the group, not by administrator', async () => {
    const world = await pamTenant()
    await switchOn(world)
    await addPolicy(world)
    const id = await ask(world, 'user:olga')
    const own = await world.post('user:olga', `${one(id)}/approve`, {})
    expect([own.status, errorOf(own).innerError?.code]).toEqual([403, 'selfApprovalNotAllowed'])
    const admins = await ask(world, 'user:admin')
    const refused = await world.post('user:admin', `${one(admins)}/approve`, {})
    expect([refused.status, errorOf(refused).innerError?.code]).toEqual([403, 'notApprover'])
    expect((await world.get('user:olga', one(id))).body['status']).toBe('pending')
    expect((await activities(world)).filter(([, result]) => result === 'Failure')).toHaveLength(2)
  })

  it('stays one’s own after a change of name', async () => {
    const world = await pamTenant()
    await switchOn(world)
    await addPolicy(world)
    const id = await ask(world, 'user:olga')
    await world.db
      .updateTable('pam_requests')
      .set({ requested_by_upn: 'renamed@contoso.example', requested_by_id: 'OLGA' })
      .execute()
    expect((await world.post('user:olga', `${one(id)}/approve`, {})).status).toBe(403)
  })

  it.each([
    ['user:second', 404],
    ['user:reader', 404],
    ['user:lockbox', 404],
    ['user:manager', 403],
    ['user:admin', 403],
    ['user:nobody', 403],
    ['device:device-1', 403],
    ['', 401],
  ])('of the default group is not approved by %s', async (who, status) => {
    const world = await pamTenant()
    await switchOn(world)
    await addPolicy(world)
    const id = await ask(world)
    expect((await world.post(who, `${one(id)}/approve`, {})).status).toBe(status)
    expect((await world.get('user:manager', one(id))).body['status']).toBe('pending')
  })

  it('is seen by whoever asked, the group that was asked and managers', async () => {
    const world = await pamTenant()
    await switchOn(world)
    await addPolicy(world)
    const id = await ask(world)
    for (const who of ['user:nobody', 'user:approver', 'user:olga', 'user:manager']) {
      expect(idsOf(await world.get(who, `${base}/requests`)), who).toEqual([id])
      expect((await world.get(who, `${one(id)}/executions`)).status, who).toBe(200)
    }
    for (const who of ['user:reader', 'user:second', 'user:lockbox']) {
      expect(idsOf(await world.get(who, `${base}/requests`)), who).toEqual([])
      expect((await world.get(who, one(id))).status, who).toBe(404)
      expect((await world.get(who, `${one(id)}/executions`)).status, who).toBe(404)
    }
  })

  it.each([
    [-1000, 200, 'approved'],
    [0, 409, 'expired'],
    [1000, 409, 'expired'],
  ])('%d ms around its 24 hours answers %d', async (offset, status, state) => {
    const world = await pamTenant()
    await switchOn(world)
    await addPolicy(world)
    const id = await ask(world)
    world.clock.now = after(hours(24) + offset)
    expect((await world.post('user:approver', `${one(id)}/approve`, {})).status).toBe(status)
    expect((await world.get('user:nobody', one(id))).body['status']).toBe(state)
    const expired = (await activities(world)).filter(([activity]) => activity?.startsWith('Expire'))
    expect(expired).toHaveLength(state === 'expired' ? 1 : 0)
  })

  it.each([
    [-1000, true],
    [0, false],
    [1000, false],
  ])('%d ms around the end of its access may be used: %s', async (offset, allowed) => {
    const world = await pamTenant()
    await switchOn(world)
    await addPolicy(world)
    const id = await ask(world)
    mustBe(await world.post('user:approver', `${one(id)}/approve`, {}), 200)
    world.clock.now = after(hours(4) + offset)
    expect((await use(world)).body['allowed']).toBe(allowed)
    expect((await world.post('user:approver', `${one(id)}/revoke`, {})).status).toBe(
      allowed ? 200 : 409,
    )
  })

  it('under Auto is approved at once, and the log says so', async () => {
    const world = await pamTenant()
    await switchOn(world)
    await addPolicy(world, { approvalType: 'auto' })
    const answer = await world.post('user:nobody', `${base}/requests`, requestBody())
    expect(answer.body).toMatchObject({
      status: 'approved',
      approvalType: 'auto',
      decidedByUserId: null,
      accessEndDateTime: after(hours(4)).toISOString(),
    })
    expect((await use(world)).body).toMatchObject({ allowed: true })
    expect(await activities(world)).toContainEqual([
      'Approve-ElevatedAccessRequest',
      'Success',
      'Privileged access management',
    ])
  })

  it.each([
    ['durationHours', { durationHours: 0 }],
    ['durationHours', { durationHours: 1.5 }],
    ['durationHours', { durationHours: 8761 }],
    ['comments', { comments: 'x'.repeat(1025) }],
    ['requestedAccess', { requestedAccess: 'Set-Mailbox' }],
    ['requestScope', { requestScope: 'SharePoint' }],
    ['status', { status: 'approved' }],
  ])('with a wrong %s is refused', async (target, over) => {
    const world = await pamTenant()
    await switchOn(world)
    await addPolicy(world)
    const answer = await world.post('user:nobody', `${base}/requests`, requestBody(over))
    expect([answer.status, errorOf(answer).details?.[0]?.target]).toEqual([400, target])
    expect(idsOf(await world.get('user:manager', `${base}/requests`))).toEqual([])
  })

  it('is one of at most 20 that wait, and one for a key that is sent twice', async () => {
    const world = await pamTenant()
    await switchOn(world)
    await addPolicy(world)
    const key = { 'Idempotency-Key': 'k1' }
    const first = await world.post('user:nobody', `${base}/requests`, requestBody(), key)
    const again = await world.post('user:nobody', `${base}/requests`, requestBody(), key)
    expect(again.body).toEqual(first.body)
    for (let number = 2; number <= 20; number += 1) await ask(world)
    const refused = await world.post('user:nobody', `${base}/requests`, requestBody())
    expect(refused.status).toBe(429)
    await ask(world, 'user:reader')
  })

  it('can be given back by whoever asked, and revoked by managers', async () => {
    const world = await pamTenant()
    await switchOn(world)
    await addPolicy(world)
    for (const who of ['user:nobody', 'user:manager']) {
      const id = await ask(world)
      mustBe(await world.post('user:approver', `${one(id)}/approve`, {}), 200)
      expect((await world.post(who, `${one(id)}/revoke`, {})).status).toBe(200)
    }
  })

  it('answers the group that was asked, though the policy asks another group meanwhile', async () => {
    const world = await pamTenant()
    await switchOn(world)
    const policy = String((await addPolicy(world)).body['id'])
    const id = await ask(world)
    mustBe(
      await world.patch('user:manager', `${base}/policies/${policy}`, {
        approvalGroupId: 'pam-second',
      }),
      200,
    )
    expect((await world.post('user:second', `${one(id)}/approve`, {})).status).toBe(404)
    expect((await world.post('user:approver', `${one(id)}/approve`, {})).status).toBe(200)
    const next = await ask(world)
    expect((await world.post('user:second', `${one(next)}/approve`, {})).status).toBe(200)
  })

  it('has one winner of approve against deny, and the loser reads who won', async () => {
    const world = await pamTenant()
    await switchOn(world)
    await addPolicy(world)
    for (let round = 0; round < 10; round += 1) {
      const id = await ask(world)
      const answers = await Promise.all([
        world.post('user:approver', `${one(id)}/approve`, {}),
        world.post('user:olga', `${one(id)}/deny`, {}),
      ])
      expect(answers.map(({ status }) => status).sort((one, other) => one - other)).toEqual([
        200, 409,
      ])
      const lost = answers.find(({ status }) => status === 409)
      const won = answers.find(({ status }) => status === 200)
      expect(lost && errorOf(lost).current?.['status']).toBe(won?.body['status'])
      if (won?.body['status'] === 'approved')
        mustBe(await world.post('user:approver', `${one(id)}/revoke`, {}), 200)
    }
  })

  it('that changed since it was read is not decided', async () => {
    const world = await pamTenant()
    await switchOn(world)
    const policy = String((await addPolicy(world)).body['id'])
    const id = await ask(world)
    mustBe(await world.delete('user:manager', `${base}/policies/${policy}`), 204)
    const stale = await world.post('user:approver', `${one(id)}/deny`, {}, { 'If-Match': '"1"' })
    expect(stale.status).toBe(412)
  })
})
