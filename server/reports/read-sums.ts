import { sql, type RawBuilder } from 'kysely'

import { elevationTypes, type Elevation } from '#contract/elevations.ts'
import type { ReportRow } from '#contract/report-names.ts'
import { isManaged } from '#domain/elevations/reported-type.ts'

import { databaseKind } from '../store/dialect.ts'
import {
  allOf,
  columnsIn,
  conjuncts,
  toSql,
  type Condition,
  type FactColumn,
} from '../store/elevations/condition.ts'
import { everyScopeSet } from '../store/elevations/schema.ts'
import type { Db } from '../store/schema.ts'
import { orNull, type Days, type ReportScope } from './report-scope.ts'

export const typeOf = (code: number): Elevation['elevationType'] =>
  elevationTypes[code] ?? 'unknownFutureValue'
const codesOf = (wanted: (type: Elevation['elevationType']) => boolean) =>
  elevationTypes.flatMap((type, code) => (wanted(type) ? [code] : []))
const managed = sql.join(codesOf(isManaged))
export const managedTypes = managed
export const unmanagedType = elevationTypes.indexOf('unmanagedElevation')

const isScope = (part: Condition) => part.op === 'in' && part.column === 'scope_set_id'
const hasScope = (condition: Condition) => conjuncts(condition).some(isScope)
export const onScope = (condition: Condition) =>
  condition.op === 'none' ? condition : allOf(conjuncts(condition).filter(isScope))
const offScope = (condition: Condition) =>
  condition.op === 'none' ? condition : allOf(conjuncts(condition).filter((part) => !isScope(part)))

/** The condition on a table of sums: `places` says where it has each number. */
export const sumsWhere = (
  db: Db,
  table: string,
  { condition, days }: Pick<ReportScope, 'condition' | 'days'>,
  places: Partial<Record<FactColumn, string>>,
): RawBuilder<unknown> => {
  for (const column of columnsIn(condition)) {
    if (column !== 'scope_set_id' && !places[column]) throw new Error(`no sum tells ${column}`)
  }
  const whole = hasScope(condition)
    ? condition
    : allOf([
        condition,
        { op: 'compare', column: 'scope_set_id', comparison: '=', value: everyScopeSet },
      ])
  const write = (column: FactColumn) =>
    sql.ref(column === 'scope_set_id' ? `${table}.scope_set_id` : (places[column] ?? column))
  return sql.join([toSql(whole, databaseKind(db), write), ...dayBounds(table, days)], sql` and `)
}

const dayBounds = (table: string, { from, to }: Days) => [
  ...(from === -Infinity ? [] : [sql`${sql.ref(`${table}.day`)} >= ${from}`]),
  ...(to === Infinity ? [] : [sql`${sql.ref(`${table}.day`)} < ${to}`]),
]

export type AppSum = {
  file_id: number
  elevation_type: number
  background: number
  events: number
  name: string
  version: string
  hash: string
  internal_name: string
  company: string
}

/** What the condition demands of `elevation_apps as apps`; the scope tags are asked of the days. */
export const appsWhere = (db: Db, { condition }: Pick<ReportScope, 'condition'>) =>
  toSql(offScope(condition), databaseKind(db), (column) =>
    sql.ref(column === 'system_initiated' ? 'apps.background' : `apps.${column}`),
  )

/** Events by file, type and whether the system began them. */
export const appSums = async (db: Db, scope: ReportScope): Promise<AppSum[]> => {
  const where = sumsWhere(db, 'd', { ...scope, condition: onScope(scope.condition) }, {})
  const onApps = appsWhere(db, scope)
  const found = await sql<AppSum>`
    select apps.file_id, apps.elevation_type, apps.background, sums.events, files.name, files.version,
      files.hash, files.internal_name, publishers.name as company
    from (select d.app_id, sum(d.events) as events from elevation_app_days as d
      where ${where} group by d.app_id) as sums
    join elevation_apps as apps on apps.id = sums.app_id
    join elevation_files as files on files.id = apps.file_id
    join elevation_publishers as publishers on publishers.id = files.publisher_id
    where ${onApps}`.execute(db)
  return found.rows
}

/** Adds up rows that look the same; the most first, then by their look. */
export const merged = <T extends object>(
  rows: readonly { row: T; events: number }[],
): { row: T; events: number }[] => {
  const byLook = new Map<string, { look: string; row: T; events: number }>()
  for (const { row, events } of rows) {
    const look = JSON.stringify(row)
    const known = byLook.get(look)
    if (known) known.events += Number(events)
    else byLook.set(look, { look, row, events: Number(events) })
  }
  return [...byLook.values()].sort(
    (one, other) => other.events - one.events || (one.look < other.look ? -1 : 1),
  )
}

export const byApplication = async (
  db: Db,
  scope: ReportScope,
): Promise<ReportRow<'EpmAggregationReportByApplication'>[]> =>
  merged(
    (await appSums(db, scope)).map((sum) => ({
      row: {
        CompanyName: orNull(sum.company),
        ElevationType: typeOf(sum.elevation_type),
        FileName: orNull(sum.name),
        FileVersion: orNull(sum.version),
        Hash: orNull(sum.hash),
        InternalName: orNull(sum.internal_name),
        IsBackgroundProcess: sum.background === 1,
      },
      events: sum.events,
    })),
  ).map(({ row, events }) => ({ ...row, ElevationCount: events }))

/** From the sums by publisher; a condition on files is answered by those by file. */
export const byPublisher = async (
  db: Db,
  scope: ReportScope,
): Promise<ReportRow<'EpmAggregationReportByPublisher'>[]> => {
  const rowOf = (sum: { company: string; elevation_type: number; events: number }) => ({
    row: { CompanyName: orNull(sum.company), ElevationType: typeOf(sum.elevation_type) },
    events: sum.events,
  })
  const finer = [...columnsIn(scope.condition)].some(
    (column) => column !== 'elevation_type' && column !== 'scope_set_id',
  )
  const sums = finer ? await appSums(db, scope) : await publisherSums(db, scope)
  return merged(sums.map(rowOf)).map(({ row, events }) => ({ ...row, ElevationCount: events }))
}

const publisherSums = async (db: Db, scope: ReportScope) => {
  const where = sumsWhere(db, 'd', scope, { elevation_type: 'd.elevation_type' })
  const found = await sql<{ company: string; elevation_type: number; events: number }>`
    select publishers.name as company, sums.elevation_type, sums.events
    from (select d.publisher_id, d.elevation_type, sum(d.events) as events
      from elevation_publisher_days as d where ${where}
      group by d.publisher_id, d.elevation_type) as sums
    join elevation_publishers as publishers on publishers.id = sums.publisher_id`.execute(db)
  return found.rows
}

export type UserSum = { upn: string; managed: number; unmanaged: number }

/** Managed and unmanaged elevations of each user who had any; what was denied was not elevated and counts as neither. */
export const userSums = async (db: Db, scope: ReportScope): Promise<UserSum[]> => {
  const where = sumsWhere(db, 'd', scope, { user_id: 'd.user_id' })
  const found = await sql<UserSum>`
    select users.upn, sums.managed, sums.unmanaged from (
      select d.user_id, sum(d.managed) as managed, sum(d.unmanaged) as unmanaged
      from elevation_user_days as d where ${where} group by d.user_id) as sums
    join elevation_users as users on users.id = sums.user_id
    where sums.managed + sums.unmanaged > 0`.execute(db)
  return found.rows.map(({ upn, ...sums }) => ({
    upn,
    managed: Number(sums.managed),
    unmanaged: Number(sums.unmanaged),
  }))
}

export const byUser = async (
  db: Db,
  scope: ReportScope,
): Promise<ReportRow<'EpmAggregationReportByUser'>[]> =>
  (await userSums(db, scope))
    .map(({ upn, managed: ManagedCount, unmanaged: UnmanagedCount }) => ({
      ManagedCount,
      TotalCount: ManagedCount + UnmanagedCount,
      UnmanagedCount,
      Upn: orNull(upn),
    }))
    .sort(
      (one, other) =>
        other.TotalCount - one.TotalCount || ((one.Upn ?? '') < (other.Upn ?? '') ? -1 : 1),
    )
