import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { threePending } from '#worlds/small/three-pending.ts'

import { createGraphService, type GraphService } from './graph-service.spec-helper.ts'

/** The stand-in differs from our service where Graph does; what is looked at here no page would notice by itself. */
const at = new Date('2026-05-04T09:00:00.000Z')
const world = threePending(at)
const [request] = world.elevationRequests
let graph: GraphService
let token: string

beforeEach(async () => {
  graph = await createGraphService(world)
  token = await graph.tokenOf('intune.admin@contoso.example')
})
afterEach(() => graph.service.close())

type Answer = { status: number; body: Record<string, unknown>; headers: Headers }
const call = async (path: string, headers = {}, body?: unknown): Promise<Answer> => {
  const response = await graph.fetch(`https://graph.microsoft.com/beta${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json', ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const text = await response.text()
  // What the core answers is checked by the core itself.
  const parsed = JSON.parse(text === '' ? '{}' : text) as Record<string, unknown>
  return { status: response.status, body: parsed, headers: response.headers }
}
const unknownMembers = { Prefer: 'include-unknown-enum-members' }
const one = `/deviceManagement/elevationRequests/${request?.id}`

describe('the stand-in for Graph', () => {
  it('has nothing of what only our service has', async () => {
    expect((await call('/epm/config')).status).toBe(400)
  })

  it('gives no version away', async () => {
    const { body, headers } = await call(one)
    expect(body['id']).toBe(request?.id)
    expect(Object.keys(body)).not.toContain('@odata.etag')
    expect(headers.get('etag')).toBeNull()
  })

  it('names a late state only for who asks for unknown members, in a batch too', async () => {
    await graph.service.db
      .updateTable('elevation_requests')
      .set({ status: 'completed' })
      .where('id', '=', request?.id ?? '')
      .execute()
    expect((await call(one)).body['status']).toBe('unknownFutureValue')
    expect((await call(one, unknownMembers)).body['status']).toBe('completed')
    const batch = { requests: [{ id: '1', method: 'GET', url: one }] }
    const { body } = await call('/$batch', {}, batch)
    expect(body).toMatchObject({ responses: [{ body: { status: 'unknownFutureValue' } }] })
  })

  it('searches the directory only with the header for it', async () => {
    const search = `/groups?$search=${encodeURIComponent('"displayName:eng"')}`
    expect((await call(search)).status).toBe(400)
    expect((await call(search, { ConsistencyLevel: 'eventual' })).status).toBe(200)
  })

  it.each([
    ['EpmInsightsElevationTrend', "ElevationType eq 'unmanagedElevation'", 400],
    ['EpmAggregationReportByApplication', 'DateCreated ge 2026-05-01', 400],
    ['EpmAggregationReportByApplication', "CompanyName eq 'Date Created Ltd'", 201],
    ['EpmElevationReportElevationEvent', 'Result eq 0', 201],
  ])('%s filtered by %s is answered %i', async (reportName, filter, status) => {
    const job = { reportName, filter, format: 'json' }
    expect((await call('/deviceManagement/reports/exportJobs', {}, job)).status).toBe(status)
  })

  it('does not tell the role of an assignment', async () => {
    const { body } = await call('/deviceManagement/roleAssignments?$expand=roleDefinition')
    const assignments = body['value'] as Record<string, unknown>[]
    expect(assignments.length).toBeGreaterThan(3)
    expect(assignments.filter((each) => 'roleDefinition' in each)).toEqual([])
  })
})
