import { sql, type SqlBool } from 'kysely'

import type { AuditEvent } from '#contract/audit.ts'

import { allOf, compileFilter, type Condition } from '../../odata/compile-filter.ts'
import { parseOptions } from '../../odata/options.ts'
import { compileSearch } from '../../odata/search.ts'
import { auditRows, cellsOf, fileColumns } from '../../reports/audit-file.ts'
import { reportText } from '../../reports/report-text.ts'
import { databaseKind } from '../../store/dialect.ts'
import type { Db } from '../../store/schema.ts'
import { GraphFailure } from '../graph-failure.ts'
import type { Context, Handlers } from '../types.ts'
import { auditCollection } from './audit-events.ts'
import { ownAuditRecords } from './scope.ts'
import { watched } from './watched-stream.ts'

/** Files that one person fetches at the same time (R43). */
const mostAtOnce = 2

const fetches = new WeakMap<Db, Map<string, number>>()
const fetchesOf = (db: Db) => {
  const known = fetches.get(db) ?? new Map<string, number>()
  fetches.set(db, known)
  return known
}

/** The same condition as the list's, from the same texts. */
const conditionOf = ({ body, deps, principal, url }: Context<'auditExport'>): Condition => {
  const asked = new URL(url.origin)
  if (body.filter !== undefined) asked.searchParams.set('$filter', body.filter)
  if (body.search !== undefined) asked.searchParams.set('$search', body.search)
  const { fields, properties, search } = auditCollection
  const options = parseOptions(asked, { fields, properties, options: ['$filter', '$search'] })
  return allOf([
    ...ownAuditRecords(principal),
    ...(options.filter ? [compileFilter(options.filter, fields)] : []),
    ...(options.search !== null && search
      ? [compileSearch(options.search, search, databaseKind(deps.db))]
      : []),
  ])
}

/**
 * The audit log as it is filtered, as CSV, written while it is fetched. The record of the export is written first and is not
 * itself in the file (R48).
 */
export const auditExport: Handlers['auditExport'] = async (context) => {
  const { body, change, deps, principal } = context
  const wanted = conditionOf(context)
  const running = fetchesOf(deps.db)
  if ((running.get(principal.userId) ?? 0) >= mostAtOnce) {
    throw new GraphFailure(429, 'TooManyRequests', 'Too many files at once.', {
      headers: { 'Retry-After': '5' },
    })
  }
  const end = await change(async (tx, audit) => {
    const { rows } = await sql<{ seq: number | null }>`select max(seq) as seq from audit`.execute(
      tx,
    )
    const last = rows[0]?.seq ?? 0
    const changes = [
      ['filter', body.filter],
      ['search', body.search],
    ] as const
    await audit({
      category: 'Report',
      activityType: 'Export AuditEvent',
      operationType: 'Create',
      result: 'Success',
      resource: {
        type: 'AuditEvent',
        id: '',
        displayName: 'Audit logs',
        changes: changes.flatMap(([name, after]) => (after ? [{ name, before: null, after }] : [])),
      },
      scopeTagIds: principal.scopeTagIds ?? [],
    })
    return last
  })
  const count = (by: 1 | -1) =>
    running.set(principal.userId, (running.get(principal.userId) ?? 0) + by)
  const rows = auditRows(deps.db, allOf([wanted, sql<SqlBool>`audit.seq <= ${end}`]))
  const records = (async function* () {
    for await (const batch of rows) yield batch.map((event: AuditEvent) => cellsOf(event))
  })()
  count(1)
  const day = deps.now().toISOString().slice(0, 10)
  return {
    body: watched(reportText(records, fileColumns, 'csv'), {
      ended: () => count(-1),
      failed: (error) =>
        deps.log({
          level: 'error',
          message: 'an export of the audit log could not be written to its end',
          requestId: context.requestId,
          error: String(error),
        }),
    }),
    headers: {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename="audit-logs-${day}.csv"`,
      'X-Content-Type-Options': 'nosniff',
    },
  }
}
