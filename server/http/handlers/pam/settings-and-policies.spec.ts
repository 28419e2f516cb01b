import { describe, expect, it } from 'vitest'

import { errorOf, idsOf } from '../tenant.spec-helper.ts'
import {
  activities,
  addPolicy,
  ask,
  base,
  mustBe,
  pamTenant,
  policyBody,
  requestBody,
  switchOn,
  use,
} from './pam.spec-helper.ts'

const one = (id: string) => `${base}/requests/${id}`

describe('settings', () => {
  it('are off at first, cannot be turned on without a group, and are for managers only', async () => {
    const world = await pamTenant()
    expect((await world.get('user:nobody', `${base}/settings`)).body).toMatchObject({
      approvalsRequired: false,
      defaultApproverGroupId: null,
      mail: { sends: false },
      caller: { approverGroupIds: [], isSystemAccount: false },
    })
    const none = await world.patch('user:manager', `${base}/settings`, { approvalsRequired: true })
    expect(none.status).toBe(400)
    expect(errorOf(none).details?.[0]?.target).toBe('defaultApproverGroupId')
    for (const id of ['group-sales', 'absent']) {
      const other = await world.patch('user:manager', `${base}/settings`, {
        defaultApproverGroupId: id,
      })
      expect(other.status).toBe(400)
    }
    for (const who of ['user:nobody', 'user:approver', 'user:reader', 'user:lockbox']) {
      const body = { approvalsRequired: true, defaultApproverGroupId: 'pam-approvers' }
      expect((await world.patch(who, `${base}/settings`, body)).status).toBe(403)
    }
    await switchOn(world)
    expect((await world.get('user:olga', `${base}/settings`)).body).toMatchObject({
      approvalsRequired: true,
      defaultApproverGroupName: 'Privileged access approvers',
      caller: { approverGroupIds: ['pam-approvers'] },
    })
  })

  it('keep policies and groups when they are turned off, and everything passes then', async () => {
    const world = await pamTenant()
    await switchOn(world)
    await addPolicy(world)
    expect((await use(world)).body).toMatchObject({ allowed: false, reason: 'noApproval' })
    mustBe(await world.patch('user:manager', `${base}/settings`, { approvalsRequired: false }), 200)
    expect(idsOf(await world.get('user:manager', `${base}/policies`))).toHaveLength(1)
    expect(idsOf(await world.get('user:manager', `${base}/approverGroups`))).toHaveLength(2)
    expect((await use(world)).body).toMatchObject({ allowed: true, reason: 'approvalsNotRequired' })
    const asked = await world.post('user:nobody', `${base}/requests`, requestBody())
    expect([asked.status, errorOf(asked).innerError?.code]).toEqual([409, 'approvalsNotRequired'])
    expect((await activities(world)).map(([activity]) => activity)).toEqual(
      expect.arrayContaining(['Enable-ElevatedAccessControl', 'Disable-ElevatedAccessControl']),
    )
  })

  it('let system accounts pass, by id, and tell their names only to managers', async () => {
    const world = await pamTenant()
    await switchOn(world, { systemAccounts: ['ROBOT@contoso.example'] })
    await addPolicy(world)
    expect((await use(world, 'user:robot')).body).toMatchObject({
      allowed: true,
      reason: 'systemAccount',
    })
    expect((await world.get('user:nobody', `${base}/settings`)).body).not.toHaveProperty(
      'systemAccounts',
    )
    expect((await world.get('user:manager', `${base}/settings`)).body).toMatchObject({
      systemAccounts: [{ id: 'robot', userPrincipalName: 'robot@contoso.example' }],
    })
    const wrong = await world.patch('user:manager', `${base}/settings`, {
      systemAccounts: ['robot@contoso.example', 'ghost@contoso.example'],
    })
    expect([wrong.status, errorOf(wrong).details?.[0]?.target]).toEqual([400, 'systemAccounts[1]'])
  })

  it('refuse a stale change', async () => {
    const world = await pamTenant()
    await switchOn(world)
    const stale = await world.patch(
      'user:manager',
      `${base}/settings`,
      { systemAccounts: [] },
      { 'If-Match': '"1"' },
    )
    expect(stale.status).toBe(412)
  })
})

describe('approvers’ groups', () => {
  const body = { displayName: 'Night shift', mail: 'night@contoso.example', description: 'x' }

  it('are made, get and lose members, and are audited as the cmdlets are called', async () => {
    const world = await pamTenant()
    const made = mustBe(await world.post('user:manager', `${base}/approverGroups`, body), 201)
    const members = `${base}/approverGroups/${String(made.body['id'])}/members`
    expect((await world.post('user:manager', members, { userId: 'reader' })).body).toMatchObject({
      members: [{ id: 'reader' }],
    })
    expect((await world.post('user:manager', members, { userId: 'reader' })).status).toBe(400)
    expect((await world.delete('user:manager', `${members}/reader`)).body).toMatchObject({
      members: [],
    })
    expect((await world.delete('user:manager', `${members}/reader`)).status).toBe(404)
    const again = await world.post('user:manager', `${base}/approverGroups`, {
      ...body,
      mail: 'NIGHT@contoso.example',
    })
    expect([again.status, errorOf(again).details?.[0]?.target]).toEqual([400, 'mail'])
    expect((await activities(world)).slice(0, 3).map(([activity]) => activity)).toEqual([
      'New-DistributionGroup',
      'Add-DistributionGroupMember',
      'Add-DistributionGroupMember',
    ])
  })

  it.each([
    ['mail', 'two@addresses.example\r\nBcc: all@contoso.example'],
    ['mail', 'no address'],
    ['displayName', 'two\nlines'],
  ])('refuse %s %j', async (name, value) => {
    const world = await pamTenant()
    const answer = await world.post('user:manager', `${base}/approverGroups`, {
      ...body,
      [name]: value,
    })
    expect([answer.status, errorOf(answer).details?.[0]?.target]).toEqual([400, name])
  })

  it('that also give Intune roles or get elevation policies keep their members', async () => {
    const world = await pamTenant()
    const db = world.db
    await db
      .updateTable('role_assignments')
      .set({ members_json: JSON.stringify(['pam-second']) })
      .where('id', '=', 'p2')
      .execute()
    const answer = await world.post('user:manager', `${base}/approverGroups/pam-second/members`, {
      userId: 'manager',
    })
    expect([answer.status, errorOf(answer).innerError?.code]).toEqual([409, 'groupUsedElsewhere'])
    expect(
      await db
        .selectFrom('group_members')
        .selectAll()
        .where('group_id', '=', 'pam-second')
        .execute(),
    ).toHaveLength(1)
  })
})

describe('access policies', () => {
  it('take the catalogue’s letter case, and are one for each task', async () => {
    const world = await pamTenant()
    await switchOn(world)
    const made = await addPolicy(world, { policyName: 'new-moverequest' })
    expect(made.body).toMatchObject({ policyName: 'New-MoveRequest', approvalGroupId: null })
    const again = await world.post(
      'user:manager',
      `${base}/policies`,
      policyBody({ policyName: 'NEW-MOVEREQUEST' }),
    )
    expect([again.status, errorOf(again).innerError?.code]).toEqual([409, 'accessPolicyExists'])
    await addPolicy(world, { policyType: 'role', policyName: 'Our own role' })
  })

  it('are at most 30, and the 31st is refused and changes nothing', async () => {
    const world = await pamTenant()
    await switchOn(world)
    for (let number = 1; number <= 30; number += 1) {
      await addPolicy(world, { policyType: 'role', policyName: `Role ${number}` })
    }
    const answer = await world.post('user:manager', `${base}/policies`, policyBody())
    expect([answer.status, errorOf(answer).innerError?.code]).toEqual([
      409,
      'accessPolicyLimitReached',
    ])
    const list = await world.get('user:manager', `${base}/policies?$count=true`)
    expect(list.body['@odata.count']).toBe(30)
    expect((await world.get('user:manager', `${base}/settings`)).body['policyCount']).toBe(30)
  })

  it.each([
    ['policyName', { policyName: 'New-MoveRequest; Remove-Mailbox' }],
    ['policyName', { policyName: 'Exchange\\New-MoveRequest' }],
    ['approvalGroupId', { approvalGroupId: 'group-sales' }],
    ['policyScope', { policyScope: 'SharePoint' }],
    ['approvalType', { approvalType: 'Never' }],
  ])('refuse a wrong %s', async (target, over) => {
    const world = await pamTenant()
    await switchOn(world)
    const answer = await world.post('user:manager', `${base}/policies`, policyBody(over))
    expect([answer.status, errorOf(answer).details?.[0]?.target]).toEqual([400, target])
    expect(idsOf(await world.get('user:manager', `${base}/policies`))).toEqual([])
  })

  it('need somebody who can answer', async () => {
    const world = await pamTenant()
    expect((await world.post('user:manager', `${base}/policies`, policyBody())).status).toBe(400)
    await addPolicy(world, { approvalGroupId: 'pam-second' })
  })

  it('change how and by whom is approved, and are for managers only', async () => {
    const world = await pamTenant()
    await switchOn(world)
    const id = String((await addPolicy(world)).body['id'])
    const path = `${base}/policies/${id}`
    expect((await world.patch('user:approver', path, { approvalType: 'auto' })).status).toBe(403)
    expect((await world.delete('user:approver', path)).status).toBe(403)
    const changed = await world.patch(
      'user:manager',
      path,
      { approvalType: 'auto', approvalGroupId: 'pam-second' },
      { 'If-Match': '"1"' },
    )
    expect(changed.body).toMatchObject({
      approvalType: 'auto',
      approvalGroupName: 'Second approvers',
      '@odata.etag': '"2"',
    })
    expect(
      (await world.patch('user:manager', path, { approvalType: 'manual' }, { 'If-Match': '"1"' }))
        .status,
    ).toBe(412)
    expect((await world.delete('user:manager', path)).status).toBe(204)
    expect((await world.delete('user:manager', path)).status).toBe(404)
  })

  it('when removed leave what was approved and stop what waits from being approved', async () => {
    const world = await pamTenant()
    await switchOn(world)
    const policy = String((await addPolicy(world)).body['id'])
    const approved = await ask(world)
    mustBe(await world.post('user:approver', `${one(approved)}/approve`, {}), 200)
    const waits = await ask(world)
    mustBe(await world.delete('user:manager', `${base}/policies/${policy}`), 204)
    const answer = await world.post('user:approver', `${one(waits)}/approve`, {})
    expect([answer.status, errorOf(answer).innerError?.code]).toEqual([409, 'accessPolicyRemoved'])
    expect((await use(world)).body).toMatchObject({ allowed: true, reason: 'approved' })
    expect((await use(world, 'user:reader')).body).toMatchObject({
      allowed: true,
      reason: 'noPolicy',
    })
  })
})
