import { useState, type PointerEvent } from 'react'
import { useNavigate } from 'react-router-dom'

import { longDay, shortDay } from './utc-days.ts'

import { mergeClasses } from '../styles.ts'
import { useWidth } from '../use-width.ts'
import { countAxis, labelled } from './axis.ts'
import {
  chartInWords,
  dayInWords,
  figure,
  sumOf,
  type DayCounts,
  type Series,
} from './chart-data.ts'
import { useChartStyles } from './chart-styles.ts'
import { paint, Swatch } from './Textures.tsx'

type Props = {
  label: string
  textures: string
  series: readonly Series[]
  /** At least one. */
  days: readonly DayCounts[]
  height: number
  /** The list behind a day: a click or Enter goes there. */
  dayLink?: ((day: string) => string) | undefined
}

const below = 26
const above = 10
const digit = 7.5
const labelRoom = 58
const widestColumn = 32
const withoutLayout = 640

/** Stacked columns, one a day. The keyboard goes through the days as through the values of a slider. */
export const DayColumns = ({ label, textures, series, days, height, dayLink }: Props) => {
  const styles = useChartStyles()
  const navigate = useNavigate()
  const [frame, width] = useWidth()
  const [active, setActive] = useState<number | null>(null)

  const axis = countAxis(Math.max(...days.map(({ counts }) => sumOf(counts))))
  const left = Math.ceil(figure(axis.top).length * digit) + 10
  const whole = width ?? withoutLayout
  const inner = Math.max(40, whole - left - 4)
  const spacing = inner / days.length
  const column = Math.max(2, Math.min(widestColumn, spacing * 0.72))
  const floor = height - below
  const scale = (floor - above) / axis.top
  const middle = (at: number) => left + (at + 0.5) * spacing

  const dayAt = (event: PointerEvent<SVGSVGElement>) => {
    const x = event.clientX - event.currentTarget.getBoundingClientRect().left - left
    return x < 0 || x > inner ? null : Math.min(days.length - 1, Math.floor(x / spacing))
  }
  const open = (at: number | null) => {
    const day = at === null ? undefined : days[at]
    if (day !== undefined && dayLink !== undefined) void navigate(dayLink(day.day))
  }
  const shown = active === null ? undefined : days[active]
  const last = days.length - 1
  const slid = active ?? last
  const slidDay = days[slid]

  return (
    <div className={styles.plot} ref={frame}>
      {/* The slider says everything that the pointer finds; the click is a convenience. */}
      {/* oxlint-disable-next-line jsx-a11y/click-events-have-key-events */}
      <svg
        role="img"
        aria-label={chartInWords(label, days)}
        className={mergeClasses(styles.svg, dayLink !== undefined && styles.follows)}
        height={height}
        onPointerMove={(event) => setActive(dayAt(event))}
        onPointerDown={(event) => setActive(dayAt(event))}
        onPointerLeave={() => setActive(null)}
        onClick={() => open(active)}
      >
        {active !== null && (
          <rect
            x={left + active * spacing}
            y={above - 4}
            width={spacing}
            height={floor - above + 4}
            className={styles.band}
          />
        )}
        {axis.ticks.map((tick) => (
          <g key={tick}>
            <line
              x1={left}
              x2={left + inner}
              y1={floor - tick * scale}
              y2={floor - tick * scale}
              className={tick === 0 ? styles.baseLine : styles.gridLine}
            />
            <text
              x={left - 8}
              y={floor - tick * scale}
              dy="0.32em"
              textAnchor="end"
              className={styles.text}
            >
              {figure(tick)}
            </text>
          </g>
        ))}
        {days.map(({ day, counts }, at) => (
          <Stack
            key={day}
            counts={counts}
            series={series}
            textures={textures}
            x={middle(at) - column / 2}
            width={column}
            floor={floor}
            scale={scale}
          />
        ))}
        {labelled(days.length, spacing, labelRoom).map((at) => (
          <text
            key={at}
            x={Math.min(middle(at), whole - 20)}
            y={height - 8}
            textAnchor="middle"
            className={styles.text}
          >
            {shortDay(days[at]?.day ?? '')}
          </text>
        ))}
      </svg>
      <input
        type="range"
        className={styles.slider}
        aria-label={`${label}: day`}
        aria-valuetext={slidDay === undefined ? undefined : dayInWords(slidDay, series)}
        min={0}
        max={last}
        step={1}
        value={slid}
        onChange={({ target }) => setActive(Number(target.value))}
        onFocus={({ target }) => {
          if (target.matches(':focus-visible')) setActive(slid)
        }}
        onBlur={() => setActive(null)}
        onKeyDown={({ key }) => {
          if (key === 'Escape') setActive(null)
          if (key === 'Enter') open(slid)
        }}
      />
      {shown !== undefined && active !== null && (
        <div
          className={styles.tip}
          aria-hidden
          style={placeOfTip(middle(active), column / 2 + 8, whole)}
        >
          <div className={styles.tipDay}>{longDay(shown.day)} (UTC)</div>
          {series.map(({ key, label: name, tone }, at) => (
            <div key={key} className={styles.tipRow}>
              <Swatch id={textures} tone={tone} />
              {name}
              <span className={styles.tipCount}>{figure(shown.counts[at] ?? 0)}</span>
            </div>
          ))}
          <div className={mergeClasses(styles.tipRow, styles.tipSum)}>
            In all
            <span className={styles.tipCount}>{figure(sumOf(shown.counts))}</span>
          </div>
        </div>
      )}
    </div>
  )
}

/** Beside its column, on the side with more room, and never wider than that side. */
const placeOfTip = (middle: number, away: number, whole: number) =>
  middle > whole / 2
    ? { left: 'auto', right: whole - middle + away, maxWidth: middle - away }
    : { left: middle + away, maxWidth: whole - middle - away }

type StackProps = {
  counts: readonly number[]
  series: readonly Series[]
  textures: string
  x: number
  width: number
  floor: number
  scale: number
}

/** One day's pieces from the floor up, in the order of the series. */
const Stack = ({ counts, series, textures, x, width, floor, scale }: StackProps) => {
  const styles = useChartStyles()
  const pieces = series.flatMap(({ key, tone }, at) => {
    const count = counts[at] ?? 0
    if (count <= 0) return []
    const under = sumOf(counts.slice(0, at))
    return [{ key, tone, y: floor - (under + count) * scale, height: count * scale }]
  })
  return pieces.map(({ key, tone, y, height }) => (
    <rect
      key={key}
      x={x}
      y={y}
      width={width}
      height={height}
      fill={paint(textures, tone)}
      className={styles.piece}
    />
  ))
}
