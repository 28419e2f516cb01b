import { verifyChain } from '#server/audit/chain.ts'

import { compareWithCheckpoints } from '../checkpoints/compare.ts'
import { openExistingData } from '../open-data.ts'
import { recordCommand, UsageError, type Command } from './command.ts'
import { endOfLog, ownCheckpoints, signRestore } from './sign-restore.ts'

const usage = 'Usage: npm run epm -- audit accept --reason TEXT'

/**
 * For a database that was put back by other means than `restore`: says, in the log and in a signed checkpoint, that what it
 * holds now counts from here on. What was signed before stays in the file, for whoever wants to know what was given up.
 */
export const auditAccept: Command = async (args, scope) => {
  const [name, reason] = args
  if (name !== '--reason' || reason === undefined || args.length > 2) throw new UsageError(usage)
  const { db } = await openExistingData(scope.dataFolder)
  try {
    const verdict = await verifyChain(db)
    if (!verdict.ok) {
      throw new UsageError(
        `The audit chain is broken at record ${verdict.seq}: ${verdict.why}. Restore a backup instead.`,
      )
    }
    const entries = ownCheckpoints(scope.dataFolder)
    const found = await compareWithCheckpoints(db, entries)
    if (found.problems.length === 0) {
      scope.print('The log agrees with every checkpoint. There is nothing to accept.')
      return 0
    }
    const kept = found.last?.checkpoint.count ?? 0
    const from = entries.reduce(
      (most, entry) => (entry.kind === 'signed' ? Math.max(most, entry.checkpoint.count) : most),
      verdict.count,
    )
    await db.transaction().execute((tx) =>
      recordCommand(
        tx,
        {
          category: 'Other',
          activityType: 'Accept AuditChain',
          operationType: 'Action',
          resource: {
            type: 'AuditEvent',
            id: String(verdict.count),
            displayName: 'Audit logs',
            changes: [
              { name: 'records', before: String(from), after: String(verdict.count) },
              { name: 'recordsAsSigned', before: null, after: String(kept) },
              { name: 'reason', before: null, after: reason },
            ],
          },
        },
        scope,
      ),
    )
    const done = await signRestore(db, { from, kept }, scope)
    const { count, head } = await endOfLog(db)
    scope.print(
      done
        ? `Accepted: ${count} records, head ${head}. Records up to ${kept} are as they were signed.`
        : `Recorded: ${count} records, head ${head}. Nothing was ever signed here.`,
    )
    return 0
  } finally {
    await db.destroy()
  }
}
