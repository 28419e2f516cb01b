import { afterEach, expect, it, vi } from 'vitest'

import { createTestApi } from '../api.spec-helper.ts'
import { createExportJobHandlers } from '../http/handlers/export-jobs.ts'
import { createHost } from '../node/host.ts'
import { listen, type Listening } from '../node/serve.ts'
import { tableSource, type TableRow } from './table-source.spec-helper.ts'

const jobs = '/beta/deviceManagement/reports/exportJobs'
const reportName = 'EpmAggregationReportByUser'
let server: Listening | null = null
afterEach(() => server?.drain(100))

function* endless(): Generator<TableRow> {
  for (;;) yield { ManagedCount: 1, TotalCount: 2, UnmanagedCount: 1, Upn: crypto.randomUUID() }
}

/** The service behind the Node server, and the address of a file without an end. */
const started = async () => {
  const { source, seen } = tableSource(endless())
  const test = await createTestApi({ handlers: createExportJobHandlers(source) })
  const host = createHost({
    api: test.api,
    page: () => null,
    hostNames: null,
    https: false,
    now: () => new Date(),
    newId: () => crypto.randomUUID(),
    log: () => undefined,
    isReady: () => Promise.resolve(true),
  })
  server = await listen({ host: '127.0.0.1', port: 0, tls: null, fetch: host })
  const base = `http://127.0.0.1:${server.port}`
  const headers = { ...(await test.asUser('intune.admin')), 'Content-Type': 'application/json' }
  const addressOf = async () => {
    const body = JSON.stringify({ reportName })
    const made = await fetch(base + jobs, { method: 'POST', headers, body })
    let job = (await made.json()) as { id: string; url: string | null }
    while (job.url === null)
      job = (await (await fetch(`${base}${jobs}/${job.id}`, { headers })).json()) as typeof job
    return job.url
  }
  return { seen, addressOf, headers, base }
}

it('lets go of the rows when the browser goes away', async () => {
  const { seen, addressOf } = await started()
  const stop = new AbortController()
  const response = await fetch(await addressOf(), { signal: stop.signal })
  const reader = response.body?.getReader()
  await reader?.read()
  expect(seen.open).toBe(1)
  stop.abort()
  await vi.waitFor(() => expect(seen.open).toBe(0), { timeout: 5_000 })
})

it('answers others while a file is written, and reads no rows for who does not read', async () => {
  const { seen, addressOf, headers, base } = await started()
  const stop = new AbortController()
  // Nobody reads this one.
  await fetch(await addressOf(), { signal: stop.signal })
  let pieces = -1
  // What the sockets hold fills up, and then nothing more is read.
  await vi.waitFor(
    () => {
      const before = pieces
      pieces = seen.pieces
      expect(pieces).toBe(before)
    },
    { interval: 200, timeout: 10_000 },
  )
  expect((await fetch(`${base}/beta/me`, { headers })).status).toBe(200)
  stop.abort()
  await vi.waitFor(() => expect(seen.open).toBe(0), { timeout: 5_000 })
})
