import type { ConfigurationPolicy } from '#contract/policies.ts'
import {
  policyDocument,
  reusableSettingDocument,
  type PolicyDocument,
  type ReusableSettingDocument,
} from '#domain/policies/interchange.ts'
import { readRules } from '#domain/rules/read-rules.ts'
import { callOnce } from '#src/api/queries.ts'

/** The reusable settings that the rules of these policies ask for, each once. */
export const reusableIdsIn = (policies: readonly ConfigurationPolicy[]): string[] => [
  ...new Set(
    policies.flatMap(({ settings = [] }) =>
      readRules(settings).flatMap(({ signatureSource }) =>
        signatureSource.kind === 'reusableSetting' && signatureSource.settingId !== ''
          ? [signatureSource.settingId]
          : [],
      ),
    ),
  ),
]

export type ExportDocument = PolicyDocument | ReusableSettingDocument

/** Reads what was chosen afresh and brings it to the form of Graph's own bodies; one call for each object. */
export const readForExport = async (
  policyIds: readonly string[],
  settingIds: readonly string[],
  withUsed: boolean,
): Promise<ExportDocument[]> => {
  const policies = await Promise.all(
    policyIds.map((id) => callOnce('policyGet', { path: { id }, query: { $expand: 'settings' } })),
  )
  const used = withUsed ? reusableIdsIn(policies) : []
  const settings = await Promise.all(
    [...new Set([...settingIds, ...used])].map((id) =>
      callOnce('reusableSettingGet', { path: { id } }),
    ),
  )
  return [
    // Settings first: an import finds them before the rules that ask for them.
    ...settings.flatMap((setting) => reusableSettingDocument(setting) ?? []),
    ...policies.map((policy) => policyDocument(policy, policy.settings ?? [])),
  ]
}
