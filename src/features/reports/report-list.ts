import { paths, type ElevationReport } from '#src/lib/paths.ts'

import { aggregatedTiles } from './aggregated/report-tiles.ts'

export type ReportTile = {
  title: string
  /** One sentence: what the report shows. */
  line: string
  to: string
}

/** The reports that list single elevations. */
export const reportList: Readonly<Record<ElevationReport, ReportTile>> = {
  elevations: {
    title: 'Elevation report',
    line: 'Every elevation that devices reported, with or without a rule.',
    to: paths.report('elevations'),
  },
  managed: {
    title: 'Managed elevations report',
    line: 'Only elevations that a Windows elevation rules policy decided.',
    to: paths.report('managed'),
  },
}

/** The reports as tiles, in the order of the page. */
export const reportTiles: readonly ReportTile[] = [
  reportList.elevations,
  reportList.managed,
  ...aggregatedTiles,
]
