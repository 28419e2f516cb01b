import type { ImportResult } from '#contract/import.ts'
import { isRefused, tryImport } from '#server/http/handlers/import-run.ts'
import type { UserPrincipal } from '#server/http/principal.ts'

import { openExistingData } from '../open-data.ts'
import { importRisks, type ImportRisk } from './import-risks.ts'
import { recordCommand, UsageError, type Command } from './command.ts'
import { readFolder } from './documents-folder.ts'

/** Whoever has the console's machine may do everything; the audit log calls it the command. */
const commandPrincipal: UserPrincipal = {
  kind: 'user',
  userId: '',
  userPrincipalName: 'epm command',
  displayName: 'epm command',
  via: 'token',
  signedInAt: null,
  grants: [],
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

const riskLines = ({ called, flags, document }: ImportRisk, files: readonly string[]): string[] => [
  `risky     ${files[document] ?? ''}  ${called}`,
  ...flags.map(({ title, attack }) => `          ${title}. ${attack}`),
]

/** Thrown inside the transaction: risky rules would be written, and nobody said that they are wanted. */
class RisksNotAccepted extends Error {
  readonly results: ImportResult[]

  constructor(results: ImportResult[]) {
    super('risks not accepted')
    this.results = results
  }
}

const usage = 'Usage: npm run epm -- import DIR [--dry-run] [--accept-risks]'
const known = ['--dry-run', '--accept-risks']

/**
 * Makes the tenant's policies and reusable settings what the files of a folder say: all of them or none. Risky rules are
 * listed, and written only with `--accept-risks` (R12): nobody can be asked here.
 */
export const importCommand: Command = async (args, scope) => {
  const [folder, ...flags] = args
  const dryRun = flags.includes('--dry-run')
  const accepted = flags.includes('--accept-risks')
  if (!folder || folder.startsWith('-') || flags.some((flag) => !known.includes(flag))) {
    throw new UsageError(usage)
  }
  const read = readFolder(folder)
  if (read.length === 0) throw new UsageError(`There is no .json file in ${folder}.`)
  const files = read.map(({ file }) => file)
  const documents = read.map(({ document }) => document)
  let risks: ImportRisk[] = []
  const { db } = await openExistingData(scope.dataFolder)
  const run = () =>
    tryImport(
      { principal: commandPrincipal, now: scope.now(), newId: scope.newId, dryRun },
      documents,
      (work) =>
        db.transaction().execute(async (tx) => {
          const results = await work(tx, ({ result: _result, actor: _actor, ...draft }) =>
            recordCommand(tx, draft, scope),
          )
          risks = await importRisks(tx, results, documents, scope.now())
          if (risks.length > 0 && !accepted) throw new RisksNotAccepted(results)
          return results
        }),
    )
  try {
    let results: ImportResult[]
    let stopped = false
    try {
      results = await run()
      // What was tried only is judged afterwards, by the tenant as it is.
      if (dryRun)
        risks = await db
          .transaction()
          .execute((tx) => importRisks(tx, results, documents, scope.now()))
    } catch (thrown) {
      if (!(thrown instanceof RisksNotAccepted)) throw thrown
      ;({ results } = thrown)
      stopped = true
    }
    for (const result of results) {
      for (const line of linesOf(result, files[result.index] ?? '')) scope.print(line)
    }
    for (const risk of risks) for (const line of riskLines(risk, files)) scope.print(line)
    const refused = isRefused(results)
    const count = (action: string) => results.filter((result) => result.action === action).length
    const counts = ['create', 'update', 'unchanged', 'refused'].map(
      (action) => `${count(action)} ${action}`,
    )
    if (risks.length > 0 && !accepted) {
      const parts = risks.length === 1 ? 'One part is' : `${risks.length} parts are`
      scope.print(`${parts} risky: read what could go wrong, then add --accept-risks to import`)
    }
    scope.print(
      `${counts.join(', ')}${dryRun ? '; nothing was written' : refused || stopped ? '; so nothing was written' : ''}`,
    )
    return refused || stopped ? 1 : 0
  } finally {
    await db.destroy()
  }
}
