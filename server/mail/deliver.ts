import type { Db } from '../store/schema.ts'

/** Whoever can send a mail; the host brings it. Rejects when the server did not take it. */
export type Mailer = {
  send: (mail: { to: string; subject: string; text: string; id: string }) => Promise<void>
}

const minuteMs = 60_000
const longestWaitMs = 60 * minuteMs
/** About a day of tries: a request is over by then. */
const mostAttempts = 30

/** 1, 2, 4 … minutes, at most an hour, counted from the try that failed. */
export const nextTry = (attempts: number, now: Date): Date =>
  new Date(now.getTime() + Math.min(longestWaitMs, minuteMs * 2 ** Math.min(attempts - 1, 10)))

const stepSize = 20

/**
 * Sends what is due, one after another; answers the requests whose mails moved on. A mail that the server took just before this
 * process ended is sent a second time: better twice than never.
 */
export const deliverDue = async (
  deps: { db: Db; now: () => Date; mailer: Mailer; log: (fault: string) => void },
  isEnding: () => boolean = () => false,
): Promise<Set<string>> => {
  const { db, now, mailer } = deps
  const touched = new Set<string>()
  const due = await db
    .selectFrom('mail_outbox')
    .selectAll()
    .where('next_at', '<=', now().toISOString())
    .orderBy('next_at')
    .orderBy('id')
    .limit(stepSize)
    .execute()
  for (const row of due) {
    if (isEnding()) break
    const attempts = row.attempts + 1
    const isLast = attempts >= mostAttempts
    // Taken before it is sent: of two processes one sends it, and after a crash it is tried again and not lost.
    const { numUpdatedRows } = await db
      .updateTable('mail_outbox')
      .set({ attempts, next_at: nextTry(attempts, now()).toISOString() })
      .where('id', '=', row.id)
      .where('attempts', '=', row.attempts)
      .executeTakeFirst()
    if (numUpdatedRows !== 1n) continue
    const fault = await mailer
      .send({ to: row.recipient, subject: row.subject, text: row.body, id: row.id })
      .then(
        () => null,
        (error: unknown) => (error instanceof Error ? error.message : 'not sent').slice(0, 500),
      )
    if (fault !== null) deps.log(fault)
    await db
      .updateTable('mail_outbox')
      .set({
        sent_at: fault === null ? now().toISOString() : null,
        last_error: fault,
        ...(fault === null || isLast ? { next_at: null } : {}),
      })
      .where('id', '=', row.id)
      .where('attempts', '=', attempts)
      .execute()
    touched.add(row.request_id)
  }
  return touched
}
