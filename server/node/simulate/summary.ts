/** What came of a simulation; printed at the end and returned to callers. */
export type Summary = {
  checkIns: number
  /** Elevations reported, by the wire's elevation type. */
  elevations: Record<string, number>
  denied: number
  cancelled: number
  requested: number
  /** Approvals that were used inside their 24 hours. */
  used: number
  /** Calls that the console refused or did not answer. */
  failed: number
}

export const emptySummary = (): Summary => ({
  checkIns: 0,
  elevations: {},
  denied: 0,
  cancelled: 0,
  requested: 0,
  used: 0,
  failed: 0,
})

const line = (label: string, value: number) => `  ${label.padEnd(34)}${String(value).padStart(7)}`

export const summaryLines = (summary: Summary, seconds: number): string[] => [
  `Simulated ${Math.round(seconds)} s:`,
  line('check-ins', summary.checkIns),
  ...Object.entries(summary.elevations)
    .toSorted(([one], [other]) => one.localeCompare(other))
    .map(([type, count]) => line(type, count)),
  line('stopped by a deny rule or response', summary.denied),
  line('cancelled by the user', summary.cancelled),
  line('approvals asked for', summary.requested),
  line('approvals used', summary.used),
  line('calls that failed', summary.failed),
]

/** Names come from devices: anything that could move the cursor or hide text in a terminal becomes visible. */
export const printable = (text: string): string =>
  text.replace(
    /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu,
    (character) =>
      `<U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}>`,
  )
