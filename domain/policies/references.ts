import type { Setting } from '#contract/settings.ts'

import { readRules } from '../rules/read-rules.ts'
import { writeRules } from '../rules/write-rules.ts'

/** Ids of the reusable settings that the rules of a policy name, each once. */
export const reusableSettingIdsOf = (settings: readonly Setting[]): string[] => [
  ...new Set(
    readRules(settings).flatMap(({ signatureSource: source }) =>
      source.kind === 'reusableSetting' && source.settingId !== '' ? [source.settingId] : [],
    ),
  ),
]

/** The settings with other reusable settings in their rules, for a tenant in which those have other ids. */
export const withReusableSettings = (
  settings: readonly Setting[],
  idOf: (id: string) => string | undefined,
): Setting[] =>
  writeRules(
    settings,
    readRules(settings).map((rule) => {
      const { signatureSource: source } = rule
      if (source.kind !== 'reusableSetting') return rule
      const settingId = idOf(source.settingId) ?? source.settingId
      return { ...rule, signatureSource: { ...source, settingId } }
    }),
  )
