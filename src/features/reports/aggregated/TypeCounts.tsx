import { elevationTypeName } from '#src/shared/elevation-types.ts'
import { figure } from '#src/ui/charts/chart-data.ts'
import { DeviceText } from '#src/ui/text/DeviceText.tsx'

import { useAggregatedStyles } from './aggregated-styles.ts'

type Props = {
  counts: readonly { type: string; count: number }[]
  /** In a row of two lines: of more than two types the most frequent, and how many the others are together. */
  brief?: boolean
}

/** The elevation type of a row; when several are added up, each with its count. */
export const TypeCounts = ({ counts, brief = false }: Props) => {
  const styles = useAggregatedStyles()
  const isCut = brief && counts.length > 2
  const shown = isCut
    ? counts.toSorted((one, other) => other.count - one.count).slice(0, 1)
    : counts
  const others = counts.length - shown.length
  const rest =
    counts.reduce((sum, { count }) => sum + count, 0) -
    shown.reduce((sum, { count }) => sum + count, 0)
  return (
    <span className={styles.types}>
      {shown.map(({ type, count }) => (
        <span key={type}>
          <DeviceText value={elevationTypeName(type)} kind="name" />
          {counts.length > 1 && <span className={styles.typeCount}> {figure(count)}</span>}
        </span>
      ))}
      {isCut && (
        <span
          title={counts
            .map(({ type, count }) => `${elevationTypeName(type)} ${figure(count)}`)
            .join(', ')}
        >
          {others} other types<span className={styles.typeCount}> {figure(rest)}</span>
        </span>
      )}
    </span>
  )
}
