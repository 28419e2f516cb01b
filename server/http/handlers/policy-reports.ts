import { sql } from 'kysely'

import { policyStatuses, type ReportBody, type ReportTable } from '#contract/reports.ts'

import {
  allOf,
  compileFilter,
  like,
  likePattern,
  type Condition,
} from '../../odata/compile-filter.ts'
import { sortKey, type Field } from '../../odata/fields.ts'
import { parseFilter } from '../../odata/parse-filter.ts'
import { SyntaxFailure } from '../../odata/tokens.ts'
import type { Db } from '../../store/schema.ts'
import { badRequest } from '../graph-failure.ts'
import type { Principal } from '../principal.ts'
import type { Handlers } from '../types.ts'
import { ownPolicies, throughDevice } from './scope.ts'

type Names = 'policyDevicesReport' | 'policyDeviceSummaryReport'
type Column = Field & { type: 'String' | 'Int64' | 'DateTime' }

const text = (name: string): Column => ({ kind: 'text', column: `states.${name}`, type: 'String' })

const columns = {
  DeviceName: text('device_name'),
  IntuneDeviceId: { ...text('device_id'), kind: 'id' },
  PolicyBaseTypeName: text('base_type'),
  PolicyId: { ...text('policy_id'), kind: 'id' },
  PolicyStatus: { kind: 'number', column: 'states.status', type: 'Int64' },
  PspdpuLastModifiedTimeUtc: { kind: 'date', column: 'states.modified_at', type: 'DateTime' },
  UPN: { ...text('user_principal_name'), nullable: true },
} as const satisfies Record<string, Column>
type Name = keyof typeof columns

/** Columns of a row when `select` is empty. */
const shown: readonly Name[] = [
  'DeviceName',
  'IntuneDeviceId',
  'PolicyId',
  'PolicyStatus',
  'PspdpuLastModifiedTimeUtc',
  'UPN',
]

const summary = [
  ['NumberOfCompliantDevices', policyStatuses.succeeded],
  ['NumberOfNonCompliantDevices', policyStatuses.noncompliant],
  ['NumberOfErrorDevices', policyStatuses.error],
  ['NumberOfConflictDevices', policyStatuses.conflict],
  ['NumberOfNotApplicableDevices', policyStatuses.notApplicable],
  ['NumberOfInProgressDevices', policyStatuses.pending],
] as const

const nameOf = (given: string, member: string): Name => {
  const name = given.trim()
  if (Object.hasOwn(columns, name)) return name as Name
  throw badRequest(`There is no column '${name}'.`, member)
}

const conditionOf = (body: ReportBody): Condition[] => {
  const search = body.search?.trim()
  const pattern = `%${likePattern(search ?? '')}%`
  const searched = search
    ? [
        sql<boolean>`(${like(sql.ref('states.device_name'), pattern)}
          or ${like(sql`coalesce(${sql.ref('states.user_principal_name')}, '')`, pattern)})`,
      ]
    : []
  if (!body.filter?.trim()) return searched
  try {
    return [...searched, compileFilter(parseFilter(body.filter), columns)]
  } catch (error) {
    if (!(error instanceof SyntaxFailure)) throw error
    throw badRequest(`Invalid filter clause: ${error.message}.`, 'filter')
  }
}

/** States of policies and devices that the caller may see: both have to be in scope. */
const statesFor = (principal: Principal) => sql`(
  select device_policy_states.*, devices.device_name, 'DeviceManagementConfigurationPolicy' as base_type
  from device_policy_states
  join devices on devices.id = device_policy_states.device_id
  join policies on policies.id = device_policy_states.policy_id
  where ${allOf([
    sql`1 = 1`,
    ...ownPolicies(principal),
    ...throughDevice(principal, 'device_policy_states.device_id'),
  ])}) as states`

const countRows = async (db: Db, from: ReturnType<typeof statesFor>, where: Condition) => {
  const found = await sql<{ status: number; total: number | string }>`
    select status, count(*) as total from ${from} where ${where} group by status`.execute(db)
  return new Map(found.rows.map((row) => [row.status, Number(row.total)]))
}

const orderOf = (body: ReportBody) => {
  const keys = (body.orderBy ?? []).map((key) => {
    const [given = '', direction = 'asc', ...rest] = key.trim().split(/\s+/)
    if (rest.length > 0 || !/^(asc|desc)$/i.test(direction)) {
      throw badRequest(`Cannot order by '${key}'.`, 'orderBy')
    }
    const column = columns[nameOf(given, 'orderBy')]
    return sql`${sortKey(column)} ${direction.toLowerCase() === 'desc' ? sql`desc` : sql`asc`}`
  })
  const rest = ['DeviceName', 'IntuneDeviceId', 'PolicyId'] as const
  return sql.join([...keys, ...rest.map((name) => sortKey(columns[name]))])
}

const table = (
  names: readonly string[],
  rows: readonly unknown[][],
  total: number,
): ReportTable => ({
  TotalRowCount: total,
  Schema: names.map((name) => ({
    Column: name,
    PropertyType: Object.hasOwn(columns, name) ? columns[name as Name].type : 'Int64',
  })),
  Values: rows.map((row) => [...row]),
  SessionId: '',
})

export const policyReportHandlers: Pick<Handlers, Names> = {
  /** One row for each device that a policy reaches; without `top`, 50 of them. */
  policyDevicesReport: async ({ deps, principal, body }) => {
    const names = body.select?.length
      ? body.select.map((name) => nameOf(name, 'select'))
      : [...shown]
    const from = statesFor(principal)
    const where = allOf([sql`1 = 1`, ...conditionOf(body)])
    const found = await sql<Record<string, unknown>>`
      select ${sql.join(names.map((name) => sql`${sql.ref(columns[name].column)} as ${sql.id(name)}`))}
      from ${from} where ${where} order by ${orderOf(body)}
      limit ${body.top ?? 50} offset ${body.skip ?? 0}`.execute(deps.db)
    const counts = await countRows(deps.db, from, where)
    const total = [...counts.values()].reduce((sum, count) => sum + count, 0)
    const rows = found.rows.map((row) => names.map((name) => row[name] ?? ''))
    return { body: table(names, rows, total) }
  },

  policyDeviceSummaryReport: async ({ deps, principal, body }) => {
    const where = allOf([sql`1 = 1`, ...conditionOf(body)])
    const counts = await countRows(deps.db, statesFor(principal), where)
    const names = summary.map(([name]) => name)
    return { body: table(names, [summary.map(([, status]) => counts.get(status) ?? 0)], 1) }
  },
}
