import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { manyRequests } from '#worlds/small/many-requests.ts'

import { conclude, figure, say, wholeOption } from './figures.ts'
import { createClient } from './http-client.ts'
import { seedData, startService, type Mistake } from './service.ts'

/**
 * R4: what `kill -9` cannot show, because the operating system still writes. Counts the syncs of the disk that the server
 * asks for while decisions are acknowledged one after the other. Control: `synchronous = NORMAL`.
 */
const count = wholeOption('decisions', 100)

const hasStrace = spawnSync('strace', ['-V']).status === 0
if (!hasStrace) {
  say('strace is not installed here, so nothing was counted. On Debian: apt-get install strace')
  process.exit(0)
}

const syncsIn = (trace: string) =>
  existsSync(trace)
    ? (readFileSync(trace, 'utf8').match(/^.*\b(?:fdatasync|fsync)\(/gm)?.length ?? 0)
    : 0

const run = async (mistake: Mistake | 'none') => {
  const world = manyRequests(new Date(), count)
  const data = await seedData(world)
  const trace = join(data.folder, 'trace')
  // -D: the process started here is the server itself, so that a signal reaches it and not strace.
  const prefix = ['strace', '-D', '-f', '-e', 'trace=fdatasync,fsync', '-o', trace]
  const service = await startService(data, mistake, prefix)
  const client = createClient(service.url, data.tokens.first)
  // The first use of a token notes the time of use, which is a write of its own.
  await client.get('/me')
  const before = syncsIn(trace)
  let acknowledged = 0
  for (const { id } of world.elevationRequests) {
    const path = `/deviceManagement/elevationRequests/${id}/approve`
    const answer = await client.post(path, { reviewerJustification: '' })
    if (answer?.status === 200) acknowledged += 1
  }
  const syncs = syncsIn(trace) - before
  client.close()
  await service.stop()
  data.remove()
  return { acknowledged, syncs }
}

say(`${count} decisions in a row, traced`)
const real = await run('none')
figure('acknowledged', real.acknowledged)
figure('fdatasync and fsync calls meanwhile', real.syncs)
say('Control: synchronous = NORMAL')
const control = await run('sync-normal')
figure('acknowledged', control.acknowledged)
figure('fdatasync and fsync calls meanwhile', control.syncs)

conclude([
  ...(real.acknowledged === count ? [] : [`only ${real.acknowledged} were acknowledged`]),
  ...(real.syncs >= real.acknowledged ? [] : ['some acknowledged decisions were not synced']),
  ...(control.syncs < control.acknowledged ? [] : ['the control synced too: this finds nothing']),
])
