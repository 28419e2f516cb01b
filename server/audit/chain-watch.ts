import type { Db } from '../store/schema.ts'
import { verifyChain, type Verdict } from './chain.ts'

export type ChainCheck = {
  /** The last whole reading; null before the first has ended. */
  verdict: Verdict | null
  /** When it ended. */
  at: Date | null
  /** Records read by the one under way; null when none is. */
  reading: number | null
}
type Watch = ChainCheck & { started: number }

/** A reading is good for so long; then the next question begins another one. */
const freshMs = 5 * 60_000

const watches = new WeakMap<Db, Watch>()

/**
 * What is known of the chain. Reading 100,000 records takes seconds, so that nobody waits for it: the first question begins a
 * reading in steps, and the answer is what is known by then.
 */
export const chainCheck = (
  db: Db,
  { now, log }: { now: () => Date; log: (message: string, error: unknown) => void },
): ChainCheck => {
  const watch = watches.get(db) ?? { verdict: null, at: null, reading: null, started: 0 }
  watches.set(db, watch)
  const age = watch.at === null ? Infinity : now().getTime() - watch.at.getTime()
  // Below zero when the clock was put back.
  if (watch.reading === null && (age >= freshMs || age < 0)) {
    watch.reading = 0
    const run = async () => {
      watch.verdict = await verifyChain(db, { onStep: (count) => (watch.reading = count) })
      watch.at = now()
    }
    run()
      .catch((error: unknown) => log('the audit chain could not be read', error))
      .finally(() => (watch.reading = null))
  }
  return { verdict: watch.verdict, at: watch.at, reading: watch.reading }
}
