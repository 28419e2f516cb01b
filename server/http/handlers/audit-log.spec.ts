import { describe, expect, it } from 'vitest'

import type { AuditEvent } from '#contract/audit.ts'
import { createCsvReader } from '#domain/csv/read-csv.ts'

import { createTestApi } from '../../api.spec-helper.ts'
import { allowAuditChanges } from '../../audit/audit-triggers.spec-helper.ts'
import { verifyChain } from '../../audit/chain.ts'
import { recordAudits } from '../../audit/record.ts'
import { elevationRequest, tenant } from './tenant.spec-helper.ts'

type World = Awaited<ReturnType<typeof tenant>>
const logs = '/deviceManagement/auditEvents'

const fill = (world: World, count: number, scopeTagIds: string[] = ['1']) =>
  world.db.transaction().execute((tx) =>
    recordAudits(
      tx,
      Array.from({ length: count }, (_each, index) => ({
        draft: {
          category: index % 2 === 0 ? 'Role' : 'Device',
          activityType: index % 2 === 0 ? 'Patch RoleDefinition' : 'Wipe ManagedDevice',
          operationType: 'Patch',
          result: index % 10 === 0 ? 'Failure' : 'Success',
          resource: {
            type: 'RoleDefinition',
            id: `role-${index}`,
            displayName: `=Role "${index}"`,
            changes: [{ name: 'displayName', before: null, after: `+Role ${index}` }],
          },
          scopeTagIds,
          actor: { type: 'ItPro', id: 'olga', name: 'olga@contoso.example' },
        } as const,
        scope: {
          // Several at the same instant, as a burst writes them.
          now: new Date(world.clock.now.getTime() + Math.floor(index / 3) * 1000),
          newId: () => `${scopeTagIds.join()}-${index}`,
          requestId: `call-${index}`,
          principal: null,
          ipAddress: null,
        },
      })),
    ),
  )
const parsed = (text: string) => {
  const csv = createCsvReader()
  const records = [...csv.push(text.replace(/^\uFEFF/, '')), ...csv.end()]
  const [head = [], ...rows] = records
  return rows.map((row) => Object.fromEntries(head.map((name, at) => [name, row[at] ?? ''])))
}

describe('choices of the filter', () => {
  it('are what is recorded here and what the log holds, activities by category', async () => {
    const world = await tenant()
    const categories = await world.get('user:admin', `${logs}/getAuditCategories`)
    expect(categories.body.value).toContain('ElevationRequest')
    expect(categories.body.value).not.toContain('__proto__')
    await fill(world, 4)
    const ofDevices = `${logs}/getAuditActivityTypes(category='Device')`
    expect((await world.get('user:admin', ofDevices)).body.value).toEqual(['Wipe ManagedDevice'])
    // A reader of another scope has never had such a record.
    expect((await world.get('user:scoped', ofDevices)).body.value).toHaveLength(1)
    const other = await tenant()
    await fill(other, 4, ['2'])
    expect((await other.get('user:scoped', ofDevices)).body.value).toEqual([])
    const quoted = `${logs}/getAuditActivityTypes(category='it''s')`
    expect((await world.get('user:admin', quoted)).body.value).toEqual([])
    expect((await world.get('user:approver', ofDevices)).status).toBe(403)
  })
})

describe('filter of the list', () => {
  it('tells a report that a page read from one that was asked for as a file', async () => {
    const world = await tenant()
    for (const format of ['json', 'csv', 'json']) {
      const body = { reportName: 'EpmElevationReportElevationEvent', format }
      const made = await world.post('user:admin', '/deviceManagement/reports/exportJobs', body)
      expect(made.status).toBe(201)
    }
    const job = "activityType eq 'Create DeviceManagementExportJob'"
    const count = async (filter: string) => {
      const query = new URLSearchParams({ $filter: filter }).toString()
      const { body } = await world.get('user:admin', `${logs}?${query}`)
      return (body['value'] as unknown[]).length
    }
    expect(await count(job)).toBe(3)
    expect(await count(`${job} and not(${job} and activityOperationType eq 'Get')`)).toBe(1)
  })
})

describe('search of the list', () => {
  const requests = '/deviceManagement/elevationRequests'
  const decided = async () => {
    const world = await tenant({
      elevationRequests: ['request-1', 'request-2'].map((id) => elevationRequest({ id })),
    })
    const deny = (id: string, reviewerJustification: string) =>
      world.post('user:admin', `${requests}/${id}/deny`, { reviewerJustification })
    expect((await deny('request-1', 'Not from a "known" vendor, 100 % sure')).status).toBe(200)
    expect((await deny('request-2', 'Asked for twice, down\\up')).status).toBe(200)
    await fill(world, 4)
    return world
  }
  const found = async (world: World, search: string, caller = 'user:admin') => {
    const query = new URLSearchParams({ $search: search }).toString()
    const { body } = await world.get(caller, `${logs}?${query}`)
    const events = body['value'] as AuditEvent[]
    return events.map(
      ({ activityType, resources }) => `${activityType} ${resources?.[0]?.resourceId}`,
    )
  }
  const first = 'Deny ElevationRequest request-1'
  const second = 'Deny ElevationRequest request-2'

  it('finds the reason somebody gave, whatever marks it has in it', async () => {
    const world = await decided()
    for (const text of ['vendor', 'KNOWN', 'known vendor', '100 % sure', '%'])
      expect(await found(world, text), text).toEqual([first])
    expect(await found(world, '"Asked for twice,"')).toEqual([second])
    // Written with signs of its own in the record.
    expect(await found(world, 'down\\up')).toEqual([second])
    // A value that is recorded but is no reason.
    expect(await found(world, 'pending')).toEqual([])
    expect(await found(world, '_nown')).toEqual([])
  })

  it('finds activities by the words that are shown for them, beside others', async () => {
    const world = await decided()
    expect(await found(world, 'Denied elevation request')).toEqual([second, first])
    expect(await found(world, '"Denied elevation"')).toEqual([second, first])
    expect(await found(world, 'denied twice')).toEqual([second])
    expect(await found(world, 'approved')).toEqual([])
    const refused = await world.post('user:nobody', `${requests}/request-1/deny`, {})
    expect(refused.status).toBe(403)
    expect(await found(world, 'Refused: denying an elevation request')).toEqual([first])
  })

  it('shows nobody what their scope does not', async () => {
    const world = await decided()
    await fill(world, 3, ['2'])
    expect(await found(world, 'changed', 'user:scoped')).toHaveLength(2)
    expect(await found(world, 'changed')).toHaveLength(4)
  })
})

describe('export of the audit log', () => {
  it('holds exactly the events of the filter, newest first, in guarded cells, and not itself', async () => {
    const world = await tenant()
    await fill(world, 1_200)
    const body = { filter: "category eq 'Role' and activityResult eq 'Failure'" }
    const answer = await world.post('user:reader', '/epm/auditExport', body)
    expect(answer.headers.get('Content-Disposition')).toMatch(
      /^attachment; filename="audit-logs-[\d-]+\.csv"$/,
    )
    const rows = parsed(answer.text)
    expect(rows).toHaveLength(120)
    expect(new Set(rows.map((row) => row['Event id'])).size).toBe(120)
    expect(rows[0]).toMatchObject({
      'Initiated by (actor)': 'olga@contoso.example',
      'Target(s)': `'=Role "1190"`,
      'Changed properties': 'displayName: not set → +Role 1190',
      Status: 'Refused or failed',
    })
    const dates = rows.map((row) => row['Date (UTC)'] ?? '')
    expect(dates).toEqual([...dates].sort().reverse())
    const record = await world.db
      .selectFrom('audit')
      .selectAll()
      .orderBy('seq', 'desc')
      .limit(1)
      .executeTakeFirstOrThrow()
    expect(record).toMatchObject({ activity_type: 'Export AuditEvent', actor_id: 'reader' })
    expect(record.resource).toContain("category eq 'Role'")
    const all = parsed((await world.post('user:reader', '/epm/auditExport', {})).text)
    expect(all).toHaveLength(1_201)
  })

  it('holds nothing outside the scope, and is refused with a filter that cannot be read', async () => {
    const world = await tenant()
    await fill(world, 3, ['1'])
    await fill(world, 5, ['2'])
    expect(parsed((await world.post('user:scoped', '/epm/auditExport', {})).text)).toHaveLength(3)
    const wrong = await world.post('user:admin', '/epm/auditExport', { filter: 'nonsense' })
    expect(wrong.status).toBe(400)
    expect((await world.post('user:approver', '/epm/auditExport', {})).status).toBe(403)
  })
})

describe('files at the same time (R43)', () => {
  it('are two for one person, and others are not held back by them', async () => {
    const test = await createTestApi()
    const [admin, other] = [
      await test.asUser('intune.admin'),
      await test.asUser('security.manager'),
    ]
    const fetchAs = (headers: Record<string, string>) =>
      test.call('POST', '/epm/auditExport', { headers, body: {} })
    const open = [await fetchAs(admin), await fetchAs(admin)]
    expect(open.map(({ status }) => status)).toEqual([200, 200])
    const refused = await fetchAs(admin)
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '5'])
    expect((await fetchAs(other)).status).toBe(200)
    // One that is read to its end makes room, and so does one that is given up.
    await open[0]?.text()
    const next = await fetchAs(admin)
    expect(next.status).toBe(200)
    await next.body?.cancel()
    expect((await fetchAs(admin)).status).toBe(200)
  })
})

describe('state of the chain', () => {
  const settled = async (world: World, caller: string) => {
    for (;;) {
      const { body } = await world.get(caller, '/epm/auditChain')
      if (body.reading === null) return body
      await new Promise((resume) => setImmediate(resume))
    }
  }

  it('is read through in the background, and shows how long the log is to those who see all of it', async () => {
    const world = await tenant()
    await fill(world, 900)
    const first = await world.get('user:admin', '/epm/auditChain')
    expect(first.body).toMatchObject({ state: 'reading', records: 900 })
    const verdict = await verifyChain(world.db)
    expect(await settled(world, 'user:admin')).toMatchObject({
      state: 'whole',
      records: 900,
      head: verdict.ok ? verdict.head : '',
      checkpoint: { state: 'off' },
    })
    expect(await settled(world, 'user:scoped')).toMatchObject({
      state: 'whole',
      records: null,
      head: null,
    })
    expect((await world.get('user:approver', '/epm/auditChain')).status).toBe(403)
  })

  it('names the first record that is not as it was written', async () => {
    const world = await tenant()
    await fill(world, 30)
    await allowAuditChanges(world.db)
    await world.db.updateTable('audit').set({ result: 'Success' }).where('seq', '=', 11).execute()
    expect(await settled(world, 'user:admin')).toMatchObject({ state: 'broken', brokenAt: 11 })
  })
})
