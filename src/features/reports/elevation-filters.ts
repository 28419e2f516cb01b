import type { ODataParams } from '#contract/odata.ts'
import { successCodes } from '#domain/elevations/result-code.ts'
import type { ElevationReport } from '#src/lib/paths.ts'
import {
  and,
  contains,
  endsWith,
  eq,
  filterText,
  ge,
  instant,
  lt,
  not,
  oneOf,
  or,
  orderBy,
  type Filter,
} from '#src/lib/odata.ts'
import { knownElevationTypes } from '#src/shared/elevation-types.ts'
import type { ListParams, ListSpec } from '#src/ui/table/list-params.ts'

export const outcomes = ['succeeded', 'failed', 'denied'] as const

/** Nothing in the address is everything that is kept. */
export const presets = ['day', 'week', 'month'] as const
const presetHours: Record<(typeof presets)[number], number> = {
  day: 24,
  week: 7 * 24,
  month: 30 * 24,
}

export type ElevationFilter =
  | 'type'
  | 'result'
  | 'range'
  | 'from'
  | 'to'
  | 'file'
  | 'hash'
  | 'name'
  | 'version'
  | 'internal'
  | 'publisher'
  | 'user'
  | 'device'
  | 'policy'
  | 'system'
export type ElevationParams = ListParams<ElevationFilter>

export const elevationSpec: ListSpec<ElevationFilter> = {
  filters: {
    type: knownElevationTypes,
    result: outcomes,
    range: presets,
    from: 'text',
    to: 'text',
    file: 'text',
    hash: 'text',
    name: 'text',
    version: 'text',
    internal: 'text',
    publisher: 'text',
    user: 'text',
    device: 'text',
    policy: 'text',
    system: ['hide', 'only'],
  },
  sorts: [
    'filePath',
    'upn',
    'deviceName',
    'elevationType',
    'result',
    'companyName',
    'eventDateTime',
  ],
  defaultSort: { by: 'eventDateTime', descending: true },
}

export const pageSize = 50
const day = 24 * 60 * 60 * 1000

/** Milliseconds at which a UTC day (`2026-11-20`) begins, shifted by whole days; null when there is no such day. */
export const utcDay = (text: string | undefined, later = 0): number | null => {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text ?? '')) return null
  const begin = Date.parse(`${text}T00:00:00Z`)
  // 30 February is read as 2 March.
  if (Number.isNaN(begin) || new Date(begin).toISOString().slice(0, 10) !== text) return null
  return begin + later * day
}

const isoAt = (ms: number) => instant(new Date(ms).toISOString())

/** A part of the value is enough, unless the text stands in double quotes: then it is the whole value. */
const matching = (property: string, text: string | undefined): Filter | undefined => {
  const wanted = text?.trim() ?? ''
  const whole = /^"(.*)"$/s.exec(wanted)?.[1]
  if (whole !== undefined) return eq(property, whole)
  return wanted === '' ? undefined : contains(property, wanted)
}

/** The name of the file without its folder: the wire has only the whole path. */
const named = (text: string | undefined): Filter | undefined => {
  const name = /^"(.*)"$/s.exec(text?.trim() ?? '')?.[1]
  if (name === undefined) return matching('filePath', text)
  const path = 'filePath'
  return name === ''
    ? eq(path, '')
    : or(eq(path, name), endsWith(path, `\\${name}`), endsWith(path, `/${name}`))
}

/** `hide` leaves out what the system began, `only` leaves nothing else. */
const begunBySystem = (system: string | undefined): Filter | undefined => {
  const bySystem = eq('systemInitiatedElevation', true)
  return system === 'hide' ? not(bySystem) : system === 'only' ? bySystem : undefined
}

const guid = /^"?([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})"?$/i

/** A device by a part of its name, or by its id: names need not be unique. */
const onDevice = (text: string | undefined) => {
  const id = guid.exec(text?.trim() ?? '')?.[1]
  return id === undefined ? matching('deviceName', text) : eq('deviceId', id)
}

/** As `outcomeOf` of the domain judges one elevation. */
const ending = (result: string | undefined): Filter | undefined => {
  const success = oneOf('result', successCodes)
  if (success === undefined) return undefined
  const unmanaged = eq('elevationType', 'unmanagedElevation')
  const denied = eq('elevationType', 'undetermined')
  if (result === 'succeeded') return and(success, not(unmanaged))
  if (result === 'failed') return and(not(success), not(unmanaged), not(denied))
  return result === 'denied' ? and(denied, not(success)) : undefined
}

/** Elevations that a rules policy decided; the wire leaves the policy empty for all others. */
const managed = and(not(eq('policyId', null)), not(eq('policyId', '')))

/** A preset counts back from now, by the full minute, so that the same filter is the same query for a while. */
export const presetBegin = (range: string | undefined, now: number): number | null => {
  const preset = presets.find((each) => each === range)
  if (preset === undefined) return null
  return Math.floor((now - presetHours[preset] * 60 * 60 * 1000) / 60_000) * 60_000
}

const since = ({ range, from }: ElevationParams['filters'], now: number): number | null =>
  presetBegin(range, now) ?? utcDay(from)

/** All filters but those of time. */
export const matchingAll = (filters: ElevationParams['filters']): Filter | undefined =>
  and(
    filters.type === undefined ? undefined : eq('elevationType', filters.type),
    ending(filters.result),
    matching('filePath', filters.file),
    filters.hash === undefined ? undefined : eq('hash', filters.hash === '""' ? '' : filters.hash),
    named(filters.name),
    matching('fileVersion', filters.version),
    matching('internalName', filters.internal),
    matching('companyName', filters.publisher),
    matching('upn', filters.user),
    onDevice(filters.device),
    filters.policy === undefined ? undefined : eq('policyId', filters.policy),
    begunBySystem(filters.system),
  )

/** The query of the elevation report; `managed` lists only what a rules policy decided. */
export const elevationQuery = (
  report: ElevationReport,
  { filters, search, sort }: ElevationParams,
  now: number,
): ODataParams => {
  const from = since(filters, now)
  const to = filters.range === undefined ? utcDay(filters.to, 1) : null
  return {
    $filter: filterText(
      and(
        report === 'managed' ? managed : undefined,
        from === null ? undefined : ge('eventDateTime', isoAt(from)),
        to === null ? undefined : lt('eventDateTime', isoAt(to)),
        matchingAll(filters),
      ),
    ),
    // `$search` gives the double quote a meaning; no file name on Windows has one.
    $search: search.replaceAll('"', ' ').trim() || undefined,
    $orderby: orderBy(sort.by, sort.descending),
    $top: pageSize,
    $count: true,
  }
}

/** The days of the address are wrong: the end before the beginning, or no such day. */
export const rangeFault = ({ from, to }: ElevationParams['filters']): string | null => {
  const begin = utcDay(from)
  const end = utcDay(to)
  if ((from !== undefined && begin === null) || (to !== undefined && end === null))
    return 'There is no such day.'
  return begin !== null && end !== null && end < begin ? 'The last day is before the first.' : null
}

/** Filters that the job of the report does not know: with one of them the events are listed instead. */
const beyondTheJob = [
  'file',
  'hash',
  'name',
  'version',
  'internal',
  'publisher',
  'user',
  'device',
  'policy',
  'system',
] as const

const columnOf: Readonly<Record<string, string>> = {
  elevationType: 'ElevationType',
  eventDateTime: 'EventDateTime',
  result: 'Result',
}

/** What an export of exactly this list asks for: of the report's job by its columns, or of the list by its properties. */
export const exportAsk = (report: ElevationReport, params: ElevationParams, now: number) => {
  const { $filter, $search } = elevationQuery(report, params, now)
  const listed =
    report === 'managed' || beyondTheJob.some((name) => params.filters[name] !== undefined)
  const filter = listed
    ? $filter
    : $filter?.replace(/'[^']*'|[A-Za-z]+/g, (part) => columnOf[part] ?? part)
  return { listed, ask: { filter, search: $search } }
}
