import { useQuery } from '@tanstack/react-query'
import { memo, useDeferredValue, useMemo } from 'react'
import { useLocation } from 'react-router-dom'

import { reportQuery } from '#src/api/reports.ts'
import { useConfig } from '#src/api/session.ts'
import { now } from '#src/lib/clock.ts'
import { trendOf } from '#src/shared/elevation-trend.ts'
import { Button } from '#src/ui/basics.ts'
import { TimeChart, TimeChartSkeleton } from '#src/ui/charts/TimeChart.tsx'
import { utcDay } from '#src/ui/charts/utc-days.ts'
import { ExpandableSection } from '#src/ui/ExpandableSection.tsx'
import { FailureBar } from '#src/ui/FailureBar.tsx'
import { PanelBoundary } from '#src/ui/PanelBoundary.tsx'
import { makeStyles, mergeClasses, tokens } from '#src/ui/styles.ts'
import { keep, useKept } from '#src/ui/table/kept.ts'

import {
  beyondInWords,
  isOfPage,
  onDay,
  trendAsk,
  userDaysInWords,
  type Narrowed,
} from './over-time.ts'

const title = 'Elevations a day'
const plot = 110
/** Of a chart with its legend and note: what takes its place is as high. */
const whole = plot + 60

const useStyles = makeStyles({
  // Above a table that takes the rest of the window; neither it nor what stands in for it gives way.
  frame: { flexShrink: 0, '& p': { margin: 0 } },
  place: { minHeight: `${whole}px` },
  stale: { opacity: 0.6 },
  quiet: { color: tokens.colorNeutralForeground2 },
})

/** Folded at first where a phone would show nothing else. */
const openAtFirst = () => globalThis.innerWidth >= 640 && globalThis.innerHeight >= 640
const parseOpen = (saved: unknown) => (typeof saved === 'boolean' ? saved : openAtFirst())

type Props = {
  /** The list whose folding is remembered. */
  id: string
  narrowed: Narrowed
}

const Folding = ({ id, narrowed }: Props) => {
  const styles = useStyles()
  const key = `overTime:${id}`
  const open = useKept(key, parseOpen)
  const config = useConfig()
  const offers = config.data?.reports ?? { aggregationDates: false }
  const { filter, beyond } = trendAsk(narrowed, offers)
  const hints = [
    beyondInWords(beyond, narrowed.kinds),
    userDaysInWords(narrowed, offers, utcDay(now())),
  ].filter((hint) => hint !== null)
  return (
    <div className={styles.frame}>
      <ExpandableSection
        level={2}
        title={title}
        open={open}
        onToggle={(next) => {
          if (next !== open) keep(key, next)
        }}
        {...(open && hints.length > 0 ? { hint: hints.join(' ') } : {})}
      >
        {open && (
          <div className={styles.place}>
            <PanelBoundary what={title}>
              {config.isPending ? (
                <Waiting />
              ) : (
                <Days filter={filter} narrowed={narrowed} dated={offers.aggregationDates} />
              )}
            </PanelBoundary>
          </div>
        )}
      </ExpandableSection>
    </div>
  )
}

/**
 * The elevations of a report by day, above its table; folded it reads nothing. Failing, it leaves the table alone. Drawn again
 * only for another `narrowed`, not whenever the list below has read on.
 */
export const OverTime = memo(Folding)

const Waiting = () => <TimeChartSkeleton label="Loading the elevations a day" height={plot} />

type DaysProps = { filter: string | undefined; narrowed: Narrowed; dated: boolean }

const Days = ({ filter, narrowed, dated }: DaysProps) => {
  const styles = useStyles()
  const { pathname, search } = useLocation()
  const report = useQuery({
    ...reportQuery('EpmInsightsElevationTrend', { filter }),
    placeholderData: (previous) => previous,
  })
  const { type, kinds, days } = narrowed
  // The table comes first.
  const rows = useDeferredValue(report.data?.rows)
  const drawn = useMemo(() => {
    const ofPage = isOfPage({ type, ...(kinds === undefined ? {} : { kinds }) })
    const today = utcDay(now())
    const { from, to } = days
    return trendOf(
      (rows ?? []).filter(({ ElevationType }) => ofPage(ElevationType)),
      { from, to: to !== undefined && to > today ? today : to },
    )
  }, [rows, type, kinds, days])
  // The table says which right is missing.
  if (report.error?.status === 403) return null
  if (rows === undefined) {
    return report.error === null ? (
      <Waiting />
    ) : (
      <FailureBar
        error={report.error}
        actions={
          <Button size="small" onClick={() => void report.refetch()}>
            Try again
          </Button>
        }
      />
    )
  }
  if (drawn.days.length === 0)
    return <p className={styles.quiet}>No elevation to draw: none in these days.</p>
  return (
    <div className={mergeClasses(report.isPlaceholderData && styles.stale)}>
      <TimeChart
        label={title}
        height={plot}
        {...drawn}
        {...(dated ? { dayLink: (day: string) => onDay(pathname, search, day) } : {})}
      />
    </div>
  )
}
