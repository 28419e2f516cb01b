import { describe, expect, it } from 'vitest'

import { elevationSettingsTemplateId } from '#contract/policies.ts'
import { enabledClientSettings } from '#worlds/sample/policies/client-settings.ts'
import { sampleWorld } from '#worlds/sample/sample-world.ts'

import {
  at,
  errorOf,
  hours,
  policy,
  policyBody,
  rule,
  smallWorld,
  tenant,
} from './tenant.spec-helper.ts'

const reports = '/deviceManagement/reports'
const devices = `${reports}/getConfigurationPolicyDevicesReport`
const summary = `${reports}/getConfigurationPolicyDeviceSummaryReport`
const policies = '/deviceManagement/configurationPolicies'
const of = (id: string, more = '') => ({
  filter: `((PolicyBaseTypeName eq 'DeviceManagementConfigurationPolicy') and (PolicyId eq '${id}')${more})`,
})
type World = Awaited<ReturnType<typeof tenant>>
type Table = {
  TotalRowCount: number
  Schema: { Column: string; PropertyType: string }[]
  Values: unknown[][]
}
/** Rows as objects, mapped by the schema as a client has to. */
const rows = async (world: World, caller: string, path: string, body: unknown) => {
  const answer = await world.post(caller, path, body)
  expect(answer.status).toBe(200)
  expect(answer.headers.get('content-type')).toBe('application/octet-stream')
  const { Schema, Values } = answer.body as Table
  return Values.map((row) =>
    Object.fromEntries(Schema.map(({ Column }, index) => [Column, row[index]])),
  )
}
const assign = (world: World, id: string, ...targets: object[]) =>
  world.post('user:admin', `${policies}/${id}/assign`, {
    assignments: targets.map((target) => ({ target })),
  })
const allDevices = { '@odata.type': '#microsoft.graph.allDevicesAssignmentTarget' }
const group = (groupId: string) => ({
  '@odata.type': '#microsoft.graph.groupAssignmentTarget',
  groupId,
})
const statuses = async (world: World, id: string) =>
  Object.fromEntries(
    (await rows(world, 'user:admin', devices, of(id))).map((row) => [
      row['IntuneDeviceId'],
      row['PolicyStatus'],
    ]),
  )
const checkIn = (world: World, device: string) =>
  world.post(`device:${device}`, '/epm/device/check-in')

describe('states of devices', () => {
  it('are pending after an assignment, succeeded after a check-in, pending again after a change', async () => {
    const world = await tenant({ policies: [policy('p1', 'Printers')] })
    expect(await statuses(world, 'p1')).toEqual({})
    await assign(world, 'p1', allDevices)
    expect(await statuses(world, 'p1')).toEqual({ 'device-1': 0, 'device-2': 0 })
    world.clock.now = new Date(at.getTime() + hours(1))
    await checkIn(world, 'device-1')
    expect(await rows(world, 'user:admin', devices, of('p1'))).toEqual([
      {
        DeviceName: 'BER-LT-2',
        IntuneDeviceId: 'device-2',
        PolicyId: 'p1',
        PolicyStatus: 0,
        PspdpuLastModifiedTimeUtc: at.toISOString(),
        UPN: '',
      },
      expect.objectContaining({
        DeviceName: 'LON-LT-1',
        PolicyStatus: 2,
        PspdpuLastModifiedTimeUtc: world.clock.now.toISOString(),
      }),
    ])
    await world.patch('user:admin', `${policies}/p1`, { name: 'Renamed' })
    expect(await statuses(world, 'p1')).toEqual({ 'device-1': 2, 'device-2': 0 })
    await world.put('user:admin', `${policies}/p1`, policyBody([rule({ name: 'Other' })]))
    expect(await statuses(world, 'p1')).toEqual({ 'device-1': 0, 'device-2': 0 })
  })

  it('say since when: a device that says the same again only moves its last check-in', async () => {
    const world = await tenant({ policies: [policy('p1', 'Printers')] })
    await assign(world, 'p1', allDevices)
    const after = async (count: number) => {
      world.clock.now = new Date(at.getTime() + hours(count))
      await checkIn(world, 'device-1')
      const found = await rows(world, 'user:admin', devices, of('p1'))
      const own = found.find((row) => row['IntuneDeviceId'] === 'device-1')
      const device = await world.get('user:admin', '/deviceManagement/managedDevices/device-1')
      return [own?.['PspdpuLastModifiedTimeUtc'], device.body['lastSyncDateTime']]
    }
    const on = (count: number) => new Date(at.getTime() + hours(count)).toISOString()
    expect(await after(1)).toEqual([on(1), on(1)])
    expect(await after(9)).toEqual([on(1), on(9)])
    await world.put('user:admin', `${policies}/p1`, policyBody([rule({ name: 'Other' })]))
    expect(await after(17)).toEqual([on(17), on(17)])
    // A clock that goes back takes nothing back.
    expect(await after(10)).toEqual([on(17), on(17)])
  })

  it('stay as they are on devices that a wider assignment does not touch', async () => {
    const world = await tenant({ policies: [policy('p1', 'Printers')] })
    await assign(world, 'p1', group('group-sales'))
    await checkIn(world, 'device-1')
    await assign(world, 'p1', group('group-sales'), group('group-kiosks'))
    expect(await statuses(world, 'p1')).toEqual({ 'device-1': 2, 'device-2': 0 })
  })

  it('follow users to their devices, and end with the assignment', async () => {
    const world = await tenant({ policies: [policy('p1', 'Printers')] })
    await assign(world, 'p1', group('group-sales'))
    expect(await statuses(world, 'p1')).toEqual({ 'device-1': 0 })
    await assign(world, 'p1', group('group-kiosks'))
    expect(await statuses(world, 'p1')).toEqual({ 'device-2': 0 })
    await assign(world, 'p1')
    expect(await statuses(world, 'p1')).toEqual({})
    await assign(world, 'p1', allDevices)
    await world.delete('user:admin', `${policies}/p1`)
    expect(await world.db.selectFrom('device_policy_states').selectAll().execute()).toEqual([])
  })

  it('are conflicts where two settings policies say different things to one device', async () => {
    const client = (id: string, response: 'deny' | 'supportApproval') => ({
      ...policy(id, id),
      templateReference: { templateId: elevationSettingsTemplateId },
      settings: enabledClientSettings(response, 'all'),
    })
    const world = await tenant({
      policies: [client('on', 'supportApproval'), client('off', 'deny')],
    })
    await assign(world, 'on', allDevices)
    await assign(world, 'off', group('group-kiosks'))
    await checkIn(world, 'device-1')
    await checkIn(world, 'device-2')
    expect(await statuses(world, 'on')).toEqual({ 'device-1': 2, 'device-2': 6 })
    expect(await statuses(world, 'off')).toEqual({ 'device-2': 6 })
  })

  it('are not applicable where Windows cannot run the client', async () => {
    const [first, ...others] = smallWorld().devices
    const old = [{ ...first, id: 'device-1', osVersion: '10.0.19044.1288' }, ...others]
    const world = await tenant({ policies: [policy('p1', 'Printers')], devices: old })
    await assign(world, 'p1', allDevices)
    await checkIn(world, 'device-1')
    expect(await statuses(world, 'p1')).toEqual({ 'device-1': 1, 'device-2': 0 })
  })

  it('leave no audit record of a check-in', async () => {
    const world = await tenant({ policies: [policy('p1', 'Printers')] })
    await checkIn(world, 'device-1')
    expect(await world.db.selectFrom('audit').select('id').execute()).toEqual([])
  })
})

describe('reports', () => {
  const sample = async () => {
    const world = sampleWorld(at)
    const there = await tenant({ ...world, roleDefinitions: world.roleDefinitions })
    return { world, there }
  }

  it('agree: the summary counts the rows, and the sample tenant shows all five states', async () => {
    const { world, there } = await sample()
    const admin = `user:${String(world.users.find((user) => user.userPrincipalName?.startsWith('intune.admin'))?.id)}`
    const all = await there.post(admin, devices, { top: 1000 })
    const table = all.body as unknown as Table
    const place = table.Schema.findIndex((column) => column.Column === 'PolicyStatus')
    const seen = table.Values.map((row) => row[place])
    expect(table.TotalRowCount).toBe(world.policyStates.length)
    const [counts] = await rows(there, admin, summary, {})
    const count = (status: number) => seen.filter((each) => each === status).length
    expect(counts).toEqual({
      NumberOfCompliantDevices: count(2),
      NumberOfNonCompliantDevices: count(4),
      NumberOfErrorDevices: count(5),
      NumberOfConflictDevices: count(6),
      NumberOfNotApplicableDevices: count(1),
      NumberOfInProgressDevices: count(0),
    })
    for (const status of [0, 1, 2, 5, 6]) expect(count(status), String(status)).toBeGreaterThan(0)
  })

  it('filter, search, select, order and page', async () => {
    const world = await tenant({ policies: [policy('p1', 'Printers'), policy('p2', 'Other')] })
    await assign(world, 'p1', allDevices)
    await assign(world, 'p2', allDevices)
    await checkIn(world, 'device-1')
    const find = (body: object) => rows(world, 'user:admin', devices, body)
    expect(
      await find({
        ...of('p1', ' and (PolicyStatus eq 2)'),
        select: ['DeviceName', 'PolicyStatus'],
      }),
    ).toEqual([{ DeviceName: 'LON-LT-1', PolicyStatus: 2 }])
    expect(await find({ search: 'ber-' })).toHaveLength(2)
    const paged = { ...of('p1'), select: ['DeviceName'], orderBy: ['DeviceName desc'], top: 1 }
    expect(await find(paged)).toEqual([{ DeviceName: 'LON-LT-1' }])
    expect(await find({ ...paged, skip: 1 })).toEqual([{ DeviceName: 'BER-LT-2' }])
    const answer = await world.post('user:admin', devices, paged)
    expect(answer.body['TotalRowCount']).toBe(2)
  })

  it.each([
    [{ filter: 'PolicyId eq' }, 'filter'],
    [{ filter: "Nothing eq '1'" }, '$filter'],
    [{ select: ['Nothing'] }, 'select'],
    [{ orderBy: ['DeviceName up'] }, 'orderBy'],
    [{ groupBy: ['UPN'] }, 'groupBy'],
    [{ top: 0 }, 'top'],
  ])('refuse %j', async (body, field) => {
    const world = await tenant()
    const answer = await world.post('user:admin', devices, body)
    expect([answer.status, errorOf(answer).details?.[0]?.target]).toEqual([400, field])
  })

  it('show only devices and policies in scope, and nothing without the right', async () => {
    const world = await tenant({
      policies: [policy('mine', 'Mine', ['1']), policy('theirs', 'Theirs', ['2'])],
    })
    await assign(world, 'mine', allDevices)
    await assign(world, 'theirs', allDevices)
    const seen = await rows(world, 'user:scoped', devices, {})
    expect(seen.map((row) => [row['PolicyId'], row['IntuneDeviceId']])).toEqual([
      ['mine', 'device-1'],
    ])
    const [counts] = await rows(world, 'user:scoped', summary, {})
    expect(counts).toMatchObject({ NumberOfInProgressDevices: 1 })
    expect((await world.post('user:approver', devices, {})).status).toBe(403)
  })
})
