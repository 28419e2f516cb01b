import { queryOptions, useQueries } from '@tanstack/react-query'
import { useCallback, useMemo } from 'react'

import type { ReusablePolicySetting } from '#contract/reusable-settings.ts'
import type { Certificate, Reading } from '#domain/certificates/certificate.ts'
import type { RuleModel } from '#domain/rules/rule-model.ts'

import type { KnownCertificates } from './rule-judgement.ts'
import { reusableIdsOf, type PolicyRule } from './rule-list.ts'
import { useReusableSettings } from './use-reusable-settings.ts'

/** The certificate that a rule asks for, as far as it is known. */
export type RuleCertificate =
  | { state: 'reading' }
  /** The reusable setting is deleted, or this person may not see it. */
  | { state: 'missing' }
  | { state: 'unreadable'; message: string }
  | { state: 'read'; certificate: Certificate }

export const textOf = (setting: ReusablePolicySetting): string => {
  const value = setting.settingInstance?.simpleSettingValue?.value
  return typeof value === 'string' ? value : ''
}

/** The parser is large, so it comes only when a rule has a certificate. */
export const certificateReading = (text: string) =>
  queryOptions({
    queryKey: ['certificate', text],
    queryFn: async () => {
      const { readCertificate } = await import('#domain/certificates/read-certificate.ts')
      return readCertificate(text)
    },
    staleTime: Number.POSITIVE_INFINITY,
  })

const dataOf = (results: readonly { data: Reading | undefined }[]) =>
  results.map(({ data }) => data)

const none: ReadonlyMap<string, string> = new Map()

/**
 * The certificates of a policy's rules; `given` are texts of reusable settings that are known already. Both must stay the same
 * between renders.
 */
export const useRuleCertificates = (
  rules: readonly PolicyRule[],
  given: ReadonlyMap<string, string> = none,
) => {
  const named = useMemo(() => reusableIdsOf(rules), [rules])
  const ids = useMemo(() => named.filter((id) => !given.has(id)), [named, given])
  const settings = useReusableSettings(ids)
  const texts = useMemo(
    () => [
      ...new Set([
        ...[...settings.found.values()].map(textOf),
        ...named.flatMap((id) => given.get(id) ?? []),
        ...rules.flatMap(({ rule: { signatureSource } }) =>
          signatureSource.kind === 'uploadedCertificate' ? [signatureSource.certificate] : [],
        ),
      ]),
    ],
    [settings, rules, named, given],
  )
  const readings = useQueries({ queries: texts.map(certificateReading), combine: dataOf })

  const certificateOf = useCallback(
    ({ signatureSource }: RuleModel): RuleCertificate | null => {
      const read = (text: string): RuleCertificate => {
        const answer = readings[texts.indexOf(text)]
        if (answer === undefined) return { state: 'reading' }
        return answer.ok
          ? { state: 'read', certificate: answer.certificate }
          : { state: 'unreadable', message: answer.message }
      }
      if (signatureSource.kind === 'uploadedCertificate') return read(signatureSource.certificate)
      if (signatureSource.kind !== 'reusableSetting') return null
      const known = given.get(signatureSource.settingId)
      if (known !== undefined) return read(known)
      const setting = settings.found.get(signatureSource.settingId)
      if (setting !== undefined) return read(textOf(setting))
      return { state: settings.loading.has(signatureSource.settingId) ? 'reading' : 'missing' }
    },
    [settings, texts, readings, given],
  )
  const nameOf = useCallback(
    (id: string) => settings.found.get(id)?.displayName || undefined,
    [settings],
  )
  return { certificateOf, nameOf }
}

/** What the judgement of a rule takes from its certificate. */
export const knownCertificates = (found: RuleCertificate | null): KnownCertificates => {
  switch (found?.state) {
    case 'read':
      return [found.certificate]
    case 'unreadable':
      return ['unreadable']
    case 'reading':
      return 'reading'
    // A setting that cannot be read says nothing about its certificate.
    case 'missing':
    case undefined:
      return []
  }
}
