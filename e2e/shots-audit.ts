import type { Page } from '@playwright/test'

import type { Shot } from './shot.ts'

const logs = '/audit-logs'
const openLog = async (page: Page) => {
  await page.getByText('State of the log').click()
  await page.getByText('Public key').waitFor()
}

/** Changes a policy's description and name, so that the log has long texts that differ. */
const changedPolicy = (page: Page) =>
  page.evaluate(async () => {
    const base = '/beta/deviceManagement/configurationPolicies'
    const list = (await (await fetch(`${base}?$top=1`)).json()) as {
      value: { id: string; '@odata.etag': string }[]
    }
    const policy = list.value[0]
    if (policy === undefined) throw new Error('no policy')
    let etag = policy['@odata.etag']
    for (const description of [
      'Installers of printers and their drivers for the offices in the north, as agreed with the service desk in March.',
      'Installers of printers and scanners for the offices in the north and the west, as agreed with the service desk.',
    ]) {
      const answer = await fetch(`${base}/${policy.id}`, {
        method: 'PATCH',
        headers: { 'Content-Type': 'application/json', 'X-EPM-Request': '1', 'If-Match': etag },
        body: JSON.stringify({ description }),
      })
      etag = answer.headers.get('etag') ?? ''
    }
  })

const failing = (pattern: string, address: string) => async (page: Page) => {
  await page.route(pattern, (route) =>
    route.fulfill({ status: 500, contentType: 'application/json', body: '{}' }),
  )
  await page.goto(address)
  await page.getByRole('button', { name: 'Try again' }).first().waitFor()
}

const create = (page: Page) => page.getByRole('button', { name: 'Create token' }).first().click()

/** The audit log with what opens over it, and tokens. */
export const auditShots: readonly Shot[] = [
  { name: 'auditlog', path: logs },
  { name: 'auditlog-state', path: logs, prepare: openLog },
  {
    name: 'auditlog-days',
    path: `${logs}?from=2026-11-28&to=2026-11-20&category=ElevationRequest`,
  },
  { name: 'auditlog-no-match', path: `${logs}?search=nothing-matches-this` },
  { name: 'auditlog-forbidden', path: logs, person: 'epm.manager' },
  {
    name: 'auditlog-failed',
    path: '/devices',
    prepare: failing('**/beta/deviceManagement/auditEvents?**', logs),
  },
  {
    name: 'auditlog-broken',
    path: '/devices',
    prepare: async (page) => {
      await page.route('**/beta/epm/auditChain', (route) =>
        route.fulfill({
          json: {
            state: 'broken',
            checkedDateTime: '2026-11-29T12:00:00.000Z',
            reading: null,
            brokenAt: 212,
            why: 'its content does not match its hash',
            records: 640,
            head: 'ab'.repeat(32),
            checkpoint: {
              state: 'differs',
              dateTime: '2026-11-29T11:50:00.000Z',
              records: 600,
              why: 'record 600 is not the one that was signed 2026-11-29T11:50:00.000Z',
              publicKey: 'epm-console/audit/0123456789abcdef+01020304+AQIDBAUGBwg=',
            },
          },
        }),
      )
      await page.goto(logs)
      await page.getByRole('alert').first().waitFor()
    },
  },
  {
    name: 'auditlog-event',
    path: '/epm/policies',
    prepare: async (page) => {
      await changedPolicy(page)
      await page.goto(logs)
      await page.getByRole('table').getByRole('row').nth(1).getByRole('link').first().click()
      await page.getByText('Modified properties').click()
      await page.getByText('Ids and rights').click()
      await page.getByRole('dialog').getByRole('table').waitFor()
    },
  },
  {
    name: 'auditlog-exported',
    path: `${logs}?range=day`,
    prepare: async (page) => {
      await page.evaluate(() => Reflect.deleteProperty(globalThis, 'showSaveFilePicker'))
      await page.getByRole('button', { name: 'Export CSV' }).click()
      await page.getByText('The export is recorded').waitFor()
    },
  },
  { name: 'tokens-empty', path: '/tokens', person: 'epm.reader' },
  {
    name: 'tokens-create',
    path: '/tokens',
    person: 'epm.reader',
    prepare: async (page) => {
      await create(page)
      await page.getByRole('dialog').getByRole('textbox', { name: /^Name/ }).fill('Nightly report')
    },
  },
  {
    name: 'tokens-created',
    path: '/tokens',
    prepare: async (page) => {
      await create(page)
      const dialog = page.getByRole('dialog')
      await dialog.getByRole('textbox', { name: /^Name/ }).fill('Nightly report')
      await dialog.getByRole('button', { name: 'Create' }).click()
      await dialog.getByLabel('Token', { exact: true }).waitFor()
    },
  },
  { name: 'tokens', path: '/tokens' },
  { name: 'tokens-no-match', path: '/tokens?status=revoked&search=nothing' },
  {
    name: 'tokens-device',
    path: '/tokens',
    prepare: async (page) => {
      await create(page)
      await page
        .getByRole('dialog')
        .getByRole('radio', { name: /^Device/ })
        .check()
    },
  },
  {
    name: 'tokens-revoke',
    path: '/tokens',
    prepare: async (page) => {
      await page
        .getByRole('button', { name: /^Revoke / })
        .first()
        .click()
      await page.getByRole('dialog').waitFor()
    },
  },
  {
    name: 'tokens-failed',
    path: '/devices',
    prepare: failing('**/beta/epm/tokens?**', '/tokens'),
  },
]
