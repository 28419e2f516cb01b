import { openExistingData } from '../open-data.ts'
import { recordCommand, UsageError, type Command } from './command.ts'

/** Ends a token from the next call on, also beside a running console. */
export const tokenRevoke: Command = async (args, scope) => {
  const [id] = args
  if (id === undefined || args.length > 1)
    throw new UsageError('Usage: npm run epm -- token revoke ID  (see npm run epm -- token list)')
  const { db } = await openExistingData(scope.dataFolder)
  try {
    const name = await db.transaction().execute(async (tx) => {
      const row = await tx
        .selectFrom('tokens')
        .select(['name', 'label', 'purpose', 'revoked_at'])
        .where('id', '=', id)
        .executeTakeFirst()
      if (!row) throw new UsageError(`There is no token ${id}.`)
      if (row.revoked_at !== null)
        throw new UsageError(`The token was revoked already, ${row.revoked_at}.`)
      const revoked_at = scope.now().toISOString()
      await tx.updateTable('tokens').set({ revoked_at }).where('id', '=', id).execute()
      const displayName = row.name ?? row.label
      await recordCommand(
        tx,
        {
          category: 'Token',
          activityType: 'Revoke Token',
          operationType: 'Action',
          resource: {
            type: 'Token',
            id,
            displayName,
            changes: [
              { name: 'purpose', before: row.purpose, after: row.purpose },
              { name: 'for', before: row.label, after: row.label },
              { name: 'revokedDateTime', before: null, after: revoked_at },
            ],
          },
        },
        scope,
      )
      return displayName
    })
    scope.print(`Revoked: ${name}`)
    return 0
  } finally {
    await db.destroy()
  }
}
