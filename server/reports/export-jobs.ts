import { notExpiring, type ExportJob, type ExportJobBody } from '#contract/export-jobs.ts'

import { randomSecret } from '../http/sessions.ts'
import { parseStored } from '../store/parse-stored.ts'
import type { Db, Schema, Tx } from '../store/schema.ts'
import type { ParsedExport } from './parse-export.ts'
import { parseExport } from './parse-export.ts'
import type { ReportQuestion } from './report-question.ts'

export const exportLimits = {
  /** Rows of one file; a job with more fails. */
  rows: 2_000_000,
  /** Unused files of one person; one more takes the place of the oldest. */
  unused: 20,
  /** Files that one person fetches at the same time. */
  fetches: 6,
  /** How long a job and its file are there, in milliseconds (graph-contract 2.2: about six hours). */
  lifetime: 6 * 60 * 60_000,
} as const

export type StoredJob = Schema['export_jobs']

const bodyOf = (job: Pick<StoredJob, 'body_json'>) => JSON.parse(job.body_json) as ExportJobBody

/** The resource as Graph shows it. `fileUrl` gives the address of a file from the job's id and key. */
export const toExportJob = (
  job: StoredJob,
  fileUrl: (id: string, key: string) => string,
): ExportJob => {
  const body = bodyOf(job)
  return {
    id: job.id,
    reportName: body.reportName,
    filter: body.filter ?? null,
    select: body.select ?? [],
    format: body.format ?? 'csv',
    snapshotId: body.snapshotId ?? null,
    localizationType: body.localizationType ?? 'replaceLocalizableValues',
    search: body.search ?? null,
    status: job.status,
    url: job.file_key === null ? null : fileUrl(job.id, job.file_key),
    requestDateTime: job.requested_at,
    expirationDateTime: job.status === 'completed' ? job.expires_at : notExpiring,
  }
}

/** Stores a new job and takes away what has expired and what is too much. */
export const insertExportJob = async (
  tx: Tx,
  job: {
    id: string
    userId: string
    body: ExportJobBody
    scope: readonly string[] | null
    now: Date
  },
): Promise<StoredJob> => {
  const { now, userId } = job
  const row: StoredJob = {
    id: job.id,
    user_id: userId,
    body_json: JSON.stringify(job.body),
    scope_tags_json: job.scope === null ? null : JSON.stringify(job.scope),
    status: 'notStarted',
    requested_at: now.toISOString(),
    expires_at: new Date(now.getTime() + exportLimits.lifetime).toISOString(),
    file_key: null,
    fetched_at: null,
  }
  await tx.deleteFrom('export_jobs').where('expires_at', '<=', now.toISOString()).execute()
  await tx.insertInto('export_jobs').values(row).execute()
  const unused = await tx
    .selectFrom('export_jobs')
    .select('id')
    .where('user_id', '=', userId)
    .where('fetched_at', 'is', null)
    .where('id', '!=', row.id)
    .orderBy('requested_at', 'desc')
    .orderBy('id')
    .execute()
  const tooMuch = unused.slice(exportLimits.unused - 1).map(({ id }) => id)
  if (tooMuch.length > 0) await tx.deleteFrom('export_jobs').where('id', 'in', tooMuch).execute()
  return row
}

/** A job of this person that has not expired, or null. */
export const findExportJob = async (
  db: Db,
  job: { id: string; userId: string; now: Date },
): Promise<StoredJob | null> => {
  const row = await db
    .selectFrom('export_jobs')
    .selectAll()
    .where('id', '=', job.id)
    .where('user_id', '=', job.userId)
    .where('expires_at', '>', job.now.toISOString())
    .executeTakeFirst()
  return row ?? null
}

/** The job whose file this key opens, if it is there and was not fetched yet. */
export const findExportFile = async (
  db: Db,
  file: { id: string; key: string; now: Date },
): Promise<StoredJob | null> => {
  const row = await db
    .selectFrom('export_jobs')
    .selectAll()
    .where('id', '=', file.id)
    .where('file_key', '=', file.key)
    .where('fetched_at', 'is', null)
    .where('expires_at', '>', file.now.toISOString())
    .executeTakeFirst()
  return row ?? null
}

/** True for one caller only, however many come at once: from then on the key opens nothing. */
export const takeExportFile = async (db: Db, job: StoredJob, now: Date): Promise<boolean> => {
  const taken = await db
    .updateTable('export_jobs')
    .set({ fetched_at: now.toISOString(), file_key: null })
    .where('id', '=', job.id)
    .where('file_key', '=', job.file_key)
    .executeTakeFirst()
  return taken.numUpdatedRows === 1n
}

/** The job's request, read again, and the question that its rows answer: in the scope and at the moment of its making. */
export const questionOf = (job: StoredJob): { parsed: ParsedExport; question: ReportQuestion } => {
  const parsed = parseExport(bodyOf(job))
  const scope = job.scope_tags_json === null ? null : parseStored.texts(job.scope_tags_json)
  const { reportName, filter, search } = parsed
  return {
    parsed,
    question: { reportName, filter, search, scope, now: new Date(job.requested_at) },
  }
}

type Prepare = {
  db: Db
  /** How many rows the file will have. */
  count: (question: ReportQuestion) => Promise<number>
  log: (message: string, error: unknown) => void
}

/**
 * Brings a job to its end: `completed` with a key to its file, or `failed` when its rows cannot be counted or are too many.
 * Single events are counted first; the aggregated reports are small by their nature and are not read twice.
 */
export const prepareExport = async (job: StoredJob, { db, count, log }: Prepare): Promise<void> => {
  const set = (change: Partial<StoredJob>) =>
    db.updateTable('export_jobs').set(change).where('id', '=', job.id).execute()
  try {
    await set({ status: 'inProgress' })
    const { question } = questionOf(job)
    const single = question.reportName === 'EpmElevationReportElevationEvent'
    const rows = single ? await count(question) : 0
    if (rows > exportLimits.rows) await set({ status: 'failed' })
    else await set({ status: 'completed', file_key: randomSecret() })
  } catch (error) {
    log('an export job failed', error)
    await set({ status: 'failed' }).catch((second: unknown) => {
      log('the failure of an export job could not be stored', second)
    })
  }
}
