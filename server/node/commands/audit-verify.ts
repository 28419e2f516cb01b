import { existsSync } from 'node:fs'

import { verifyChain } from '#server/audit/chain.ts'
import type { Db } from '#server/store/schema.ts'

import { compareWithCheckpoints, type Comparison } from '../checkpoints/compare.ts'
import { readCheckpoints, type Entry } from '../checkpoints/file.ts'
import { publicFileOf, readPublicKeys } from '../checkpoints/key.ts'
import type { VerifierKey } from '../checkpoints/note.ts'
import { checkpointPaths } from '../checkpoints/paths.ts'
import { openExistingData } from '../open-data.ts'
import { UsageError, type Command } from './command.ts'

const usage = 'Usage: npm run epm -- audit verify [--checkpoints FILE] [--public-key KEY|FILE] …'

type Options = { file: string | null; keys: string[] }

const readOptions = (args: readonly string[]): Options => {
  const options: Options = { file: null, keys: [] }
  for (let at = 0; at < args.length; at += 2) {
    const [name, value] = args.slice(at, at + 2)
    if (value === undefined) throw new UsageError(usage)
    if (name === '--checkpoints' && options.file === null) options.file = value
    else if (name === '--public-key') options.keys.push(value)
    else throw new UsageError(usage)
  }
  return options
}

/** What was signed, or null where nothing ever was. Throws when it should be there and is not. */
const entriesOf = (options: Options, dataFolder: string): Entry[] | null => {
  const paths = checkpointPaths(dataFolder)
  const file = options.file ?? paths.file
  const ownKey = publicFileOf(paths.key)
  const known: VerifierKey[] = existsSync(ownKey) ? readPublicKeys(ownKey) : []
  const given = options.keys.flatMap(readPublicKeys)
  const entries = readCheckpoints(file, given.length > 0 ? given : known)
  if (entries === null && options.file !== null) throw new UsageError(`There is no file ${file}.`)
  return entries
}

const recordsIn = (count: number) => `${count} ${count === 1 ? 'record' : 'records'}`

/** What the comparison says, in lines; true when nothing is wrong. */
const tellComparison = (found: Comparison, count: number, print: (line: string) => void) => {
  for (const note of found.notes) print(`Note: ${note}`)
  for (const problem of found.problems) print(problem)
  const { last } = found
  if (found.problems.length > 0) return false
  if (last === null) {
    print(
      'There is no checkpoint in the file: a tail cut off or a log written anew would not show.',
    )
    return count === 0
  }
  const since = count - last.checkpoint.count
  print(
    `${found.compared} checkpoints agree with it; the last one, of ${last.checkpoint.time}, was signed over ` +
      `${recordsIn(last.checkpoint.count)}.`,
  )
  if (since > 0) print(`${recordsIn(since)} since then: only the chain speaks for them.`)
  return true
}

const tellChain = async (db: Db, print: (line: string) => void) => {
  const verdict = await verifyChain(db)
  print(
    verdict.ok
      ? `The audit chain is whole: ${verdict.count} records, head ${verdict.head}`
      : `The audit chain is broken at record ${verdict.seq}: ${verdict.why}.`,
  )
  return verdict
}

/** Exit code 0 for a whole chain that agrees with every checkpoint; else each fault on a line, and 1. */
export const auditVerify: Command = async (args, { dataFolder, print }) => {
  const options = readOptions(args)
  const { db } = await openExistingData(dataFolder)
  try {
    // Before the log is read: a running console may sign meanwhile.
    const entries = entriesOf(options, dataFolder)
    const verdict = await tellChain(db, print)
    if (entries === null) {
      const { file, key } = checkpointPaths(dataFolder)
      const signed = existsSync(publicFileOf(key))
      print(
        signed
          ? `There is no file ${file}, although this console signs checkpoints: somebody took it away, or EPM_CHECKPOINTS names another place.`
          : `No checkpoints at ${file}: a tail cut off or a log written anew would not show.`,
      )
      return verdict.ok && !signed ? 0 : 1
    }
    const found = await compareWithCheckpoints(db, entries)
    const agrees = tellComparison(found, verdict.ok ? verdict.count : 0, print)
    return verdict.ok && agrees ? 0 : 1
  } finally {
    await db.destroy()
  }
}
