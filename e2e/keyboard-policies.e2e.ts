import type { Page } from '@playwright/test'

import { expect, test } from './fixtures.ts'
import { keyboardOf, tabTo } from './keyboard.ts'
import { toastOf } from './queue.ts'
import type { Service } from './service.ts'
import { inDatabase } from './wire.ts'

/** No journey of this file touches a mouse: everything goes through `keyboard.ts`. */

const step = (page: Page, name: string) =>
  page.getByRole('heading', { level: 2, name, exact: true })
const title = (page: Page, name: string) =>
  page.getByRole('heading', { level: 1, name, exact: true })
const hash = 'ab'.repeat(32)
const idOf = (service: Service, name: string): string =>
  inDatabase(service, (db) => {
    const row = db
      .prepare<[string], { id: string }>('select id from policies where name = ?')
      .get(name)
    if (!row) throw new Error(`No policy is called ${name}.`)
    return row.id
  })

test.slow()

test('an elevation settings policy is created', async ({ visit }) => {
  const page = await visit('/epm/policies/new/elevation-settings')
  const keys = keyboardOf(page)
  await keys.signIn('epm.manager')
  await expect(step(page, 'Basics')).toBeVisible()
  await keys.pressButton('Next')
  const name = page.getByRole('textbox', { name: 'Name' })
  await expect(name).toBeFocused()
  await expect(page.getByText('Enter a policy name.', { exact: true })).toBeVisible()
  await page.keyboard.type('Watch first')
  await page.keyboard.press('Enter')
  await expect(step(page, 'Configuration settings')).toBeFocused()
  await keys.chooseRadio(
    page.getByRole('radiogroup', { name: 'Default elevation response' }),
    /^Deny all requests/,
  )
  await keys.pressButton('Next')
  await expect(step(page, 'Scope tags')).toBeFocused()
  await keys.pressButton('Next')
  await expect(step(page, 'Assignments')).toBeFocused()
  await keys.pressButton('Add all devices')
  await keys.pressButton('Next')
  await expect(step(page, 'Review + create')).toBeFocused()
  await expect(page.getByText('All devices')).toBeVisible()
  await keys.pressButton('Create')
  await expect(title(page, 'Watch first')).toBeVisible()
  await expect(page.getByRole('region', { name: 'Assignments' })).toContainText('All devices')
  await expect(page.getByRole('region', { name: 'Configuration settings' })).toContainText(
    'Deny all requests',
  )
})

test('an elevation rules policy is created, with every field of a rule', async ({ visit }) => {
  const page = await visit('/epm/policies')
  const keys = keyboardOf(page)
  await keys.signIn('epm.manager')
  await keys.pressButton('Create policy')
  await expect(page.getByRole('menuitem').first()).toBeFocused()
  await keys.keyboard.press('ArrowDown')
  await expect(page.getByRole('menuitem', { name: /^Elevation rules policy/ })).toBeFocused()
  await keys.keyboard.press('Enter')
  await keys.type(page.getByRole('textbox', { name: 'Name' }), 'Front desk tools')
  await keys.type(page.getByRole('textbox', { name: 'Description' }), 'What the front desk needs')
  await keys.pressButton('Next')
  await expect(step(page, 'Configuration settings')).toBeFocused()
  const edit = (which: string) => keys.button(`Edit instance ${which}`)
  await keys.pressButton('Add a rule')

  const pane = page.getByRole('dialog', { name: 'Rule properties' })
  const text = (name: string) => pane.getByRole('textbox', { name, exact: true })
  const list = (name: string) => pane.getByRole('combobox', { name })
  await expect(pane.getByRole('heading', { name: 'Rule properties' })).toBeFocused()
  // What is missing gets the focus, one after the other.
  await keys.pressButton('Save', pane)
  await expect(text('Rule name')).toBeFocused()

  await keys.press(pane.locator('summary', { hasText: 'Fill from a file' }))
  await keys.type(
    pane.getByRole('textbox', { name: 'Output of Get-FileAttributes' }),
    `FileName : setup.exe\nFilePath : C:\\Program Files\\Contoso\\\nFileHash : ${hash}\nProductName : Contoso Setup`,
  )
  await keys.pressButton('Fill from the output', pane)
  await expect(text('File name')).toHaveValue('setup.exe')
  await expect(text('File hash')).toHaveValue(hash)
  await expect(text('Product name')).toHaveValue('Contoso Setup')
  await keys.type(text('Rule name'), 'Setup of the front desk')
  await keys.type(text('Description'), 'Asked for by the front desk')
  await keys.choose(list('Elevation type'), 'Support approved')
  await keys.choose(list('Elevation type'), 'User confirmed')
  await keys.check(pane.getByRole('checkbox', { name: 'Business justification' }))
  await keys.check(pane.getByRole('checkbox', { name: 'Windows authentication' }))
  await keys.choose(list('Child process behavior'), 'Deny all')
  await keys.type(text('File name'), 'setup-*.exe')
  await keys.type(text('File path'), 'C:\\Program Files\\Contoso\\')
  await keys.choose(list('Signature source'), 'Use a certificate file in reusable settings')
  const picker = keys.button('Add or remove a certificate', pane)
  await keys.press(picker)
  const certificate = pane.getByRole('list', { name: 'Certificates' }).getByRole('button').first()
  const chosen = (await certificate.getAttribute('aria-label'))?.replace('Choose ', '') ?? ''
  await keys.press(certificate)
  // The list is gone; the focus is where it was opened from.
  await expect(picker).toBeFocused()
  await expect(pane.getByRole('group', { name: 'Certificate' })).toContainText(chosen)
  await keys.choose(list('Certificate type'), 'Publisher')
  await keys.type(text('File hash'), '')
  await keys.type(text('Minimum version'), '1.2.3.4')
  await keys.type(text('File description'), 'Setup of Contoso')
  await keys.type(text('Product name'), 'Contoso Front Desk')
  await keys.type(text('Internal name'), 'setup')
  await keys.choose(list('Restrict arguments'), 'Allow list')
  await keys.type(text('Argument 1'), '/quiet')
  await keys.pressButton('Add an argument', pane)
  await expect(text('Argument 2')).toBeFocused()
  await keys.keyboard.type('/repair')
  await keys.pressButton('Add an argument', pane)
  await expect(text('Argument 3')).toBeFocused()
  await keys.pressButton('Remove argument 3', pane)
  await expect(keys.button('Remove argument 2', pane)).toBeFocused()
  await tabTo(list('Certificate type'), { back: true })
  await keys.pressButton('Save', pane)
  const confirm = pane.getByRole('checkbox', { name: /^I have read what could go wrong/ })
  if (await confirm.isVisible()) {
    await keys.check(confirm)
    await keys.pressButton('Save', pane)
  }
  await expect(pane).toHaveCount(0)
  await expect(keys.button('Add')).toBeFocused()

  // A second rule is added and left again, which keeps none; a copy is moved and deleted.
  await keys.pressButton('Add')
  await expect(pane.getByRole('heading', { name: 'Rule properties' })).toBeFocused()
  await keys.keyboard.press('Escape')
  await expect(pane).toHaveCount(0)
  await expect(keys.button('Add')).toBeFocused()
  const rows = page.getByRole('list', { name: 'Rules' }).locator('> li')
  await expect(rows).toHaveCount(1)
  await keys.pressButton('Copy')
  await expect(keys.button('Keep one')).toBeFocused()
  await keys.pressButton('Yes, have it twice')
  await expect(rows).toHaveCount(2)
  const copy = 'Setup of the front desk (copy)'
  await keys.pressButton(`Move ${copy} up`)
  await expect(keys.button(`Move ${copy} up`)).toBeFocused()
  await keys.pressButton(`Delete ${copy}`)
  await expect(keys.button('Keep', rows)).toBeFocused()
  await keys.keyboard.press('Shift+Tab')
  await keys.pressButton('Delete', rows.first())
  await expect(rows).toHaveCount(1)
  await expect(edit('Setup of the front desk')).toBeFocused()

  await keys.pressButton('Next')
  await expect(step(page, 'Scope tags')).toBeFocused()
  await keys.chooseRadio(page.getByRole('radiogroup'), /^Choose scope tags/)
  await keys.check(page.getByRole('checkbox', { name: /^EMEA/ }))
  await keys.pressButton('Next')
  await expect(step(page, 'Assignments')).toBeFocused()
  await keys.press(keys.button('Add groups'))
  await keys.type(page.getByRole('searchbox', { name: 'Search groups to include' }), 'Eng')
  // Enter searches; it does not go to the next step.
  await keys.keyboard.press('Enter')
  await keys.pressButton('Include Engineering')
  await expect(keys.button('Engineering is included')).toBeFocused()
  await keys.pressButton('Next')
  await expect(step(page, 'Review + create')).toBeFocused()
  await keys.pressButton('Create')
  await expect(title(page, 'Front desk tools')).toBeVisible()
  await expect(page.getByRole('region', { name: 'Assignments' })).toContainText('Engineering')
  await expect(page.getByRole('region', { name: 'Scope tags' })).toContainText('EMEA')
  await keys.press(page.getByRole('button', { name: /^Setup of the front desk/ }))
  const rule = page.getByRole('list', { name: 'Rules' })
  for (const part of [
    'Asked for by the front desk',
    'Business justification',
    'Windows authentication',
    'Deny all',
    'setup-*.exe',
    'C:\\Program Files\\Contoso\\',
    chosen,
    'Publisher',
    '1.2.3.4',
    'Setup of Contoso',
    'Contoso Front Desk',
    '/quiet',
    '/repair',
  ])
    await expect(rule).toContainText(part)
})

test('each section of an elevation rules policy is edited', async ({ visit, service, backEnd }) => {
  const page = await visit(`/epm/policies/${idOf(service, 'Developer tools')}`)
  const keys = keyboardOf(page)
  await keys.signIn('epm.manager')
  // From another site one comes back to a new document, which is read from its top.
  if (backEnd === 'service') await expect(title(page, 'Developer tools')).toBeFocused()

  await keys.pressButton('Edit basics')
  await expect(title(page, 'Edit basics')).toBeFocused()
  await keys.type(page.getByRole('textbox', { name: 'Name' }), 'Tools of developers')
  await keys.pressButton('Cancel')
  await expect(keys.button('Keep editing')).toBeFocused()
  await keys.keyboard.press('Enter')
  await expect(keys.button('Cancel')).toBeFocused()
  await tabTo(keys.button('Save'), { back: true })
  await keys.keyboard.press('Enter')
  await expect(title(page, 'Tools of developers')).toBeFocused()

  await keys.pressButton('Edit scope tags')
  await expect(title(page, 'Edit scope tags')).toBeFocused()
  const americas = page.getByRole('checkbox', { name: /^Americas/ })
  const had = await americas.isChecked()
  await keys.press(americas, 'Space')
  await expect(americas).toBeChecked({ checked: !had })
  await keys.pressButton('Save')
  await expect(title(page, 'Tools of developers')).toBeFocused()
  const tags = page.getByRole('region', { name: 'Scope tags' })
  await expect(tags.getByText('Americas')).toHaveCount(had ? 0 : 1)

  await keys.pressButton('Edit assignments')
  await expect(title(page, 'Edit assignments')).toBeFocused()
  await keys.pressButton('Add all devices')
  // It can no longer be pressed, and keeps the focus.
  await expect(keys.button('Add all devices')).toBeFocused()
  const filter = page.getByRole('combobox', { name: 'Filter for Engineering' })
  await keys.choose(filter, 'Corporate-owned devices')
  await keys.pressButton('Remove Engineering')
  await expect(page.getByRole('button', { name: /^Remove / }).first()).toBeFocused()
  await keys.pressButton('Save')
  await expect(title(page, 'Tools of developers')).toBeFocused()
  const assignments = page.getByRole('region', { name: 'Assignments' })
  await expect(assignments).toContainText('All devices')
  await expect(assignments).not.toContainText('Engineering')

  await keys.pressButton('Edit configuration settings')
  await expect(title(page, 'Edit configuration settings')).toBeFocused()
  const rules = page.getByRole('list', { name: 'Rules' }).getByRole('listitem')
  const edit = rules.first().getByRole('button', { name: /^Edit instance/ })
  await keys.press(edit)
  const pane = page.getByRole('dialog', { name: /^Rule properties/ })
  await expect(pane.getByRole('heading', { name: /^Rule properties/ })).toBeFocused()
  const description = pane.getByRole('textbox', { name: 'Description', exact: true })
  await keys.type(description, 'Said by keyboard')
  await keys.keyboard.press('Escape')
  await expect(keys.button('Keep editing', pane)).toBeFocused()
  await keys.keyboard.press('Enter')
  await expect(description).toBeFocused()
  await keys.keyboard.press('ControlOrMeta+Enter')
  const confirm = pane.getByRole('checkbox', { name: /^I have read what could go wrong/ })
  await expect(pane.or(confirm).first()).toBeVisible()
  if ((await pane.count()) > 0 && (await confirm.count()) > 0) {
    await keys.check(confirm)
    await keys.keyboard.press('ControlOrMeta+Enter')
  }
  await expect(pane).toHaveCount(0)
  await expect(edit).toBeFocused()
  await keys.pressButton('Save')
  await expect(title(page, 'Tools of developers')).toBeFocused()
  await expect(toastOf(page, 'Saved').first()).toBeVisible()
})

test('an elevation settings policy is edited', async ({ visit, service }) => {
  const name = 'EPM client: kiosks'
  const page = await visit(`/epm/policies/${idOf(service, name)}`)
  const keys = keyboardOf(page)
  await keys.signIn('epm.manager')
  await keys.pressButton('Edit configuration settings')
  await expect(title(page, 'Edit configuration settings')).toBeFocused()
  const radio = (group: string) => page.getByRole('radiogroup', { name: group, exact: true })
  await keys.chooseRadio(radio('Default elevation response'), /^Require user confirmation/)
  const authentication = page.getByRole('checkbox', { name: 'Windows authentication' })
  if (!(await authentication.isChecked())) await keys.check(authentication)
  await keys.chooseRadio(radio('Reporting scope'), /^Diagnostic data only/)
  await keys.pressButton('Save')
  await expect(title(page, name)).toBeFocused()
  const settings = page.getByRole('region', { name: 'Configuration settings' })
  await expect(settings).toContainText('Require user confirmation')
  await expect(settings).toContainText('Windows authentication')
  await expect(settings).toContainText('Diagnostic data only')
})

test('a policy is duplicated and deleted from the list', async ({ visit }) => {
  const page = await visit('/epm/policies')
  const keys = keyboardOf(page)
  await keys.signIn('epm.manager')
  const menu = (name: string) => keys.button(`Commands for ${name}`)
  const choose = async (name: string, command: string) => {
    await keys.press(menu(name))
    await expect(page.getByRole('menuitem').first()).toBeFocused()
    const item = page.getByRole('menuitem', { name: command })
    await keys.arrowsTo(item)
    await keys.keyboard.press('Enter')
  }
  const dialog = page.getByRole('dialog')
  const copy = dialog.getByRole('textbox', { name: 'Name of the copy' })
  await choose('Developer tools', 'Duplicate')
  await expect(copy).toHaveValue('Developer tools (copy)')
  await keys.keyboard.press('Escape')
  await expect(dialog).toHaveCount(0)
  await expect(menu('Developer tools')).toBeFocused()

  await choose('Developer tools', 'Duplicate')
  await expect(copy).toHaveValue('Developer tools (copy)')
  await keys.type(copy, 'Tools, second edition')
  await keys.check(dialog.getByRole('checkbox', { name: /^I have read what could go wrong/ }))
  await keys.pressButton('Duplicate', dialog)
  await expect(toastOf(page, 'Policy copied, not assigned yet')).toBeVisible()
  await expect(dialog).toHaveCount(0)
  await expect(title(page, 'Tools, second edition')).toBeFocused()
  await page.goBack()

  await expect(menu('Tools, second edition')).toBeVisible()
  await choose('Tools, second edition', 'Delete')
  await expect(dialog.getByText('It is not assigned, so nothing')).toBeVisible()
  await keys.pressButton('Yes, delete', dialog)
  await expect(toastOf(page, 'Policy deleted')).toBeVisible()
  await expect(menu('Tools, second edition')).toHaveCount(0)
  await expect(title(page, 'Policies')).toBeFocused()
})

test('a reusable setting is added, edited and deleted', async ({ visit, service }) => {
  const pem = inDatabase(service, (db) => {
    const row = db
      .prepare<[], { resource: string }>('select resource from reusable_settings order by id')
      .get()
    const found = JSON.parse(row?.resource ?? '{}') as {
      settingInstance: { simpleSettingValue: { value: string } }
    }
    return found.settingInstance.simpleSettingValue.value
  })
  const file = {
    name: 'vendor.cer',
    mimeType: 'application/x-x509-ca-cert',
    buffer: Buffer.from(pem.replace(/-----[A-Z ]+-----|\s/g, ''), 'base64'),
  }
  const page = await visit('/epm/reusable-settings')
  const keys = keyboardOf(page)
  await keys.signIn('epm.manager')
  await keys.pressButton('Add')
  await keys.type(page.getByRole('textbox', { name: 'Name' }), 'Vendor by keyboard')
  await keys.keyboard.press('Enter')
  await expect(step(page, 'Configuration settings')).toBeFocused()
  await keys.pressButton('Next')
  await expect(page.getByRole('textbox', { name: 'Base 64 value' })).toBeFocused()
  await keys.keyboard.press('Shift+Tab')
  await keys.chooseFile(keys.button('Choose certificate file'), file)
  await expect(page.getByText('SHA-256 thumbprint')).toBeVisible()
  await keys.pressButton('Next')
  await expect(step(page, 'Review + add')).toBeFocused()
  await keys.pressButton('Previous')
  await expect(step(page, 'Configuration settings')).toBeFocused()
  await keys.pressButton('Next')
  await expect(step(page, 'Review + add')).toBeFocused()
  await keys.pressButton('Add')
  await expect(title(page, 'Vendor by keyboard')).toBeFocused()

  await keys.pressButton('Edit')
  await expect(title(page, 'Edit reusable setting')).toBeFocused()
  await keys.type(page.getByRole('textbox', { name: 'Description' }), 'Of the vendor')
  await keys.type(page.getByRole('textbox', { name: 'Base 64 value' }), pem.replaceAll('\r', ''))
  await keys.pressButton('Save')
  await expect(title(page, 'Vendor by keyboard')).toBeFocused()
  await expect(page.getByRole('region', { name: 'Basics' })).toContainText('Of the vendor')

  await keys.pressButton('Delete')
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByText(/No policy in your scope uses it/)).toBeVisible()
  await keys.pressButton('No', dialog)
  await expect(dialog).toHaveCount(0)
  await expect(keys.button('Delete')).toBeFocused()
  await keys.keyboard.press('Enter')
  await keys.pressButton('Yes, delete', dialog)
  await expect(toastOf(page, 'Reusable setting deleted')).toBeVisible()
  await expect(title(page, 'Reusable settings')).toBeFocused()
})
