import { verifyChain } from '#server/audit/chain.ts'

import { openExistingData } from '../open-data.ts'
import type { Command } from './command.ts'

/** Exit code 0 for a whole chain. Count and head are to be compared with what was noted elsewhere earlier. */
export const auditVerify: Command = async (_args, scope) => {
  const { db } = await openExistingData(scope.dataFolder)
  try {
    const verdict = await verifyChain(db)
    scope.print(
      verdict.ok
        ? `The audit chain is whole: ${verdict.count} records, head ${verdict.head}`
        : `The audit chain is broken at record ${verdict.seq}: ${verdict.why}.`,
    )
    return verdict.ok ? 0 : 1
  } finally {
    await db.destroy()
  }
}
