import { toToken, tokenColumns } from '#server/store/token-rows.ts'

import { openExistingData } from '../open-data.ts'
import { UsageError, type Command } from './command.ts'

/** One token a line, newest first, columns apart by a tab; never the token itself. */
export const tokenList: Command = async (args, scope) => {
  if (args.length > 0) throw new UsageError('Usage: npm run epm -- token list')
  const { db } = await openExistingData(scope.dataFolder)
  try {
    const rows = await db
      .selectFrom('tokens')
      .select(tokenColumns)
      .orderBy('created_at', 'desc')
      .orderBy('id')
      .execute()
    const now = scope.now()
    scope.print(['id', 'status', 'purpose', 'for', 'name', 'ends', 'last used'].join('\t'))
    for (const row of rows) {
      const token = toToken(row, now)
      const cells = [
        token.id,
        token.status,
        token.purpose,
        row.label,
        token.displayName,
        token.expirationDateTime ?? 'never',
        token.lastUsedDateTime ?? 'never',
      ]
      // Names are typed by people: a tab or a line break in one would be a cell or a line of its own.
      scope.print(cells.map((cell) => cell.replaceAll(/\p{C}/gu, '\u{FFFD}')).join('\t'))
    }
    return 0
  } finally {
    await db.destroy()
  }
}
