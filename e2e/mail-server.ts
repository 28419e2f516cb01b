import { startSmtp, textOf, type Received } from '#server/node/smtp.spec-helper.ts'

import { test as base } from './fixtures.ts'

export type MailServer = {
  received: () => Received[]
  /** Takes no mail any more. */
  stop: () => Promise<void>
  /** Is back, at the same address. */
  startAgain: () => Promise<void>
}

/** Journeys whose service hands its mail to an SMTP server of the test. */
export const test = base.extend<{ mail: MailServer & { url: string } }>({
  mail: async ({ browserName: _browserName }, use) => {
    let server = await startSmtp()
    const { url, port } = server
    const earlier: Received[] = []
    let running = true
    const stop = async () => {
      if (running) await server.stop()
      running = false
    }
    await use({
      url,
      received: () => [...earlier, ...server.received],
      stop,
      startAgain: async () => {
        earlier.push(...server.received)
        server = await startSmtp(port)
        running = true
      },
    })
    await stop()
  },
  serviceEnv: async ({ mail }, use) => {
    await use({ SMTP_URL: mail.url, MAIL_FROM: 'epm@contoso.example' })
  },
})

/** Where a mail leads: the address in it, without its origin. */
export const linkIn = (mail: Received): string => {
  const link = /^Open the request: (\S+)$/m.exec(textOf(mail))?.[1]
  if (link === undefined) throw new Error(`There is no link in this mail:\n${textOf(mail)}`)
  return new URL(link).pathname
}

export { textOf }
