import type { ImportResult } from '#contract/import.ts'
import { isImported } from '#domain/policies/imported-rules.ts'
import { recognizeDocument } from '#domain/policies/interchange.ts'
import { importedOpenResponse } from '#domain/rules/open-response.ts'
import type { Risk } from '#src/shared/RiskConfirmation.tsx'

import { openResponseRisk } from '../open-response-risk.ts'
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

/** The elevation settings of an import that let one click elevate every file, each with its policy's name. */
export const importedOpenResponses = (
  results: readonly ImportResult[],
  documents: readonly ImportDocument[],
): Risk[] =>
  results.flatMap((result) => {
    const found = recognizeDocument(documents[result.index]?.document)
    if (found.kind !== 'policy') return []
    const flags = importedOpenResponse(result, found.document.settings)
    return openResponseRisk(flags, result.name ?? '', `document ${result.index}`)
  })
