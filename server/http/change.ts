import type { EndpointName } from '#contract/endpoints.ts'
import { endpoints } from '#contract/endpoints.ts'
import { innerCodes } from '#contract/errors.ts'

import { recordAudit, type AuditDraft, type AuditScope } from '../audit/record.ts'
import { besideOthers, joinWriters } from '../store/dialect.ts'
import type { Db, Tx } from '../store/schema.ts'
import { GraphFailure } from './graph-failure.ts'
import { AlreadyAnswered, type IdempotentCall } from './idempotency.ts'
import type { Context, Reply } from './types.ts'

const isReply = (value: unknown): value is Reply =>
  typeof value === 'object' &&
  value !== null &&
  Object.keys(value).every((key) => ['status', 'body', 'headers', 'cookies'].includes(key))

/** What devices report is much and touches nothing that people change: it waits for the others only to be recorded. */
const intake: ReadonlySet<EndpointName> = new Set<EndpointName>([
  'elevationCreate',
  'elevationCreateMany',
])

/**
 * `Context.change`: the only way a handler writes. The change, its audit records and the answer a retry gets are one
 * transaction (R6, R49). A handler that forgets the audit record is a mistake of ours and undoes its change (500);
 * a record that cannot be written undoes it as well (503).
 */
export const createChange = (call: {
  db: Db
  endpoint: EndpointName
  scope: () => AuditScope
  idempotent: IdempotentCall | null
  log: (message: string, error: unknown) => void
}): Context['change'] => {
  const { endpoint } = call
  const isIntake = intake.has(endpoint)
  return <T>(run: (tx: Tx, audit: (draft: AuditDraft) => Promise<void>) => Promise<T>) =>
    (isIntake ? besideOthers(call.db) : call.db.transaction()).execute(async (tx) => {
      // Another process may have answered this very call since it was looked up.
      const replay = (await call.idempotent?.look(tx)) ?? null
      if (replay) throw new AlreadyAnswered(replay)
      let records = 0
      let unavailable: GraphFailure | null = null
      const audit = async (draft: AuditDraft) => {
        try {
          if (isIntake) await joinWriters(tx)
          await recordAudit(tx, draft, call.scope())
          records += 1
        } catch (error) {
          call.log('the audit record could not be written', error)
          unavailable = new GraphFailure(
            503,
            'ServiceUnavailable',
            'The audit record could not be written, so nothing was changed.',
            { innerCode: innerCodes.auditUnavailable },
          )
          throw unavailable
        }
      }
      const value = await run(tx, audit)
      // A handler that swallows the failure still does not get its change.
      if (unavailable) throw unavailable
      if (records === 0) throw new Error(`${endpoint} changed something without an audit record`)
      if (endpoints[endpoint].idempotent) {
        if (!isReply(value)) throw new Error(`${endpoint} must return its reply from its change`)
        await call.idempotent?.store(tx, value)
      }
      return value
    })
}
