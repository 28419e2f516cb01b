import type { ImportResult } from '#contract/import.ts'
import { recognizeDocument } from '#domain/policies/interchange.ts'

import { rulesOf, type PolicyRule } from '../rule-list.ts'
import type { ImportDocument } from './read-files.ts'

/** The rules that an import would add or change: all of a new policy's, of a changed one those that the dry run names. */
export const importedRules = (
  results: readonly ImportResult[],
  documents: readonly ImportDocument[],
): PolicyRule[] =>
  results.flatMap(({ action, index, changes }) => {
    if (action !== 'create' && action !== 'update') return []
    const found = recognizeDocument(documents[index]?.document)
    if (found.kind !== 'policy') return []
    const changed = new Set(changes.map(({ name }) => name))
    return rulesOf(found.document.settings).filter(
      ({ rule }) => action === 'create' || changed.has(`rule ${rule.name}`),
    )
  })
