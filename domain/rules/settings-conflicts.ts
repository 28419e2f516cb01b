import type { ElevationSettings } from './elevation-settings.ts'
import { elevationSettingsInWords } from './in-words.ts'

export type SettingsConflict = {
  /** The setting as the product calls it. */
  label: string
  says: { policyId: string; value: string }[]
}

const notConfigured = 'Not configured'

/**
 * Settings that several elevation settings policies of one device say differently (epm-behaviour 13.1): until that is solved
 * the client falls back to what it does by default. What one of them turns off has no further settings.
 */
export const settingsConflicts = (
  policies: readonly { id: string; settings: ElevationSettings }[],
): SettingsConflict[] => {
  const said = policies.map(({ id, settings }) => ({
    id,
    lines: new Map(
      elevationSettingsInWords(settings).lines.map(({ label, value }) => [label, value] as const),
    ),
  }))
  const labels = [...new Set(said.flatMap(({ lines }) => [...lines.keys()]))]
  const conflicts = labels.map((label) => ({
    label,
    says: said.map(({ id, lines }) => ({ policyId: id, value: lines.get(label) ?? notConfigured })),
  }))
  const differing = conflicts.filter(({ says }) => new Set(says.map(({ value }) => value)).size > 1)
  const [first] = labels
  const [whether] = differing
  return whether && whether.label === first ? [whether] : differing
}
