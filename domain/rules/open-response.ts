import { Setting } from '#contract/settings.ts'

import { clientSettings } from './definition-ids.ts'
import { readElevationSettings, type ElevationSettings } from './elevation-settings.ts'

/** What could go wrong, in the words of a rule's risks. */
export type OpenResponse = { id: 'openResponse'; title: string; attack: string }

const openResponse: OpenResponse = {
  id: 'openResponse',
  title: 'Every file, with one click',
  attack:
    'Whatever file no rule matches runs elevated once the user clicks Continue, a program that was downloaded a moment ago too.',
}

/** Does one click elevate every file that no rule matches (epm-behaviour 3.3)? */
export const isOpen = ({
  enabled,
  defaultResponse,
  validation,
}: Pick<ElevationSettings, 'enabled' | 'defaultResponse' | 'validation'>): boolean =>
  // Only a plain No keeps the default response from acting.
  enabled !== false && defaultResponse === 'userConfirmation' && validation.length === 0

/**
 * The risk that elevation settings bring and that was not there (R12): wider than any rule, so confirmed like one. Null are
 * settings that did not exist.
 */
export const newOpenResponse = (
  before: ElevationSettings | null,
  after: ElevationSettings | null,
): OpenResponse[] =>
  after !== null && isOpen(after) && !(before !== null && isOpen(before)) ? [openResponse] : []

/** The same, of the settings of whole policies; those of a rules policy bring none. */
export const newOpenResponseOf = (
  before: readonly Setting[],
  after: readonly Setting[],
): OpenResponse[] => newOpenResponse(readElevationSettings(before), readElevationSettings(after))

/**
 * The risk that a document of an import brings; of a policy that is there already, `changes` hold the setting as it was, as
 * JSON text under its definition's id.
 */
export const importedOpenResponse = (
  result: {
    action: string
    changes: readonly { name: string; before?: string | null | undefined }[]
  },
  settings: readonly Setting[],
): OpenResponse[] => {
  if (result.action === 'create') return newOpenResponseOf([], settings)
  const change = result.changes.find(({ name }) => name === clientSettings.enable.id)
  if (result.action !== 'update' || change === undefined) return []
  return newOpenResponseOf(settingsIn(change.before ?? null), settings)
}

const settingsIn = (text: string | null): Setting[] => {
  const read = Setting.safeParse({ settingInstance: parsed(text) })
  return read.success ? [read.data] : []
}

const parsed = (text: string | null): unknown => {
  try {
    return JSON.parse(text ?? 'null')
  } catch {
    return null
  }
}
