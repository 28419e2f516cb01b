import type { ImportResult } from '#contract/import.ts'
import { isImported } from '#domain/policies/imported-rules.ts'
import { recognizeDocument } from '#domain/policies/interchange.ts'

import { rulesOf, type PolicyRule } from '../rule-list.ts'
import type { ImportDocument } from './read-files.ts'

/** The rules that an import would add or change, in the order of its documents. */
export const importedRules = (
  results: readonly ImportResult[],
  documents: readonly ImportDocument[],
): PolicyRule[] =>
  results.flatMap((result) => {
    const found = recognizeDocument(documents[result.index]?.document)
    if (found.kind !== 'policy') return []
    const isWritten = isImported(result)
    return rulesOf(found.document.settings).filter(({ rule }) => isWritten(rule))
  })
