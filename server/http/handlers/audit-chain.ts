import { chainCheck } from '../../audit/chain-watch.ts'
import type { CheckpointState } from '../../audit/checkpoint-state.ts'
import type { Handlers } from '../types.ts'

const checkpointOf = (found: CheckpointState | null) => {
  if (found === null)
    return { state: 'off', dateTime: null, records: null, why: null, publicKey: null } as const
  const state =
    found.problem !== null ? 'differs' : found.count === null ? ('none' as const) : 'agrees'
  return {
    state,
    dateTime: found.dateTime,
    records: found.count,
    why: found.problem,
    publicKey: found.publicKey,
  }
}

/** Whether the log is whole: for every reader; how long it is only for those who see all of it (R52). */
export const auditChain: Handlers['auditChain'] = async ({ deps, principal, requestId }) => {
  const { verdict, at, reading } = chainCheck(deps.db, {
    now: deps.now,
    log: (message, error) => deps.log({ level: 'error', message, requestId, error: String(error) }),
  })
  const all = principal.scopeTagIds === null
  const last = await deps.db
    .selectFrom('audit')
    .select(['seq', 'hash'])
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst()
  const broken = verdict?.ok === false ? verdict : null
  const checkpoint = checkpointOf(deps.checkpoints?.() ?? null)
  return {
    body: {
      state: verdict === null ? 'reading' : verdict.ok ? 'whole' : 'broken',
      checkedDateTime: at?.toISOString() ?? null,
      reading: all ? reading : reading === null ? null : 0,
      brokenAt: broken?.seq ?? null,
      why: broken?.why ?? null,
      records: all ? (last?.seq ?? 0) : null,
      head: all ? (last?.hash ?? null) : null,
      checkpoint: all ? checkpoint : { ...checkpoint, records: null },
    },
  }
}
