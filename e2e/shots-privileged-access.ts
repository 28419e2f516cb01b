import type { Page } from '@playwright/test'

import { policiesAt, requestsAt, settingsAt } from './privileged-access.ts'
import type { Service } from './service.ts'
import type { Shot } from './shot.ts'
import { inDatabase } from './wire.ts'

const hostile = '\u202egpj.exe <b>bold</b> \u0000 раураl ' + 'verylongword'.repeat(12)

const failing = (part: string, path: string) => async (page: Page) => {
  await page.route(part, (route) =>
    route.fulfill({ status: 500, contentType: 'application/json', body: '{}' }),
  )
  await page.goto(path)
  await page.getByRole('button', { name: 'Try again' }).first().waitFor()
}

/** What the console says of its backend, as if it were Microsoft Graph. */
const asGraph = (path: string) => async (page: Page) => {
  await page.route('**/beta/epm/config', async (route) => {
    const answer = await route.fetch()
    const config = (await answer.json()) as object
    await route.fulfill({ response: answer, json: { ...config, backend: 'graph' } })
  })
  await page.goto(path)
  await page.getByText('Microsoft publishes no interface for this.').waitFor()
}

/** Requests, policies and settings of privileged access, with everything that opens over them. */
export const privilegedAccessShots = (service: Service): readonly Shot[] => {
  const id = (where: string) =>
    inDatabase(
      service,
      (db) =>
        db
          .prepare<[], { id: string }>(`select id from pam_requests where ${where} order by id`)
          .get()?.id ?? '',
    )
  const moving = id("name = 'New-MoveRequest' and status = 'pending'")
  const journal = id("name = 'New-JournalRule' and status = 'pending'")
  const used = id("name = 'New-MoveRequest' and status = 'approved'")
  const lockbox = id("kind = 'customerLockbox' and status = 'pending'")
  const policy = inDatabase(
    service,
    (db) =>
      db
        .prepare<[], { id: string }>("select id from pam_policies where name = 'New-JournalRule'")
        .get()?.id ?? '',
  )
  const group = inDatabase(
    service,
    (db) => db.prepare<[], { id: string }>('select group_id as id from pam_groups').get()?.id ?? '',
  )
  inDatabase(service, (db) => {
    db.prepare('update pam_requests set comments = ?, requested_by_upn = ? where id = ?').run(
      hostile,
      `${hostile}@contoso.example`,
      journal,
    )
    const mail = db.prepare(
      "insert into mail_outbox (id, request_id, audience, recipient, subject, body, created_at, attempts, next_at, sent_at, last_error) values (?, ?, ?, ?, '', '', ?, ?, ?, ?, null)",
    )
    const at = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString()
    const to = 'privileged.access@contoso.example'
    mail.run('shot-1', moving, 'approvers', to, at(-20), 5, at(11), null)
    mail.run('shot-2', used, 'approvers', to, at(-200), 1, null, at(-199))
    mail.run('shot-3', used, 'requester', 'viktor.horvat@contoso.example', at(-190), 30, null, null)
  })
  const person = 'exchange.admin'
  const open = (request: string, action = '') => `${requestsAt}/${request}${action}`
  const fill = async (page: Page) => {
    await page.getByRole('combobox', { name: 'Request type' }).selectOption('Task')
    await page.getByRole('combobox', { name: 'Request for' }).selectOption('New-MoveRequest')
    await page.getByRole('textbox', { name: 'Duration (hours)' }).fill('48')
    await page.getByRole('textbox', { name: 'Comments' }).fill('It’s the mailbox of “reception”')
  }
  return [
    { name: 'access-requests', path: requestsAt, person },
    { name: 'access-all', path: `${requestsAt}?view=all`, person },
    { name: 'access-no-match', path: `${requestsAt}?search=nothing-matches`, person },
    { name: 'access-nobody', path: requestsAt, person: 'no.role' },
    {
      name: 'access-failed',
      path: '/tokens',
      person,
      prepare: failing('**/pam/requests?**', requestsAt),
    },
    { name: 'access-request', path: open(moving), person: 'security.manager' },
    { name: 'access-request-own', path: open(moving), person: 'epm.reader' },
    { name: 'access-request-used', path: open(used, '?view=approved'), person: 'intune.admin' },
    { name: 'access-request-hostile', path: open(journal), person },
    { name: 'access-request-lockbox', path: open(lockbox), person },
    { name: 'access-request-missing', path: open('nothing'), person },
    {
      name: 'access-request-commands',
      path: open(moving),
      person,
      prepare: (page) => page.getByText('PowerShell', { exact: true }).click(),
    },
    { name: 'access-approve', path: open(moving, '/approve'), person },
    { name: 'access-approve-hostile', path: open(journal, '/deny'), person: 'security.manager' },
    { name: 'access-approve-lockbox', path: open(lockbox, '/approve'), person },
    { name: 'access-approve-not-yours', path: open(journal, '/approve'), person },
    { name: 'access-revoke', path: open(used, '/revoke?view=approved'), person },
    {
      name: 'access-changed',
      path: open(moving, '/approve'),
      person: 'security.manager',
      prepare: async (page) => {
        // What changes afterwards has been seen otherwise.
        await page.getByText(/^Access holds for/).waitFor()
        inDatabase(service, (db) =>
          db
            .prepare(
              'update pam_requests set version = version + 1, duration_hours = duration_hours + 36 where id = ?',
            )
            .run(moving),
        )
        await page.getByRole('button', { name: 'Yes, approve' }).click()
        await page.getByText('The request has changed').waitFor()
      },
    },
    { name: 'access-new', path: `${requestsAt}/new`, person: 'no.role' },
    { name: 'access-new-filled', path: `${requestsAt}/new`, person: 'no.role', prepare: fill },
    {
      name: 'access-new-errors',
      path: `${requestsAt}/new?type=role`,
      person: 'no.role',
      prepare: async (page) => {
        await page.getByRole('button', { name: 'Save' }).click()
        await page.getByText('Choose what the request is for.').waitFor()
      },
    },
    { name: 'access-policies', path: policiesAt, person },
    { name: 'access-policies-reader', path: policiesAt, person: 'no.role' },
    {
      name: 'access-policies-failed',
      path: '/tokens',
      person,
      prepare: failing('**/pam/policies?**', policiesAt),
    },
    {
      name: 'access-policy-new',
      path: `${policiesAt}?new=1`,
      person,
      prepare: async (page) => {
        await page.getByRole('combobox', { name: 'Policy type' }).selectOption('Task')
        await page.getByRole('textbox', { name: 'Policy name' }).fill('mailbox')
      },
    },
    { name: 'access-policy-edit', path: `${policiesAt}?edit=${policy}`, person },
    { name: 'access-policy-remove', path: `${policiesAt}?remove=${policy}`, person },
    { name: 'access-settings', path: settingsAt, person },
    { name: 'access-settings-forbidden', path: settingsAt, person: 'no.role' },
    {
      name: 'access-settings-failed',
      path: '/tokens',
      person,
      prepare: failing('**/pam/settings', settingsAt),
    },
    { name: 'access-settings-edit', path: `${settingsAt}?edit=settings`, person },
    { name: 'access-group-new', path: `${settingsAt}?group=new`, person },
    {
      name: 'access-settings-off',
      path: `${settingsAt}?edit=settings`,
      person,
      prepare: async (page) => {
        await page.getByRole('checkbox', { name: /^Require approvals/ }).uncheck()
        await page.getByRole('button', { name: 'Turn approvals off' }).click()
        await page.getByText('Confirm it first.').waitFor()
      },
    },
    { name: 'access-members', path: `${settingsAt}?members=${group}`, person },
    { name: 'access-graph-requests', path: '/tokens', person, prepare: asGraph(requestsAt) },
    {
      name: 'access-graph-filled',
      path: '/tokens',
      person,
      prepare: async (page) => {
        await asGraph(requestsAt)(page)
        await page.getByRole('textbox', { name: 'Reason' }).fill('It’s “urgent”; $(calc)')
        await page.getByRole('textbox', { name: 'Request id' }).fill('7b1f')
        await page.getByRole('textbox', { name: 'Comment' }).fill('Fine')
      },
    },
    { name: 'access-graph-policies', path: '/tokens', person, prepare: asGraph(policiesAt) },
    { name: 'access-graph-settings', path: '/tokens', person, prepare: asGraph(settingsAt) },
  ]
}

/** Once nothing of it is there any more. */
export const emptyAccessShots: readonly Shot[] = [
  { name: 'access-off', path: requestsAt, person: 'exchange.admin' },
  { name: 'access-policies-empty', path: policiesAt, person: 'exchange.admin' },
  { name: 'access-settings-empty', path: settingsAt, person: 'exchange.admin' },
  {
    name: 'access-settings-empty-edit',
    path: `${settingsAt}?edit=settings`,
    person: 'exchange.admin',
  },
]
