import { Uint8ArrayWriter, ZipReader } from '@zip.js/zip.js'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { reports, type ReportName } from '#contract/report-names.ts'
import { rowReader } from '#domain/reports/read-row.ts'
import { createTestService, type TestService } from '#mocks/test-service.ts'
import { sampleWorld } from '#worlds/sample/sample-world.ts'
import type { World } from '#worlds/world.ts'

import { parseReportFilter } from './parse-export.ts'
import { readReport } from './read-report.ts'

const at = new Date('2026-05-04T09:00:00.000Z')
const jobs = 'http://localhost:3000/beta/deviceManagement/reports/exportJobs'
const events = 'EpmElevationReportElevationEvent'
const names = Object.keys(reports) as ReportName[]
const mine = '7'
const scoped = 'epm.reader@contoso.example'

/** Every second device carries the tag of the scoped reader, whose roles see no other. */
const halfScoped = (): World => {
  const world = sampleWorld(at)
  const reader = world.users.find((user) => user.userPrincipalName === scoped)?.id ?? ''
  return {
    ...world,
    // Enough to differ, few enough to be exported two hundred times.
    elevations: world.elevations.filter(
      ({ eventDateTime }, index) => eventDateTime > '2026-04-28' && index % 2 === 0,
    ),
    scopeTags: [
      ...world.scopeTags,
      { id: mine, displayName: 'Mine', description: '', isBuiltIn: false },
    ],
    devices: world.devices.map((device, index) => ({
      ...device,
      roleScopeTagIds: index % 2 === 0 ? [mine] : ['0'],
    })),
    roleAssignments: [
      ...world.roleAssignments.map((assignment) => ({
        ...assignment,
        members: assignment.members.filter((member) => member !== reader),
      })),
      {
        id: 'scoped',
        displayName: 'Scoped reader',
        roleDefinitionId:
          world.roleDefinitions.find((role) => role.displayName === 'Endpoint Privilege Reader')
            ?.id ?? '',
        members: [reader],
        scopeTagIds: [mine],
      },
    ].map((assignment) =>
      assignment.id === 'scoped'
        ? assignment
        : { ...assignment, members: withoutGroups(world, assignment.members, reader) },
    ),
  }
}
/** Groups that the reader is in would give the reader more. */
const withoutGroups = (world: World, members: string[], person: string) =>
  members.filter(
    (member) =>
      !world.groups.some((group) => group.id === member && group.memberIds.includes(person)),
  )

let world: World
let service: TestService
beforeAll(async () => {
  world = halfScoped()
  service = await createTestService(world)
})
afterAll(() => service.close())

type Job = { id: string; status: string; url: string | null; requestDateTime: string }
let seconds = 0
/** The rows of an export, and the moment they are of. Each takes two seconds of the caller's minute (R43). */
const exported = async (body: object) => {
  service.setNow(new Date(at.getTime() + (seconds += 2) * 1000))
  const made = await service.fetch(
    new Request(jobs, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'X-EPM-Request': '1' },
      body: JSON.stringify({ format: 'json', ...body }),
    }),
  )
  expect(made.status).toBe(201)
  let job = (await made.json()) as Job
  while (job.status !== 'completed') {
    expect(job.status).not.toBe('failed')
    await new Promise((resume) => setTimeout(resume, 0))
    job = (await (await service.fetch(new Request(`${jobs}/${job.id}`))).json()) as typeof job
  }
  const file = await service.api.fetch(new Request(job.url ?? ''))
  expect(file.status).toBe(200)
  const [entry] = await new ZipReader(file.body ?? new Blob().stream()).getEntries()
  if (!entry || entry.directory) throw new Error('no file')
  const text = new TextDecoder().decode(await entry.getData(new Uint8ArrayWriter()))
  const { values } = JSON.parse(text) as { values: Record<string, string>[] }
  return { rows: values, now: new Date(job.requestDateTime) }
}

const answered = async (
  reportName: ReportName,
  filter: string,
  scope: readonly string[] | null,
  now: Date,
) => {
  const rows: Record<string, unknown>[] = []
  const question = {
    reportName,
    filter: parseReportFilter(reportName, filter),
    search: null,
    scope,
    now,
  }
  for await (const piece of readReport(service.db, question)) rows.push(...piece)
  return rows
}

describe('exports of the sample tenant', () => {
  it.each(names)('%s is what readReport answers, whole and scoped', async (reportName) => {
    const read = rowReader(reportName)
    await service.as('intune.admin@contoso.example')
    const whole = await exported({ reportName })
    expect(whole.rows.map(read)).toEqual(await answered(reportName, '', null, whole.now))
    // Nobody was denied anything in the sample tenant's last two days.
    expect(whole.rows.length === 0).toBe(reportName === 'EpmDeniedReport')
    await service.as(scoped)
    const part = await exported({ reportName })
    expect(part.rows.map(read)).toEqual(await answered(reportName, '', [mine], part.now))
  })

  it('hold no row of a device outside the scope of who asked', async () => {
    await service.as(scoped)
    const own = new Set(
      world.devices.flatMap((device, index) => (index % 2 === 0 ? [device.id] : [])),
    )
    for (const reportName of names.filter((name) => 'DeviceId' in reports[name].columns)) {
      const { rows } = await exported({ reportName })
      expect(rows.filter((row) => !own.has(row['DeviceId'] ?? ''))).toEqual([])
    }
    const all = world.elevations.filter((event) => own.has(event.deviceId ?? ''))
    expect((await exported({ reportName: events })).rows).toHaveLength(all.length)
    expect(all.length).toBeLessThan(world.elevations.length)
    const [from, to] = ['2026-04-29', '2026-05-03']
    // A run that was denied is no elevation of its user.
    const ofDays = all.filter(
      ({ eventDateTime: day, elevationType }) =>
        day >= from && day < to && elevationType !== 'undetermined',
    )
    const filter = `(DateCreated ge ${from}) and (DateCreated lt ${to})`
    const people = await exported({ reportName: 'EpmAggregationReportByUser', filter })
    const total = people.rows.reduce((sum, row) => sum + Number(row['TotalCount']), 0)
    expect(total).toBe(ofDays.length)
  })

  it('answer 200 random filters over the wire as readReport does', async () => {
    await service.as('intune.admin@contoso.example')
    const sample = fc.constantFrom(...world.elevations)
    const leaf = fc.oneof(
      sample.map((event) => `ElevationType eq '${event.elevationType}'`),
      sample.map((event) => `ElevationType ne '${event.elevationType}'`),
      fc
        .tuple(fc.constantFrom('eq', 'ne', 'gt', 'ge', 'lt', 'le'), sample)
        .map(([op, event]) => `Result ${op} ${event.result}`),
      fc
        .tuple(fc.constantFrom('gt', 'ge', 'lt', 'le'), sample)
        .map(([op, event]) => `EventDateTime ${op} ${event.eventDateTime}`),
    )
    const { filter } = fc.letrec<{ filter: string }>((tie) => ({
      filter: fc.oneof(
        { depthSize: 'small', maxDepth: 3 },
        leaf,
        fc
          .tuple(tie('filter'), fc.constantFrom('and', 'or'), tie('filter'))
          .map(([one, op, other]) => `(${one}) ${op} (${other})`),
        tie('filter').map((inner) => `not (${inner})`),
      ),
    }))
    const select = ['Id', 'ElevationType', 'EventDateTime', 'Result'] as const
    const read = rowReader(events, select)
    const days = fc
      .tuple(fc.nat(30), fc.nat(30))
      .map((pair) =>
        pair.map((day) => new Date(at.getTime() - day * 86_400_000).toISOString().slice(0, 10)),
      )
      .map(([from, to]) => `(DateCreated ge ${from}) and (DateCreated lt ${to})`)
    await fc.assert(
      fc.asyncProperty(filter, async (text) => {
        const { rows, now } = await exported({ reportName: events, filter: text, select })
        expect(rows.map(read)).toEqual(
          (await answered(events, text, null, now)).map((row) =>
            Object.fromEntries(select.map((name) => [name, row[name]])),
          ),
        )
      }),
      { numRuns: 140 },
    )
    await fc.assert(
      fc.asyncProperty(
        days,
        fc.constantFrom(...names.filter((name) => name !== events)),
        async (text, reportName) => {
          const { rows, now } = await exported({ reportName, filter: text })
          expect(rows.map(rowReader(reportName))).toEqual(
            await answered(reportName, text, null, now),
          )
        },
      ),
      { numRuns: 60 },
    )
  }, 60_000)
})
