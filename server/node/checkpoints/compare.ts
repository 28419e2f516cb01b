import type { Db } from '#server/store/schema.ts'

import type { Entry } from './file.ts'
import type { Checkpoint } from './note.ts'

/** What audit records a deliberate putting back leaves. */
export const restoreActivities = ['Restore Database', 'Accept AuditChain'] as const

type Placed = { line: number; checkpoint: Checkpoint }
export type Comparison = {
  /** What is wrong, each a sentence that says where. Empty when the log is what was signed. */
  problems: string[]
  /** What should be known and is not wrong. */
  notes: string[]
  /** Signed checkpoints that were compared. */
  compared: number
  /** The newest that the log agrees with. */
  last: Placed | null
}

const whatSigned = ({ line, checkpoint }: Placed) =>
  `the checkpoint of ${checkpoint.time} (line ${line})`

/** The hashes that the log has at these places. */
const hashesAt = async (db: Db, places: readonly number[]): Promise<Map<number, string>> => {
  const found = new Map<number, string>()
  for (let from = 0; from < places.length; from += 500) {
    const rows = await db
      .selectFrom('audit')
      .select(['seq', 'hash'])
      .where('seq', 'in', places.slice(from, from + 500))
      .execute()
    for (const { seq, hash } of rows) found.set(seq, hash)
  }
  return found
}

const isRestoreRecord = async (db: Db, seq: number): Promise<boolean> => {
  const row = await db
    .selectFrom('audit')
    .select('activity_type')
    .where('seq', '=', seq)
    .executeTakeFirst()
  return restoreActivities.some((activity) => activity === row?.activity_type)
}

const fileProblem = (entry: Entry): string | null => {
  if (entry.kind === 'forged')
    return `The checkpoint on line ${entry.line} does not match its signature.`
  if (entry.kind === 'unknownKey')
    return `The checkpoint on line ${entry.line} is signed by ${entry.name}, whose public key was not given (--public-key).`
  return null
}

/** Which checkpoints still speak of this database: a putting back takes away what it undid, and says so. */
const standing = async (db: Db, entries: readonly Entry[], into: Comparison): Promise<Placed[]> => {
  let placed: Placed[] = []
  for (const entry of entries) {
    if (entry.kind !== 'signed') continue
    const { line, checkpoint } = entry
    const { restored, count, time } = checkpoint
    if (restored) {
      const before = placed.length
      placed = placed.filter((each) => each.checkpoint.count <= restored.kept)
      into.notes.push(
        `On ${time} the database was put back to record ${restored.kept}; it had ${restored.from} (line ${line}). ` +
          `${before - placed.length} older checkpoints speak of records that were given up then.`,
      )
      if (!(await isRestoreRecord(db, count)))
        into.problems.push(`Line ${line} tells of a restore, but record ${count} does not.`)
    }
    const previous = placed.at(-1)
    if (previous && time < previous.checkpoint.time)
      into.notes.push(`The clock went back before ${whatSigned({ line, checkpoint })}.`)
    placed.push({ line, checkpoint })
  }
  return placed
}

/** Not by spreading: a file may hold very many. */
const mostRecords = (placed: readonly Placed[]) =>
  placed.reduce((most, { checkpoint }) => Math.max(most, checkpoint.count), 0)

/** Compares the log with what was signed over it: only this finds a tail cut off and a log written anew. */
export const compareWithCheckpoints = async (
  db: Db,
  entries: readonly Entry[],
): Promise<Comparison> => {
  const result: Comparison = { problems: [], notes: [], compared: 0, last: null }
  for (const entry of entries) {
    const problem = fileProblem(entry)
    if (problem !== null) result.problems.push(problem)
    if (entry.kind === 'incomplete')
      result.notes.push(`Line ${entry.line}: a checkpoint that was not written to its end.`)
  }
  const placed = await standing(db, entries, result)
  result.compared = placed.length
  const end = await db
    .selectFrom('audit')
    .select((select) => select.fn.max('seq').as('seq'))
    .executeTakeFirst()
  const length = end?.seq ?? 0
  const hashes = await hashesAt(
    db,
    placed.map(({ checkpoint }) => checkpoint.count),
  )
  const holds = ({ checkpoint }: Placed) => hashes.get(checkpoint.count) === checkpoint.head
  result.last = placed.filter(holds).at(-1) ?? null
  const longest = placed.reduce<Placed | null>(
    (most, each) => (most && most.checkpoint.count >= each.checkpoint.count ? most : each),
    null,
  )
  if (longest && longest.checkpoint.count > length) {
    result.problems.push(
      `The log ends at record ${length}, but ${whatSigned(longest)} was signed over ${longest.checkpoint.count}: ` +
        `records ${length + 1} to ${longest.checkpoint.count} are missing.`,
    )
  }
  const rewritten = placed.find((each) => each.checkpoint.count <= length && !holds(each))
  if (rewritten) {
    const { count } = rewritten.checkpoint
    const from = mostRecords(placed.filter((each) => holds(each) && each.checkpoint.count < count))
    result.problems.push(
      `Record ${count} is not the one that ${whatSigned(rewritten)} was signed over: ` +
        `something from record ${from + 1} to ${count} was changed and the hashes were written anew.` +
        (from > 0 ? ` Records 1 to ${from} are as they were signed.` : ''),
    )
  }
  return result
}
