import type { Page } from '@playwright/test'

import { expect, test } from './fixtures.ts'
import { toastOf } from './queue.ts'
import type { Service } from './service.ts'
import { inDatabase } from './wire.ts'

type Row = {
  id: string
  name: string
  settings_json: string
  assignments_json: string
  resource: string
}

const policy = (service: Service, name: string): Row =>
  inDatabase(service, (db) => {
    const row = db.prepare<[string], Row>('select * from policies where name = ?').get(name)
    if (!row) throw new Error(`No policy is called ${name}.`)
    return row
  })
const byId = (service: Service, id: string): Row =>
  inDatabase(service, (db) => {
    const row = db.prepare<[string], Row>('select * from policies where id = ?').get(id)
    if (!row) throw new Error('The policy is gone.')
    return row
  })
const edit = (id: string, section: string) => `/epm/policies/${id}/edit/${section}`

const save = (page: Page) => page.getByRole('button', { name: 'Save', exact: true }).click()
const titled = (page: Page, name: string) =>
  expect(page.getByRole('heading', { level: 1, name })).toBeVisible()

test('the basics are edited and nothing else', async ({ as, service }) => {
  const before = policy(service, 'Developer tools')
  const page = await as('epm.manager', `/epm/policies/${before.id}`)
  await page.getByRole('button', { name: 'Edit basics' }).click()
  await page.getByRole('textbox', { name: 'Name' }).fill('Tools of developers')
  await save(page)
  await titled(page, 'Tools of developers')
  const renamed = byId(service, before.id)
  expect(renamed.settings_json).toBe(before.settings_json)
  expect(renamed.assignments_json).toBe(before.assignments_json)
})

test('the scope tags are edited on their own', async ({ as, service }) => {
  const { id } = policy(service, 'Developer tools')
  const page = await as('epm.manager', `/epm/policies/${id}`)
  const tags = page.getByRole('region', { name: 'Scope tags' })
  await page.getByRole('button', { name: 'Edit scope tags' }).click()
  await page.getByRole('checkbox', { name: /^Americas/ }).click()
  await save(page)
  await expect(tags).toHaveText(/EMEA/)
  await expect(tags).not.toContainText('Americas')
})

test('the assignments are edited on their own', async ({ as, service }) => {
  const before = policy(service, 'Developer tools')
  const page = await as('epm.manager', `/epm/policies/${before.id}`)
  await page.getByRole('button', { name: 'Edit assignments' }).click()
  await page.getByRole('button', { name: 'Add all devices' }).click()
  await save(page)
  await expect(page.getByRole('region', { name: 'Assignments' })).toContainText('All devices')
  expect(byId(service, before.id).settings_json).toBe(before.settings_json)
})

test('the rules are edited on their own, and what is changed outlives a reload', async ({
  as,
  service,
}) => {
  const before = policy(service, 'Developer tools')
  const page = await as('epm.manager', `/epm/policies/${before.id}`)
  await page.getByRole('button', { name: 'Edit configuration settings' }).click()
  const rules = page.getByRole('list', { name: 'Rules' }).getByRole('listitem')
  await expect(rules.first()).toBeVisible()
  const count = await rules.count()
  await rules.first().getByRole('button', { name: 'Copy' }).click()
  await rules.first().getByRole('button', { name: 'Yes, have it twice' }).click()
  await page.reload()
  await expect(page.getByText('What you changed here before is back.')).toBeVisible()
  await expect(rules).toHaveCount(count + 1)
  await save(page)
  await titled(page, 'Developer tools')
  const { settings_json: settings, assignments_json: assignments } = byId(service, before.id)
  expect(settings).toContain('(copy)')
  expect(assignments).toBe(before.assignments_json)
})

test('a version is restored without touching the assignments', async ({ as, service }) => {
  const before = policy(service, 'Developer tools')
  const page = await as('epm.manager', edit(before.id, 'basics'))
  await page.getByRole('textbox', { name: 'Name' }).fill('Tools of developers')
  await save(page)
  await titled(page, 'Tools of developers')
  await page.getByRole('button', { name: 'Edit assignments' }).click()
  await page.getByRole('button', { name: 'Add all devices' }).click()
  await save(page)
  await expect(page.getByRole('region', { name: 'Assignments' })).toContainText('All devices')

  await page.getByRole('button', { name: 'History' }).click()
  await expect(page.getByText('Version 3, current')).toBeVisible()
  await page.getByRole('button', { name: 'Restore version 1' }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByText('Tools of developers')).toBeVisible()
  await dialog.getByRole('button', { name: 'Yes, restore' }).click()
  await expect(toastOf(page, 'Version 1 restored')).toBeVisible()
  const restored = byId(service, before.id)
  expect(restored.name).toBe('Developer tools')
  expect(restored.settings_json).toBe(before.settings_json)
  expect(restored.assignments_json).toContain('allDevicesAssignmentTarget')
})

test('two admins edit one policy: the second sees what changed and loses nothing', async ({
  as,
  service,
  expectConsole,
}) => {
  expectConsole(/status of 412/)
  const { id } = policy(service, 'Developer tools')
  const first = await as('epm.manager', edit(id, 'basics'))
  const second = await as('security.manager', edit(id, 'basics'))
  await second.getByRole('textbox', { name: 'Name' }).fill('Name of the second')
  await first.getByRole('textbox', { name: 'Description' }).fill('Words of the first')
  await first.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(first.getByRole('heading', { level: 1, name: 'Developer tools' })).toBeVisible()

  await second.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(second.getByText('Changed by somebody else meanwhile.')).toBeVisible()
  await expect(second.getByText('Words of the first').first()).toBeVisible()
  await expect(second.getByRole('textbox', { name: 'Name' })).toHaveValue('Name of the second')
  expect(byId(service, id).name).toBe('Developer tools')
  await second.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(second.getByRole('heading', { level: 1, name: 'Name of the second' })).toBeVisible()
  expect(JSON.parse(byId(service, id).resource)).toMatchObject({
    description: 'Words of the first',
  })
})

/** Opens the same form for two admins; the second saves last, is told, and saves on top. */
const both = async (
  as: (person: 'epm.manager' | 'security.manager', path: string) => Promise<Page>,
  path: string,
  title: string,
  [first, second]: readonly [(page: Page) => Promise<unknown>, (page: Page) => Promise<unknown>],
) => {
  const one = await as('epm.manager', path)
  const other = await as('security.manager', path)
  const saved = (page: Page) =>
    expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible()
  await second(other)
  await first(one)
  await save(one)
  await saved(one)
  await save(other)
  await expect(other.getByText('Changed by somebody else meanwhile.')).toBeVisible()
  await save(other)
  await saved(other)
}

test('two admins edit the rules of one policy: each keeps the own rule', async ({
  as,
  service,
  expectConsole,
}) => {
  expectConsole(/status of 412/)
  const { id } = policy(service, 'Developer tools')
  const describe = (which: number, text: string) => async (page: Page) => {
    const rules = page.getByRole('list', { name: 'Rules' }).getByRole('listitem')
    await rules
      .nth(which)
      .getByRole('button', { name: /^Edit instance/ })
      .click()
    const pane = page.getByRole('dialog', { name: /^Rule properties/ })
    await pane.getByRole('textbox', { name: 'Description', exact: true }).fill(text)
    const confirm = pane.getByRole('checkbox', { name: /^I have read what could go wrong/ })
    if (await confirm.isVisible()) await confirm.check()
    await pane.getByRole('button', { name: 'Save' }).click()
    await expect(pane).toHaveCount(0)
  }
  await both(as, edit(id, 'configuration'), 'Developer tools', [
    describe(0, 'Words of the first'),
    describe(1, 'Words of the second'),
  ])
  const { settings_json: settings } = byId(service, id)
  expect(settings).toContain('Words of the first')
  expect(settings).toContain('Words of the second')
})

test('two admins edit the settings of one policy: each keeps the own field', async ({
  as,
  service,
  expectConsole,
}) => {
  expectConsole(/status of 412/)
  const { id } = policy(service, 'EPM client: kiosks')
  const choose = (group: string, option: RegExp) => (page: Page) =>
    page
      .getByRole('radiogroup', { name: group, exact: true })
      .getByRole('radio', { name: option })
      .check()
  await both(as, edit(id, 'configuration'), 'EPM client: kiosks', [
    choose('Reporting scope', /^Diagnostic data only/),
    choose('Default elevation response', /^Require support approval/),
  ])
  const { settings_json: settings } = byId(service, id)
  expect(settings).toContain('_reportingscope_0"')
  expect(settings).toContain('_defaultelevationresponse_2"')
})

test('two admins assign one policy: each keeps the own target', async ({
  as,
  service,
  expectConsole,
}) => {
  expectConsole(/status of 412/)
  const { id } = policy(service, 'EPM client: kiosks')
  const add = (name: string) => (page: Page) => page.getByRole('button', { name }).click()
  await both(as, edit(id, 'assignments'), 'EPM client: kiosks', [
    add('Add all users'),
    add('Add all devices'),
  ])
  const { assignments_json: assignments } = byId(service, id)
  expect(assignments).toContain('allLicensedUsersAssignmentTarget')
  expect(assignments).toContain('allDevicesAssignmentTarget')
})

test('a policy is copied, exported, and deleted after its effect is said', async ({
  as,
  service,
}) => {
  const page = await as('epm.manager', '/epm/policies')
  const menu = async (name: string, command: string) => {
    await page.getByRole('button', { name: `Commands for ${name}`, exact: true }).click()
    await page.getByRole('menuitem', { name: command }).click()
  }
  const dialog = page.getByRole('dialog')
  await menu('Developer tools', 'Duplicate')
  await dialog.getByRole('button', { name: 'Duplicate' }).click()
  await expect(dialog.getByText('Confirm that you have read what could go wrong.')).toBeVisible()
  await dialog.getByRole('checkbox', { name: /^I have read what could go wrong/ }).click()
  await dialog.getByRole('button', { name: 'Duplicate' }).click()
  await expect(toastOf(page, 'Policy copied, not assigned yet')).toBeVisible()
  expect(policy(service, 'Developer tools (copy)').assignments_json).toBe('[]')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Developer tools (copy)')
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused()
  await expect(page.getByText('This is the copy.')).toBeVisible()
  await page.goBack()

  await menu('Developer tools (copy)', 'Export')
  const download = page.waitForEvent('download')
  await dialog.getByRole('button', { name: 'Export' }).click()
  expect((await download).suggestedFilename()).toMatch(
    /^epm-developer-tools-copy-\d{4}-\d\d-\d\d\.json$/,
  )

  await menu('Developer tools (copy)', 'Delete')
  await expect(
    dialog.getByText('It is not assigned, so nothing changes on any device.'),
  ).toBeVisible()
  await dialog.getByRole('button', { name: 'Yes, delete' }).click()
  await expect(toastOf(page, 'Policy deleted')).toBeVisible()
  expect(() => policy(service, 'Developer tools (copy)')).toThrow('No policy is called')
})
