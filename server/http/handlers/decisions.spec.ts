import { describe, expect, it } from 'vitest'

import { refuseAuditRecords } from '../../audit/audit-triggers.spec-helper.ts'
import { verifyChain } from '../../audit/chain.ts'
import {
  at,
  elevationRequest,
  errorOf,
  hash,
  hours,
  idsOf,
  tenant,
  type Answer,
} from './tenant.spec-helper.ts'

const requests = '/deviceManagement/elevationRequests'
const one = (id = 'request-1') => `${requests}/${id}`
const after = (ms: number) => new Date(at.getTime() + ms)
const auditRows = (world: Awaited<ReturnType<typeof tenant>>) =>
  world.db.selectFrom('audit').selectAll().orderBy('seq').execute()

const decided = (status: string) =>
  elevationRequest({
    status,
    reviewCompletedByUserId: 'second',
    reviewCompletedByUserPrincipalName: 'second@contoso.example',
    reviewCompletedDateTime: '2026-05-04T08:30:00.000Z',
    requestLastModifiedDateTime: '2026-05-04T08:30:00.000Z',
  })

describe('a decision', () => {
  it('answers the entity with its new version and leaves one audit record', async () => {
    const world = await tenant({ elevationRequests: [elevationRequest()] })
    const told: unknown[] = []
    world.hub.subscribe((notice) => told.push(notice))
    const answer = await world.post(
      'user:approver',
      `${one()}/approve`,
      { reviewerJustification: 'Known' },
      { 'If-Match': '"1"' },
    )
    expect(answer.status).toBe(200)
    expect(answer.headers.get('ETag')).toBe('"2"')
    expect(answer.body).toMatchObject({
      '@odata.etag': '"2"',
      status: 'approved',
      reviewCompletedByUserId: 'approver',
      reviewCompletedByUserPrincipalName: 'approver@contoso.example',
      reviewCompletedDateTime: at.toISOString(),
      requestExpiryDateTime: '2026-05-11T08:00:00.000Z',
      reviewerJustification: 'Known',
    })
    expect((await world.get('user:approver', one())).body).toEqual(answer.body)
    const [record, ...rest] = await auditRows(world)
    expect(rest).toEqual([])
    expect(JSON.parse(record?.resource ?? '')).toMatchObject({
      activityType: 'Approve ElevationRequest',
      actor: { userPrincipalName: 'approver@contoso.example' },
      resources: [
        {
          resourceId: 'request-1',
          modifiedProperties: [
            { displayName: 'status', oldValue: 'pending', newValue: 'approved' },
            { displayName: 'reviewerJustification', oldValue: null, newValue: 'Known' },
          ],
        },
      ],
    })
    expect(told).toEqual([{ entity: 'elevationRequests', id: 'request-1' }])
  })

  it.each([
    ['approve', 'approved', 409, 'requestAlreadyDecided'],
    ['approve', 'denied', 409, 'requestAlreadyDecided'],
    ['approve', 'revoked', 409, 'requestAlreadyDecided'],
    ['approve', 'completed', 409, 'requestAlreadyDecided'],
    ['approve', 'expired', 409, 'requestExpired'],
    ['deny', 'approved', 409, 'requestAlreadyDecided'],
    ['deny', 'expired', 409, 'requestExpired'],
    ['revoke', 'pending', 409, 'requestNotApproved'],
    ['revoke', 'denied', 409, 'requestAlreadyDecided'],
    ['revoke', 'completed', 409, 'requestAlreadyDecided'],
  ])(
    '%s of a request that is %s is %d %s with the request as it is',
    async (action, status, code, inner) => {
      const world = await tenant({ elevationRequests: [decided(status)] })
      const answer = await world.post('user:approver', `${one()}/${action}`, {})
      expect(answer.status).toBe(code)
      expect(errorOf(answer)).toMatchObject({
        code: 'conflict',
        innerError: { code: inner },
        current: { status },
      })
      expect((await world.get('user:reader', one())).body.status).toBe(status)
    },
  )

  it('names who decided, when and what', async () => {
    const world = await tenant({ elevationRequests: [decided('denied')] })
    const answer = await world.post('user:approver', `${one()}/approve`, {})
    expect(errorOf(answer).message).toBe(
      'The request is denied: second@contoso.example decided at 2026-05-04T08:30:00.000Z.',
    )
  })

  it('refuses a stale If-Match with the request as it is', async () => {
    const world = await tenant({ elevationRequests: [elevationRequest()] })
    const answer = await world.post('user:approver', `${one()}/deny`, {}, { 'If-Match': '"7"' })
    expect(answer.status).toBe(412)
    expect(errorOf(answer)).toMatchObject({
      innerError: { code: 'resourceModified' },
      current: { status: 'pending' },
    })
  })

  it('refuses to approve one’s own request, whatever the name says, but lets it be denied', async () => {
    const own = elevationRequest({ requestedByUserPrincipalName: 'Renamed@contoso.example' })
    const world = await tenant({ elevationRequests: [own] })
    const answer = await world.post('user:olga', `${one()}/approve`, {})
    expect(answer.status).toBe(403)
    expect(errorOf(answer).innerError?.code).toBe('selfApprovalNotAllowed')
    expect((await world.post('user:olga', `${one()}/deny`, {})).status).toBe(200)
  })

  it.each([
    ['user:reader', 403],
    ['user:nobody', 403],
    ['device:device-1', 403],
    ['', 401],
  ])('is not for %s', async (caller, status) => {
    const world = await tenant({ elevationRequests: [elevationRequest()] })
    expect((await world.post(caller, `${one()}/approve`, {})).status).toBe(status)
    expect((await world.get('user:admin', one())).body.status).toBe('pending')
  })

  it('does not know a request outside the scope', async () => {
    const foreign = elevationRequest({ requestedOnDeviceId: 'device-2' })
    const world = await tenant({ elevationRequests: [foreign] })
    const absent = await world.post('user:scoped', `${one('none')}/approve`, {})
    const outside = await world.post('user:scoped', `${one()}/approve`, {})
    expect([absent.status, outside.status]).toEqual([404, 404])
    expect(errorOf(outside).message).toBe(errorOf(absent).message)
  })

  it('has one winner when two approvers race, 40 times', async () => {
    const ids = Array.from({ length: 40 }, (_, index) => `request-${index}`)
    const world = await tenant({ elevationRequests: ids.map((id) => elevationRequest({ id })) })
    for (const id of ids) {
      const answers = await Promise.all([
        world.post('user:approver', `${one(id)}/approve`, {}),
        world.post('user:second', `${one(id)}/deny`, {}),
      ])
      const [winner, loser] = answers.toSorted((a, b) => a.status - b.status) as [Answer, Answer]
      expect([winner.status, loser.status]).toEqual([200, 409])
      expect(errorOf(loser).current).toEqual(winner.body)
      expect(errorOf(loser).message).toContain(
        String(winner.body.reviewCompletedByUserPrincipalName),
      )
    }
    const successes = (await auditRows(world)).filter((row) => row.result === 'Success')
    expect(successes).toHaveLength(ids.length)
    expect(await verifyChain(world.db)).toMatchObject({ ok: true })
  })

  it('moves nothing when the audit record cannot be written', async () => {
    const world = await tenant({ elevationRequests: [elevationRequest()] })
    await refuseAuditRecords(world.db, 'disk full')
    const answer = await world.post('user:approver', `${one()}/approve`, {})
    expect(answer.status).toBe(503)
    expect(errorOf(answer).innerError?.code).toBe('auditUnavailable')
    const row = await world.db
      .selectFrom('elevation_requests')
      .selectAll()
      .executeTakeFirstOrThrow()
    expect(row).toMatchObject({ status: 'pending', version: 1, reviewed_at: null })
  })
})

describe('time', () => {
  const expiring = elevationRequest({ requestExpiryDateTime: after(hours(1)).toISOString() })

  it.each([
    [-1_000, 200, 'approved'],
    [0, 409, 'expired'],
    [1_000, 409, 'expired'],
  ])('decides by the server’s clock: %d ms from the end', async (offset, status, state) => {
    const world = await tenant({ elevationRequests: [expiring] })
    world.clock.now = after(hours(1) + offset)
    expect((await world.post('user:approver', `${one()}/approve`, {})).status).toBe(status)
    expect((await world.get('user:reader', one())).body.status).toBe(state)
  })

  it('expires what is due before a list is read, once each, recorded as done by the system', async () => {
    const many = Array.from({ length: 620 }, (_, index) =>
      elevationRequest({
        id: `request-${index}`,
        requestExpiryDateTime: after(hours(1)).toISOString(),
      }),
    )
    const world = await tenant({ elevationRequests: [...many, elevationRequest({ id: 'later' })] })
    world.clock.now = after(hours(1))
    const count = (state: string) =>
      world.get('user:reader', `${requests}/$count?$filter=status eq '${state}'`)
    expect((await count('expired')).text).toBe('620')
    expect((await count('pending')).text).toBe('1')
    const rows = await auditRows(world)
    expect(rows).toHaveLength(620)
    expect(rows[0]).toMatchObject({
      activity_type: 'Expire ElevationRequest',
      actor_name: 'Endpoint Privilege Management',
    })
    const expired = (await world.get('user:reader', one('request-5'))).body
    expect(expired).toMatchObject({
      status: 'expired',
      '@odata.etag': '"2"',
      requestLastModifiedDateTime: after(hours(1)).toISOString(),
    })
    // The stored resource says it too, not only its column.
    const stored = await world.db
      .selectFrom('elevation_requests')
      .select('resource')
      .where('id', '=', 'request-5')
      .executeTakeFirstOrThrow()
    expect(JSON.parse(stored.resource)).toMatchObject({ status: 'expired' })
    expect(await verifyChain(world.db)).toMatchObject({ ok: true, count: 620 })
  })

  it('revokes an approval only while its 24 hours run', async () => {
    const approved = decided('approved')
    const world = await tenant({ elevationRequests: [approved, { ...approved, id: 'request-2' }] })
    expect((await world.post('user:approver', `${one()}/revoke`, {})).body.status).toBe('revoked')
    world.clock.now = new Date('2026-05-05T08:30:00.000Z')
    const late = await world.post('user:approver', `${one('request-2')}/revoke`, {})
    expect(late.status).toBe(409)
    expect(errorOf(late).innerError?.code).toBe('approvalEnded')
  })
})

describe('refused reads', () => {
  it('are recorded once, under the name of what was asked for', async () => {
    const world = await tenant()
    expect((await world.get('user:nobody', requests)).status).toBe(403)
    const records = await auditRows(world)
    expect(records).toMatchObject([
      {
        category: 'ElevationRequest',
        activity_type: 'Get ElevationRequest',
        operation_type: 'Get',
        result: 'Failure',
        resource_type: 'ElevationRequest',
        resource_name: 'Elevation requests',
      },
    ])
  })
})

describe('devices', () => {
  const asked = {
    requestedByUserPrincipalName: 'Olga@contoso.example',
    requestJustification: 'Printer',
    applicationDetail: { fileHash: hash.toUpperCase(), fileName: 'Setup.exe' },
  }
  const run = {
    eventDateTime: '2026-05-04T10:00:00Z',
    elevationType: 'supportApprovedElevation',
    filePath: 'C:\\Temp\\Setup.exe',
    upn: 'OLGA@contoso.example',
    userType: 'azureAd',
    hash,
    result: 0,
    processType: 'parent',
  }

  it('asks, gets an approval, runs the file and so completes the request', async () => {
    const world = await tenant()
    const created = await world.post('device:device-1', requests, asked)
    expect(created.status).toBe(201)
    expect(created.body).toMatchObject({
      status: 'pending',
      requestedByUserId: 'olga',
      requestedOnDeviceId: 'device-1',
      requestExpiryDateTime: after(hours(7 * 24)).toISOString(),
    })
    const id = String(created.body.id)
    await world.post('user:approver', `${one(id)}/approve`, {})
    world.clock.now = after(hours(2))
    const elevations = '/deviceManagement/privilegeManagementElevations'
    const ran = await world.post('device:device-1', elevations, run)
    expect(ran.body).toMatchObject({ deviceId: 'device-1', deviceName: 'name of device-1' })
    expect((await world.get('user:reader', one(id))).body).toMatchObject({
      status: 'completed',
      '@odata.etag': '"3"',
    })
    const stored = await world.db
      .selectFrom('elevation_requests')
      .select(['status', 'resource'])
      .where('id', '=', id)
      .executeTakeFirstOrThrow()
    expect(stored.status).toBe('completed')
    expect(JSON.parse(stored.resource)).toMatchObject({
      status: 'completed',
      requestLastModifiedDateTime: after(hours(2)).toISOString(),
    })
    expect((await auditRows(world)).map((row) => row.activity_type)).toEqual([
      'Create ElevationRequest',
      'Approve ElevationRequest',
      'Create PrivilegeManagementElevation',
      'Complete ElevationRequest',
    ])
    expect(
      idsOf(
        await world.get(
          'user:admin',
          `${elevations}?$filter=elevationType eq 'SupportApprovedElevation'`,
        ),
      ),
    ).toEqual([ran.body.id])
  })

  it('does not complete the approval of another file, user or device', async () => {
    const world = await tenant({ elevationRequests: [decided('approved')] })
    const elevations = '/deviceManagement/privilegeManagementElevations'
    await world.post('device:device-1', elevations, { ...run, hash: 'b2'.repeat(32) })
    await world.post('device:device-1', elevations, { ...run, upn: 'reader@contoso.example' })
    await world.post('device:device-2', elevations, run)
    await world.post('device:device-1', elevations, {
      ...run,
      elevationType: 'userConfirmedElevation',
    })
    expect((await world.get('user:reader', one())).body.status).toBe('approved')
  })

  it('makes a device wait after 20 waiting requests in an hour', async () => {
    const world = await tenant()
    for (let index = 0; index < 20; index += 1) {
      expect((await world.post('device:device-1', requests, asked)).status).toBe(201)
    }
    const refused = await world.post('device:device-1', requests, asked)
    expect([refused.status, refused.headers.get('Retry-After')]).toEqual([429, '3600'])
    expect((await world.post('device:device-2', requests, asked)).status).toBe(201)
    world.clock.now = after(hours(1))
    expect((await world.post('device:device-1', requests, asked)).status).toBe(201)
  })

  it('names the field when nobody has that name', async () => {
    const world = await tenant()
    const answer = await world.post('device:device-1', requests, {
      ...asked,
      requestedByUserPrincipalName: 'x@y',
    })
    expect(answer.status).toBe(400)
    expect(errorOf(answer).details?.[0]?.target).toBe('requestedByUserPrincipalName')
  })
})
