import { BlobReader, Uint8ArrayWriter, ZipReader } from '@zip.js/zip.js'

import { uuidOf } from '#domain/seeded.ts'

import { createApi } from '../api.ts'
import { createHandlers } from '../http/handlers.ts'
import { hostHandlers } from '../http/host-handlers.ts'
import type { Handlers } from '../http/types.ts'
import { loadWorld } from '../store/load-world.ts'
import { memoryDb } from '../store/memory-db.spec-helper.ts'
import { userPrincipal } from '../store/principals.ts'
import type { AuditRow } from './collections.spec-helper.ts'
import { plainText, type Item } from './lists.spec-helper.ts'
import { at, randomWorld } from './world.spec-helper.ts'

const many = 1_000_000_000
export const origin = 'http://epm.example'
export type Answer = { status: number; text: string; body: Item }
/** Handlers that take the place of the service's own: a service that is wrong on purpose. */
export type Change = (handlers: Handlers) => Partial<Handlers>

/** The whole service over a random tenant, asked as one reader after another. */
export const openRandomTenant = async (seed: number, change: Change = () => ({})) => {
  const db = await memoryDb(at)
  const world = randomWorld(seed)
  let ids = 0
  const newId = () => uuidOf(`scope ${seed} ${(ids += 1)}`)
  await loadWorld(db, world, newId)
  const errors: string[] = []
  const handlers = createHandlers(hostHandlers)
  const api = createApi(
    {
      db,
      now: () => at,
      newId,
      identify: (request) => userPrincipal(db, request.headers.get('x-caller') ?? '', 'token'),
      log: (line) => void (line.level === 'error' && errors.push(JSON.stringify(line))),
      config: {
        version: 'scope',
        world: 'random',
        signIn: 'sample',
        origin,
        samplePeople: [],
        checkAnswers: false,
        rateLimits: {
          sessionReads: many,
          sessionChanges: many,
          tokenReads: many,
          tokenChanges: many,
          anonymousReads: many,
          anonymousChanges: many,
          failedSignIns: many,
        },
      },
    },
    { ...handlers, ...change(handlers) },
  )
  const send = async (reader: string, method: string, path: string, body?: unknown) => {
    const url = path.startsWith('http') ? path : `${origin}/beta${path}`
    return api.fetch(
      new Request(url, {
        method,
        headers: { 'x-caller': reader, 'content-type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
    )
  }
  const ask = async (
    reader: string,
    method: string,
    path: string,
    body?: unknown,
  ): Promise<Answer> => {
    const response = await send(reader, method, path, body)
    const text = await response.text()
    return {
      status: response.status,
      text,
      body: text.startsWith('{') ? (JSON.parse(text) as Item) : {},
    }
  }
  /** The rows of an export: the job, its polling and its file. */
  const exported = async (reader: string, body: object): Promise<Item[]> => {
    const jobs = '/deviceManagement/reports/exportJobs'
    let job = (await ask(reader, 'POST', jobs, { format: 'json', ...body })).body
    while (job['status'] !== 'completed') {
      if (job['status'] === 'failed' || job['id'] === undefined) throw new Error('no file')
      await new Promise((resume) => setTimeout(resume, 0))
      job = (await ask(reader, 'GET', `${jobs}/${plainText(job['id'])}`)).body
    }
    const file = await send(reader, 'GET', String(job['url']))
    const [entry] = await new ZipReader(new BlobReader(await file.blob())).getEntries()
    if (!entry || entry.directory) throw new Error('no file in the ZIP')
    const text = new TextDecoder().decode(await entry.getData(new Uint8ArrayWriter()))
    return (JSON.parse(text) as { values: Item[] }).values
  }
  return {
    db,
    api,
    world,
    errors,
    ask,
    exported,
    /** Every audit record there is now, whoever may see it. */
    audit: async (): Promise<AuditRow[]> => {
      const rows = await db
        .selectFrom('audit')
        .select(['seq', 'resource', 'scope_tags_json'])
        .execute()
      return rows.map(({ seq, resource, scope_tags_json: tags }) => ({
        seq,
        tags: JSON.parse(tags) as string[],
        item: { ...(JSON.parse(resource) as Item), seq },
      }))
    },
  }
}
export type RandomTenant = Awaited<ReturnType<typeof openRandomTenant>>
