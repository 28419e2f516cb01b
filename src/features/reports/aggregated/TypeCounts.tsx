import { elevationTypeName } from '#src/shared/elevation-types.ts'
import { figure } from '#src/ui/charts/chart-data.ts'
import { DeviceText } from '#src/ui/text/DeviceText.tsx'

import { useAggregatedStyles } from './aggregated-styles.ts'

/** The elevation type of a row; when several are added up, each with its count. */
export const TypeCounts = ({ counts }: { counts: readonly { type: string; count: number }[] }) => {
  const styles = useAggregatedStyles()
  return (
    <span className={styles.types}>
      {counts.map(({ type, count }) => (
        <span key={type}>
          <DeviceText value={elevationTypeName(type)} kind="name" />
          {counts.length > 1 && <span className={styles.typeCount}> {figure(count)}</span>}
        </span>
      ))}
    </span>
  )
}
