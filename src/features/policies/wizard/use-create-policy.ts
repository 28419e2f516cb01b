import { useRef, useState } from 'react'

import type {
  AssignmentTarget,
  ConfigurationPolicy,
  ConfigurationPolicyBody,
} from '#contract/policies.ts'
import { ApiError } from '#src/api/errors.ts'
import { callOnce, useApiMutation } from '#src/api/queries.ts'
import { useAttempt, type Attempt } from '#src/api/use-attempt.ts'
import { eq, filterText } from '#src/lib/odata.ts'

import { holdsBody, sameTargets } from './policy-body.ts'

const invalidates = ['policyList', 'policyGet', 'policyAssignmentList'] as const

const findCreated = async (
  body: ConfigurationPolicyBody,
  attempt: Attempt,
): Promise<ConfigurationPolicy | null> => {
  const { value } = await callOnce('policyList', {
    query: { $filter: filterText(eq('name', body.name)), $top: 10 },
  })
  const wholes = await Promise.all(
    value
      .filter(({ createdDateTime }) => attempt.isFrom(createdDateTime))
      .map(({ id }) => callOnce('policyGet', { path: { id }, query: { $expand: 'settings' } })),
  )
  return wholes.find((policy) => holdsBody(policy, body)) ?? null
}

export type Created = { id: string; name: string }

/**
 * Creates the policy, then assigns it: two calls, and the second can fail alone. `created` is then the policy that
 * exists and is assigned to nobody; `assign` tries again. Nothing is sent twice (R6, R54).
 */
export const useCreatePolicy = (options: {
  /** Also after a reload: the policy exists, its assignments are still to be sent. */
  created: Created | null
  onCreated: (created: Created) => void
  onDone: (created: Created) => void
}) => {
  const [error, setError] = useState<ApiError | null>(null)
  const underWay = useRef(false)
  const attempt = useAttempt()
  const create = useApiMutation('policyCreate', {
    invalidates,
    // It is the body of `run`, which the table of endpoints describes more loosely.
    verify: ({ body }) => findCreated(body as ConfigurationPolicyBody, attempt),
  })
  const assigning = useApiMutation('policyAssign', {
    invalidates,
    verify: async ({ path, body }) => {
      const found = await callOnce('policyAssignmentList', { path })
      const targets = found.value.map(({ target }) => target)
      const sent = body.assignments.map(({ target }) => target)
      return sameTargets(targets, sent) ? found : null
    },
  })

  const run = async (body: ConfigurationPolicyBody, targets: readonly AssignmentTarget[]) => {
    if (underWay.current) return
    underWay.current = true
    setError(null)
    try {
      let { created } = options
      if (created === null) {
        const made = await create.sendAsync({ body, idempotencyKey: attempt.keyOf(body) })
        created = { id: made.id, name: made.name ?? body.name }
        options.onCreated(created)
      }
      if (targets.length > 0)
        await assigning.sendAsync({
          path: { id: created.id },
          body: { assignments: targets.map((target) => ({ target })) },
        })
      options.onDone(created)
    } catch (reason) {
      if (!(reason instanceof ApiError)) throw reason
      setError(reason)
    } finally {
      underWay.current = false
    }
  }
  return {
    run,
    error,
    pending: create.pending || assigning.pending,
    checking: create.checking || assigning.checking,
  }
}
