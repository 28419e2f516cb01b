import { useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'

import type { ConfigurationPolicy } from '#contract/policies.ts'
import type { RuleModel } from '#domain/rules/rule-model.ts'
import { ApiError } from '#src/api/errors.ts'
import { callOnce, useApiMutation } from '#src/api/queries.ts'
import { useAttempt, type Attempt } from '#src/api/use-attempt.ts'
import { eq, filterText } from '#src/lib/odata.ts'

import { policyEndpoints, policyQuery } from '#src/shared/rules-policy-queries.ts'
import {
  extendedPolicyBody,
  holdsRule,
  isWhole,
  newPolicyBody,
  policyChanges,
  type RuleForm,
} from './rule-form.ts'

export type RuleProblem =
  /** The policy reads otherwise than it was shown. Nothing was written. */
  | { kind: 'changed'; changes: readonly { text: string; name: string }[] }
  /** Only a part of its settings was read; writing would lose the rest. */
  | { kind: 'incomplete' }
  | { kind: 'failed'; error: ApiError }

export type RuleWritten = { policyId: string; policyName: string; isNew: boolean }

const readPolicy = (id: string) =>
  callOnce('policyGet', { path: { id }, query: { $expand: 'settings' } })

/** A policy of exactly this name that this attempt can have made and that holds the rule; null when there is none. */
const findCreated = async (
  name: string,
  rule: RuleModel,
  attempt: Attempt,
): Promise<ConfigurationPolicy | null> => {
  const { value } = await callOnce('policyList', {
    query: { $filter: filterText(eq('name', name)), $top: 10 },
  })
  const wholes = await Promise.all(
    value
      .filter(({ createdDateTime }) => attempt.isFrom(createdDateTime))
      .map(({ id }) => readPolicy(id)),
  )
  return wholes.find((policy) => policy.name === name && holdsRule(policy, rule)) ?? null
}

/**
 * Writes the rule: a new unassigned policy, or one rule more in an existing one, which is read again just before and
 * goes back whole with its version (ADR 011). Nothing is sent twice.
 */
export const useCreateRule = (onWritten: (written: RuleWritten) => void) => {
  const client = useQueryClient()
  const [problem, setProblem] = useState<RuleProblem | null>(null)
  const [reading, setReading] = useState(false)
  const underWay = useRef(false)
  const attempt = useAttempt()
  const sent = useRef<RuleModel | null>(null)

  const create = useApiMutation('policyCreate', {
    invalidates: policyEndpoints,
    verify: ({ body }) =>
      sent.current === null ? Promise.resolve(null) : findCreated(body.name, sent.current, attempt),
  })
  const replace = useApiMutation('policyReplace', {
    invalidates: policyEndpoints,
    // A 204 has no body, so that success and "not recorded" must be told apart by throwing.
    verify: async ({ path }) => {
      const current = await readPolicy(path.id)
      return sent.current !== null && holdsRule(current, sent.current) ? undefined : null
    },
  })

  /** Also what the pane shows from now on. */
  const readAgain = async (id: string): Promise<ConfigurationPolicy> => {
    const answer = await client.fetchQuery({ ...policyQuery(id), staleTime: 0 })
    if (answer.ok) return answer.data
    throw answer.error
  }

  const refuse = (found: RuleProblem) => {
    setProblem(found)
    return false
  }

  const intoNew = async (values: RuleForm, rule: RuleModel) => {
    const body = newPolicyBody(values, rule)
    const made = await create.sendAsync({ body, idempotencyKey: attempt.keyOf(body) })
    onWritten({ policyId: made.id, policyName: made.name ?? '', isNew: true })
    return true
  }

  const intoExisting = async (seen: ConfigurationPolicy, rule: RuleModel) => {
    setReading(true)
    const current = await readAgain(seen.id).finally(() => setReading(false))
    const changes = policyChanges(seen, current)
    if (!isWhole(current)) return refuse({ kind: 'incomplete' })
    if (changes.length > 0) return refuse({ kind: 'changed', changes })
    try {
      await replace.sendAsync({
        path: { id: seen.id },
        body: extendedPolicyBody(current, rule),
        ifMatch: current['@odata.etag'],
      })
    } catch (reason) {
      if (!(reason instanceof ApiError) || !reason.isConflict) throw reason
      const later = await readAgain(seen.id)
      return refuse({ kind: 'changed', changes: policyChanges(current, later) })
    }
    onWritten({ policyId: seen.id, policyName: current.name ?? '', isNew: false })
    return true
  }

  /** `policy` is the existing policy as it is shown; null for a new one. Answers whether the rule was written. */
  const write = async (
    values: RuleForm,
    rule: RuleModel,
    policy: ConfigurationPolicy | null,
  ): Promise<boolean> => {
    if (underWay.current) return false
    underWay.current = true
    sent.current = rule
    setProblem(null)
    try {
      return await (policy === null ? intoNew(values, rule) : intoExisting(policy, rule))
    } catch (reason) {
      if (!(reason instanceof ApiError)) throw reason
      return refuse({ kind: 'failed', error: reason })
    } finally {
      underWay.current = false
    }
  }

  return {
    write,
    problem,
    pending: reading || create.pending || replace.pending,
    checking: create.checking || replace.checking,
  }
}
