import { beforeAll, describe, expect, it } from 'vitest'

import { elevationTypes, type Elevation } from '#contract/elevations.ts'
import { columnsOf, reports, type ReportName, type ReportRow } from '#contract/report-names.ts'
import { outcomeOf } from '#domain/elevations/result-code.ts'
import { seededNumbers } from '#domain/seeded.ts'

import { printFilter, type Filter } from '../odata/filter.ts'
import {
  days,
  firstDay,
  inScope,
  pools,
  satisfies,
  someEvents,
  tagDevices,
} from '../store/elevations/events.spec-helper.ts'
import { storeElevations } from '../store/elevations/intake.ts'
import { dropOldElevations } from '../store/elevations/retention.ts'
import { memoryDb } from '../store/memory-db.spec-helper.ts'
import type { Db } from '../store/schema.ts'
import { countReport, readReport } from './read-report.ts'
import {
  byUser,
  counted,
  day,
  dayMs,
  month,
  orNull,
  recounted,
  recounts,
  sorted,
} from './recount.spec-helper.ts'
import type { ReportQuestion } from './report-question.ts'

const now = new Date(firstDay + (days - 1) * dayMs + 13 * 3_600_000)
const events = someEvents(3, 2_000).filter(
  (event) => Date.parse(event.eventDateTime) <= now.getTime(),
)
const readers = [null, ['1'], ['2', '3'], ['0', '1', '2', '3'], []] as const

let db: Db
beforeAll(async () => {
  db = await memoryDb()
  await tagDevices(db)
  for (let from = 0; from < events.length; from += 500) {
    // Every batch twice: what comes again counts once.
    for (const batch of [events.slice(from, from + 500), events.slice(from, from + 500)]) {
      await db.transaction().execute((tx) => storeElevations(tx, batch))
    }
  }
})

const ask = (over: Partial<ReportQuestion> & { reportName: ReportName }): ReportQuestion => ({
  filter: null,
  search: null,
  scope: null,
  now,
  ...over,
})

const all = async (open: Db, question: ReportQuestion): Promise<ReportRow[]> => {
  const rows: ReportRow[] = []
  for await (const piece of readReport(open, question)) rows.push(...piece)
  return rows
}

const dayFilter = (from: number, to: number): Filter[] => [
  {
    op: 'ge',
    path: 'DateCreated',
    value: { kind: 'date', value: new Date(from * dayMs).toISOString() },
  },
  {
    op: 'lt',
    path: 'DateCreated',
    value: { kind: 'date', value: new Date(to * dayMs).toISOString() },
  },
]

/** A filter that Graph, or this service beyond it, offers for the report; `events` is what it asks of an event. */
const someQuestion = (next: () => number) => {
  const pick = <T>(items: readonly T[]): T => {
    const item = items[Math.floor(next() * items.length)]
    if (item === undefined) throw new Error('an empty list')
    return item
  }
  const reportName = pick(recounted)
  const scope = pick(readers)
  const first = firstDay / dayMs + Math.floor(next() * days)
  const last = first + Math.floor(next() * 8)
  const onEvents: Filter[] = []
  const parts: Filter[] = dayFilter(first, last)
  if (reportName === 'EpmAggregationReportByApplication') {
    const type = { kind: 'string' as const, value: pick(elevationTypes) }
    const company = pick(pools.companies)
    const choices: [Filter, Filter][] = [
      [
        { op: 'eq', path: 'ElevationType', value: type },
        { op: 'eq', path: 'elevationType', value: type },
      ],
      [
        { op: 'contains', path: 'CompanyName', value: company.slice(1, 4) },
        { op: 'contains', path: 'companyName', value: company.slice(1, 4) },
      ],
      [
        { op: 'ne', path: 'FileVersion', value: { kind: 'string', value: '1.0.0.0' } },
        { op: 'ne', path: 'fileVersion', value: { kind: 'string', value: '1.0.0.0' } },
      ],
      [
        { op: 'endswith', path: 'FileName', value: '.EXE' },
        { op: 'endswith', path: 'filePath', value: '.EXE' },
      ],
    ]
    for (const [column, property] of [pick(choices), pick(choices)]) {
      parts.push(column)
      onEvents.push(property)
    }
  }
  if (reportName === 'EpmInsightsElevationTrend') {
    const company = pick(pools.companies)
    const type = { kind: 'string' as const, value: pick(elevationTypes) }
    const upn = { kind: 'string' as const, value: pick(pools.upns) }
    const hash = { kind: 'string' as const, value: pick(events).hash ?? '' }
    const background = { kind: 'boolean' as const, value: next() < 0.5 }
    const choices: [Filter, Filter][] = [
      [
        { op: 'eq', path: 'ElevationType', value: type },
        { op: 'eq', path: 'elevationType', value: type },
      ],
      [
        { op: 'contains', path: 'CompanyName', value: company.slice(1, 4) },
        { op: 'contains', path: 'companyName', value: company.slice(1, 4) },
      ],
      [
        { op: 'eq', path: 'Upn', value: upn },
        { op: 'eq', path: 'upn', value: upn },
      ],
      [
        { op: 'eq', path: 'Hash', value: hash },
        { op: 'eq', path: 'hash', value: hash },
      ],
      [
        { op: 'endswith', path: 'FileName', value: '.EXE' },
        { op: 'endswith', path: 'filePath', value: '.EXE' },
      ],
      [
        { op: 'eq', path: 'IsBackgroundProcess', value: background },
        { op: 'eq', path: 'systemInitiatedElevation', value: background },
      ],
    ]
    for (const [column, property] of [pick(choices), pick(choices)]) {
      parts.push(column)
      onEvents.push(property)
    }
  }
  const filter: Filter = { op: 'and', items: parts }
  const wanted = (event: Elevation) =>
    inScope(scope, event.deviceId) &&
    day(event) >= first &&
    day(event) < last &&
    onEvents.every((part) => satisfies(event, part))
  return { question: ask({ reportName, scope, filter }), wanted }
}

describe('readReport', () => {
  it('equals a recount of the events for 200 random questions of any reader, and counts its rows', async () => {
    const next = seededNumbers(11)
    let rows = 0
    for (let round = 0; round < 200; round += 1) {
      const { question, wanted } = someQuestion(next)
      const about = `${question.reportName} ${printFilter(question.filter as Filter)} as ${JSON.stringify(question.scope)}`
      const read = await all(db, question)
      const recount = recounts[question.reportName]
      expect(sorted(read), about).toEqual(sorted(recount?.(events.filter(wanted)) ?? []))
      expect(await countReport(db, question), about).toBe(read.length)
      rows += read.length
    }
    expect(rows).toBeGreaterThan(5_000)
  })

  it('keeps its sums when the single events are dropped, and shows no half days', async () => {
    const own = await memoryDb()
    await tagDevices(own)
    await own.transaction().execute((tx) => storeElevations(tx, events))
    const before = new Map<ReportName, string[]>()
    const whole: Filter = { op: 'and', items: dayFilter(0, 30_000) }
    for (const reportName of recounted) {
      before.set(
        reportName,
        sorted(await all(own, ask({ reportName, filter: whole, scope: ['1'] }))),
      )
    }
    const later = { db: own, now, keptDays: 4 }
    while ((await dropOldElevations(later, 150)) > 0) {
      const list = ask({ reportName: 'EpmElevationReportElevationEvent' })
      const kept = events.filter((event) => day(event) >= Math.floor(now.getTime() / dayMs) - 4)
      expect(await countReport(own, list)).toBe(kept.length)
    }
    expect(await own.selectFrom('elevations').select('id').execute()).toHaveLength(
      events.filter((event) => day(event) >= Math.floor(now.getTime() / dayMs) - 4).length,
    )
    for (const reportName of [
      'EpmAggregationReportByApplication',
      'EpmAggregationReportByPublisher',
      'EpmAggregationReportByUser',
      'EpmInsightsElevationTrend',
    ] as const) {
      const after = await all(own, ask({ reportName, filter: whole, scope: ['1'] }))
      expect(sorted(after), reportName).toEqual(before.get(reportName))
    }
  })

  it('gives every event once, oldest first, as its columns say', async () => {
    const rows = await all(
      db,
      ask({ reportName: 'EpmElevationReportElevationEvent', scope: ['1'] }),
    )
    const expected = events.filter((event) => inScope(['1'], event.deviceId))
    expect(rows).toHaveLength(expected.length)
    const ids = rows.map((row) => ('Id' in row ? row.Id : null))
    expect(new Set(ids)).toEqual(new Set(expected.map((event) => event.id)))
    const dates = rows.map((row) => ('EventDateTime' in row ? row.EventDateTime : ''))
    expect(dates).toEqual(dates.toSorted())
    const one = expected[0] as Elevation
    expect(rows[ids.indexOf(one.id)]).toEqual({
      CompanyName: orNull(one.companyName),
      DeviceId: one.deviceId,
      DeviceName: one.deviceName,
      ElevationType: one.elevationType,
      EventDateTime: one.eventDateTime,
      FileDescription: null,
      FilePath: orNull(one.filePath),
      FileVersion: one.fileVersion,
      Hash: one.hash,
      Id: one.id,
      InternalName: one.internalName,
      IsSystemInitiated: one.systemInitiatedElevation,
      Justification: one.justification,
      ParentProcessName: 'explorer.exe',
      PolicyId: one.policyId,
      PolicyName: one.policyName,
      ProcessType: one.processType,
      ProductName: 'Product',
      Result: one.result,
      RuleId: one.ruleId,
      Upn: one.upn,
      UserType: 'azureAd',
    })
  })

  it.each(Object.keys(reports) as ReportName[])(
    '%s has exactly its columns',
    async (reportName) => {
      const [row] = await all(db, ask({ reportName }))
      expect(Object.keys(row ?? {}).sort()).toEqual(
        columnsOf(reportName)
          .map(([name]) => name)
          .sort(),
      )
    },
  )

  it('looks at the last 48 hours for the insights unless days are asked for', async () => {
    const recent = events.filter(
      (event) => Date.parse(event.eventDateTime) >= now.getTime() - 2 * dayMs,
    )
    const colours = (of: readonly Elevation[]) => {
      const row = { Green: 0, Yellow: 0, Red: 0 }
      for (const { ManagedCount, UnmanagedCount } of byUser(of)) {
        row[ManagedCount === 0 ? 'Red' : UnmanagedCount === 0 ? 'Green' : 'Yellow'] += 1
      }
      return row
    }
    const reportName = 'EpmInsightsReport'
    expect(await all(db, ask({ reportName, scope: ['2', '3'] }))).toEqual([
      colours(recent.filter((event) => inScope(['2', '3'], event.deviceId))),
    ])
    const first = firstDay / dayMs
    const filter: Filter = { op: 'and', items: dayFilter(first, first + 1) }
    expect(await all(db, ask({ reportName, filter }))).toEqual([
      colours(events.filter((event) => day(event) === first)),
    ])
    const denied = events.filter((event) => outcomeOf(event) === 'denied')
    const recently = new Set(
      denied.filter((event) => recent.includes(event)).map((event) => event.hash),
    )
    expect(sorted(await all(db, ask({ reportName: 'EpmDeniedReport' })))).toEqual(
      sorted(
        counted(
          denied.filter((event) => recently.has(event.hash)),
          month,
          'MonthElevationCount',
        ),
      ),
    )
  })

  it('counts of a frequent file what the list of its hash holds, whoever was last and by whichever publisher', async () => {
    const at = (hoursAgo: number) => new Date(now.getTime() - hoursAgo * 3_600_000).toISOString()
    const some = someEvents(17, 600)
    const next = seededNumbers(17)
    // A few files that few people touch: most of their elevations are older than 48 hours.
    const rare = some.map((event, index) => ({
      ...event,
      hash: `${Math.floor(next() * 40)}`.padStart(64, '0'),
      eventDateTime: at(next() * 20 * 24),
      upn: `user${index % 90}@contoso.example`,
      result: event.elevationType === 'undetermined' && next() < 0.1 ? 0 : event.result,
    }))
    const own = await memoryDb()
    await tagDevices(own)
    await own.transaction().execute((tx) => storeElevations(tx, rare))
    const sumOf = (rows: readonly ReportRow[]) => {
      const sums = new Map<string, number>()
      for (const row of rows) {
        if (!('MonthElevationCount' in row) || !('HashValue' in row)) throw new Error('no count')
        const key = `${row.HashValue} ${row.ElevationType}`
        sums.set(key, (sums.get(key) ?? 0) + row.MonthElevationCount)
      }
      return sums
    }
    for (const scope of readers) {
      const seen = rare.filter((event) => inScope(scope, event.deviceId))
      for (const reportName of ['EpmDeniedReport', 'EpmInsightsMostFrequentElevations'] as const) {
        const listed = seen.filter(
          (event) => reportName !== 'EpmDeniedReport' || outcomeOf(event) === 'denied',
        )
        const expected = new Map<string, number>()
        const recentOnes = new Set<string>()
        for (const event of listed) {
          const key = `${event.hash} ${event.elevationType}`
          expected.set(key, (expected.get(key) ?? 0) + 1)
          if (Date.parse(event.eventDateTime) >= now.getTime() - 2 * dayMs) recentOnes.add(key)
        }
        for (const key of expected.keys()) if (!recentOnes.has(key)) expected.delete(key)
        expect(sumOf(await all(own, ask({ reportName, scope }))), reportName).toEqual(expected)
      }
    }
  })

  it('does not count Windows’ own accounts as people', async () => {
    const own = await memoryDb()
    const [event] = events
    if (!event) throw new Error('no event')
    const system = { ...event, upn: 'NT AUTHORITY\\SYSTEM', eventDateTime: now.toISOString() }
    await own
      .transaction()
      .execute((tx) =>
        storeElevations(tx, [{ ...system, elevationType: 'unmanagedElevation' as const }]),
      )
    expect(await all(own, ask({ reportName: 'EpmInsightsReport' }))).toEqual([
      { Green: 0, Yellow: 0, Red: 0 },
    ])
    expect(await all(own, ask({ reportName: 'EpmAggregationReportByUser' }))).toHaveLength(1)
  })

  it('searches what a report shows', async () => {
    const rows = await all(
      db,
      ask({ reportName: 'EpmAggregationReportByApplication', search: 'litware setup' }),
    )
    expect(rows.length).toBeGreaterThan(0)
    for (const row of rows) {
      expect('CompanyName' in row && row.CompanyName).toBe('Litware GmbH')
      expect('FileName' in row && row.FileName?.toLowerCase()).toBe('setup.exe')
    }
    const users = await all(db, ask({ reportName: 'EpmAggregationReportByUser', search: 'åsa' }))
    expect(users).toMatchObject([{ Upn: 'ÅSA@contoso.example' }])
  })

  it.each([
    [{ op: 'ge', path: 'DateCreated', value: { kind: 'date', value: '2026-04-01T10:00:00.000Z' } }],
    [{ op: 'ne', path: 'DateCreated', value: { kind: 'date', value: '2026-04-01T00:00:00.000Z' } }],
    [{ op: 'or', items: dayFilter(1, 2) }],
  ] as [Filter][])('refuses days that are none: %j', async (filter) => {
    const question = ask({ reportName: 'EpmAggregationReportByUser', filter })
    await expect(all(db, question)).rejects.toThrow(/DateCreated/)
  })

  it('lets others have their turn between the pieces of a long export', async () => {
    let turns = 0
    const timer = setInterval(() => (turns += 1), 0)
    for await (const piece of readReport(
      db,
      ask({ reportName: 'EpmElevationReportElevationEvent' }),
    )) {
      expect(piece.length).toBeLessThanOrEqual(1_000)
    }
    clearInterval(timer)
    expect(turns).toBeGreaterThan(5)
  })
})
