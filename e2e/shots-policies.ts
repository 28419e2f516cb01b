import type { Page } from '@playwright/test'
import { Buffer } from 'node:buffer'

import { hostileStrings } from './hostile-strings.ts'
import type { Shot } from './shot.ts'
import type { Service } from './service.ts'
import { callFrom, inDatabase, withToken } from './wire.ts'

const list = '/epm/policies'
const reusable = '/epm/reusable-settings'
const hash = 'ab'.repeat(32)

const button = (page: Page, name: string | RegExp) =>
  page.getByRole('button', typeof name === 'string' ? { name, exact: true } : { name }).first()
const press = (page: Page, name: string | RegExp) => button(page, name).click()
const type = (page: Page, name: string | RegExp, text: string) =>
  page.getByRole('textbox', { name }).first().fill(text)
const select = (page: Page, name: string, option: string) =>
  page.getByRole('combobox', { name }).first().selectOption(option)
const json = (name: string, value: unknown) => ({
  name,
  mimeType: 'application/json',
  buffer: Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)),
})

/** A draft lives in the tab: what one picture typed is not in the next. */
const afresh = async (page: Page) => {
  await page.evaluate(() => sessionStorage.clear())
  await page.reload()
  await page.getByRole('heading', { level: 1 }).waitFor()
}

const answering = (page: Page, status: number) =>
  page.route('**/beta/deviceManagement/configurationPolicies?**', (route) =>
    route.fulfill({ status, contentType: 'application/json', body: '{}' }),
  )

/** Names as an attacker writes them: mixed directions, mark-up, and one that is far too long. */
const hostileName = (): string =>
  hostileStrings().find((each) => each.includes('\u202E') && /exe$/i.test(each)) ??
  'invoice_\u202Efdp.exe'
const hostileMarkup = (): string =>
  hostileStrings().find((each) => /<img|<script/i.test(each) && each.length < 120) ?? '<b>'

/** Every step and pane of policies and reusable settings. */
export const policyShots = (service: Service): Shot[] => {
  const id = (sql: string, ...values: string[]) =>
    inDatabase(service, (db) => db.prepare<string[], { id: string }>(sql).get(...values)?.id ?? '')
  const rules = id("select id from policies where name = 'Developer tools'")
  const settings = id("select id from policies where name like 'EPM client%' limit 1")
  const used = id("select id from reusable_settings where display_name like 'Contoso%' limit 1")
  const certificate = () =>
    inDatabase(service, (db) => {
      const row = db
        .prepare<[], { resource: string }>('select resource from reusable_settings order by id')
        .get()
      const found = JSON.parse(row?.resource ?? '{}') as {
        settingInstance: { simpleSettingValue: { value: string } }
      }
      return found.settingInstance.simpleSettingValue.value
    })
  const page = `${list}/${rules}`

  const wizard = (kind: string, step: string, prepare?: Shot['prepare']) => ({
    path: `${list}/new/elevation-${kind}?step=${step}`,
    prepare: async (opened: Page) => {
      await afresh(opened)
      await prepare?.(opened)
    },
  })
  const named = async (opened: Page, kind: string) => {
    await opened.goto(`${list}/new/elevation-${kind}`)
    await afresh(opened)
    await type(opened, 'Name', 'Tools of the front desk')
    await type(opened, 'Description', 'What reception and the shop floor may run as administrator.')
  }
  const next = (opened: Page) => press(opened, 'Next')
  const openRule = async (opened: Page) => {
    await afresh(opened)
    await press(opened, 'Add a rule')
    await opened.getByRole('dialog').waitFor()
  }
  const rule = (prepare: (opened: Page) => Promise<unknown>): Omit<Shot, 'name'> => ({
    path: `${list}/new/elevation-rules?step=configuration`,
    prepare: async (opened) => {
      await openRule(opened)
      await prepare(opened)
    },
  })
  const filled = async (opened: Page, elevation: string) => {
    await type(opened, 'Rule name', 'Printer driver of the front desk')
    await type(opened, 'File name', 'PrinterSetup.exe')
    await type(opened, 'File path', 'C:\\Program Files\\Contoso')
    await select(opened, 'Signature source', 'notConfigured')
    await type(opened, 'File hash', hash)
    await select(opened, 'Elevation type', elevation)
  }
  const history = async (opened: Page) => {
    const read = await callFrom(opened, 'GET', `/deviceManagement/configurationPolicies/${rules}`)
    const { description } = read.body as { description?: string }
    if (description?.startsWith('Compilers') !== true) {
      const path = `/deviceManagement/configurationPolicies/${rules}`
      const call = async (body: unknown) => {
        const now = (await callFrom(opened, 'GET', path)).body as Record<string, string>
        return callFrom(opened, 'PATCH', path, body, { 'If-Match': now['@odata.etag'] ?? '' })
      }
      await call({ description: 'Compilers and debuggers of the engineering department.' })
      await call({ description: 'Compilers, debuggers and the package manager of engineering.' })
    }
    await opened.goto(`${page}/history`)
    await opened.getByText(/, current/).waitFor()
  }
  const exported = async (opened: Page) =>
    (
      await callFrom(
        opened,
        'GET',
        `/deviceManagement/configurationPolicies/${rules}?$expand=settings`,
      )
    ).body as Record<string, unknown>
  const importing = (files: (opened: Page) => Promise<ReturnType<typeof json>[]>) => ({
    path: `${list}/import`,
    prepare: async (opened: Page) => {
      await opened.locator('input[type=file]').setInputFiles(await files(opened))
      await opened
        .getByText(/Nothing is written yet|was not taken/)
        .first()
        .waitFor()
    },
  })

  return [
    { name: 'policies', path: list },
    { name: 'policies-no-match', path: `${list}?search=nothing-matches-this` },
    { name: 'policies-row-menu', path: list, prepare: (p) => press(p, /^Commands for/) },
    { name: 'policies-create-menu', path: list, prepare: (p) => press(p, /^Create policy/) },
    { name: 'policies-reader', path: list, person: 'epm.reader' },
    { name: 'policies-forbidden', path: list, person: 'requests.approver' },
    {
      name: 'policies-failed',
      path: '/devices',
      prepare: async (p) => {
        await answering(p, 500)
        await p.goto(list)
        await button(p, 'Try again').waitFor()
      },
    },
    {
      name: 'policies-loading',
      path: '/devices',
      unsettled: true,
      prepare: async (p) => {
        await p.route('**/beta/deviceManagement/configurationPolicies**', () => undefined)
        await p.goto(list, { waitUntil: 'commit' })
        await p.getByRole('heading', { level: 1, name: 'Policies' }).waitFor()
      },
    },
    { name: 'policies-export', path: `${list}?export=choose` },

    { name: 'new-settings-1', ...wizard('settings', 'basics') },
    { name: 'new-settings-1-error', ...wizard('settings', 'basics', next) },
    { name: 'new-settings-2', ...wizard('settings', 'configuration') },
    {
      name: 'new-settings-2-off',
      ...wizard('settings', 'configuration', (p) =>
        p.getByRole('radio', { name: /^Disabled/ }).check(),
      ),
    },
    {
      name: 'new-settings-2-confirmed',
      ...wizard('settings', 'configuration', (p) =>
        p.getByRole('radio', { name: /^Require user confirmation/ }).check(),
      ),
    },
    { name: 'new-settings-3', ...wizard('settings', 'scope-tags') },
    {
      name: 'new-settings-3-error',
      ...wizard('settings', 'scope-tags', async (p) => {
        await p.getByRole('radio', { name: 'Choose scope tags' }).check()
        await next(p)
      }),
    },
    { name: 'new-settings-4', ...wizard('settings', 'assignments') },
    {
      name: 'new-settings-4-filled',
      ...wizard('settings', 'assignments', async (p) => {
        await press(p, 'Add all devices')
        await press(p, /^Add groups/)
        await press(p, /^Include /)
        await p
          .getByRole('button', { name: /^Add groups/ })
          .last()
          .click()
        await p
          .getByRole('button', { name: /^Exclude / })
          .last()
          .click()
      }),
    },
    {
      name: 'new-settings-5-error',
      ...wizard('settings', 'review', (p) => press(p, 'Create')),
    },
    {
      name: 'new-settings-5',
      path: `${list}/new/elevation-settings`,
      prepare: async (p) => {
        await named(p, 'settings')
        for (const _ of [1, 2, 3, 4]) await next(p)
        await button(p, 'Create').waitFor()
      },
    },
    { name: 'new-rules-1', ...wizard('rules', 'basics') },
    { name: 'new-rules-2', ...wizard('rules', 'configuration') },
    { name: 'new-rules-2-error', ...wizard('rules', 'configuration', next) },
    {
      name: 'new-rules-5',
      path: `${list}/new/elevation-rules`,
      prepare: async (p) => {
        await named(p, 'rules')
        await next(p)
        await press(p, 'Add a rule')
        await filled(p, 'supportApproved')
        await press(p, 'Save')
        await p.getByRole('dialog').waitFor({ state: 'detached' })
        await next(p)
        await next(p)
        await press(p, 'Add all users')
        await next(p)
        await button(p, 'Create').waitFor()
      },
    },

    { name: 'rule-empty', ...rule(async () => undefined) },
    { name: 'rule-errors', ...rule((p) => press(p, 'Save')) },
    ...['userConfirmed', 'automatic', 'supportApproved', 'deny', 'currentUser'].map((kind) => ({
      name: `rule-${kind}`,
      ...rule((p) => filled(p, kind)),
    })),
    {
      name: 'rule-automatic-unconfirmed',
      ...rule(async (p) => {
        await filled(p, 'automatic')
        await press(p, 'Save')
      }),
    },
    {
      name: 'rule-warnings',
      ...rule(async (p) => {
        await type(p, 'Rule name', 'Anything at all')
        await type(p, 'File name', '*.exe')
        await type(p, 'File path', 'C:\\Users\\Public\\Downloads')
        await select(p, 'Child process behavior', 'allowRunElevated').catch(() => undefined)
        await press(p, 'Save')
      }),
    },
    {
      name: 'rule-arguments',
      ...rule(async (p) => {
        await filled(p, 'userConfirmed')
        await select(p, 'Restrict arguments', 'allow')
        await press(p, 'Add an argument')
      }),
    },
    {
      name: 'rule-certificate-choices',
      ...rule(async (p) => {
        await select(p, 'Signature source', 'reusableSetting')
        await press(p, 'Add or remove a certificate')
        await button(p, /^Choose /).waitFor()
      }),
    },
    {
      name: 'rule-certificate-chosen',
      ...rule(async (p) => {
        await filled(p, 'userConfirmed')
        await select(p, 'Signature source', 'reusableSetting')
        await press(p, 'Add or remove a certificate')
        await press(p, /^Choose /)
      }),
    },
    {
      name: 'rule-certificate-refused',
      ...rule(async (p) => {
        await select(p, 'Signature source', 'uploadedCertificate')
        await p.getByLabel('Certificate file').setInputFiles({
          name: 'vendor.cer',
          mimeType: '',
          buffer: Buffer.from('no certificate'),
        })
        await p.getByText('vendor.cer').waitFor()
      }),
    },
    {
      name: 'rule-from-file',
      ...rule(async (p) => {
        await p.getByText('Fill from a file').click()
        await p
          .getByLabel('File to fill from')
          .setInputFiles({ name: 'setup.exe', mimeType: '', buffer: Buffer.from('no program') })
        await p.getByText(/Filled File name/).waitFor()
      }),
    },
    {
      name: 'rule-hostile',
      ...rule(async (p) => {
        await type(p, 'Rule name', hostileMarkup())
        await type(p, 'File name', hostileName())
        await type(p, 'File path', `C:\\Program Files\\${'very long folder name '.repeat(9)}`)
        await press(p, 'Save')
      }),
    },
    {
      name: 'rule-hostile-file',
      ...rule(async (p) => {
        await p.getByText('Fill from a file').click()
        await p
          .getByLabel('File to fill from')
          .setInputFiles({ name: hostileName(), mimeType: '', buffer: Buffer.from('x') })
        await p.getByText(/Filled File name/).waitFor()
      }),
    },
    {
      name: 'rule-discard',
      ...rule(async (p) => {
        await filled(p, 'deny')
        await press(p, 'Cancel')
      }),
    },

    { name: 'policy-rules', path: page },
    {
      name: 'policy-rule-open',
      path: page,
      prepare: (p) => p.getByRole('list', { name: 'Rules' }).getByRole('button').first().click(),
    },
    { name: 'policy-rules-reader', path: page, person: 'epm.reader' },
    { name: 'policy-settings', path: `${list}/${settings}` },
    { name: 'policy-not-found', path: `${list}/00000000-0000-0000-0000-000000000000` },
    { name: 'policy-duplicate', path: `${page}?duplicate=${rules}` },
    { name: 'policy-delete', path: `${page}?delete=${rules}` },
    { name: 'policy-export', path: `${page}?export=${rules}` },
    ...['basics', 'configuration', 'scope-tags', 'assignments'].flatMap((section) => [
      { name: `edit-rules-${section}`, path: `${page}/edit/${section}`, prepare: afresh },
      {
        name: `edit-settings-${section}`,
        path: `${list}/${settings}/edit/${section}`,
        prepare: afresh,
      },
    ]),
    {
      name: 'edit-error',
      path: `${page}/edit/basics`,
      prepare: async (p) => {
        await afresh(p)
        await type(p, 'Name', '')
        await press(p, 'Save')
      },
    },
    {
      name: 'edit-restored',
      path: `${page}/edit/basics`,
      prepare: async (p) => {
        await afresh(p)
        await type(p, 'Name', 'Tools of developers')
        await p.reload()
        await p.getByText('What you changed here before is back.').waitFor()
      },
    },
    {
      name: 'edit-conflict',
      path: `${page}/edit/basics`,
      prepare: async (p) => {
        await afresh(p)
        await type(p, 'Description', 'My own words about these tools.')
        const call = await withToken(service, 'user', 'security.manager@contoso.example')
        await call('PATCH', `/deviceManagement/configurationPolicies/${rules}`, {
          description: `Words of a colleague, ${p.viewportSize()?.width}.`,
        })
        await press(p, 'Save')
        await p.getByText('Changed by somebody else meanwhile.').waitFor()
      },
    },
    { name: 'history', path: '/devices', prepare: history },
    {
      name: 'history-restore',
      path: '/devices',
      prepare: async (p) => {
        await history(p)
        await press(p, 'Restore version 1')
        await p.getByRole('dialog').waitFor()
      },
    },
    { name: 'import', path: `${list}/import` },
    {
      name: 'import-good',
      ...importing(async (p) => {
        const document = await exported(p)
        return [
          json('as-it-is.json', document),
          json('new.json', { ...document, name: 'Developer tools of Brno', id: undefined }),
          json('changed.json', { ...document, description: 'Changed by a file.' }),
        ]
      }),
    },
    {
      name: 'import-bad',
      ...importing(async (p) => [
        json('not-json.json', 'this is no JSON'),
        json(`${hostileName()}.json`, { some: 'thing else' }),
        json('developer-tools.json', { ...(await exported(p)), settings: [] }),
      ]),
    },

    { name: 'reusable', path: reusable },
    { name: 'reusable-forbidden', path: reusable, person: 'requests.approver' },
    { name: 'reusable-detail', path: `${reusable}/${used}` },
    { name: 'reusable-delete-blocked', path: `${reusable}/${used}?delete=yes` },
    { name: 'reusable-edit', path: `${reusable}/${used}/edit`, prepare: afresh },
    {
      name: 'reusable-edit-other',
      path: `${reusable}/${used}/edit`,
      prepare: async (p) => {
        await afresh(p)
        await type(p, 'Base 64 value', certificate())
        await p.getByText(/as soon as it is saved/).waitFor()
      },
    },
    { name: 'reusable-new-1', path: `${reusable}/new`, prepare: afresh },
    {
      name: 'reusable-new-1-error',
      path: `${reusable}/new`,
      prepare: async (p) => {
        await afresh(p)
        await next(p)
      },
    },
    { name: 'reusable-new-2', path: `${reusable}/new?step=configuration`, prepare: afresh },
    {
      name: 'reusable-new-2-key',
      path: `${reusable}/new?step=configuration`,
      prepare: async (p) => {
        await afresh(p)
        const key = '-----BEGIN PRIVATE KEY-----\nMIIB\n-----END PRIVATE KEY-----'
        await p
          .locator('input[type=file]')
          .setInputFiles({ name: 'key.pem', mimeType: '', buffer: Buffer.from(key) })
        await p.getByText('This file was not taken.').waitFor()
      },
    },
    {
      name: 'reusable-new-3',
      path: `${reusable}/new`,
      prepare: async (p) => {
        await afresh(p)
        await type(p, 'Name', 'Signer of the vendor')
        await next(p)
        await type(p, 'Base 64 value', certificate())
        await p.getByText('SHA-256 thumbprint').waitFor()
        await next(p)
        await button(p, 'Add').waitFor()
      },
    },
  ]
}

const departments = ['Finance', 'Engineering', 'Sales', 'Human resources', 'Warehouse', 'Support']
const cities = ['Prague', 'Brno', 'Lyon', 'Porto', 'Dublin', 'Gdansk', 'Turin', 'Leeds']
const things = ['installers', 'printer drivers', 'updaters', 'diagnostics', 'laboratory tools']

/** Copies one policy until there are as many as this, under names that a tenant could have. */
export const manyPolicies = (service: Service, count: number) =>
  inDatabase(service, (db) => {
    const row = db.prepare<[], Record<string, unknown>>('select * from policies limit 1').get()
    if (!row) throw new Error('The sample tenant has no policy.')
    const columns = Object.keys(row)
    const insert = db.prepare(
      `insert into policies (${columns.join(', ')}) values (${columns.map((each) => `@${each}`).join(', ')})`,
    )
    const there = db.prepare<[], { n: number }>('select count(*) as n from policies').get()?.n ?? 0
    db.transaction(() => {
      for (let index = there; index < count; index += 1) {
        const id = `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`
        const pick = (from: readonly string[], step: number) =>
          from[Math.floor(index / step) % from.length] ?? ''
        const name = `${pick(departments, 1)} ${pick(things, 6)}, ${pick(cities, 30)} ${Math.floor(index / 240) + 1}`
        const resource = { ...(JSON.parse(String(row['resource'])) as object), id, name }
        insert.run({ ...row, id, name, resource: JSON.stringify(resource) })
      }
    })()
  })
