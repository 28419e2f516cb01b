import { apiBase } from '#contract/endpoint.ts'
import { endpoints } from '#contract/endpoints.ts'

import {
  exportLimits,
  findExportFile,
  findExportJob,
  insertExportJob,
  prepareExport,
  questionOf,
  takeExportFile,
  toExportJob,
  type StoredJob,
} from '../../reports/export-jobs.ts'
import { parseExport } from '../../reports/parse-export.ts'
import type { ReportSource } from '../../reports/report-question.ts'
import { reportText } from '../../reports/report-text.ts'
import { zipStream } from '../../reports/zip-stream.ts'
import { parseStored } from '../../store/parse-stored.ts'
import { userPrincipal } from '../../store/principals.ts'
import type { Db } from '../../store/schema.ts'
import { GraphFailure, notFound } from '../graph-failure.ts'
import { hasRight, rights, scopedTo } from '../rights.ts'
import type { Deps, Handlers } from '../types.ts'
import { watched } from './watched-stream.ts'

type Names = 'exportJobCreate' | 'exportJobGet' | 'exportFile'

/** What is under way in this process, by database: jobs being prepared, and files being fetched by person. */
type Running = { preparing: Set<string>; fetches: Map<string, number> }
const runningOf = (() => {
  const all = new WeakMap<Db, Running>()
  return (db: Db): Running => {
    const known = all.get(db) ?? { preparing: new Set(), fetches: new Map() }
    all.set(db, known)
    return known
  }
})()

const fileUrl = (origin: string) => (id: string, key: string) =>
  `${origin}${apiBase}${endpoints.exportFile.path.replace('{id}', encodeURIComponent(id))}?sig=${key}`

const gone = () => notFound('The file of the report')

/** The file's name is the job's, as Intune has it; nothing of it comes from a device. */
const fileHeaders = (id: string) => ({
  'Content-Type': 'application/zip',
  'Content-Disposition': `attachment; filename="${id}.zip"`,
  'X-Content-Type-Options': 'nosniff',
})

/**
 * Graph's export jobs over this service's rows. The file is nowhere: fetching its address starts the query and pipes it through,
 * so that no copy of the data has to be guarded, cleaned up or found by another process.
 */
export const createExportJobHandlers = (source: ReportSource): Pick<Handlers, Names> => {
  const prepare = (deps: Deps, job: StoredJob) => {
    const { preparing } = runningOf(deps.db)
    if (preparing.has(job.id)) return
    preparing.add(job.id)
    const run = async () => {
      await prepareExport(job, {
        db: deps.db,
        count: (question) => source.countReport(deps.db, question),
        log: (message, error) =>
          deps.log({ level: 'error', message, job: job.id, error: String(error) }),
      })
      preparing.delete(job.id)
    }
    // Counting may take long and would hold up the answer that is on its way.
    setTimeout(() => void run(), 0)
  }

  /** The owner as they are now: whoever lost the right or the scope, or was disabled, does not get what they asked for. */
  const mayStillRead = async (deps: Deps, job: StoredJob) => {
    const right = rights.exportJobGet
    const owner = scopedTo(await userPrincipal(deps.db, job.user_id, 'token'), right)
    if (owner?.kind !== 'user' || !hasRight(owner, right)) return false
    const own = owner.scopeTagIds
    const asked = job.scope_tags_json === null ? null : parseStored.texts(job.scope_tags_json)
    return own === null || asked?.every((tag) => own.includes(tag)) === true
  }

  return {
    exportJobCreate: async ({ body, change, deps, principal, url }) => {
      const parsed = parseExport(body)
      const id = `${parsed.reportName}_${deps.newId()}`
      const job = await change(async (tx, audit) => {
        const { userId, scopeTagIds } = principal
        const made = { id, userId, body, scope: scopeTagIds, now: deps.now() }
        const stored = await insertExportJob(tx, made)
        const asked = [
          ['format', parsed.format],
          ['filter', body.filter],
          ['search', parsed.search],
          ['select', body.select?.join(', ')],
        ] as const
        await audit({
          category: 'Report',
          activityType: 'Create DeviceManagementExportJob',
          // A page reads its reports as JSON; a file to keep is CSV.
          operationType: parsed.format === 'json' ? 'Get' : 'Create',
          result: 'Success',
          resource: {
            type: 'DeviceManagementExportJob',
            id,
            displayName: parsed.reportName,
            changes: asked.flatMap(([name, after]) =>
              after ? [{ name, before: null, after }] : [],
            ),
          },
          scopeTagIds: scopeTagIds ?? [],
        })
        return stored
      })
      prepare(deps, job)
      return { status: 201, body: toExportJob(job, fileUrl(url.origin)) }
    },

    exportJobGet: async ({ deps, params, principal, url }) => {
      const now = deps.now()
      const job = await findExportJob(deps.db, { id: params.id, userId: principal.userId, now })
      if (!job) throw notFound('The export job')
      // A server that was restarted in between goes on where the old one stopped.
      if (job.status === 'notStarted' || job.status === 'inProgress') prepare(deps, job)
      return { body: toExportJob(job, fileUrl(url.origin)) }
    },

    exportFile: async ({ deps, params, request, url }) => {
      const key = url.searchParams.get('sig') ?? ''
      const job = await findExportFile(deps.db, { id: params.id, key, now: deps.now() })
      if (!job || !(await mayStillRead(deps, job))) throw gone()
      if (request.method === 'HEAD') return { body: null, headers: fileHeaders(job.id) }
      const { fetches } = runningOf(deps.db)
      const mine = fetches.get(job.user_id) ?? 0
      if (mine >= exportLimits.fetches) {
        throw new GraphFailure(429, 'TooManyRequests', 'Too many files at once.', {
          headers: { 'Retry-After': '1' },
        })
      }
      if (!(await takeExportFile(deps.db, job, deps.now()))) throw gone()
      const count = (by: 1 | -1) => {
        const next = (fetches.get(job.user_id) ?? 0) + by
        if (next > 0) fetches.set(job.user_id, next)
        else fetches.delete(job.user_id)
      }
      const { parsed, question } = questionOf(job)
      const text = reportText(source.readReport(deps.db, question), parsed.columns, parsed.format)
      count(1)
      return {
        body: watched(zipStream(`${job.id}.${parsed.format}`, text, deps.now()), {
          ended: () => count(-1),
          failed: (error) =>
            deps.log({
              level: 'error',
              message: 'a report could not be written to its end',
              job: job.id,
              error: String(error),
            }),
        }),
        headers: fileHeaders(job.id),
      }
    },
  }
}
