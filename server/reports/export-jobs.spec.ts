import { BlobReader, Uint8ArrayWriter, ZipReader } from '@zip.js/zip.js'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { reports, type ReportName } from '#contract/report-names.ts'
import { unescapeCell } from '#domain/csv/formula-guard.ts'
import { createCsvReader } from '#domain/csv/read-csv.ts'
import { rowReader } from '#domain/reports/read-row.ts'

import { createTestApi, errorOf, origin, type TestApi } from '../api.spec-helper.ts'
import { createExportJobHandlers } from '../http/handlers/export-jobs.ts'
import { exportLimits } from './export-jobs.ts'
import type { ReportSource } from './report-question.ts'
import { rowsOf, tableSource, type TableRow } from './table-source.spec-helper.ts'

const jobs = '/deviceManagement/reports/exportJobs'
const events = 'EpmElevationReportElevationEvent'
const byUser = 'EpmAggregationReportByUser'
type Job = { id: string; status: string; url: string | null; expirationDateTime: string }

const names = Object.keys(reports) as ReportName[]
const someRows = (name: ReportName, count: number): TableRow[] =>
  fc.sample(rowsOf(name), { numRuns: count, seed: 7 })

const apiOver = (source: ReportSource, over: Parameters<typeof createTestApi>[0] = {}) =>
  createTestApi({ ...over, handlers: createExportJobHandlers(source) })

const person = (test: TestApi) => test.asUser('intune.admin')

const createJob = async (test: TestApi, body: object, headers?: Record<string, string>) => {
  const response = await test.call('POST', jobs, { headers: headers ?? (await person(test)), body })
  expect(response.status).toBe(201)
  return (await response.json()) as Job
}

/** Asks until the job has come to its end. */
const endOf = async (test: TestApi, id: string, headers: Record<string, string>) => {
  const seen: string[] = []
  for (;;) {
    const response = await test.call('GET', `${jobs}('${id}')`, { headers })
    expect(response.status).toBe(200)
    const job = (await response.json()) as Job
    seen.push(job.status)
    if (job.status === 'completed' || job.status === 'failed') return { job, seen }
    await new Promise((resume) => setTimeout(resume, 0))
  }
}

const completed = async (test: TestApi, body: object) => {
  const headers = await person(test)
  const { id } = await createJob(test, body, headers)
  const { job } = await endOf(test, id, headers)
  expect(job.status).toBe('completed')
  return { ...job, url: job.url ?? '' }
}

const fetchUrl = (test: TestApi, url: string, init?: RequestInit) =>
  test.api.fetch(new Request(url, init))

const unzip = async (response: Response) => {
  const zip = new ZipReader(new BlobReader(await response.blob()))
  const entries = await zip.getEntries()
  expect(entries).toHaveLength(1)
  const [entry] = entries
  if (!entry || entry.directory) throw new Error('no file in the ZIP')
  const bytes = await entry.getData(new Uint8ArrayWriter())
  return { name: entry.filename, text: new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes) }
}

const fileOf = async (test: TestApi, body: object) => {
  const { url } = await completed(test, body)
  return unzip(await fetchUrl(test, url))
}

const jsonRows = (text: string) => (JSON.parse(text) as { values: Record<string, string>[] }).values

const csvRows = (text: string) => {
  const reader = createCsvReader()
  const [header = [], ...records] = [...reader.push(text), ...reader.end()]
  return records.map((record) =>
    Object.fromEntries(header.map((name, index) => [name, unescapeCell(record[index] ?? '')])),
  )
}

describe('the life of an export job', () => {
  it('goes as on the real wire: 201, then inProgress, then an address that opens once', async () => {
    const { source } = tableSource(someRows(events, 3))
    let letGo = () => undefined as void
    const held = new Promise<void>((resume) => (letGo = resume))
    const test = await apiOver({
      ...source,
      countReport: async (...args) => {
        await held
        return source.countReport(...args)
      },
    })
    const headers = await person(test)
    const made = await createJob(test, { reportName: events }, headers)
    expect(made).toMatchObject({
      status: 'notStarted',
      url: null,
      format: 'csv',
      expirationDateTime: '0001-01-01T00:00:00Z',
    })
    expect(made.id).toMatch(/^EpmElevationReportElevationEvent_[0-9a-f-]{36}$/)
    // Preparing begins by itself; it is seen before it can end.
    let status = 'notStarted'
    while (status === 'notStarted') {
      await new Promise((resume) => setTimeout(resume, 0))
      status = ((await (await test.call('GET', `${jobs}/${made.id}`, { headers })).json()) as Job)
        .status
    }
    expect(status).toBe('inProgress')
    letGo()
    const { job } = await endOf(test, made.id, headers)
    expect(job).toMatchObject({
      status: 'completed',
      expirationDateTime: '2026-05-04T15:00:00.000Z',
    })
    const url = new URL(job.url ?? '')
    expect(url.origin).toBe(origin)
    expect(url.searchParams.get('sig')).toMatch(/^[\w-]{43}$/)
  })

  it('fails when the rows cannot be counted, or are too many, and tells nothing of the inside', async () => {
    for (const countReport of [
      () => Promise.reject(new Error('disk I/O error')),
      () => Promise.resolve(exportLimits.rows + 1),
    ]) {
      const test = await apiOver({ ...tableSource([]).source, countReport })
      const headers = await person(test)
      const { id } = await createJob(test, { reportName: events }, headers)
      const { job } = await endOf(test, id, headers)
      expect(job).toMatchObject({ status: 'failed', url: null })
      expect(JSON.stringify(job)).not.toContain('disk')
    }
  })

  it('goes on after a restart in the middle', async () => {
    const test = await apiOver(tableSource([]).source)
    const headers = await person(test)
    const { id } = await createJob(test, { reportName: events }, headers)
    await endOf(test, id, headers)
    await test.db.updateTable('export_jobs').set({ status: 'inProgress', file_key: null }).execute()
    expect((await endOf(test, id, headers)).job.status).toBe('completed')
  })

  it('belongs to who made it, and is forgotten after six hours', async () => {
    const test = await apiOver(tableSource([]).source)
    const headers = await person(test)
    const { id } = await createJob(test, { reportName: byUser }, headers)
    const other = await test.asUser('epm.reader')
    expect((await test.call('GET', `${jobs}/${id}`, { headers: other })).status).toBe(404)
    test.pass(6 * 60 * 60)
    expect((await test.call('GET', `${jobs}/${id}`, { headers })).status).toBe(404)
    await createJob(test, { reportName: byUser }, headers)
    expect(await test.db.selectFrom('export_jobs').selectAll().execute()).toHaveLength(1)
  })

  it('keeps so many unused files of one person, and the newest of them', async () => {
    const test = await apiOver(tableSource([]).source)
    const headers = await person(test)
    const ids: string[] = []
    for (let made = 0; made < exportLimits.unused + 3; made += 1) {
      ids.push((await createJob(test, { reportName: byUser }, headers)).id)
      test.pass(1)
    }
    const kept = await test.db.selectFrom('export_jobs').select('id').execute()
    expect(new Set(kept.map((job) => job.id))).toEqual(new Set(ids.slice(-exportLimits.unused)))
  })

  it('needs the right to view reports, and records who exported what, in the transaction of the job', async () => {
    const test = await apiOver(tableSource([]).source)
    const headers = await test.asUser('no.role')
    const refused = await test.call('POST', jobs, { headers, body: { reportName: byUser } })
    expect(refused.status).toBe(403)
    expect(await test.lastAudit()).toMatchObject({ category: 'Report', result: 'Failure' })
    const filter = "(ElevationType eq 'unmanagedElevation')"
    const made = await createJob(test, { reportName: events, filter, select: ['Upn'] })
    const record = await test.lastAudit()
    expect(record).toMatchObject({
      category: 'Report',
      activity_type: 'Create DeviceManagementExportJob',
      resource_id: made.id,
      resource_name: events,
      actor_name: 'intune.admin@contoso.example',
    })
    expect(record.resource).toContain('unmanagedElevation')
    expect(record).toMatchObject({ operation_type: 'Create' })
    await createJob(test, { reportName: events, format: 'json' })
    expect(await test.lastAudit()).toMatchObject({
      activity_type: 'Create DeviceManagementExportJob',
      operation_type: 'Get',
    })
    const broken = await apiOver(tableSource([]).source)
    await broken.db.schema.dropTable('audit').execute()
    const response = await broken.call('POST', jobs, {
      headers: await person(broken),
      body: { reportName: byUser },
    })
    expect(response.status).toBe(503)
    expect(await broken.db.selectFrom('export_jobs').selectAll().execute()).toEqual([])
  })
})

describe('what a job can be asked', () => {
  const wrong: [string, object, RegExp, string][] = [
    ['a report there is not', { reportName: 'Devices' }, /'Devices'/, 'reportName'],
    ['a name of every object', { reportName: 'toString' }, /'toString'/, 'reportName'],
    ['PDF', { reportName: byUser, format: 'pdf' }, /PDF/, 'format'],
    [
      'a column there is not',
      { reportName: byUser, select: ['Upn', 'Secret'] },
      /'Secret'/,
      'select',
    ],
    ['a localised column', { reportName: byUser, select: ['Upn_loc'] }, /'Upn_loc'/, 'select'],
    ['a filter on another column', { reportName: events, filter: "Upn eq 'a'" }, /'Upn'/, 'filter'],
    [
      'a filter on a report without one',
      { reportName: byUser, filter: "Upn eq 'a'" },
      /'Upn'/,
      'filter',
    ],
    [
      'days on single events',
      { reportName: events, filter: 'DateCreated ge 2026-05-01' },
      /'DateCreated'/,
      'filter',
    ],
    [
      'half a day',
      { reportName: byUser, filter: 'DateCreated ge 2026-05-01T10:00:00Z' },
      /whole days/,
      'filter',
    ],
    [
      'one day by its name',
      { reportName: byUser, filter: 'DateCreated eq 2026-05-01' },
      /whole days/,
      'filter',
    ],
    ['a broken filter', { reportName: events, filter: '(Result eq' }, /Invalid filter/, 'filter'],
    [
      'a value of another type',
      { reportName: events, filter: "Result eq 'x'" },
      /Result/,
      '$filter',
    ],
    [
      'a member there is not',
      { reportName: events, filter: "ElevationType eq 'x'" },
      /'x'/,
      '$filter',
    ],
  ]
  it.each(wrong)('refuses %s by name', async (_what, body, message, target) => {
    const test = await apiOver(tableSource([]).source)
    const response = await test.call('POST', jobs, { headers: await person(test), body })
    expect(response.status).toBe(400)
    const error = await errorOf(response)
    expect(error.message).toMatch(message)
    expect(error.details?.[0]?.target).toBe(target)
  })

  it('takes days on every aggregated report', async () => {
    const test = await apiOver(tableSource([]).source)
    for (const reportName of names.filter((name) => name !== events)) {
      const filter = '(DateCreated ge 2026-05-01) and (DateCreated lt 2026-05-04)'
      const { id } = await createJob(test, { reportName, filter })
      expect(id.startsWith(`${reportName}_`)).toBe(true)
    }
  })

  it('answers 200 random filters with exactly the rows that match', async () => {
    const rows = someRows(events, 200)
    const { source } = tableSource(rows)
    const leaf = fc.oneof(
      fc
        .tuple(
          fc.constantFrom('eq', 'ne'),
          fc.constantFrom(...rows.map((row) => row['ElevationType'])),
        )
        .map(([op, value]) => `ElevationType ${op} '${String(value)}'`),
      fc
        .tuple(fc.constantFrom('eq', 'ne', 'gt', 'ge', 'lt', 'le'), fc.constantFrom(...rows))
        .chain(([op, row]) =>
          fc.constantFrom(
            `Result ${op} ${String(row['Result'])}`,
            `EventDateTime ${op} ${String(row['EventDateTime'])}`,
          ),
        ),
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
    const test = await apiOver(source)
    const read = rowReader(events)
    await fc.assert(
      fc.asyncProperty(filter, fc.constantFrom('csv', 'json'), async (text, format) => {
        const { text: file } = await fileOf(test, { reportName: events, filter: text, format })
        const over = (format === 'csv' ? csvRows(file) : jsonRows(file)).map(read)
        const expected: unknown[] = []
        const { parseReportFilter } = await import('./parse-export.ts')
        const question = {
          reportName: events,
          filter: parseReportFilter(events, text),
          search: null,
          scope: null,
          now: new Date(0),
        } as const
        for await (const piece of source.readReport(test.db, question)) expected.push(...piece)
        expect(over).toEqual(expected)
      }),
      { numRuns: 200 },
    )
  }, 60_000)
})

describe('the file', () => {
  it.each(names)('%s: what the service writes is what the client reads', async (reportName) => {
    const rows = someRows(reportName, 60)
    const test = await apiOver(tableSource(rows).source)
    const read = rowReader(reportName)
    const json = await fileOf(test, { reportName, format: 'json' })
    expect(jsonRows(json.text).map(read)).toEqual(rows)
    expect(Object.values(jsonRows(json.text)[0] ?? {}).every((it) => typeof it === 'string')).toBe(
      true,
    )
    const csv = await fileOf(test, { reportName })
    expect(csvRows(csv.text).map(read)).toEqual(rows)
    expect(csv.text.startsWith(`\uFEFF"${Object.keys(reports[reportName].columns)[0]}"`)).toBe(true)
  })

  it('has one entry named after the job, and only the columns that were asked for, in their order', async () => {
    const test = await apiOver(tableSource(someRows(byUser, 2)).source)
    const job = await completed(test, { reportName: byUser, select: ['Upn', 'TotalCount', 'Upn'] })
    const response = await fetchUrl(test, job.url)
    expect(response.headers.get('content-type')).toBe('application/zip')
    expect(response.headers.get('content-disposition')).toBe(`attachment; filename="${job.id}.zip"`)
    expect(response.headers.get('x-content-type-options')).toBe('nosniff')
    expect(response.headers.get('cache-control')).toBe('no-store')
    const { name, text } = await unzip(response)
    expect(name).toBe(`${job.id}.csv`)
    expect(text.split('\r\n')[0]).toBe('\uFEFF"Upn","TotalCount"')
  })

  it('writes what the real wire writes', async () => {
    const row = {
      ...someRows(events, 1)[0],
      EventDateTime: '2026-07-19T19:10:54.120Z',
      ElevationType: 'unmanagedElevation',
      UserType: 'undetermined',
      IsSystemInitiated: false,
      RuleId: null,
      PolicyName: null,
      Result: -1073741510,
    }
    const test = await apiOver(tableSource([row]).source)
    const [wire] = jsonRows((await fileOf(test, { reportName: events, format: 'json' })).text)
    expect(wire).toMatchObject({
      EventDateTime: '2026-07-19 19:10:54.1200000',
      ElevationType: 'UnmanagedElevation',
      UserType: 'Unknown',
      IsSystemInitiated: 'False',
      RuleId: '<Null>',
      PolicyName: '',
      Result: '-1073741510',
    })
  })

  it('opens once, with its key only, for six hours, and for who still may', async () => {
    const test = await apiOver(tableSource(someRows(byUser, 2)).source)
    const { url } = await completed(test, { reportName: byUser })
    const wrong = url.replace(/sig=.{5}/, 'sig=AAAAA')
    for (const bad of [wrong, url.split('?')[0] ?? '', `${url}x`, url.replace(byUser, events)]) {
      expect((await fetchUrl(test, bad)).status).toBe(404)
    }
    expect((await fetchUrl(test, url, { method: 'HEAD' })).status).toBe(200)
    const both = await Promise.all([fetchUrl(test, url), fetchUrl(test, url)])
    expect(new Set(both.map((response) => response.status))).toEqual(new Set([200, 404]))
    await Promise.all(both.map((response) => response.text()))
    expect((await fetchUrl(test, url)).status).toBe(404)

    const late = await completed(test, { reportName: byUser })
    test.pass(6 * 60 * 60)
    expect((await fetchUrl(test, late.url)).status).toBe(404)
    const lost = await completed(test, { reportName: byUser })
    await test.db.deleteFrom('role_assignments').execute()
    expect((await fetchUrl(test, lost.url)).status).toBe(404)
  })

  it('leaves its key in no log line, no audit record and no message', async () => {
    const test = await apiOver(tableSource([]).source)
    const { url } = await completed(test, { reportName: byUser })
    const key = new URL(url).searchParams.get('sig') ?? ''
    await (await fetchUrl(test, url)).text()
    const again = await (await fetchUrl(test, url)).text()
    const audit = await test.db.selectFrom('audit').select('resource').execute()
    expect(JSON.stringify([test.log, audit, again])).not.toContain(key)
    expect(await test.db.selectFrom('export_jobs').select('file_key').execute()).toEqual([
      { file_key: null },
    ])
  })

  it('reads no further than it is read, and lets go of everything when it is cancelled', async () => {
    function* endless() {
      const [row] = someRows(events, 1)
      for (;;) if (row) yield { ...row, Justification: crypto.randomUUID() }
    }
    const { source, seen } = tableSource(endless())
    const test = await apiOver({ ...source, countReport: () => Promise.resolve(1) })
    const { url } = await completed(test, { reportName: events })
    const reader = (await fetchUrl(test, url)).body?.getReader()
    let bytes = 0
    while (bytes < 200_000) bytes += (await reader?.read())?.value?.byteLength ?? 0
    // What is under way in the compressor may still go on for a few pieces, and then waits: else this has no end.
    for (let read = 0; read < seen.pieces;) {
      read = seen.pieces
      await completed(test, { reportName: events })
    }
    await reader?.cancel()
    expect(seen.open).toBe(0)
    const stopped = seen.pieces
    await completed(test, { reportName: events })
    expect(seen.pieces).toBe(stopped)
    const next = await completed(test, { reportName: events })
    expect((await fetchUrl(test, next.url)).status).toBe(200)
  })

  it('breaks off when the rows do, so that nobody takes half a file for a whole one', async () => {
    const { source } = tableSource([])
    const [row] = someRows(byUser, 1)
    const test = await apiOver({
      ...source,
      async *readReport() {
        yield [row] as never
        await Promise.resolve()
        throw new Error('database is gone')
      },
    })
    const { url } = await completed(test, { reportName: byUser })
    const response = await fetchUrl(test, url)
    await expect(response.arrayBuffer()).rejects.toThrow('gone')
    expect(test.log.some((line) => String(line['message']).includes('to its end'))).toBe(true)
  })

  it('is held back when one person fetches too many at once', async () => {
    const test = await apiOver(tableSource(someRows(byUser, 1)).source)
    const open: Response[] = []
    for (let index = 0; index < exportLimits.fetches; index += 1) {
      const { url } = await completed(test, { reportName: byUser })
      open.push(await fetchUrl(test, url))
    }
    const { url } = await completed(test, { reportName: byUser })
    const refused = await fetchUrl(test, url)
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '1'])
    await open[0]?.arrayBuffer()
    expect((await fetchUrl(test, url)).status).toBe(200)
  })

  it('is not for somebody whose scope has become narrower since', async () => {
    const test = await apiOver(tableSource([]).source)
    const { url } = await completed(test, { reportName: byUser })
    await test.db.updateTable('role_assignments').set({ scope_tags_json: '["7"]' }).execute()
    expect((await fetchUrl(test, url)).status).toBe(404)
    await test.db.updateTable('role_assignments').set({ scope_tags_json: '[]' }).execute()
    expect((await fetchUrl(test, url)).status).toBe(200)
  })

  it('carries the scope of its making, not of its fetching', async () => {
    const { source, seen } = tableSource([])
    const test = await apiOver(source)
    const assignment = await test.db.selectFrom('role_assignments').selectAll().execute()
    await test.db.updateTable('role_assignments').set({ scope_tags_json: '["7"]' }).execute()
    const { url } = await completed(test, { reportName: byUser })
    for (const { id, scope_tags_json } of assignment)
      await test.db
        .updateTable('role_assignments')
        .set({ scope_tags_json })
        .where('id', '=', id)
        .execute()
    await (await fetchUrl(test, url)).arrayBuffer()
    expect(seen.questions.map((question) => question.scope)).toEqual([['7']])
  })
})
