import { verifyChain } from '#server/audit/chain.ts'
import { createToken } from '#server/http/tokens.ts'
import { manyRequests } from '#worlds/small/many-requests.ts'
import { uuidOf } from '#worlds/ids.ts'

import { rareActivity, writeAudit } from './audit-data.ts'
import { conclude, figure, say, spread, spreadOf, wholeOption } from './figures.ts'
import { createClient } from './http-client.ts'
import { seedData, startService } from './service.ts'

/**
 * The audit log at 100,000 records of a year: the lists of its page with their counts, its file, and what others notice while the
 * chain is read through.
 */
const count = wholeOption('records', 100_000)
const samples = wholeOption('samples', 100)
const day = 24 * 60 * 60_000

const at = new Date()
const since = (days: number) =>
  `activityDateTime ge ${new Date(at.getTime() - days * day).toISOString()}`
const notRead =
  "not (activityType eq 'Create DeviceManagementExportJob' and activityOperationType eq 'Get')"
const questions: { name: string; filter?: string; search?: string }[] = [
  { name: 'last 30 days', filter: `${since(30)} and ${notRead}` },
  { name: 'all time', filter: notRead },
  { name: 'all time, reading included' },
  { name: 'one category', filter: `category eq 'DeviceConfiguration' and ${notRead}` },
  { name: 'a rare activity', filter: `activityType eq '${rareActivity}'` },
  { name: 'refused or failed', filter: `activityResult eq 'Failure' and ${notRead}` },
  {
    name: 'actor contains',
    filter: `contains(actor/userPrincipalName, 'operator17') and ${notRead}`,
  },
  { name: 'object contains', filter: `contains(resources/displayName, 'Setup-42') and ${notRead}` },
  { name: 'search that finds some', search: 'Setup-4217.exe', filter: notRead },
  { name: 'search that finds nothing', search: 'nothing like it', filter: notRead },
]

const data = await seedData(manyRequests(at, 100))
const started = performance.now()
const { db } = data.open()
await writeAudit(db, { at, count })
figure('records written a second', Math.round((count / (performance.now() - started)) * 1000))
const verifying = performance.now()
const verdict = await verifyChain(db)
figure('chain read through alone, seconds', (performance.now() - verifying) / 1000)
const token = await db
  .transaction()
  .execute((tx) =>
    createToken(
      tx,
      { purpose: 'user', subjectId: uuidOf('user intune.admin'), label: 'audit bench' },
      { id: crypto.randomUUID(), now: at },
    ),
  )
await db.destroy()

const wrong: string[] = []
if (!verdict.ok) wrong.push('the chain is not whole')
const service = await startService(data)
const reader = createClient(service.url, token)
const pathOf = ({ filter, search }: { filter?: string; search?: string }) => {
  const options = {
    ...(filter === undefined ? {} : { $filter: filter }),
    ...(search === undefined ? {} : { $search: `"${search}"` }),
    $orderby: 'activityDateTime desc',
    $top: '50',
    $count: 'true',
  }
  const query = Object.entries(options).map(([key, value]) => `${key}=${encodeURIComponent(value)}`)
  return `/deviceManagement/auditEvents?${query.join('&')}`
}

type Answered = { '@odata.count': number; value: unknown[] }
const ask = async (path: string) => {
  const answer = await reader.get(path)
  if (answer?.status !== 200) wrong.push(`${path}: ${answer?.status} ${answer?.text}`)
  return { ms: answer?.ms ?? Number.NaN, body: JSON.parse(answer?.text ?? '{}') as Answered }
}

say(`Pages of 50 with their count at ${count} records, ${samples} times each`)
for (const question of questions) {
  const path = pathOf(question)
  const times: number[] = []
  let found = 0
  for (let sample = 0; sample < samples; sample += 1) {
    const { ms, body } = await ask(path)
    found = body['@odata.count']
    times.push(ms)
  }
  spread(`${question.name} (${found})`, spreadOf(times))
}

say('While the service reads the chain through')
const path = pathOf(questions[0] ?? { name: '' })
const beside: number[] = []
const from = performance.now()
let state = 'reading'
while (state === 'reading') {
  const chain = await reader.get('/epm/auditChain')
  state = (JSON.parse(chain?.text ?? '{}') as { state?: string }).state ?? 'nothing'
  beside.push((await ask(path)).ms)
}
figure('seconds', (performance.now() - from) / 1000)
spread('page of the last 30 days', spreadOf(beside))
if (state !== 'whole') wrong.push(`the service says ${state}`)
reader.close()
await service.stop()
data.remove()
conclude(wrong)
