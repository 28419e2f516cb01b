import { useRef, useState } from 'react'

import { ApiError } from '#src/api/errors.ts'
import { callOnce, useApiMutation } from '#src/api/queries.ts'

import { policyEndpoints } from '../policy-queries.ts'
import {
  holdsChange,
  isWhole,
  withSettings,
  type SectionChange,
  type Seen,
} from './section-change.ts'

export type SaveProblem =
  /** Only a part of the settings was read; writing would lose the rest. */
  { kind: 'incomplete' } | { kind: 'failed'; error: ApiError }

export type SaveResult =
  | { kind: 'saved' }
  /** Somebody else saved first; nothing was written. `current` is the policy as it is now. */
  | { kind: 'changed'; current: Seen }
  /** The reason is `problem`. */
  | { kind: 'notSaved' }

export const readSeen = async (id: string): Promise<Seen> => {
  const [policy, assignments] = await Promise.all([
    callOnce('policyGet', { path: { id }, query: { $expand: 'settings' } }),
    callOnce('policyAssignmentList', { path: { id } }),
  ])
  return { policy, assignments: assignments.value }
}

/**
 * Saves one section of a policy over exactly the version it was made from, once. A version of somebody else is a state
 * with both readings in it, so that the person can look and save on top.
 */
export const useSaveSection = (id: string) => {
  const [problem, setProblem] = useState<SaveProblem | null>(null)
  const [reading, setReading] = useState(false)
  const underWay = useRef(false)
  const sent = useRef<SectionChange | null>(null)

  const recorded = async (): Promise<Seen | null> => {
    const now = await readSeen(id)
    return sent.current !== null && holdsChange(now, sent.current) ? now : null
  }
  const invalidates = policyEndpoints
  const update = useApiMutation('policyUpdate', {
    invalidates,
    verify: async () => (await recorded())?.policy ?? null,
  })
  const replace = useApiMutation('policyReplace', {
    invalidates,
    // A 204 has no body: undefined is done, null is not recorded.
    verify: async () => ((await recorded()) === null ? null : undefined),
  })
  const assign = useApiMutation('policyAssign', {
    invalidates,
    verify: async () => {
      const found = await recorded()
      return found === null ? null : { value: [...found.assignments] }
    },
  })

  const send = async (seen: Seen, change: SectionChange): Promise<void> => {
    const call = { path: { id }, ifMatch: seen.policy['@odata.etag'] }
    switch (change.section) {
      case 'basics':
        await update.sendAsync({
          ...call,
          body: { name: change.name, description: change.description },
        })
        return
      case 'scope-tags':
        await update.sendAsync({ ...call, body: { roleScopeTagIds: change.tags } })
        return
      case 'assignments':
        await assign.sendAsync({
          ...call,
          body: { assignments: change.targets.map((target) => ({ target })) },
        })
        return
      case 'configuration':
        await replace.sendAsync({ ...call, body: withSettings(seen, change.settings) })
    }
  }

  /** `saved` only once the service has said that it is stored. */
  const save = async (seen: Seen, change: SectionChange): Promise<SaveResult> => {
    if (underWay.current) return { kind: 'notSaved' }
    underWay.current = true
    sent.current = change
    setProblem(null)
    try {
      if (change.section === 'configuration' && !isWhole(seen)) {
        setProblem({ kind: 'incomplete' })
        return { kind: 'notSaved' }
      }
      await send(seen, change)
      return { kind: 'saved' }
    } catch (reason) {
      if (!(reason instanceof ApiError)) throw reason
      if (reason.status === 412) {
        setReading(true)
        const current = await readSeen(id).catch(() => null)
        setReading(false)
        if (current !== null) return { kind: 'changed', current }
      }
      setProblem({ kind: 'failed', error: reason })
      return { kind: 'notSaved' }
    } finally {
      underWay.current = false
    }
  }

  return {
    save,
    problem,
    pending: reading || update.pending || replace.pending || assign.pending,
    checking: update.checking || replace.checking || assign.checking,
  }
}
