import { existsSync, readFileSync } from 'node:fs'

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

import { createExportJobHandlers } from '#server/http/handlers/export-jobs.ts'
import type { ReportSource } from '#server/reports/report-question.ts'
import { rowsOf, tableSource, type TableRow } from '#server/reports/table-source.spec-helper.ts'
import { createTestApi, type TestApi } from '#server/api.spec-helper.ts'
import { reports, type ReportName } from '#contract/report-names.ts'
import { createCsvReader } from '#domain/csv/read-csv.ts'
import { unescapeCell } from '#domain/csv/formula-guard.ts'
import { rowReader } from '#domain/reports/read-row.ts'
import type { SaveTarget } from '#src/lib/save-file.ts'
import fc from 'fast-check'

// The page's world, before the client is imported: its address is the service's.
vi.hoisted(() => {
  Object.assign(globalThis, { location: { origin: 'http://127.0.0.1:8080' } })
  Object.defineProperty(globalThis, 'navigator', { value: { onLine: true }, configurable: true })
})
const { exportCsv } = await import('./export-csv.ts')
const { createQueryClient } = await import('./query-client.ts')
const { readReport, reportQuery } = await import('./reports.ts')

const events = 'EpmElevationReportElevationEvent'
const byUser = 'EpmAggregationReportByUser'
const names = Object.keys(reports) as ReportName[]
const rows = (name: ReportName, count = 20): TableRow[] =>
  fc.sample(rowsOf(name), { numRuns: count, seed: 11 })

type Sent = { url: URL; init: RequestInit }
let sent: Sent[]
let test: TestApi
/** What stands between the page and the service; null lets a request through. */
let between: (sent: Sent) => Response | Promise<Response> | null

const serve = async (source: ReportSource) => {
  test = await createTestApi({ handlers: createExportJobHandlers(source) })
  const person = await test.asUser('intune.admin')
  vi.stubGlobal('fetch', async (address: string, init: RequestInit = {}) => {
    const url = new URL(address)
    sent.push({ url, init })
    const other = between({ url, init })
    if (other) return other
    // As a browser adds its cookie: to what asks for it.
    const headers = new Headers(init.headers)
    if (init.credentials !== 'omit') headers.set('Authorization', person.Authorization)
    const { signal } = init
    if (signal?.aborted) throw new DOMException('Aborted', 'AbortError')
    return test.api.fetch(new Request(url, { ...init, headers }))
  })
}
const fetched = () => sent.filter(({ url }) => url.pathname.includes('/exportFiles/'))
const isFile = ({ url }: Sent) => url.pathname.includes('/exportFiles/')

beforeEach(() => {
  sent = []
  between = () => null
})
afterEach(() => vi.unstubAllGlobals())

const memoryTarget = () => {
  const state = { text: '', open: true, whole: false }
  const target: SaveTarget = {
    write: (text) => Promise.resolve(void (state.text += text)),
    close: () => Promise.resolve(void Object.assign(state, { open: false, whole: true })),
    abort: () => Promise.resolve(void Object.assign(state, { open: false, text: '' })),
  }
  return { state, target }
}
const csvRows = (text: string) => {
  const reader = createCsvReader()
  const [header = [], ...records] = [...reader.push(text), ...reader.end()]
  return records.map((record) =>
    Object.fromEntries(header.map((name, index) => [name, unescapeCell(record[index] ?? '')])),
  )
}

describe('reading a report', () => {
  it.each(names)('%s arrives as it was in the service', async (name) => {
    const table = rows(name)
    await serve(tableSource(table).source)
    const report = await readReport(name, {})
    expect(report.rows).toEqual(table)
    expect(report.readAt).toBe('2026-05-04T09:00:00.000Z')
  })

  it('sends nothing of ours for the file', async () => {
    await serve(tableSource([]).source)
    await readReport(byUser, {})
    const [file] = fetched()
    expect(file?.init).toMatchObject({
      credentials: 'omit',
      redirect: 'error',
      referrerPolicy: 'no-referrer',
      cache: 'no-store',
    })
    expect(file?.init.headers).toBeUndefined()
  })

  it('narrows the rows to what is selected, and asks only for that', async () => {
    await serve(tableSource(rows(byUser)).source)
    const report = await readReport(byUser, {
      select: ['Upn', 'TotalCount'],
      search: ' ',
      filter: '',
    })
    expect(Object.keys(report.rows[0] ?? {})).toEqual(['Upn', 'TotalCount'])
    expect(JSON.parse(sent[0]?.init.body as string)).toEqual({
      reportName: byUser,
      format: 'json',
      select: ['Upn', 'TotalCount'],
    })
  })

  it('is one query for one question, read again only when asked', async () => {
    await serve(tableSource([]).source)
    const client = createQueryClient(() => undefined)
    const filter = '(DateCreated ge 2026-05-01) and (DateCreated lt 2026-05-04)'
    await client.fetchQuery(reportQuery(byUser, { filter }))
    await client.fetchQuery(reportQuery(byUser, { filter, search: '' }))
    expect(fetched()).toHaveLength(1)
    await client.refetchQueries(reportQuery(byUser, { filter }))
    expect(fetched()).toHaveLength(2)
  })

  it('says what the service refused, in its words', async () => {
    await serve(tableSource([]).source)
    await expect(readReport(byUser, { filter: "Upn eq 'a'" })).rejects.toMatchObject({
      kind: 'refused',
      status: 400,
      message: expect.stringContaining("'Upn'") as string,
    })
  })

  it('leaves no question open when no answer comes: nothing was changed', async () => {
    await serve(tableSource([]).source)
    between = () => Promise.reject(new TypeError('failed to fetch'))
    await expect(readReport(byUser, {})).rejects.toMatchObject({ kind: 'network' })
    // Asked again, as any reading is (R54).
    expect(sent).toHaveLength(3)
  })

  it('waits for an address that comes after the job is completed, and longer each time', async () => {
    await serve(tableSource([]).source)
    let polls = 0
    between = ({ url, init }) => {
      if (init.method !== 'GET' || !url.pathname.includes('exportJobs')) return null
      polls += 1
      if (polls > 2) return null
      return Response.json({ id: url.pathname.split('/').at(-1), status: 'completed', url: null })
    }
    await readReport(byUser, {})
    expect(polls).toBe(3)
  })

  it.each([
    ['a job that failed', { status: 'failed' }, 'reportFailed'],
    [
      'a file that is not there',
      { status: 'completed', url: 'http://127.0.0.1:8080/beta/epm/exportFiles/x?sig=y' },
      'fileGone',
    ],
    [
      'an address without encryption',
      { status: 'completed', url: 'http://storage.example/x.zip' },
      'foreignLink',
    ],
    [
      'an address with a name in it',
      { status: 'completed', url: 'https://a:b@127.0.0.1:8080/x.zip' },
      'foreignLink',
    ],
    ['no address', { status: 'completed', url: 'javascript:alert(1)' }, 'foreignLink'],
  ])('says so: %s', async (_what, job, kind) => {
    await serve(tableSource([]).source)
    between = ({ url, init }) =>
      init.method === 'POST' && url.pathname.endsWith('exportJobs')
        ? Response.json({ id: 'x', ...job }, { status: 201 })
        : null
    await expect(readReport(byUser, {})).rejects.toMatchObject({ kind })
  })

  it('never sends a token or a cookie to 200 other ways of writing an address', async () => {
    await serve(tableSource([]).source)
    const hosts = [
      'evil.example',
      '127.0.0.1:8080.evil.example',
      '127.0.0.1:80',
      '127.0.0.1:8080@evil.example',
      '\\\\evil.example',
      'xn--e1awd7f.example',
    ]
    const shapes = [
      'https://%',
      'http://%',
      '//%',
      'https:\\\\%',
      'https://user@%',
      'https://%:443',
      ' https://%',
      'https://%#',
      'data:%',
      'blob:%',
      'file://%',
    ]
    for (const host of hosts)
      for (const shape of shapes)
        for (const end of ['', '/x.zip', '/beta/epm/exportFiles/x?sig=y']) {
          const url = shape.replace('%', host) + end
          between = ({ init }) => {
            if (init.method === 'POST')
              return Response.json({ id: 'x', status: 'completed', url }, { status: 201 })
            expect([init.credentials, init.headers]).toEqual(['omit', undefined])
            return new Response(null, { status: 404 })
          }
          await expect(readReport(byUser, {})).rejects.toMatchObject({ name: 'ApiError' })
        }
  })

  it.each([
    ['cut off', (bytes: Uint8Array) => bytes.slice(0, bytes.length - 30)],
    [
      'altered',
      (bytes: Uint8Array) => bytes.with(bytes.length >> 1, (bytes[bytes.length >> 1] ?? 0) ^ 0xff),
    ],
    ['no ZIP', () => new TextEncoder().encode('<!doctype html><title>Sign in</title>')],
    ['empty', () => new Uint8Array()],
  ])('takes no file for a report that is %s', async (_what, spoil) => {
    await serve(tableSource(rows(byUser, 200)).source)
    between = (each) => {
      if (!isFile(each)) return null
      const whole = test.api.fetch(new Request(each.url))
      return whole.then(
        async (answer) => new Response(spoil(new Uint8Array(await answer.arrayBuffer()))),
      )
    }
    await expect(readReport(byUser, {})).rejects.toMatchObject({ kind: 'fileBroken' })
  })

  it('stops at once when nobody waits any more', async () => {
    await serve({ ...tableSource([]).source, countReport: () => new Promise(() => undefined) })
    const stop = new AbortController()
    const reading = readReport(events, {}, stop.signal)
    await vi.waitFor(() => expect(sent.length).toBeGreaterThan(2))
    stop.abort()
    await expect(reading).rejects.toMatchObject({ name: 'AbortError' })
    const asked = sent.length
    // Long enough for whoever still asked to ask again.
    await readReport(byUser, {})
    const id = sent[asked - 1]?.url.pathname
    expect(sent.slice(asked).filter(({ url }) => url.pathname === id)).toEqual([])
  })
})

describe('saving a report as CSV', () => {
  it('holds exactly the rows, guarded, with the steps told on the way', async () => {
    const table = rows(events, 300)
    await serve(tableSource(table).source)
    const { state, target } = memoryTarget()
    const steps: string[] = []
    const done = await exportCsv(events, {}, target, {
      onProgress: (progress) => steps.at(-1) === progress.step || steps.push(progress.step),
    })
    expect(done).toEqual({ rows: 300, from: 'report' })
    expect(steps).toEqual(['preparing', 'fetching', 'writing'])
    expect(state.whole).toBe(true)
    expect(csvRows(state.text).map(rowReader(events))).toEqual(table)
  })

  it('guards what the backend did not, and guards nothing twice', async () => {
    await serve(tableSource([]).source)
    const { ZipWriter, BlobWriter, TextReader } = await import('@zip.js/zip.js')
    const zip = new ZipWriter(new BlobWriter())
    await zip.add(
      'x.csv',
      new TextReader('\uFEFFUpn,TotalCount\r\n=cmd|x,1\r\n\'=a,2\r\n"  ＝b",-3'),
    )
    const blob = await zip.close()
    between = (each) => (isFile(each) ? new Response(blob) : null)
    const { state, target } = memoryTarget()
    expect(await exportCsv(byUser, {}, target)).toEqual({ rows: 3, from: 'report' })
    expect(state.text).toBe(
      '\uFEFF"Upn","TotalCount"\r\n"\'=cmd|x","1"\r\n"\'=a","2"\r\n"\'  ＝b","\'-3"\r\n',
    )
  })

  it('lists the events page by page where the storage cannot be read, and says so', async () => {
    await serve(tableSource([]).source)
    let pages = 0
    between = ({ url, init }) => {
      if (init.method === 'POST')
        return Response.json(
          { id: 'x', status: 'completed', url: 'https://storage.example/x.zip?sig=1' },
          { status: 201 },
        )
      if (url.host === 'storage.example') return Promise.reject(new TypeError('CORS'))
      pages += 1
      const event = {
        id: String(pages),
        eventDateTime: '2026-05-04T08:00:00.1234567+02:00',
        elevationType: 'unmanagedElevation',
        filePath: '=x',
        result: 0,
        processType: 'parent',
        userType: 'undetermined',
        systemInitiatedElevation: true,
      }
      const next = `${url.origin}${url.pathname}?$skiptoken=2`
      return Response.json({ value: [event], ...(pages === 1 ? { '@odata.nextLink': next } : {}) })
    }
    const { state, target } = memoryTarget()
    const filter = "(ElevationType eq 'Result ''x''') and (Result eq 0)"
    const done = await exportCsv(
      events,
      { filter, select: ['Id', 'EventDateTime', 'FilePath', 'IsSystemInitiated', 'PolicyId'] },
      target,
    )
    expect(done).toEqual({ rows: 2, from: 'list' })
    expect(state.text.split('\r\n').slice(0, 2)).toEqual([
      '\uFEFF"EventDateTime","FilePath","Id","IsSystemInitiated","PolicyId"',
      '"2026-05-04 06:00:00.1230000","\'=x","1","True","<Null>"',
    ])
    const listed = sent.find(({ url }) => url.pathname.endsWith('privilegeManagementElevations'))
    expect(listed?.url.searchParams.get('$filter')).toBe(
      "(elevationType eq 'Result ''x''') and (result eq 0)",
    )
    await expect(exportCsv(byUser, {}, target)).rejects.toMatchObject({ kind: 'fileBlocked' })
  })

  it('waits when pages come too often for the backend, and goes on where it was', async () => {
    await serve(tableSource([]).source)
    let asked = 0
    between = ({ url }) => {
      if (!url.pathname.endsWith('privilegeManagementElevations')) return null
      asked += 1
      if (asked % 4 !== 0)
        return new Response('{"error":{"code":"TooManyRequests","message":""}}', {
          status: 429,
          headers: { 'Retry-After': '0' },
        })
      const event = {
        id: 'x',
        eventDateTime: '2026-05-04T08:00:00Z',
        elevationType: 'undetermined',
        processType: 'parent',
        userType: 'local',
        result: 0,
      }
      const next = `${url.origin}${url.pathname}?$skiptoken=2`
      return Response.json({ value: [event], ...(asked < 5 ? { '@odata.nextLink': next } : {}) })
    }
    const { target } = memoryTarget()
    const done = await exportCsv(events, {}, target, { listed: true })
    expect([done, asked]).toEqual([{ rows: 2, from: 'list' }, 8])
  })

  it('leaves nothing behind when it is cancelled half-way', async () => {
    function* endless() {
      const [row] = rows(events, 1)
      for (;;) if (row) yield { ...row, Justification: crypto.randomUUID() }
    }
    const { source, seen } = tableSource(endless())
    await serve({ ...source, countReport: () => Promise.resolve(1) })
    const { state, target } = memoryTarget()
    const stop = new AbortController()
    // As `fetch` does with the body of an answer when its signal says stop.
    between = (each) =>
      isFile(each)
        ? test.api.fetch(new Request(each.url)).then((answer) => {
            const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>()
            answer.body?.pipeTo(writable, { signal: stop.signal }).catch(() => undefined)
            return new Response(readable)
          })
        : null
    const saving = exportCsv(events, {}, target, {
      signal: stop.signal,
      onProgress: (progress) => {
        if (progress.step === 'fetching' && progress.bytes > 100_000) stop.abort()
      },
    })
    await expect(saving).rejects.toMatchObject({ name: 'AbortError' })
    expect(state).toEqual({ text: '', open: false, whole: false })
    await vi.waitFor(() => expect(seen.open).toBe(0))
  })

  it('is whole or cancelled, never broken, whenever it is cancelled', async () => {
    const table = rows(events, 400)
    // The body of an answer ends early when its request is cancelled, as browsers were seen to do.
    const cutShort = (body: ReadableStream<Uint8Array> | null, stop: AbortSignal) => {
      const reader = (body ?? new ReadableStream<Uint8Array>()).getReader()
      return new ReadableStream<Uint8Array>({
        pull: async (controller) => {
          const next = await reader.read()
          if (next.done || stop.aborted) return controller.close()
          for (let from = 0; from < next.value.length; from += 512)
            controller.enqueue(next.value.slice(from, from + 512))
        },
      })
    }
    const ends = { whole: 0, cancelled: 0 }
    await fc.assert(
      fc.asyncProperty(fc.nat(200), fc.boolean(), async (moment, listed) => {
        await serve(tableSource(table).source)
        const stop = new AbortController()
        let moments = 0
        const tick = () => {
          if (moments === moment) stop.abort()
          moments += 1
        }
        between = (each) => {
          tick()
          if (each.init.signal?.aborted === true) return null
          if (!isFile(each)) return null
          return test.api
            .fetch(new Request(each.url))
            .then((answer) => new Response(cutShort(answer.body, stop.signal)))
        }
        const { state, target } = memoryTarget()
        const ticking: SaveTarget = {
          ...target,
          write: (text) => {
            tick()
            return target.write(text)
          },
        }
        const options = { signal: stop.signal, onProgress: tick, listed }
        const end = await exportCsv(events, {}, ticking, options).catch((reason: unknown) => reason)
        if (!stop.signal.aborted && !listed) {
          expect(end).toEqual({ rows: 400, from: 'report' })
          expect(csvRows(state.text)).toHaveLength(400)
          ends.whole += 1
        } else if (stop.signal.aborted) {
          expect(end).toMatchObject({ name: 'AbortError' })
          expect(state).toEqual({ text: '', open: false, whole: false })
          ends.cancelled += 1
        }
      }),
      {
        numRuns: 40,
        examples: [
          [100_000, false],
          ...Array.from({ length: 12 }, (_, at) => [at, false] as [number, boolean]),
        ],
      },
    )
    expect(Math.min(ends.whole, ends.cancelled)).toBeGreaterThan(0)
  })
})

const live = new URL('../../../shared/fixtures/graph/', import.meta.url)
// Rows from real tenants: used when they are there, and the run says so when they are not.
describe.skipIf(!existsSync(live))('rows from ../shared/fixtures/graph', () => {
  const read = (name: ReportName) => {
    const file = readFileSync(new URL(`exportRows.${name}.live.json`, live), 'utf8')
    return (JSON.parse(file) as { rows: Record<string, string>[] }).rows
  }

  it('of single events are read rightly', () => {
    const raw = read(events)
    const all = raw.map(rowReader(events))
    expect(all).toHaveLength(3)
    for (const [index, row] of all.entries()) {
      expect(row).toMatchObject({
        Id: raw[index]?.['Id'],
        DeviceName: raw[index]?.['DeviceName'],
        FilePath: raw[index]?.['FilePath'],
        Hash: raw[index]?.['Hash'],
        Upn: raw[index]?.['Upn'],
        ElevationType: 'unmanagedElevation',
        ProcessType: 'parent',
        UserType: 'undetermined',
        Result: 0,
        IsSystemInitiated: false,
        RuleId: null,
        PolicyId: null,
        PolicyName: null,
        Justification: null,
      })
    }
    expect(all.map((row) => row.EventDateTime)).toEqual([
      '2026-07-19T19:10:54.000Z',
      '2026-07-15T18:45:23.000Z',
      '2026-07-15T16:34:55.000Z',
    ])
  })

  it('by application are read rightly', () => {
    const all = read('EpmAggregationReportByApplication').map(
      rowReader('EpmAggregationReportByApplication'),
    )
    expect(all.map((row) => [row.FileName, row.ElevationCount, row.IsBackgroundProcess])).toEqual([
      ['taskhostw.exe', 12, true],
      ['powershell.exe', 8, true],
      ['ClipRenew.exe', 3, true],
    ])
    expect(new Set(all.map((row) => row.ElevationType))).toEqual(new Set(['unmanagedElevation']))
  })
})
