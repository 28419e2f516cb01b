import { and, contains, eq, filterText, not, type Filter } from '#src/lib/odata.ts'
import { isManaged } from '#domain/elevations/reported-type.ts'
import type { Elevation } from '#contract/elevations.ts'
import { dayAfter } from '#src/ui/charts/utc-days.ts'

import { daysFilter, type Days } from './aggregated/days.ts'

/** What a report's page is narrowed to, as far as a chart by days can know of it. */
export type Narrowed = {
  days: Days
  /** One elevation type; else all of `kinds`. */
  type?: string | undefined
  /** `elevated` is all but what was denied. */
  kinds?: 'all' | 'elevated' | 'managed'
  /** As typed into the filter: a part, or the whole value in double quotes. */
  publisher?: string | undefined
  user?: string | undefined
  hash?: string | undefined
  hidesBackground?: boolean
  /** Other things that narrow the table, in the page's words: "search", "device". */
  others?: readonly string[]
}
type Offers = { aggregationDates: boolean; trendFilters?: boolean | undefined }

/** Text typed into a filter, as both the lists and the reports take it. */
const matching = (column: string, text: string | undefined): Filter | undefined => {
  const wanted = text?.trim() ?? ''
  const whole = /^"(.*)"$/s.exec(wanted)?.[1]
  if (whole !== undefined) return eq(column, whole)
  return wanted === '' ? undefined : contains(column, wanted)
}

/**
 * The filter of `EpmInsightsElevationTrend` for a page, and what it leaves out because the backend cannot tell it by days,
 * in words.
 */
export const trendAsk = (
  { days, publisher, user, hash, hidesBackground, others = [] }: Narrowed,
  { aggregationDates, trendFilters = false }: Offers,
): { filter: string | undefined; beyond: readonly string[] } => {
  const parts: readonly (readonly [what: string, filter: Filter | undefined])[] = [
    ['publisher', matching('CompanyName', publisher)],
    ['user', matching('Upn', user)],
    ['file', hash === undefined ? undefined : eq('Hash', hash)],
    [
      'background processes',
      hidesBackground === true ? not(eq('IsBackgroundProcess', true)) : undefined,
    ],
  ]
  const finer = filterText(and(...parts.map(([, filter]) => filter)))
  const dated = aggregationDates ? daysFilter(days) : undefined
  const taken = [dated, trendFilters ? finer : undefined].filter((part) => part !== undefined)
  return {
    filter: taken.length === 0 ? undefined : taken.join(' and '),
    beyond: [
      ...(trendFilters ? [] : parts.flatMap(([what, filter]) => (filter ? [what] : []))),
      ...others,
    ],
  }
}

/** Whether a type of the trend is one of the page's. */
export const isOfPage =
  ({ type, kinds = 'all' }: Pick<Narrowed, 'type' | 'kinds'>) =>
  (elevationType: string): boolean => {
    if (type !== undefined && type !== elevationType) return false
    const known = elevationType as Elevation['elevationType']
    if (kinds === 'managed') return isManaged(known)
    return kinds === 'all' || isManaged(known) || elevationType === 'unmanagedElevation'
  }

const listed = new Intl.ListFormat('en', { type: 'conjunction' })

/** Why the chart may count other elevations than the table, or null when it counts the same. */
export const beyondInWords = (
  beyond: readonly string[],
  kinds: Narrowed['kinds'] = 'all',
): string | null => {
  const words = [
    ...(kinds === 'managed' ? ['Without what was denied.'] : []),
    ...(beyond.length === 0
      ? []
      : [`Not narrowed by ${listed.format(beyond)}: may count more than the table.`]),
  ]
  return words.length === 0 ? null : words.join(' ')
}

/** Single events are kept for so many days, unless the operator of a service chose otherwise. */
const keptDays = 30

/**
 * Nothing sums up the types of a user's days: a chart of one user counts single events. Of days from before those are kept it has
 * none, where other charts have sums.
 */
export const userDaysInWords = (
  { user, days: { from, to } }: Pick<Narrowed, 'user' | 'days'>,
  { aggregationDates, trendFilters = false }: Offers,
  today: string,
): string | null => {
  if (!aggregationDates || !trendFilters || (user?.trim() ?? '') === '') return null
  const first = dayAfter(today, -keptDays)
  const reachesBack = from === undefined ? to !== undefined : from < first
  return reachesBack
    ? 'Of a user, single elevations are counted: days from before they are kept show none.'
    : null
}

/** The address of the same page on one day. */
export const onDay = (pathname: string, search: string, day: string): string => {
  const next = new URLSearchParams(search)
  next.delete('range')
  next.set('from', day)
  next.set('to', day)
  return `${pathname}?${next.toString()}`
}
