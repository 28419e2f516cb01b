import { paths } from '#src/lib/paths.ts'

/** The reports that add elevations up, with the titles of their pages (epm-behaviour 8.1). */
export const aggregatedTiles = [
  {
    title: 'Elevation report by applications',
    line: 'Elevations by file: what needs a rule, child processes included.',
    to: paths.aggregatedReport('applications'),
  },
  {
    title: 'Elevation report by publisher',
    line: 'Elevations by publisher: whose certificate a rule could name.',
    to: paths.aggregatedReport('publishers'),
  },
  {
    title: 'Elevation report by user',
    line: 'Who elevates what no rule covers, and who could be a standard user.',
    to: paths.aggregatedReport('users'),
  },
] as const
