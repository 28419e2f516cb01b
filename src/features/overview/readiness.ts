import type { StatusIntent } from '#src/ui/StatusBadge.tsx'

/** What the by-user report calls the three groups in its address. */
export type ReadinessState = 'unmanaged' | 'mixed' | 'managed'

export type Readiness = {
  state: ReadinessState
  /** The tile's name in the product (epm-behaviour 2.1). */
  title: string
  intent: StatusIntent
  word: string
  /** What follows from it. */
  advice: string
  count: number
}

type Light = { Green: number; Yellow: number; Red: number }

/**
 * The three groups of people. `EpmInsightsReport` counts them by colour; that red is only unmanaged, yellow both and green
 * only managed is our reading of a traffic light (epm-behaviour 2.1).
 */
export const readinessOf = ({ Green, Yellow, Red }: Light): readonly Readiness[] => [
  {
    state: 'unmanaged',
    title: 'Users who have only unmanaged file elevations',
    intent: 'danger',
    word: 'Not ready',
    advice: 'No rule reaches what they run: write rules for their files.',
    count: Red,
  },
  {
    state: 'mixed',
    title: 'Users who have both managed and unmanaged file elevations',
    intent: 'warning',
    word: 'Partly ready',
    advice: 'Some files have no rule yet: refine rules and settings.',
    count: Yellow,
  },
  {
    state: 'managed',
    title: 'Users with only managed elevations',
    intent: 'success',
    word: 'Ready',
    advice: 'They may be ready to lose local administrator rights.',
    count: Green,
  },
]

/** The report is one row; none at all is nobody. */
export const lightOf = (rows: readonly Light[]): Light =>
  rows.reduce(
    (sum, row) => ({
      Green: sum.Green + row.Green,
      Yellow: sum.Yellow + row.Yellow,
      Red: sum.Red + row.Red,
    }),
    { Green: 0, Yellow: 0, Red: 0 },
  )
