import { aggregationDate } from '#contract/report-names.ts'

import { badRequest } from '../http/graph-failure.ts'
import type { Filter } from '../odata/filter.ts'
import { termsOf } from '../odata/search.ts'
import { allOf, anyOf, everything, type Condition } from '../store/elevations/condition.ts'
import { dayOf, defaultKeptDays, keptFrom } from '../store/elevations/kept.ts'
import { textCondition } from '../store/elevations/look-up.ts'
import { within, type Period } from '../store/elevations/period.ts'
import { elevationProperties, type Property } from '../store/elevations/properties.ts'
import { scopeCondition } from '../store/elevations/reader.ts'
import { resolveFilter } from '../store/elevations/resolve.ts'
import { dayMs } from '../store/elevations/schema.ts'
import type { Db } from '../store/schema.ts'
import { turn } from '../store/turn.ts'
import type { ReportQuestion } from './report-question.ts'

/** Columns of the reports by the entity's property that they show. */
const columns = {
  CompanyName: 'companyName',
  Publisher: 'companyName',
  DeviceId: 'deviceId',
  DeviceName: 'deviceName',
  ElevationType: 'elevationType',
  EventDateTime: 'eventDateTime',
  FileDescription: 'fileDescription',
  FileInternalName: 'internalName',
  InternalName: 'internalName',
  FileName: 'fileName',
  FilePath: 'filePath',
  FileProductName: 'productName',
  ProductName: 'productName',
  FileVersion: 'fileVersion',
  Hash: 'hash',
  HashValue: 'hash',
  Id: 'id',
  IsBackgroundProcess: 'systemInitiatedElevation',
  IsSystemInitiated: 'systemInitiatedElevation',
  ParentProcessName: 'parentProcessName',
  PolicyId: 'policyId',
  PolicyName: 'policyName',
  ProcessType: 'processType',
  Result: 'result',
  RuleId: 'ruleId',
  Upn: 'upn',
  UserName: 'upn',
  UserType: 'userType',
} as const

export const reportProperties: Readonly<Record<string, Property>> = Object.fromEntries(
  Object.entries(columns).flatMap(([column, name]) => {
    const property = elevationProperties[name]
    return property ? [[column, property]] : []
  }),
)

/** UTC days since 1970, `to` not inside; both ends open for no bound. */
export type Days = Period

const anyDay: Days = { from: -Infinity, to: Infinity }

const dayBounds = (filter: Filter): Days => {
  if (!('path' in filter) || filter.path !== aggregationDate) return anyDay
  const ms = 'value' in filter && typeof filter.value === 'object' ? literalMs(filter) : Number.NaN
  const day = ms / dayMs
  if (!Number.isInteger(day)) {
    throw badRequest(`${aggregationDate} is compared with whole UTC days.`, 'filter')
  }
  switch (filter.op) {
    case 'ge':
      return { from: day, to: Infinity }
    case 'gt':
      return { from: day + 1, to: Infinity }
    case 'lt':
      return { from: -Infinity, to: day }
    case 'le':
      return { from: -Infinity, to: day + 1 }
    case 'eq':
      return { from: day, to: day + 1 }
    case 'ne':
    case 'in':
    case 'any':
    case 'startswith':
    case 'endswith':
    case 'contains':
      throw badRequest(`${aggregationDate} takes ge, gt, lt, le and eq.`, 'filter')
  }
}

const literalMs = (filter: Filter): number =>
  'value' in filter &&
  typeof filter.value === 'object' &&
  (filter.value.kind === 'date' || filter.value.kind === 'string')
    ? Date.parse(filter.value.value)
    : Number.NaN

const namesDays = (filter: Filter): boolean =>
  'items' in filter
    ? filter.items.some(namesDays)
    : 'item' in filter
      ? namesDays(filter.item)
      : filter.path === aggregationDate

/** Takes the days out of a filter; they stand beside its other parts, never inside of them. */
export const splitDays = (filter: Filter | null): { days: Days | null; rest: Filter[] } => {
  const parts = filter === null ? [] : filter.op === 'and' ? filter.items : [filter]
  let days: Days | null = null
  const rest: Filter[] = []
  for (const part of parts) {
    if (!namesDays(part)) rest.push(part)
    else if (!('path' in part)) {
      throw badRequest(`${aggregationDate} can only be joined to the rest by 'and'.`, 'filter')
    } else days = within(days ?? anyDay, dayBounds(part))
  }
  return { days, rest }
}

/** What the words of a search may be found in, by the entity's property. */
export type Searched = readonly ('fileName' | 'companyName' | 'hash' | 'upn' | 'deviceName')[]

const searchCondition = async (db: Db, text: string, searched: Searched): Promise<Condition> => {
  const places = searched.flatMap((name) => {
    const property = elevationProperties[name]
    return property?.kind === 'text' ? [property.place] : []
  })
  if (places.length === 0) return everything
  const terms = termsOf(text).map(async (value) =>
    anyOf(
      await Promise.all(places.map((place) => textCondition(db, place, { op: 'contains', value }))),
    ),
  )
  return allOf(await Promise.all(terms))
}

/** The days that a report covers without a range: as many as single events are kept. */
export const usualDays = async (db: Db, now: Date): Promise<Days> => ({
  from: Math.max(dayOf(now) - defaultKeptDays, (await keptFrom(db)) ?? -Infinity),
  to: Infinity,
})

/** Whose events count, of which days, and what else the filter and the search demand. */
export type ReportScope = { days: Days; given: boolean; condition: Condition }

export const reportScope = async (
  db: Db,
  question: ReportQuestion,
  searched: Searched,
): Promise<ReportScope> => {
  const { days, rest } = splitDays(question.filter)
  const condition = allOf([
    await scopeCondition(db, question.scope),
    ...(await Promise.all(rest.map((part) => resolveFilter(db, part, reportProperties)))),
    question.search === null ? everything : await searchCondition(db, question.search, searched),
  ])
  return {
    days: days ?? (await usualDays(db, question.now)),
    given: days !== null,
    condition,
  }
}

/** Days as the events' own period. */
export const daysPeriod = ({ from, to }: Days): Period => ({ from: from * dayMs, to: to * dayMs })

/** `2026-07-19` */
export const dayText = (day: number): string => new Date(day * dayMs).toISOString().slice(0, 10)

export const orNull = (text: string | null): string | null => (text === '' ? null : text)

/** Rows of one answer; between two of them other requests get their turn, which a synchronous database would not give. */
export const pieceSize = 100
/** The same for sums, which are few and already read. */
const summedPieceSize = 2_000

export async function* inPieces<Row>(rows: readonly Row[]): AsyncGenerator<readonly Row[], void> {
  for (let from = 0; from < rows.length; from += summedPieceSize) {
    yield rows.slice(from, from + summedPieceSize)
    await turn()
  }
}
