import type { ImportResult } from '#contract/import.ts'
import { isRefused, tryImport } from '#server/http/handlers/import-run.ts'
import type { UserPrincipal } from '#server/http/principal.ts'

import { openExistingData } from '../open-data.ts'
import { recordCommand, UsageError, type Command } from './command.ts'
import { readFolder } from './documents-folder.ts'

/** Whoever has the console's machine may do everything; the audit log calls it the command. */
const commandPrincipal: UserPrincipal = {
  kind: 'user',
  userId: '',
  userPrincipalName: 'epm command',
  displayName: 'epm command',
  via: 'token',
  rights: new Set(['*']),
  scopeTagIds: null,
}

const linesOf = (result: ImportResult, file: string): string[] => [
  `${result.action.padEnd(9)} ${file}  ${JSON.stringify(result.name ?? '')}`,
  ...result.changes
    .filter(() => result.action === 'update')
    .map((change) => `          ${JSON.stringify(change.name)}`),
  ...result.reasons.map(
    ({ target, message }) => `          ${target === undefined ? '' : `${target}: `}${message}`,
  ),
]

/** Makes the tenant's policies and reusable settings what the files of a folder say: all of them or none. */
export const importCommand: Command = async (args, scope) => {
  const [folder, ...flags] = args
  const dryRun = flags.includes('--dry-run')
  if (!folder || folder.startsWith('-') || flags.some((flag) => flag !== '--dry-run')) {
    throw new UsageError('Usage: npm run epm -- import DIR [--dry-run]')
  }
  const documents = readFolder(folder)
  if (documents.length === 0) throw new UsageError(`There is no .json file in ${folder}.`)
  const { db } = openExistingData(scope.dataFolder)
  try {
    const results = await tryImport(
      { principal: commandPrincipal, now: scope.now(), newId: scope.newId, dryRun },
      documents.map(({ document }) => document),
      (work) =>
        db
          .transaction()
          .execute((tx) =>
            work(tx, ({ result: _result, actor: _actor, ...draft }) =>
              recordCommand(tx, draft, scope),
            ),
          ),
    )
    for (const result of results) {
      for (const line of linesOf(result, documents[result.index]?.file ?? '')) scope.print(line)
    }
    const refused = isRefused(results)
    const count = (action: string) => results.filter((result) => result.action === action).length
    const counts = ['create', 'update', 'unchanged', 'refused'].map(
      (action) => `${count(action)} ${action}`,
    )
    scope.print(
      `${counts.join(', ')}${dryRun ? '; nothing was written' : refused ? '; so nothing was written' : ''}`,
    )
    return refused ? 1 : 0
  } finally {
    await db.destroy()
  }
}
