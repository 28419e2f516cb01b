import type { ImportResult } from '#contract/import.ts'
import { certificatesIn, isImported } from '#domain/policies/imported-rules.ts'
import { recognizeDocument } from '#domain/policies/interchange.ts'
import { reusableSettingIdsOf } from '#domain/policies/references.ts'
import { importedOpenResponse } from '#domain/rules/open-response.ts'
import { readRules } from '#domain/rules/read-rules.ts'
import { newRiskyRules } from '#domain/rules/risky-rules.ts'
import { parsedFacts } from '#domain/rules/validate.ts'
import {
  certificateFactsOf,
  referencedCertificates,
} from '#server/http/handlers/policy-certificates.ts'
import type { Tx } from '#server/store/schema.ts'

/** Something risky, called `rule "…"` or `settings "…"`, and the place of its document in the import. */
export type ImportRisk = {
  document: number
  called: string
  flags: readonly { title: string; attack: string }[]
}

/**
 * What is risky among what an import adds or changes (R12): rules, with certificates of its files and of the tenant, and
 * elevation settings that let one click elevate every file.
 */
export const importRisks = async (
  tx: Tx,
  results: readonly ImportResult[],
  documents: readonly unknown[],
  now: Date,
): Promise<ImportRisk[]> => {
  const imported = certificatesIn(documents)
  const found: ImportRisk[] = []
  for (const result of results) {
    const recognized = recognizeDocument(documents[result.index])
    if (recognized.kind !== 'policy') continue
    const { settings } = recognized.document
    const rules = readRules(settings).filter(isImported(result))
    const own = reusableSettingIdsOf(settings).filter((id) => !imported.has(id))
    const certificates = new Map([...(await referencedCertificates(tx, own)), ...imported])
    const factsOf = await certificateFactsOf(rules, certificates)
    const risky = newRiskyRules([], rules, (rule) => parsedFacts(factsOf(rule), now))
    const document = result.index
    const opened = importedOpenResponse(result, settings)
    found.push(
      ...risky.map(({ rule, flags }) => ({
        document,
        called: `rule ${JSON.stringify(rule.name)}`,
        flags,
      })),
      ...(opened.length === 0
        ? []
        : [{ document, called: `settings ${JSON.stringify(result.name ?? '')}`, flags: opened }]),
    )
  }
  return found
}
