import { createTransport } from 'nodemailer'

import type { ChangeHub } from '#server/http/change-hub.ts'
import { deliverDue, type Mailer } from '#server/mail/deliver.ts'
import type { Db } from '#server/store/schema.ts'

import type { Log } from './log.ts'

const patienceMs = 20_000
const lookEveryMs = 5_000

/** Hands mails to the SMTP server of `url`. Files and addresses are never read to make a mail of. */
export const createMailer = (url: string, from: string): Mailer & { close: () => void } => {
  const transport = createTransport({
    url,
    connectionTimeout: patienceMs,
    greetingTimeout: patienceMs,
    socketTimeout: patienceMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return {
    send: async ({ to, subject, text, id }) => {
      await transport.sendMail({
        from: { name: 'EPM Console', address: from },
        // As an address and not as a list of them: a comma in it makes no second recipient.
        to: { name: '', address: to },
        subject,
        text,
        // The same for every try, so that a mail that arrives twice can be told.
        messageId: `<${id}@${from.split('@')[1] ?? 'localhost'}>`,
        headers: { 'Auto-Submitted': 'auto-generated' },
      })
    },
    close: () => transport.close(),
  }
}

/**
 * Sends what the outbox holds, as soon as something changed and every five seconds. `stop` resolves when the mail that is
 * under way has been handed over or refused.
 */
export const startMail = (deps: {
  db: Db
  now: () => Date
  log: Log
  hub: ChangeHub
  mailer: Mailer & { close: () => void }
}): { stop: () => Promise<void> } => {
  const { hub, log, mailer } = deps
  let ending = false
  let wake = () => {}
  const unsubscribe = hub.subscribe(({ entity }) => {
    if (entity === 'pamRequests') wake()
  })
  const rest = () =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, lookEveryMs)
      timer.unref()
      wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  const warn = (error: string) =>
    log({ level: 'warn', message: 'a mail could not be sent yet', error })
  const run = async () => {
    while (!ending) {
      // Made before looking, so that what changes meanwhile is not slept over.
      const rested = rest()
      const touched = await deliverDue({ ...deps, log: warn }, () => ending).catch(
        (error: unknown) => {
          log({ level: 'error', message: 'the outbox could not be read', error: String(error) })
          return new Set<string>()
        },
      )
      for (const id of touched) hub.publish({ entity: 'pamRequests', id })
      await rested
    }
  }
  const running = run()
  return {
    stop: async () => {
      ending = true
      wake()
      await running
      unsubscribe()
      mailer.close()
    },
  }
}
