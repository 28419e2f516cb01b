import { describe, expect, it } from 'vitest'

import { at, errorOf, hours, idsOf } from '../tenant.spec-helper.ts'
import { addPolicy, ask, base, mustBe, pamTenant, switchOn, use } from './pam.spec-helper.ts'

const one = (id: string) => `${base}/requests/${id}`
const after = (ms: number) => new Date(at.getTime() + ms)

describe('Customer Lockbox', () => {
  const lockbox = {
    id: 'lockbox-1',
    kind: 'customerLockbox',
    requestType: 'task',
    requestScope: 'Exchange',
    requestedAccess: 'Mailbox content of olga@contoso.example',
    policyId: null,
    approvalType: 'manual',
    durationHours: 8,
    comments: 'Case 4711',
    requestedByUserId: '',
    requestedByUserPrincipalName: 'Microsoft support engineer',
    createdDateTime: at.toISOString(),
    lastModifiedDateTime: at.toISOString(),
    expiryDateTime: after(hours(12)).toISOString(),
    status: 'pending',
    usedCount: 0,
  }
  const pam = {
    approvalsRequired: true,
    defaultApproverGroupId: 'pam-approvers',
    systemAccountIds: [],
    policies: [],
    requests: [lockbox],
    executions: [],
  }

  it('is for its own approvers, waits 12 hours to the second and is not revoked', async () => {
    for (const [offset, status] of [
      [-1000, 200],
      [0, 409],
      [1000, 409],
    ] as const) {
      const world = await pamTenant({ pam })
      expect((await world.post('user:approver', `${one('lockbox-1')}/approve`, {})).status).toBe(
        404,
      )
      expect((await world.post('user:manager', `${one('lockbox-1')}/approve`, {})).status).toBe(403)
      const shown = `${base}/requests?$filter=${encodeURIComponent("kind eq 'customerLockbox'")}`
      expect(idsOf(await world.get('user:lockbox', shown))).toEqual(['lockbox-1'])
      world.clock.now = after(hours(12) + offset)
      const answer = await world.post('user:lockbox', `${one('lockbox-1')}/approve`, {})
      expect(answer.status).toBe(status)
      if (status !== 200) continue
      const revoked = await world.post('user:lockbox', `${one('lockbox-1')}/revoke`, {})
      expect(revoked.status).toBe(409)
      const byManager = await world.post('user:manager', `${one('lockbox-1')}/revoke`, {})
      expect(byManager.status).toBe(409)
    }
  })
})

describe('executions', () => {
  it('refuse a name nothing is known of instead of letting it pass for one without a policy', async () => {
    const world = await pamTenant()
    await switchOn(world)
    const typo = await use(world, 'user:nobody', { name: 'New-MoveReqest' })
    expect([typo.status, errorOf(typo).details?.[0]?.target]).toEqual([400, 'name'])
    expect((await use(world)).body).toMatchObject({ allowed: true, reason: 'noPolicy' })
  })

  it('are for oneself; only system accounts ask for others, and are judged by them', async () => {
    const world = await pamTenant()
    await switchOn(world, { systemAccounts: ['robot@contoso.example'] })
    await addPolicy(world)
    const forNobody = { userPrincipalName: 'Nobody@contoso.example' }
    expect((await use(world, 'user:manager', forNobody)).status).toBe(403)
    expect((await use(world, 'user:robot', forNobody)).body).toMatchObject({
      allowed: false,
      userId: 'nobody',
      askedByUserId: 'robot',
    })
    expect(
      (await use(world, 'user:robot', { userPrincipalName: 'ghost@contoso.example' })).status,
    ).toBe(404)
  })

  it('are never answered from memory: the same key after a revocation is refused', async () => {
    const world = await pamTenant()
    await switchOn(world)
    await addPolicy(world)
    const id = await ask(world)
    mustBe(await world.post('user:approver', `${one(id)}/approve`, {}), 200)
    const send = () =>
      world.post(
        'user:nobody',
        `${base}/executions`,
        { name: 'New-MoveRequest' },
        { 'Idempotency-Key': 'k' },
      )
    expect((await send()).body['allowed']).toBe(true)
    mustBe(await world.post('user:approver', `${one(id)}/revoke`, {}), 200)
    expect((await send()).body['allowed']).toBe(false)
  })
})
