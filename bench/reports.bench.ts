import { execFileSync } from 'node:child_process'
import { readFileSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'

import type { Filter } from '#server/odata/filter.ts'
import { readReport } from '#server/reports/read-report.ts'
import { dataFiles } from '#server/node/data-folder.ts'
import type { ReportName } from '#contract/report-names.ts'
import { createFleet } from '#worlds/fleet/fleet.ts'
import { fleetElevations } from '#worlds/fleet/fleet-elevations.ts'

import { conclude, figure, say, spread, spreadOf, wholeOption, type Spread } from './figures.ts'
import { fleetWorld, openRaw, takeIn } from './fleet-data.ts'
import { createClient } from './http-client.ts'
import { listQuestions, reportBenches } from './report-questions.ts'
import { seedData, startService } from './service.ts'

/**
 * DESIGN 7: what storing, the elevation list and the reports cost at a million elevations of a fleet, and at a tenth of them,
 * beside the same rows in one plain table by the bare driver and the same questions asked of it, in the same run.
 */
const size = wholeOption('elevations', 1_000_000)
const samples = wholeOption('samples', 40)
const bareSamples = 3
const day = 24 * 60 * 60 * 1000

// Whole days, so that the generator's last day is over.
const at = new Date((Math.floor(Date.now() / day) + 1) * day - 1)
const fleet = createFleet(1, { users: 15_000, devices: 20_000, files: 6_000 })
const events = fleetElevations(fleet, { at, count: size, seed: 1 })
const data = await seedData(fleetWorld(fleet, at))
const plain = openRaw()
const wrong: string[] = []

const megabytes = (file: string) => Math.round(statSync(file).size / 1_000_000)
const timed = async (times: number, run: () => unknown): Promise<Spread> => {
  const spent: number[] = []
  for (let sample = 0; sample < times; sample += 1) {
    const started = performance.now()
    await run()
    spent.push(performance.now() - started)
  }
  return spreadOf(spent)
}

const store = async (count: number) => {
  const { db, raw } = data.open()
  const rss = process.memoryUsage().rss
  const spent = await takeIn(events, count, { db, plain })
  raw.pragma('wal_checkpoint(truncate)')
  await db.destroy()
  const perSecond = (ms: number) => Math.round((count / ms) * 1000)
  figure('elevations stored per second, with sums', perSecond(spent.intake))
  figure('  bare driver, one table, rows per second', perSecond(spent.bare))
  figure('  times as long as the bare driver', spent.intake / spent.bare)
  figure('microseconds of the processor for each', (spent.intakeCpu / count) * 1000)
  figure('  bare driver', (spent.bareCpu / count) * 1000)
  figure('memory while storing, MB', Math.round(Math.max(rss, process.memoryUsage().rss) / 1e6))
  figure('database, MB', megabytes(dataFiles(data.folder).database))
  figure('  plain table, MB', megabytes(join(plain.folder, 'raw.db')))
}

const factsOf = () => {
  const one = (sql: string) => (plain.raw.prepare(sql).get() as { value: string }).value
  return {
    user: one(`select lower("upn") as value from events where "upn" like '%@%' limit 1`),
    device: one('select "deviceName" as value from events limit 1'),
    hash: one(`select "hash" as value from events where "companyName" like 'Litware%' limit 1`),
    rareFile: fleet.files[5_900]?.hash ?? '',
    policyId: one(`select "policyId" as value from events where "policyId" is not null limit 1`),
  }
}

const lists = async () => {
  const service = await startService(data)
  for (const question of listQuestions(at, factsOf())) {
    const token = question.limitedToScope ? data.tokens.second : data.tokens.first
    const client = createClient(service.url, token)
    const orderBy = question.oldestFirst ? 'eventDateTime asc' : 'eventDateTime desc'
    const ask = async (count: boolean) => {
      const parameters = Object.entries({ ...question.query, $orderby: orderBy, $top: '50' })
        .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
        .join('&')
      const answer = await client.get(
        `/deviceManagement/privilegeManagementElevations?${parameters}${count ? '&$count=true' : ''}`,
      )
      if (answer?.status !== 200)
        throw new Error(`${question.name}: ${answer?.text ?? 'no answer'}`)
      return JSON.parse(answer.text) as { '@odata.count'?: number; value: unknown[] }
    }
    const page = plain.raw.prepare(
      `select * from events where ${question.where} order by "eventDateTime" ${question.oldestFirst ? '' : 'desc'} limit 51`,
    )
    const total = plain.raw.prepare(`select count(*) as total from events where ${question.where}`)
    const expected = total.get() as { total: number }
    const seen = await ask(true)
    const rows = seen['@odata.count'] ?? seen.value.length
    if (!question.limitedToScope && rows !== expected.total) {
      wrong.push(`${question.name}: ${rows} counted, ${expected.total} in the plain table`)
    }
    spread(`${question.name} (${rows})`, await timed(samples, () => ask(false)))
    spread('  with its count', await timed(samples, () => ask(true)))
    spread('  plain table, page', await timed(bareSamples, () => page.all()))
    spread('  plain table, count', await timed(bareSamples, () => total.get()))
    client.close()
  }
  const status = readFileSync(`/proc/${service.child.pid}/status`, 'utf8')
  figure(
    'memory of the server afterwards, MB',
    Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1000),
  )
  await service.stop()
}

const ofDays = (count: number): Filter => {
  const to = Math.floor(at.getTime() / day) + 1
  const bound = (op: 'ge' | 'lt', number: number): Filter => ({
    op,
    path: 'DateCreated',
    value: { kind: 'date', value: new Date(number * day).toISOString() },
  })
  return { op: 'and', items: [bound('ge', to - count), bound('lt', to)] }
}

const reports = async () => {
  const { db } = data.open()
  const read = async (reportName: ReportName, days: number, scope: readonly string[] | null) => {
    let rows = 0
    const question = { reportName, filter: ofDays(days), search: null, scope, now: at }
    for await (const piece of readReport(db, question)) rows += piece.length
    return rows
  }
  for (const { reportName, sql } of reportBenches) {
    const question = plain.raw.prepare(sql)
    for (const days of [1, 7, 30]) {
      const to = Math.floor(at.getTime() / day) + 1
      const bounds = [(to - days) * day, to * day].map((ms) => new Date(ms).toISOString())
      const rows = await read(reportName, days, null)
      spread(
        `${reportName.slice(3)}, ${days} d (${rows} rows)`,
        await timed(samples / 2, () => read(reportName, days, null)),
      )
      if (days === 30) {
        spread(
          '  limited to a scope tag',
          await timed(samples / 2, () => read(reportName, days, ['2'])),
        )
      }
      spread('  plain table', await timed(bareSamples, () => question.all(...bounds)))
    }
  }
  await db.destroy()
}

/** The long ones are read piece by piece; what matters is how long one piece holds up everybody else. */
const longReports = async () => {
  const { db } = data.open()
  for (const reportName of [
    'EpmElevationReportElevationEvent',
    'EpmAggregationReportByUserAppByMonth',
    'EpmElevationReportByUserAppByDayToReporting',
  ] as const) {
    const pieces: number[] = []
    let rows = 0
    const began = performance.now()
    let last = began
    const turns = setInterval(() => {
      pieces.push(performance.now() - last)
      last = performance.now()
    }, 0)
    for await (const piece of readReport(db, {
      reportName,
      filter: null,
      search: null,
      scope: null,
      now: at,
    })) {
      rows += piece.length
    }
    clearInterval(turns)
    figure(`${reportName.slice(3)}, rows`, rows)
    figure('  seconds', (performance.now() - began) / 1000)
    spread('  others wait for their turn', spreadOf(pieces))
  }
  await db.destroy()
}

const load = () => execFileSync('cat', ['/proc/loadavg'], { encoding: 'utf8' }).split(' ')[0] ?? ''

let stored = 0
for (const until of [Math.round(size / 10), size]) {
  say(
    `${until} elevations, 20,000 devices, 15,000 users, 6,000 files (load of the machine ${load()})`,
  )
  await store(until - stored)
  stored = until
  await lists()
  await reports()
}
await longReports()
say(`load of the machine at the end ${load()}`)
data.remove()
plain.raw.close()
rmSync(plain.folder, { recursive: true, force: true })
conclude(wrong)
