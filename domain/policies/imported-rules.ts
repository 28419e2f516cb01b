import type { ImportResult } from '#contract/import.ts'

import type { RuleModel } from '../rules/rule-model.ts'
import { recognizeDocument } from './interchange.ts'

/** Tells the rules that an import adds or changes: all of a new policy's, of a changed one those that the result names. */
export const isImported = ({
  action,
  changes,
}: Pick<ImportResult, 'action' | 'changes'>): ((rule: RuleModel) => boolean) => {
  if (action === 'create') return () => true
  if (action !== 'update') return () => false
  const changed = new Set(changes.map(({ name }) => name))
  return ({ name }) => changed.has(`rule ${name}`)
}

/**
 * The text of each certificate among an import's documents, by the id that its rules name it by. After the import they have
 * this certificate, however the tenant's own setting was found; what is not among the documents is the tenant's.
 */
export const certificatesIn = (documents: readonly unknown[]): ReadonlyMap<string, string> =>
  new Map(
    documents.flatMap((value): [string, string][] => {
      const found = recognizeDocument(value)
      if (found.kind !== 'reusableSetting' || found.document.id === undefined) return []
      const text = found.document.settingInstance.simpleSettingValue?.value
      return typeof text === 'string' ? [[found.document.id, text]] : []
    }),
  )
