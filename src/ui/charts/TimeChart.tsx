import { useId, useState, type ReactNode } from 'react'

import { longDay } from './utc-days.ts'

import { Button } from '../basics.ts'
import { TextLink } from '../TextLink.tsx'
import { figure, sumOf, type DayCounts, type Series } from './chart-data.ts'
import { useChartStyles } from './chart-styles.ts'
import { DayColumns } from './DayColumns.tsx'
import { Swatch, Textures } from './Textures.tsx'

type Props = {
  /** What is counted: "Elevations a day". */
  label: string
  /** From the floor up; their keys are the legend. */
  series: readonly Series[]
  /** Without gaps, oldest first, at least one. */
  days: readonly DayCounts[]
  /** Of the plot in px; its skeleton has the same. */
  height?: number
  /** The list behind a day. */
  dayLink?: (day: string) => string
  /** Beside the legend's end, before the switch to the table. */
  note?: ReactNode
}

const usualHeight = 240

/**
 * Counts by UTC day and series as stacked columns with an axis from zero; the same figures as a table on demand. Every
 * series has a texture besides its colour.
 */
export const TimeChart = ({ label, series, days, height = usualHeight, dayLink, note }: Props) => {
  const styles = useChartStyles()
  const textures = useId()
  const [asTable, setAsTable] = useState(false)
  return (
    <figure className={styles.figure} aria-label={label}>
      <Textures id={textures} />
      <div className={styles.head}>
        <ul className={styles.legend}>
          {series.map(({ key, label: name, tone }) => (
            <li key={key} className={styles.key}>
              <Swatch id={textures} tone={tone} />
              {name}
            </li>
          ))}
        </ul>
        <span className={styles.toggle}>
          <Button size="small" appearance="subtle" onClick={() => setAsTable(!asTable)}>
            {asTable ? 'Show as chart' : 'Show as table'}
          </Button>
        </span>
      </div>
      {asTable ? (
        <DayTable label={label} series={series} days={days} height={height} dayLink={dayLink} />
      ) : (
        <DayColumns
          label={label}
          textures={textures}
          series={series}
          days={days}
          height={height}
          dayLink={dayLink}
        />
      )}
      <p className={styles.note}>
        {label}; a day is a UTC day.{note !== undefined && <> {note}</>}
      </p>
    </figure>
  )
}

type TableProps = Required<Pick<Props, 'label' | 'series' | 'days' | 'height'>> & {
  dayLink: Props['dayLink'] | undefined
}

/** Newest day first, with a sum for each day and each series. Takes exactly the room of the columns. */
const DayTable = ({ label, series, days, height, dayLink }: TableProps) => {
  const styles = useChartStyles()
  const sums = series.map((_, at) => sumOf(days.map(({ counts }) => counts[at] ?? 0)))
  return (
    <div
      role="region"
      aria-label={`${label}, table`}
      tabIndex={0}
      className={styles.scroll}
      style={{ height }}
    >
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">Day (UTC)</th>
            {series.map(({ key, label: name }) => (
              <th key={key} scope="col">
                {name}
              </th>
            ))}
            <th scope="col">In all</th>
          </tr>
        </thead>
        <tbody>
          {days.toReversed().map(({ day, counts }) => (
            <tr key={day}>
              <th scope="row">
                {dayLink === undefined ? (
                  longDay(day)
                ) : (
                  <TextLink to={dayLink(day)}>{longDay(day)}</TextLink>
                )}
              </th>
              {series.map(({ key }, at) => (
                <td key={key}>{figure(counts[at] ?? 0)}</td>
              ))}
              <td>{figure(sumOf(counts))}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">In all</th>
            {series.map(({ key }, at) => (
              <td key={key}>{figure(sums[at] ?? 0)}</td>
            ))}
            <td>{figure(sumOf(sums))}</td>
          </tr>
        </tfoot>
      </table>
    </div>
  )
}

/** Stands where a `TimeChart` will be, at its exact height: legend, plot and note. */
export const TimeChartSkeleton = ({
  label,
  height = usualHeight,
}: {
  label: string
  height?: number
}) => {
  const styles = useChartStyles()
  return (
    <div
      role="status"
      aria-label={label}
      className={styles.skeleton}
      style={{ height: height + 24 + 16 + 20 }}
    />
  )
}
