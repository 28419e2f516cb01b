import { afterEach, describe, expect, it } from 'vitest'

import { apiBase } from '#contract/endpoint.ts'
import type { PamRequest } from '#contract/pam.ts'
import { createApi } from '#server/api.ts'
import { createHandlers } from '#server/http/handlers.ts'
import { hostHandlers } from '#server/http/host-handlers.ts'
import { deliverDue, nextTry } from '#server/mail/deliver.ts'
import { loadWorld } from '#server/store/load-world.ts'
import { memoryDb } from '#server/store/memory-db.spec-helper.ts'
import { userPrincipal } from '#server/store/principals.ts'
import { sampleWorld } from '#worlds/sample/sample-world.ts'
import { uuidOf } from '#worlds/ids.ts'

import { createMailer, startMail } from './mail.ts'
import { startSmtp, textOf } from './smtp.spec-helper.ts'

const at = new Date('2026-05-04T09:00:00.000Z')
const from = 'epm@contoso.example'
const group = 'privileged.access@contoso.example'
const closing: (() => Promise<void> | void)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close()
})

const smtpServer = async (port = 0) => {
  const server = await startSmtp(port)
  closing.push(server.stop)
  return server
}

/** The service over the sample tenant, as people who need no session; mail is on. */
const service = async (options: { mailFrom?: string } = { mailFrom: from }) => {
  const db = await memoryDb(at)
  let ids = 0
  const newId = () => uuidOf(`mail spec ${(ids += 1)}`)
  await loadWorld(db, sampleWorld(at), newId)
  const clock = { now: at }
  const api = createApi(
    {
      db,
      now: () => clock.now,
      newId,
      identify: (request) =>
        userPrincipal(db, uuidOf(`user ${request.headers.get('x-caller') ?? ''}`), 'token'),
      log: () => {},
      config: {
        version: 'spec',
        world: 'sample',
        signIn: 'none',
        origin: 'https://epm.contoso.example',
        samplePeople: [],
        checkAnswers: true,
        ...options,
      },
    },
    createHandlers(hostHandlers),
  )
  const call = async (caller: string, method: string, path: string, body?: unknown) => {
    const response = await api.fetch(
      new Request(`http://epm.example${apiBase}/epm/pam${path}`, {
        method,
        headers: { 'x-caller': caller, 'content-type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
    )
    if (!response.ok) throw new Error(`${response.status}: ${await response.text()}`)
    return (await response.json()) as PamRequest
  }
  const ask = (comments: string) =>
    call('epm.reader', 'POST', '/requests', {
      requestType: 'task',
      requestScope: 'Exchange',
      requestedAccess: 'New-MoveRequest',
      comments,
    })
  const deliver = (url: string) => {
    const mailer = createMailer(url, from)
    closing.push(mailer.close)
    return deliverDue({ db, now: () => clock.now, mailer, log: () => {} })
  }
  return { api, db, clock, call, ask, deliver }
}

const headerNames = (headers: string) =>
  headers
    .split('\r\n')
    .filter((line) => !/^\s/.test(line))
    .map((line) => (line.split(':')[0] ?? '').toLowerCase())
    .toSorted((one, other) => one.localeCompare(other))

const hostile =
  'Hi\r\nBcc: everyone@contoso.example\r\nSubject: other\r\n\r\n.\r\nQUIT\r\n' +
  `\u202egnp.exe \u0000 ${'long '.repeat(150)}`

describe('mail', () => {
  it('goes to the group that is asked and back to the person, with nothing of a comment in a header', async () => {
    const smtp = await smtpServer()
    const { ask, call, deliver } = await service()
    const request = await ask(hostile)
    await deliver(smtp.url)
    await call('intune.admin', 'POST', `/requests/${request.id}/approve`, { comment: hostile })
    await deliver(smtp.url)
    expect(smtp.received.map(({ from: sender, to }) => [sender, to])).toEqual([
      [from, [group]],
      [from, ['epm.reader@contoso.example']],
    ])
    for (const mail of smtp.received) {
      expect(headerNames(mail.headers)).toEqual([
        'auto-submitted',
        'content-transfer-encoding',
        'content-type',
        'date',
        'from',
        'message-id',
        'mime-version',
        'subject',
        'to',
      ])
      const text = textOf(mail)
      expect(text).toContain(
        `Open the request: https://epm.contoso.example/privileged-access/requests/${request.id}`,
      )
      expect(text).toContain('> Bcc: everyone@contoso.example')
      expect(text).not.toMatch(/[\u202e\u0000]/)
      expect(text.length).toBeLessThan(2_000)
      expect(mail.raw.length).toBeLessThan(4_000)
    }
    expect(smtp.received[0]?.headers).toMatch(/^Subject: Approval asked: New-MoveRequest$/m)
    expect(smtp.received[1]?.headers).toMatch(/^Subject: Approved: New-MoveRequest$/m)
    const { mails } = await call('intune.admin', 'GET', `/requests/${request.id}`)
    expect(mails?.map(({ state }) => state)).toEqual(['sent', 'sent'])
  })

  it('while no server answers the request stands, says when it is tried again, and is sent then', async () => {
    const closed = await startSmtp()
    await closed.stop()
    const { ask, call, deliver, clock, db } = await service()
    const request = await ask('Errors')
    await deliver(closed.url)
    const read = () => call('intune.admin', 'GET', `/requests/${request.id}`)
    expect(await read()).toMatchObject({
      status: 'pending',
      mails: [
        {
          state: 'waiting',
          attempts: 1,
          nextAttemptDateTime: new Date(at.getTime() + 60_000).toISOString(),
        },
      ],
    })
    // Not before its time.
    expect(await deliver(closed.url)).toEqual(new Set())
    clock.now = new Date(at.getTime() + 60_000)
    await deliver(closed.url)
    expect((await read()).mails).toMatchObject([{ attempts: 2 }])
    const smtp = await smtpServer(closed.port)
    clock.now = new Date(at.getTime() + 3 * 60_000)
    expect(await deliver(smtp.url)).toEqual(new Set([request.id]))
    expect(smtp.received).toHaveLength(1)
    expect((await read()).mails).toMatchObject([{ state: 'sent', attempts: 3 }])
    expect(await deliver(smtp.url)).toEqual(new Set())
    expect(await db.selectFrom('mail_outbox').select('last_error').execute()).toEqual([
      { last_error: null },
    ])
  })

  it('is given up after a day of tries, and says so', async () => {
    const { ask, call, clock, db } = await service()
    const request = await ask('Errors')
    const refuse = { send: () => Promise.reject(new Error('550 no such mailbox')) }
    for (let attempt = 1; attempt <= 30; attempt += 1) {
      await deliverDue({ db, now: () => clock.now, mailer: refuse, log: () => {} })
      clock.now = nextTry(attempt, clock.now)
    }
    const { mails } = await call('intune.admin', 'GET', `/requests/${request.id}`)
    expect(mails).toMatchObject([{ state: 'failed', attempts: 30, nextAttemptDateTime: null }])
    expect(clock.now.getTime() - at.getTime()).toBeGreaterThan(20 * 3_600_000)
  })

  it('is not even kept where none is sent', async () => {
    const { ask, db } = await service({})
    await ask('Errors')
    expect(await db.selectFrom('mail_outbox').selectAll().execute()).toEqual([])
  })

  it('is sent in the background as soon as somebody asks', async () => {
    const smtp = await smtpServer()
    const { api, db, ask } = await service()
    const arrived = new Promise<void>((resolve) => {
      api.hub.subscribe(() => {
        if (smtp.received.length > 0) resolve()
      })
    })
    const mail = startMail({
      db,
      now: () => at,
      log: () => {},
      hub: api.hub,
      mailer: createMailer(smtp.url, from),
    })
    await ask('Errors')
    await arrived
    await mail.stop()
    expect(smtp.received).toHaveLength(1)
  })
})
