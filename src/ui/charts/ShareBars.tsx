import { useId, type ReactNode } from 'react'

import { TextLink } from '../TextLink.tsx'
import { makeStyles, mergeClasses, tokens } from '../styles.ts'
import { useWidth } from '../use-width.ts'
import { figure, share, sumOf, type Series } from './chart-data.ts'
import { useChartStyles } from './chart-styles.ts'
import { paint, Swatch, Textures } from './Textures.tsx'

export type ShareRow = {
  id: string
  /** Names from devices come as `<DeviceText>`. */
  name: ReactNode
  /** What the count's link is called when there is one: begins with the figure. */
  linkName?: string
  /** One for each series. */
  counts: readonly number[]
  /** The list behind the count. */
  to?: string
}

type Props = {
  label: string
  nameHeader: string
  countHeader: string
  series: readonly Series[]
  /** Largest first. */
  rows: readonly ShareRow[]
  /** What a row's share is of; without it no share is said. */
  total?: number
}

const useStyles = makeStyles({
  table: {
    width: '100%',
    borderCollapse: 'collapse',
    tableLayout: 'fixed',
    '& td, & th': {
      padding: '4px 8px',
      height: '28px',
      borderBottom: `1px solid ${tokens.colorNeutralStroke3}`,
      fontWeight: tokens.fontWeightRegular,
    },
    '& tr:last-child > *': { borderBottomStyle: 'none' },
    '& thead th': {
      fontSize: tokens.fontSizeBase200,
      fontWeight: tokens.fontWeightSemibold,
      color: tokens.colorNeutralForeground2,
    },
  },
  name: { overflow: 'hidden', width: '40%', textAlign: 'start' },
  whole: { width: 'auto' },
  under: { display: 'block', paddingTop: '4px' },
  figures: {
    width: '88px',
    textAlign: 'end',
    fontVariantNumeric: 'tabular-nums',
    whiteSpace: 'nowrap',
  },
})

/** Narrower than this, in px, a bar stands under its name and not beside it. */
const roomForBars = 520

/** Counts compared as bars from zero. It is a table already: every bar stands beside its exact figure. */
export const ShareBars = ({ label, nameHeader, countHeader, series, rows, total }: Props) => {
  const styles = useStyles()
  const charts = useChartStyles()
  const textures = useId()
  const [frame, width] = useWidth()
  const beside = width === null || width >= roomForBars
  const nameStyle = mergeClasses(styles.name, !beside && styles.whole)
  const longest = Math.max(1, ...rows.map(({ counts }) => sumOf(counts)))
  return (
    <figure className={charts.figure} aria-label={label} ref={frame}>
      <Textures id={textures} />
      {series.length > 1 && (
        <ul className={charts.legend}>
          {series.map(({ key, label: name, tone }) => (
            <li key={key} className={charts.key}>
              <Swatch id={textures} tone={tone} />
              {name}
            </li>
          ))}
        </ul>
      )}
      <table className={styles.table}>
        <caption className={charts.hidden}>{label}</caption>
        <thead>
          <tr>
            <th scope="col" className={nameStyle}>
              {nameHeader}
            </th>
            {beside && <td aria-hidden />}
            <th scope="col" className={styles.figures}>
              {countHeader}
            </th>
            {total !== undefined && (
              <th scope="col" className={styles.figures}>
                Share
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ id, name, counts, to, linkName }) => (
            <tr key={id}>
              <th scope="row" className={nameStyle}>
                {name}
                {!beside && (
                  <span aria-hidden className={styles.under}>
                    <Bar counts={counts} series={series} textures={textures} longest={longest} />
                  </span>
                )}
              </th>
              {beside && (
                <td aria-hidden>
                  <Bar counts={counts} series={series} textures={textures} longest={longest} />
                </td>
              )}
              <td className={styles.figures}>
                {to === undefined ? (
                  figure(sumOf(counts))
                ) : (
                  <TextLink to={to}>
                    {figure(sumOf(counts))}
                    {linkName !== undefined && <span className={charts.hidden}> {linkName}</span>}
                  </TextLink>
                )}
              </td>
              {total !== undefined && (
                <td className={styles.figures}>{share(sumOf(counts), total)}</td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </figure>
  )
}

type BarProps = {
  counts: readonly number[]
  series: readonly Series[]
  textures: string
  longest: number
}

const Bar = ({ counts, series, textures, longest }: BarProps) => {
  const styles = useChartStyles()
  const percent = (count: number) => `${(100 * count) / longest}%`
  return (
    <svg className={styles.bar} focusable="false">
      {series.map(({ key, tone }, at) => (
        <rect
          key={key}
          x={percent(sumOf(counts.slice(0, at)))}
          width={percent(counts[at] ?? 0)}
          height="12"
          fill={paint(textures, tone)}
          className={styles.piece}
        />
      ))}
    </svg>
  )
}
