import { describe, expect, it } from 'vitest'

import type { Elevation } from '#contract/elevations.ts'
import { uuidOf } from '#domain/seeded.ts'

import { at, elevationRequest, hash, hours, idsOf, tenant } from './tenant.spec-helper.ts'

const batch = '/epm/device/elevations'
const list = '/deviceManagement/privilegeManagementElevations'

const event = (index: number, over: Record<string, unknown> = {}) => ({
  id: uuidOf(`event ${index}`),
  eventDateTime: new Date(at.getTime() - index * 60_000).toISOString(),
  elevationType: 'userConfirmedElevation',
  filePath: 'C:\\Tools\\Setup.exe',
  upn: 'olga@contoso.example',
  userType: 'azureAd',
  hash,
  result: 0,
  processType: 'parent',
  ...over,
})
const events = (count: number) => Array.from({ length: count }, (_each, index) => event(index))
const device = 'device:device-1'

describe('a batch of a device', () => {
  it('is stored under the device of the token, with one record of count and digest', async () => {
    const world = await tenant()
    const told: unknown[] = []
    world.hub.subscribe((notice) => told.push(notice))
    const answer = await world.post(device, batch, { value: events(60) })
    expect(answer.body).toEqual({ received: 60, stored: 60, repeated: 0, passedOver: [] })
    const page = await world.get('user:admin', `${list}?$count=true&$top=10`)
    expect(page.body['@odata.count']).toBe(60)
    const shown = page.body.value as Elevation[]
    expect(shown).toHaveLength(10)
    for (const each of shown) {
      expect(each).toMatchObject({ deviceId: 'device-1', deviceName: 'name of device-1' })
    }
    const records = await world.db.selectFrom('audit').selectAll().execute()
    expect(records).toMatchObject([
      {
        activity_type: 'Create PrivilegeManagementElevation',
        resource_name: '60 elevations',
        actor_id: 'device-1',
        scope_tags_json: '["1"]',
      },
    ])
    expect(records[0]?.resource).toMatch(
      /"count","oldValue":null,"newValue":"60".*"digest".*[0-9a-f]{64}/,
    )
    expect(told).toEqual([{ entity: 'privilegeManagementElevations' }])
  })

  it('stores nothing twice and says so; a repeat alone leaves no record', async () => {
    const world = await tenant()
    await world.post(device, batch, { value: events(5) })
    const upper = events(8).map((each) => ({ ...each, id: each.id.toUpperCase() }))
    expect((await world.post(device, batch, { value: upper })).body).toMatchObject({
      stored: 3,
      repeated: 5,
    })
    expect((await world.post(device, batch, { value: events(8) })).body).toMatchObject({
      stored: 0,
      repeated: 8,
    })
    expect((await world.get('user:admin', `${list}/$count`)).text).toBe('8')
    expect(await world.db.selectFrom('audit').select('seq').execute()).toHaveLength(2)
  })

  it('passes over what is too old, too far ahead or another device’s, and stores the rest', async () => {
    const world = await tenant()
    await world.post('device:device-2', batch, { value: [event(1)] })
    const days = (count: number) => new Date(at.getTime() + hours(24 * count)).toISOString()
    const answer = await world.post(device, batch, {
      value: [
        event(1),
        event(2, { eventDateTime: days(-32) }),
        event(3, { eventDateTime: days(1.1) }),
        event(4, { eventDateTime: days(-29) }),
      ],
    })
    expect(answer.body).toEqual({
      received: 4,
      stored: 1,
      repeated: 0,
      passedOver: [
        { id: event(2).id, reason: 'tooOld' },
        { id: event(3).id, reason: 'inTheFuture' },
        { id: event(1).id, reason: 'idTaken' },
      ],
    })
  })

  it('completes an approval with its own record', async () => {
    const approved = elevationRequest({
      status: 'approved',
      reviewCompletedByUserId: 'approver',
      reviewCompletedDateTime: '2026-05-04T08:30:00.000Z',
    })
    const world = await tenant({ elevationRequests: [approved] })
    const run = event(1, {
      elevationType: 'supportApprovedElevation',
      eventDateTime: '2026-05-04T08:45:00.000Z',
    })
    await world.post(device, batch, { value: [event(2), run] })
    const request = await world.get(
      'user:reader',
      `/deviceManagement/elevationRequests/${approved.id}`,
    )
    expect(request.body.status).toBe('completed')
    const records = await world.db.selectFrom('audit').select('activity_type').execute()
    expect(records.map((record) => record.activity_type)).toEqual([
      'Create PrivilegeManagementElevation',
      'Complete ElevationRequest',
    ])
  })

  it('is refused whole when one event is not as the contract says, naming it', async () => {
    const world = await tenant()
    const refused = await world.post(device, batch, {
      value: [event(1), event(2, { deviceId: 'device-2' }), event(3, { hash: 'x' })],
    })
    expect(refused.status).toBe(400)
    expect(JSON.stringify(refused.body)).toContain('value[1].deviceId')
    expect(JSON.stringify(refused.body)).toContain('value[2].hash')
    expect((await world.post(device, batch, { value: events(1_001) })).status).toBe(400)
    expect((await world.post('user:admin', batch, { value: events(1) })).status).toBe(403)
    expect((await world.get('user:admin', `${list}/$count`)).text).toBe('0')
  })
})

describe('one elevation', () => {
  it('that is dated outside of what is kept is refused with the reason', async () => {
    const world = await tenant()
    const { id: _id, ...old } = event(1, { eventDateTime: '2026-01-01T00:00:00Z' })
    const refused = await world.post(device, list, old)
    expect([refused.status, JSON.stringify(refused.body)]).toEqual([
      422,
      expect.stringContaining('tooOld'),
    ])
  })
})

describe('the list', () => {
  const stored = [1, 2, 3, 4, 5, 6].map((index): Elevation => ({
    ...event(index),
    elevationType: index % 2 === 0 ? 'unmanagedElevation' : 'zeroTouchElevation',
    deviceId: index < 4 ? 'device-1' : 'device-2',
    deviceName: index < 4 ? 'LON-LT-1' : 'BER-LT-2',
  }))
  const at1 = (index: number) => event(index).id

  it('is in the order of time both ways, page by page, within the scope of the reader', async () => {
    const world = await tenant({ elevations: stored })
    const first = await world.get('user:admin', `${list}?$top=4&$count=true`)
    expect(idsOf(first)).toEqual([1, 2, 3, 4].map(at1))
    const second = await world.get('user:admin', String(first.body['@odata.nextLink']))
    expect(idsOf(second)).toEqual([5, 6].map(at1))
    expect(second.body['@odata.count']).toBe(6)
    const oldest = await world.get('user:admin', `${list}?$orderby=eventDateTime&$top=2`)
    expect(idsOf(oldest)).toEqual([6, 5].map(at1))
    expect(idsOf(await world.get('user:scoped', `${list}?$top=9`))).toEqual([1, 2, 3].map(at1))
    expect((await world.get('user:scoped', `${list}/$count`)).text).toBe('3')
    expect((await world.get('user:scoped', `${list}/${at1(4)}`)).status).toBe(404)
    expect((await world.get('user:scoped', `${list}/${at1(1)}`)).body).toMatchObject({
      id: at1(1),
      filePath: 'C:\\Tools\\Setup.exe',
    })
    // A link of one reader is no link of another.
    expect((await world.get('user:scoped', String(first.body['@odata.nextLink']))).status).toBe(400)
  })

  it.each([
    ["elevationType eq 'ZeroTouchElevation'", [1, 3, 5]],
    ["contains(deviceName,'ber') and elevationType ne 'zeroTouchElevation'", [4, 6]],
    ["endswith(filePath,'\\setup.EXE') and eventDateTime ge 2026-05-04T08:57:00Z", [1, 2, 3]],
  ])('filters by %s', async (filter, expected) => {
    const world = await tenant({ elevations: stored })
    const answer = await world.get('user:admin', `${list}?$filter=${encodeURIComponent(filter)}`)
    expect(idsOf(answer)).toEqual(expected.map(at1))
  })

  it.each([
    ['$orderby=upn', '$orderby'],
    ["$filter=nothing eq 'x'", '$filter'],
    ["$filter=result eq 'x'", '$filter'],
    ["$filter=elevationType eq 'x'", '$filter'],
    ['$search=a"b', '$search'],
  ])('refuses %s', async (option, target) => {
    const world = await tenant({ elevations: stored })
    const refused = await world.get('user:admin', `${list}?${option}`)
    expect(refused.status).toBe(400)
    expect(JSON.stringify(refused.body)).toContain(`"target":"${target}"`)
  })
})
