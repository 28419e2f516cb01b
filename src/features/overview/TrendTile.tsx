import { useQuery } from '@tanstack/react-query'

import { paths } from '#src/lib/paths.ts'
import { TimeChart, TimeChartSkeleton } from '#src/ui/charts/TimeChart.tsx'

import { trendQuery } from './overview-queries.ts'
import { Tile } from './Tile.tsx'
import { trendOf } from '#src/shared/elevation-trend.ts'

/** Daily counts by elevation type. The newest day may still grow. */
export const TrendTile = () => (
  <Tile
    title="Elevation trends"
    line="Elevations a day by elevation type."
    query={useQuery(trendQuery)}
    isEmpty={({ rows }) => trendOf(rows).days.length === 0}
    empty="No elevation is kept; elevations are kept for 30 days."
    skeleton={<TimeChartSkeleton label="Loading the trend" />}
  >
    {({ rows }) => (
      <TimeChart
        label="Elevations a day"
        {...trendOf(rows)}
        dayLink={(day) => paths.elevations({ from: day, to: day })}
        note="The newest day is not over or not processed yet."
      />
    )}
  </Tile>
)
