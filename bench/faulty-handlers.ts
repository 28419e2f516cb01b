import type { ElevationRequest } from '#contract/elevation-requests.ts'
import { decide } from '#domain/elevation-request/life-cycle.ts'
import { recordAudit, type AuditDraft } from '#server/audit/record.ts'
import { GraphFailure } from '#server/http/graph-failure.ts'
import { readRequest, requestResource, requestTags } from '#server/http/handlers/request-access.ts'
import type { Context, Handlers, Reply } from '#server/http/types.ts'
import { fromElevationRequest, toElevationRequest } from '#server/store/request-rows.ts'
import type { Tx } from '#server/store/schema.ts'

import type { Mistake } from './service.ts'

type Names = 'elevationRequestApprove' | 'elevationRequestDeny'
type Verb = 'approve' | 'deny'

/** The decision as the real handler makes it, on a row that was read outside of any transaction. */
const decideOnRead = async (verb: Verb, context: Context<Names>) => {
  const { deps, params, principal, body } = context
  const row = await readRequest(deps.db, principal, params.id)
  const before = toElevationRequest(row)
  const outcome = decide(before, verb, principal, deps.now())
  if (!outcome.ok) {
    throw new GraphFailure(409, 'conflict', 'Already decided.', { current: before })
  }
  const after: ElevationRequest = {
    ...before,
    ...outcome.next,
    reviewCompletedByUserPrincipalName: principal.userPrincipalName,
    reviewerJustification: body.reviewerJustification ?? '',
    '@odata.etag': `"${row.version + 1}"`,
  }
  return { after, version: row.version }
}

type Decided = Awaited<ReturnType<typeof decideOnRead>>

const store = async (tx: Tx, { after, version }: Decided, conditional: boolean) => {
  const { id, ...row } = fromElevationRequest(after, version + 1)
  const { numUpdatedRows } = await tx
    .updateTable('elevation_requests')
    .set(row)
    .where('id', '=', id)
    .$if(conditional, (change) => change.where('status', '=', 'pending'))
    .executeTakeFirst()
  if (numUpdatedRows === 1n) return
  throw new GraphFailure(409, 'conflict', 'Already decided.', {
    current: toElevationRequest(
      await tx
        .selectFrom('elevation_requests')
        .select(['status', 'modified_at', 'version', 'resource'])
        .where('id', '=', id)
        .executeTakeFirstOrThrow(),
    ),
  })
}

const draftOf = async (tx: Tx, verb: Verb, after: ElevationRequest): Promise<AuditDraft> => ({
  category: 'ElevationRequest',
  activityType: verb === 'approve' ? 'Approve ElevationRequest' : 'Deny ElevationRequest',
  operationType: 'Action',
  result: 'Success',
  resource: requestResource(after, [{ name: 'status', before: 'pending', after: after.status }]),
  scopeTagIds: await requestTags(tx, after),
})

type Decide = (verb: Verb, context: Context<Names>) => Promise<Reply>

/** Reads, then writes whatever it read: both of two rivals win. */
const readThenWrite: Decide = async (verb, context) => {
  const decided = await decideOnRead(verb, context)
  return context.change(async (tx, audit) => {
    await store(tx, decided, false)
    await audit(await draftOf(tx, verb, decided.after))
    return { body: decided.after }
  })
}

/** Commits the change, then writes the record in a transaction of its own. */
const auditAfter: Decide = async (verb, context) => {
  const { deps, principal, requestId } = context
  const decided = await decideOnRead(verb, context)
  await deps.db.transaction().execute((tx) => store(tx, decided, true))
  await deps.db.transaction().execute(async (tx) => {
    const scope = { now: deps.now(), newId: deps.newId, requestId, principal, ipAddress: null }
    await recordAudit(tx, await draftOf(tx, verb, decided.after), scope)
  })
  return { body: decided.after }
}

/** Answers first and commits in its own time. */
const answerFirst: Decide = async (verb, context) => {
  const decided = await decideOnRead(verb, context)
  const late = context.change(async (tx, audit) => {
    await store(tx, decided, true)
    await audit(await draftOf(tx, verb, decided.after))
    return { body: decided.after }
  })
  // The caller was told already; that nobody hears of a failure is the mistake.
  late.catch(() => undefined)
  return { body: decided.after }
}

const decisions: Partial<Record<Mistake, Decide>> = {
  'read-then-write': readThenWrite,
  'audit-after': auditAfter,
  'answer-first': answerFirst,
}

/** The real handlers with one usual mistake in them: what a benchmark has to find. */
export const withMistake = (handlers: Handlers, mistake: Mistake): Handlers => {
  const wrong = decisions[mistake]
  if (!wrong) return handlers
  return {
    ...handlers,
    elevationRequestApprove: (context) => wrong('approve', context),
    elevationRequestDeny: (context) => wrong('deny', context),
  }
}
