import { statSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'

import { chainBegin, verifyChain } from '#server/audit/chain.ts'
import type { CheckpointState } from '#server/audit/checkpoint-state.ts'
import type { Db } from '#server/store/schema.ts'

import type { Log } from '../log.ts'
import { appendNote, readCheckpoints } from './file.ts'
import type { SigningKey } from './key.ts'
import { writeNote, type Checkpoint } from './note.ts'

/** R50: a checkpoint after every so many records, and for what is new after so long at the latest. */
export const checkpointEvery = { records: 100, ms: 10 * 60_000 } as const
const lookMs = 1_000

export type CheckpointerDeps = {
  db: Db
  file: string
  key: SigningKey
  now: () => Date
  /** Milliseconds that never go back, whatever the clock is set to (R53). */
  elapsed: () => number
  log: Log
}

const sizeOf = (file: string) => {
  const found = statSync(file, { throwIfNoEntry: false })
  return found?.size ?? null
}

/**
 * Signs the audit log as it grows. What is new is read through before it is signed, and the last signature is compared with the
 * log each time: a log that is not what was signed is never signed again, until somebody says that this is right
 * (`audit accept`, `restore`).
 */
export const createCheckpointer = ({ db, file, key, now, elapsed, log }: CheckpointerDeps) => {
  let last: Checkpoint | null = null
  let known: number | null = -1
  let signedAt = -Infinity
  let problem: string | null = null
  let broken: string | null = null

  const tell = (found: string | null) => {
    if (found === problem) return
    problem = found
    if (found !== null) log({ level: 'error', message: 'the audit log is not signed', why: found })
    else log({ level: 'info', message: 'the audit log is signed again' })
  }

  /** What the file says now; somebody may have put the database back, or moved the file away. */
  const readFile = () => {
    const size = sizeOf(file)
    if (size === known) return
    known = size
    const entries = readCheckpoints(file, [key]) ?? []
    const signed = entries.flatMap((entry) => (entry.kind === 'signed' ? [entry.checkpoint] : []))
    const forged = entries.find((entry) => entry.kind === 'forged')
    // An empty file is a new beginning; what was signed before still binds this process.
    last = signed.at(-1) ?? last
    broken = forged ? `line ${forged.line} of ${file} does not match its signature` : null
  }

  const sign = (count: number, head: string) => {
    const checkpoint = { origin: key.name, count, head, time: now().toISOString(), restored: null }
    const note = writeNote(checkpoint, key.privateKey)
    appendNote(file, note)
    known = sizeOf(file)
    last = checkpoint
    signedAt = elapsed()
    // A second place that this process can only append to.
    log({ level: 'info', message: 'audit checkpoint', checkpoint: note.trim() })
  }

  const hashAt = async (seq: number) => {
    const row = await db
      .selectFrom('audit')
      .select('hash')
      .where('seq', '=', seq)
      .executeTakeFirst()
    return row?.hash ?? null
  }

  /** One look; `all` signs also what is too little and too new to be due. */
  const look = async (all: boolean): Promise<void> => {
    readFile()
    if (broken !== null) return tell(broken)
    const before = last
    if (before) {
      const found = await hashAt(before.count)
      if (found !== before.head) {
        return tell(
          found === null
            ? `record ${before.count}, which was signed ${before.time}, is missing`
            : `record ${before.count} is not the one that was signed ${before.time}`,
        )
      }
    }
    const verdict = await verifyChain(db, { from: before ?? chainBegin })
    if (!verdict.ok) return tell(`record ${verdict.seq}: ${verdict.why}`)
    // What was there before the first checkpoint was made at no time that we saw.
    const from = before?.count ?? verdict.count
    const { records, ms } = checkpointEvery
    for (
      let due = (Math.floor(from / records) + 1) * records;
      due <= verdict.count;
      due += records
    ) {
      sign(due, (await hashAt(due)) ?? '')
    }
    const unsigned = verdict.count - (last?.count ?? 0)
    if (unsigned > 0 && (all || elapsed() - signedAt >= ms)) sign(verdict.count, verdict.head)
    tell(null)
  }

  let looking: Promise<void> = Promise.resolve()
  const lookOnce = (all = false): Promise<void> => {
    looking = looking.then(() =>
      look(all).catch((error: unknown) =>
        tell(error instanceof Error ? error.message : String(error)),
      ),
    )
    return looking
  }

  const state = (): CheckpointState => ({
    count: last?.count ?? null,
    dateTime: last?.time ?? null,
    problem,
    publicKey: key.line,
  })
  return { look: lookOnce, state }
}

/** Looks at once and every second, in the background; `stop` signs what is left. */
export const startCheckpoints = (deps: CheckpointerDeps) => {
  const checkpointer = createCheckpointer(deps)
  const ending = new AbortController()
  const { signal } = ending
  const run = async () => {
    await checkpointer.look(true)
    while (!signal.aborted) {
      await wait(lookMs, undefined, { signal, ref: false }).catch(() => undefined)
      await checkpointer.look()
    }
  }
  const running = run()
  return {
    state: checkpointer.state,
    stop: async () => {
      ending.abort()
      await running
      await checkpointer.look(true)
    },
  }
}
