import type { Page, Route } from '@playwright/test'

import { checked } from './axe.ts'
import { expect, test } from './fixtures.ts'
import { toastOf } from './queue.ts'
import type { Service } from './service.ts'
import { inDatabase } from './wire.ts'

const roleName = 'Elevation Policy Author'
type Row = {
  id: string
  display_name: string
  description: string | null
  version: number
  actions_json: string
}

const role = (service: Service, id?: string): Row =>
  inDatabase(service, (db) => {
    const [column, value] = id === undefined ? ['display_name', roleName] : ['id', id]
    const row = db
      .prepare<[string], Row>(`select * from role_definitions where ${column} = ?`)
      .get(value)
    if (!row) throw new Error(`There is no role ${value}.`)
    return row
  })
const edit = (id: string, section: string) => `/roles/${id}/edit/${section}`
const name = (page: Page) => page.getByRole('textbox', { name: 'Name' })
const save = (page: Page) => page.getByRole('button', { name: 'Save', exact: true }).click()
const titled = (page: Page, title: string) =>
  expect(page.getByRole('heading', { level: 1, name: title, exact: true })).toBeVisible()
const update = /\/beta\/deviceManagement\/roleDefinitions\/[^/?]+$/
const onPatch = (handle: (route: Route) => Promise<void>) => (route: Route) =>
  route.request().method() === 'PATCH' ? handle(route) : route.fallback()

test('two administrators edit one role: the second sees what was saved and loses nothing', async ({
  as,
  service,
  expectConsole,
}) => {
  expectConsole(/status of 412/)
  const { id } = role(service)
  const first = await as('intune.admin', edit(id, 'basics'))
  const second = await as('role.admin', edit(id, 'basics'))
  await name(second).fill('Name of the second')
  await first.getByRole('textbox', { name: 'Description' }).fill('Words of the first')
  await save(first)
  await titled(first, roleName)

  await save(second)
  await expect(second.getByText('Changed by somebody else meanwhile.')).toBeVisible()
  const theirs = second.getByRole('region', { name: 'What they saved' })
  await expect(theirs).toContainText('Words of the first')
  await expect(theirs).not.toContainText('Name')
  await checked(second, 'changed meanwhile')
  await expect(name(second)).toHaveValue('Name of the second')
  await expect(second.getByRole('textbox', { name: 'Description' })).toHaveValue(
    'Words of the first',
  )
  expect(role(service, id).display_name).toBe(roleName)
  await save(second)
  await titled(second, 'Name of the second')
  expect(role(service, id).description).toBe('Words of the first')
})

test('rights that another took out are named, and stay out beside one’s own change', async ({
  as,
  service,
  expectConsole,
}) => {
  expectConsole(/status of 412/)
  const { id } = role(service)
  const first = await as('intune.admin', edit(id, 'permissions'))
  const second = await as('intune.admin', edit(id, 'permissions'))
  const right = (page: Page, label: RegExp) => page.getByRole('checkbox', { name: label })
  await right(second, /^View elevation requests/).check()
  await right(first, /^Delete – Delete elevation/).uncheck()
  await save(first)
  await titled(first, roleName)

  await save(second)
  await expect(second.getByRole('region', { name: 'What they saved' })).toContainText(
    /^Taken outEndpoint Privilege Management Policy Authoring: Delete$/,
  )
  await expect(right(second, /^Delete – Delete elevation/)).not.toBeChecked()
  await expect(right(second, /^View elevation requests/)).toBeChecked()
  await save(second)
  await titled(second, roleName)
  const { actions_json: actions } = role(service, id)
  expect(actions).toContain('ViewElevationRequests')
  expect(actions).not.toContain('EpmPolicy_Delete')
})

test('a name that is taken is refused beside what was typed', async ({
  as,
  service,
  expectConsole,
}) => {
  expectConsole(/status of 409/)
  const { id, version } = role(service)
  const page = await as('intune.admin', edit(id, 'basics'))
  await name(page).fill('Elevation Reports Viewer')
  await page.getByRole('textbox', { name: 'Description' }).fill('Kept')
  await save(page)
  await expect(page.getByText('There is a role of this name already.')).toBeVisible()
  await expect(page.getByRole('textbox', { name: 'Description' })).toHaveValue('Kept')
  expect(role(service, id).version).toBe(version)
  await name(page).fill('Elevation Policy Writer')
  await save(page)
  await titled(page, 'Elevation Policy Writer')
})

test('an answer that was lost is looked up: saved is saved, and what never came can be sent again', async ({
  as,
  service,
  expectConsole,
}) => {
  expectConsole(/net::ERR_CONNECTION_RESET/)
  const { id, version } = role(service)
  const page = await as('intune.admin', edit(id, 'basics'))
  await name(page).fill('Elevation Policy Writer')
  await page.route(
    update,
    onPatch((route) => route.abort('connectionreset')),
  )
  await save(page)
  await expect(page.getByText('Not recorded', { exact: true })).toBeVisible()
  await expect(name(page)).toHaveValue('Elevation Policy Writer')
  expect(role(service, id).version).toBe(version)

  await page.unroute(update)
  await page.route(
    update,
    onPatch(async (route) => {
      await route.fetch({ headers: await route.request().allHeaders() })
      await route.abort('connectionreset')
    }),
  )
  await save(page)
  await expect(toastOf(page, 'Saved')).toBeVisible()
  await titled(page, 'Elevation Policy Writer')
  expect(role(service, id)).toMatchObject({ version: version + 1 })
})

test('two administrators edit one scope tag: the dialog says what was saved and keeps the text', async ({
  as,
  service,
  expectConsole,
}) => {
  expectConsole(/status of 412/)
  const path = '/roles/scope-tags/1?dialog=edit'
  const first = await as('intune.admin', path)
  const second = await as('intune.admin', path)
  const form = (page: Page) => page.getByRole('dialog', { name: 'Edit this scope tag' })
  const description = (page: Page) => form(page).getByRole('textbox', { name: /^Description/ })
  await description(second).fill('Words of the second')
  await description(first).fill('Words of the first')
  await form(first).getByRole('button', { name: 'Save' }).click()
  await expect(toastOf(first, 'Scope tag saved')).toBeVisible()

  await form(second).getByRole('button', { name: 'Save' }).click()
  const theirs = form(second).getByRole('region', { name: 'What they saved' })
  await expect(theirs).toContainText('Words of the first')
  await checked(second, 'a scope tag changed meanwhile')
  await expect(description(second)).toHaveValue('Words of the second')
  const stored = () =>
    inDatabase(service, (db) =>
      db.prepare<[], { resource: string }>("select resource from scope_tags where id = '1'").get(),
    )?.resource
  expect(stored()).toContain('Words of the first')
  await form(second).getByRole('button', { name: 'Save' }).click()
  await expect(toastOf(second, 'Scope tag saved')).toBeVisible()
  expect(stored()).toContain('Words of the second')
})

test('members that another added are named, and stay beside one’s own', async ({
  as,
  service,
  expectConsole,
}) => {
  expectConsole(/status of 412/)
  const assignment = () =>
    inDatabase(service, (db) =>
      db
        .prepare<[], { id: string; members_json: string }>(
          "select id, members_json from role_assignments where display_name = 'Application packagers EMEA'",
        )
        .get(),
    )
  const path = `/roles/assignments/${assignment()?.id}/edit/members`
  const first = await as('intune.admin', path)
  const second = await as('role.admin', path)
  const add = async (page: Page, words: string, name: string) => {
    await page.getByRole('button', { name: 'Add people' }).click()
    await page.getByRole('searchbox', { name: 'Search people to add' }).fill(words)
    await page.getByRole('button', { name: `Add ${name}` }).click()
  }
  await add(second, 'raman', 'Priya Raman')
  await add(first, 'tan', 'Mei-Ling Tan')
  await save(first)
  await titled(first, 'Application packagers EMEA')

  await save(second)
  await expect(second.getByRole('region', { name: 'What they saved' })).toContainText(
    /^AddedMei-Ling Tan$/,
  )
  await expect(second.getByRole('button', { name: 'Remove Priya Raman' })).toBeVisible()
  await expect(second.getByRole('button', { name: 'Remove Mei-Ling Tan' })).toBeVisible()
  const before = (JSON.parse(assignment()?.members_json ?? '[]') as string[]).length
  await save(second)
  await titled(second, 'Application packagers EMEA')
  expect(JSON.parse(assignment()?.members_json ?? '[]')).toHaveLength(before + 1)
})
