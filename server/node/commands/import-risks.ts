import type { ImportResult } from '#contract/import.ts'
import { certificatesIn, isImported } from '#domain/policies/imported-rules.ts'
import { recognizeDocument } from '#domain/policies/interchange.ts'
import { reusableSettingIdsOf } from '#domain/policies/references.ts'
import { readRules } from '#domain/rules/read-rules.ts'
import { newRiskyRules, type RiskyRule } from '#domain/rules/risky-rules.ts'
import { isOutOfTime } from '#domain/rules/validate.ts'
import {
  certificateFactsOf,
  referencedCertificates,
} from '#server/http/handlers/policy-certificates.ts'
import type { Tx } from '#server/store/schema.ts'

/** A risky rule and the place of its document in the import. */
export type ImportRisk = RiskyRule & { document: number }

/** The risky ones among the rules that an import adds or changes (R12), with certificates of its files and of the tenant. */
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
    const risky = newRiskyRules([], rules, (rule) =>
      factsOf(rule).some((facts) => isOutOfTime(facts, now)),
    )
    found.push(...risky.map((each) => ({ ...each, document: result.index })))
  }
  return found
}
