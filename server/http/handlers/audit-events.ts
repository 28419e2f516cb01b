import { sql } from 'kysely'

import { AuditEvent } from '#contract/audit.ts'

import { allOf } from '../../odata/compile-filter.ts'
import { listPage, type Collection } from '../../odata/page.ts'
import { parseStored } from '../../store/parse-stored.ts'
import { notFound } from '../graph-failure.ts'
import type { Handlers } from '../types.ts'
import { auditSearch } from './audit-search.ts'
import { listAnswer, narrowed, requiredOf } from './list-answer.ts'
import { ownAuditRecords } from './scope.ts'

const alwaysShown = requiredOf(AuditEvent)

export const auditCollection: Collection = {
  table: 'audit',
  columns: ['audit.resource'],
  properties: Object.keys(AuditEvent.shape),
  fields: {
    id: { kind: 'id', column: 'audit.id' },
    activityDateTime: { kind: 'date', column: 'audit.at' },
    category: { kind: 'id', column: 'audit.category' },
    componentName: { kind: 'id', column: 'audit.category' },
    activityType: { kind: 'text', column: 'audit.activity_type' },
    activityOperationType: { kind: 'text', column: 'audit.operation_type' },
    activityResult: { kind: 'text', column: 'audit.result' },
    correlationId: { kind: 'id', column: 'audit.request_id' },
    'actor/userId': { kind: 'id', column: 'audit.actor_id', nullable: true },
    'actor/userPrincipalName': { kind: 'text', column: 'audit.actor_name' },
    // Not Graph's way, which needs `resources/any(…)`: the one object of our records.
    'resources/displayName': { kind: 'text', column: 'audit.resource_name', nullable: true },
    'resources/resourceId': { kind: 'id', column: 'audit.resource_id', nullable: true },
  },
  search: auditSearch,
  tieBreak: { kind: 'number', column: 'audit.seq' },
  defaultOrder: [{ path: 'activityDateTime', descending: true }],
  pageSize: 50,
}

export const auditEventHandlers: Pick<Handlers, 'auditEventList' | 'auditEventGet'> = {
  auditEventList: async ({ endpoint, principal, url, deps: source }) => {
    const conditions = ownAuditRecords(principal)
    const collection = auditCollection
    const query = { collection, conditions, endpoint, principal, url, source }
    const page = await listPage<{ resource: string }>(query)
    const value = page.rows.map((row) =>
      narrowed(parseStored.resource(row.resource), page.options.select, alwaysShown),
    )
    return listAnswer(url, 'deviceManagement/auditEvents', value, page)
  },

  auditEventGet: async ({ deps, principal, params }) => {
    const condition = allOf([sql`id = ${params.id}`, ...ownAuditRecords(principal)])
    const found = await sql<{ resource: string }>`
      select resource from audit where ${condition}`.execute(deps.db)
    const [row] = found.rows
    if (!row) throw notFound('The audit event')
    return { body: parseStored.resource(row.resource) }
  },
}
