import { readFileSync } from 'node:fs'
import { get, type IncomingMessage } from 'node:http'
import { createInflateRaw } from 'node:zlib'

import { conclude, figure, say, spread, spreadOf, wholeOption } from './figures.ts'
import { seedFleet } from './fleet-data.ts'
import { createClient, type Client } from './http-client.ts'
import { memoryOf } from './processes.ts'
import { startService } from './service.ts'

/**
 * Exporting every elevation of a fleet as CSV through real HTTP: how long it takes, what the server's memory grows to, and what
 * others who read pages of 50 elevations meanwhile notice of it.
 */
const count = wholeOption('elevations', 1_000_000)
const alone = wholeOption('samples', 400)
const jobs = '/deviceManagement/reports/exportJobs'
const page = '/deviceManagement/privilegeManagementElevations?$top=50&$count=true'

/** Processor time a process has used, in milliseconds: a busy machine hardly changes it. */
const workOf = (pid: number | undefined): number => {
  const fields =
    readFileSync(`/proc/${pid ?? 0}/stat`, 'utf8')
      .split(') ')[1]
      ?.split(' ') ?? []
  // utime and stime, in hundredths of a second.
  return (Number(fields[11]) + Number(fields[12])) * 10
}

const pause = (ms: number) => new Promise((resume) => setTimeout(resume, ms))

/** Pages of 50, one after the other, until `enough` says so; and the memory seen on the way. */
const others = async (client: Client, pid: number | undefined, enough: () => boolean) => {
  const times: number[] = []
  let memory = 0
  let wrong = 0
  while (!enough()) {
    const answer = await client.get(page)
    if (answer?.status !== 200) wrong += 1
    times.push(answer?.ms ?? Number.NaN)
    memory = Math.max(memory, memoryOf(pid))
    await pause(10)
  }
  return { times, memory, wrong }
}

const addressOf = async (client: Client): Promise<string> => {
  const made = await client.post(jobs, { reportName: 'EpmElevationReportElevationEvent' })
  let job = JSON.parse(made?.text ?? '{}') as { id: string; status: string; url: string | null }
  while (job.status !== 'completed') {
    if (job.status === 'failed') throw new Error('The export job failed.')
    await pause(20)
    const answer = await client.get(`${jobs}('${job.id}')`)
    job = JSON.parse(answer?.text ?? '{}') as typeof job
  }
  return job.url ?? ''
}

/** Reads the ZIP as it comes: its size, the size of what is in it, and its lines. */
const download = (address: string) =>
  new Promise<{ zip: number; csv: number; lines: number; ms: number }>((resolve, reject) => {
    const started = performance.now()
    const seen = { zip: 0, csv: 0, lines: 0, ms: 0 }
    const inflate = createInflateRaw()
    inflate.on('data', (part: Buffer) => {
      seen.csv += part.length
      for (let from = part.indexOf(10); from >= 0; from = part.indexOf(10, from + 1))
        seen.lines += 1
    })
    let head = Buffer.alloc(0)
    let inside = false
    const take = (part: Buffer) => {
      seen.zip += part.length
      if (inside) return void inflate.write(part)
      head = Buffer.concat([head, part])
      if (head.length < 30) return
      // Local file header: the lengths of the name and of the extra field stand at 26 and 28.
      const from = 30 + head.readUInt16LE(26) + head.readUInt16LE(28)
      if (head.length < from) return
      inside = true
      inflate.write(head.subarray(from))
    }
    const end = (response: IncomingMessage) => {
      if (!response.complete) return reject(new Error('The file broke off.'))
      seen.ms = performance.now() - started
      // What follows the compressed text is the ZIP's directory.
      inflate.flush(() => resolve(seen))
    }
    get(address, (response) => {
      if (response.statusCode !== 200) return reject(new Error(`The file: ${response.statusCode}`))
      response.on('data', take)
      response.on('end', () => end(response))
      response.on('error', reject)
    }).on('error', reject)
  })

say(`Exporting ${count} elevations as CSV`)
const data = await seedFleet(count)
const service = await startService(data)
const asker = createClient(service.url, data.tokens.first)
const reader = createClient(service.url, data.tokens.second)
await reader.get(page)

let samples = 0
const idle = workOf(service.child.pid)
const before = await others(reader, service.child.pid, () => (samples += 1) > alone)
spread('page of 50 while nobody exports', spreadOf(before.times))

const workOfPage = (workOf(service.child.pid) - idle) / before.times.length
const prepared = performance.now()
const address = await addressOf(asker)
figure('until the job is completed, ms', performance.now() - prepared)
let done = false
const started = workOf(service.child.pid)
const exporting = download(address).finally(() => (done = true))
const during = await others(reader, service.child.pid, () => done)
const file = await exporting
const work = workOf(service.child.pid) - started - workOfPage * during.times.length
spread('page of 50 while one exports', spreadOf(during.times))
figure('seconds', file.ms / 1000)
figure('rows a second', Math.round(count / (file.ms / 1000)))
figure('processor time of the export, ms for 1,000 rows', (work / count) * 1000)
figure('CSV, MB', file.csv / 1e6)
figure('ZIP, MB', file.zip / 1e6)
figure('memory of the server before, MB', before.memory)
figure('memory of the server at most, MB', during.memory)

asker.close()
reader.close()
await service.stop()
data.remove()

const wrong: string[] = []
if (file.lines !== count + 1)
  wrong.push(`The file has ${file.lines} lines for ${count} elevations.`)
if (before.wrong + during.wrong > 0)
  wrong.push(`${before.wrong + during.wrong} pages were refused.`)
conclude(wrong)
