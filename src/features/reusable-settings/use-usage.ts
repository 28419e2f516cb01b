import { useQueries, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'

import type { ConfigurationPolicy, ConfigurationPolicyListItem } from '#contract/policies.ts'
import { readRules } from '#domain/rules/read-rules.ts'
import type { SignatureSource } from '#domain/rules/rule-model.ts'
import { qAllowing, type Allowed } from '#src/api/queries.ts'
import type { Failure } from '#src/lib/failure.ts'

import type { AskingRules } from './certificate-change.ts'
import { usedByQuery } from './reusable-queries.ts'

export type UsingPolicy = {
  policy: ConfigurationPolicyListItem
  /** How many of its rules refer to the setting; null while unread or gone meanwhile. */
  rules: number | null
  /** What these rules are called; rules without a name are left out. */
  names: readonly string[]
}

export type Usage =
  | { state: 'loading' }
  | { state: 'failed'; error: Failure; retry: () => void }
  | {
      state: 'read'
      policies: readonly UsingPolicy[]
      rules: number | null
      /** The same by what the rules ask for; null while unread. */
      asking: AskingRules
    }

const usingRules = (policy: ConfigurationPolicy, settingId: string) =>
  readRules(policy.settings ?? []).filter(
    ({ signatureSource }) =>
      signatureSource.kind === 'reusableSetting' && signatureSource.settingId === settingId,
  )

const typeOf = (source: SignatureSource): keyof NonNullable<AskingRules> => {
  const type = 'certificateType' in source ? source.certificateType : null
  if (type === 'publisher') return 'publisher'
  return type === 'certificateAuthority' ? 'authority' : 'other'
}

const parts = (results: readonly { data: Allowed<ConfigurationPolicy> | undefined }[]) =>
  results.map(({ data }) => data)

/** Which policies use a reusable setting, and how many of their rules: what a change of it changes. */
export const useUsage = (id: string): Usage => {
  const list = useQuery(usedByQuery(id))
  const policies = useMemo(() => list.data?.value ?? [], [list.data])
  const wholes = useQueries({
    queries: policies.map((policy) =>
      qAllowing(
        'policyGet',
        { path: { id: policy.id }, query: { $expand: 'settings' } },
        { statuses: [403, 404], why: 'the policy was deleted since the list was read' },
      ),
    ),
    combine: parts,
  })
  return useMemo(() => {
    if (list.data === undefined)
      return list.error === null
        ? { state: 'loading' }
        : { state: 'failed', error: list.error, retry: () => void list.refetch() }
    const using = policies.map((policy, index) => {
      const whole = wholes[index]
      const rules = whole?.ok === true ? usingRules(whole.data, id) : null
      return {
        policy,
        rules: rules?.length ?? null,
        names: (rules ?? []).flatMap(({ name }) => (name === '' ? [] : [name])),
        found: rules ?? [],
      }
    })
    const asking = { publisher: 0, authority: 0, other: 0 }
    for (const { found } of using)
      for (const { signatureSource } of found) asking[typeOf(signatureSource)] += 1
    const known = using.every(({ rules }) => rules !== null)
    return {
      state: 'read',
      policies: using,
      rules: known ? using.reduce((sum, { rules }) => sum + (rules ?? 0), 0) : null,
      asking: known ? asking : null,
    }
    // `list` is a new object at each render; what of it counts is named.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [list.data, list.error, policies, wholes, id])
}

/** "1 policy and 3 rules"; without the rules while they are being counted. */
export const usageWords = (usage: Extract<Usage, { state: 'read' }>) => {
  const count = (value: number, one: string, many: string) => `${value} ${value === 1 ? one : many}`
  const policies = count(usage.policies.length, 'policy', 'policies')
  return usage.rules === null ? policies : `${policies} and ${count(usage.rules, 'rule', 'rules')}`
}
