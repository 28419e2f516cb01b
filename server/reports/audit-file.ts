import { sql, type SqlBool } from 'kysely'

import { AuditEvent } from '#contract/audit.ts'
import { recordedActivity } from '#domain/audit/activity-words.ts'
import { reasonProperties } from '#domain/audit/reason-properties.ts'
import { resultWords } from '#domain/audit/result-words.ts'

import { allOf, type Condition } from '../odata/compile-filter.ts'
import type { Db } from '../store/schema.ts'
import type { FileColumns } from './report-text.ts'

/** As the admin centre names them, with what else a record holds behind. */
const columns = [
  'Date (UTC)',
  'Initiated by (actor)',
  'Activity',
  'Target(s)',
  'Category',
  'Status',
  'Changed properties',
  'Reason',
  'Application',
  'IP address',
  'Actor type',
  'Rights at that time',
  'Activity type',
  'Operation',
  'Result',
  'Target type',
  'Target id',
  'Correlation id',
  'Event id',
] as const
export const fileColumns: FileColumns = columns.map((name) => [name, 'text'] as const)

type Cells = Record<(typeof columns)[number], string>

const joined = (texts: readonly (string | null | undefined)[]) =>
  texts.filter((text) => text !== null && text !== undefined && text !== '').join('; ')

type Properties = Parameters<typeof recordedActivity>[0]['properties']

/** As the page calls it; what has no words keeps its name. */
const activityOf = ({ activityType, activityResult }: AuditEvent, properties: Properties) => {
  const name = activityType ?? ''
  const refused = resultWords(activityResult).tone === 'danger'
  return recordedActivity({ activityType: name, refused, properties }) ?? name
}

/** One event as a line of the file. */
export const cellsOf = (event: AuditEvent): Cells => {
  const { actor, resources = [] } = event
  const properties = resources.flatMap(({ modifiedProperties = [] }) => modifiedProperties)
  return {
    'Date (UTC)': event.activityDateTime,
    'Initiated by (actor)': actor?.userPrincipalName ?? actor?.applicationDisplayName ?? '',
    Activity: activityOf(event, properties),
    'Target(s)': joined(resources.map(({ displayName }) => displayName)),
    Category: event.category ?? '',
    Status: resultWords(event.activityResult).word,
    'Changed properties': joined(
      properties.map(
        ({ displayName, oldValue, newValue }) =>
          `${displayName ?? ''}: ${oldValue ?? 'not set'} \u2192 ${newValue ?? 'not set'}`,
      ),
    ),
    Reason: joined(
      properties
        .filter(({ displayName }) => reasonProperties.includes(displayName ?? ''))
        .map((each) => each.newValue),
    ),
    Application: actor?.applicationDisplayName ?? '',
    'IP address': actor?.ipAddress ?? '',
    'Actor type': actor?.auditActorType ?? '',
    'Rights at that time': joined(actor?.userPermissions ?? []),
    'Activity type': event.activityType ?? '',
    Operation: event.activityOperationType ?? '',
    Result: event.activityResult ?? '',
    'Target type': joined(resources.map(({ auditResourceType }) => auditResourceType)),
    'Target id': joined(resources.map(({ resourceId }) => resourceId)),
    'Correlation id': event.correlationId ?? '',
    'Event id': event.id,
  }
}

const rowsAtOnce = 250

/** Every event of a condition, newest first, a few at a time: nothing is held but the few. */
export async function* auditRows(db: Db, condition: Condition): AsyncGenerator<AuditEvent[]> {
  let after: { at: string; seq: number } | null = null
  for (;;) {
    const place: Condition[] =
      after === null
        ? []
        : [
            sql<SqlBool>`audit.at <= ${after.at}`,
            sql<SqlBool>`(audit.at < ${after.at} or audit.seq < ${after.seq})`,
          ]
    const found: { rows: { at: string; seq: number; resource: string }[] } = await sql<{
      at: string
      seq: number
      resource: string
    }>`
      select audit.at, audit.seq, audit.resource from audit where ${allOf([condition, ...place])}
      order by audit.at desc, audit.seq desc limit ${rowsAtOnce}`.execute(db)
    const last = found.rows.at(-1)
    if (last === undefined) return
    yield found.rows.map(({ resource }) => AuditEvent.parse(JSON.parse(resource)))
    if (found.rows.length < rowsAtOnce) return
    after = { at: last.at, seq: last.seq }
  }
}
