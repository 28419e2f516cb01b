import type { Page } from '@playwright/test'

import { expect, test } from './fixtures.ts'
import { keyboardOf, tabTo } from './keyboard.ts'
import { toastOf } from './queue.ts'
import type { Service } from './service.ts'
import { callFrom, inDatabase } from './wire.ts'

const roleName = 'Berlin desk'
const group = 'Berlin service desk'
const step = (page: Page, name: string) =>
  page.getByRole('heading', { level: 2, name, exact: true })
const title = (page: Page, name: string) =>
  page.getByRole('heading', { level: 1, name, exact: true })
const next = (page: Page) => page.getByRole('button', { name: 'Next', exact: true }).click()

/** A new group with the person who has no role, as the directory would have it. */
const joinGroup = (service: Service) =>
  inDatabase(service, (db) => {
    const like = db.prepare<[], Record<string, unknown>>('select * from groups limit 1').get()
    const id = '00000000-0000-4000-8000-0000000000bb'
    const resource = JSON.stringify({
      id,
      displayName: group,
      groupTypes: [],
      securityEnabled: true,
    })
    const row: Record<string, unknown> = { ...like, id, display_name: group, resource }
    const names = Object.keys(row)
    db.prepare(`insert into groups (${names.join()}) values (${names.map(() => '?').join()})`).run(
      ...Object.values(row),
    )
    db.prepare(
      `insert into group_members (group_id, member_id, member_type)
       select ?, users.id, 'user' from users where users.user_principal_name like 'no.role@%'`,
    ).run(id)
  })

const pendingIn = (service: Service, tag: string) =>
  inDatabase(service, (db) => {
    const where = `status = 'pending' and exists (select 1 from device_scope_tags t
      where t.device_id = elevation_requests.device_id and t.scope_tag_id = ?)`
    const count = db
      .prepare<[string], { n: number }>(`select count(*) n from elevation_requests where ${where}`)
      .get(tag)
    const foreign = db
      .prepare<[string], { id: string }>(
        `select id from elevation_requests where status = 'pending' and not (${where})`,
      )
      .get(tag)
    return { count: count?.n ?? 0, foreign: foreign?.id ?? '' }
  })

const createRole = async (page: Page) => {
  await page.getByRole('button', { name: 'Create role' }).click()
  await page.getByRole('textbox', { name: 'Name' }).fill(roleName)
  await next(page)
  await expect(step(page, 'Permissions')).toBeVisible()
  await next(page)
  await expect(page.getByText('Choose at least one right.').first()).toBeVisible()
  await page.getByRole('checkbox', { name: /^View elevation requests/ }).check()
  await page
    .getByRole('group', { name: 'Managed devices' })
    .getByRole('checkbox', { name: /^Read/ })
    .check()
  await next(page)
  await next(page)
  await expect(step(page, 'Review + create')).toBeVisible()
  await page.getByRole('button', { name: 'Create', exact: true }).click()
  await expect(title(page, roleName)).toBeVisible()
}

const assignRole = async (page: Page) => {
  await page.getByRole('link', { name: roleName }).click()
  await page.getByRole('button', { name: 'Assign', exact: true }).click()
  await page.getByRole('textbox', { name: 'Name' }).fill('Berlin desk, Berlin')
  await next(page)
  await next(page)
  await expect(page.getByText('Add at least one group or person.').first()).toBeVisible()
  await page.getByRole('button', { name: 'Add groups' }).click()
  await page.getByRole('searchbox', { name: 'Search groups to add' }).fill('berlin')
  await page.getByRole('button', { name: `Add ${group}` }).click()
  await next(page)
  await expect(step(page, 'Scope groups')).toBeVisible()
  await next(page)
  await expect(step(page, 'Scope tags')).toBeVisible()
  await page.getByRole('checkbox', { name: /^EMEA/ }).check()
  await next(page)
  const person = page.getByRole('listitem').filter({ hasText: 'no.role@contoso.example' })
  await expect(person).toContainText(
    'Gains Endpoint Privilege Management Elevation Requests: View elevation requests; Managed devices: Read.',
  )
  await page.getByRole('button', { name: 'Assign', exact: true }).click()
  await expect(title(page, 'Berlin desk, Berlin')).toBeVisible()
}

test.slow()

test('a custom role, given to a group in one tag, opens exactly that, and is taken again', async ({
  as,
  service,
  expectConsole,
}) => {
  expectConsole(/status of 40[34]/)
  joinGroup(service)
  const { count, foreign } = pendingIn(service, '1')
  const author = await as('intune.admin', '/roles')
  await createRole(author)
  await expect(author.getByRole('region', { name: 'Assignments' })).toContainText(
    'No assignment in your scope gives this role',
  )

  const admin = await as('role.admin', '/roles')
  await assignRole(admin)

  const person = await as('no.role', '/epm/elevation-requests')
  await expect(person.getByRole('navigation', { name: 'Main' }).getByRole('link')).toHaveText([
    /^Elevation requests/,
    'Privileged access',
    'Devices',
  ])
  await expect(person.getByRole('status').filter({ hasText: /requests?$/ })).toHaveText(
    `${count} pending requests`,
  )
  expect(
    (await callFrom(person, 'GET', `/deviceManagement/elevationRequests/${foreign}`)).status,
  ).toBe(404)
  await person.getByRole('table').getByRole('row').nth(1).getByRole('link').click()
  await expect(person.getByRole('button', { name: 'Approve', exact: true })).toBeDisabled()
  await person.goto('/epm/policies')
  await expect(person.getByText('Your roles do not show policies')).toBeVisible()

  // Why they can.
  await admin.goto('/roles/people')
  await admin.getByRole('searchbox', { name: 'Search people' }).fill('raman')
  await admin.getByRole('link', { name: /Priya Raman/ }).click()
  await expect(title(admin, 'Priya Raman')).toBeVisible()
  const right = admin.getByRole('row').filter({ hasText: 'View elevation requests' })
  await expect(right).toContainText('EMEA')
  await expect(right).toContainText(`Berlin desk, Berlin, through the group ${group}`)
  await expect(admin.getByRole('listitem').filter({ hasText: 'Audit data: Read' })).toBeVisible()

  // A role that is assigned is not deleted; its assignment says who loses what.
  await right.getByRole('link', { name: 'Berlin desk, Berlin' }).click()
  await admin.getByRole('button', { name: 'Delete', exact: true }).click()
  const dialog = admin.getByRole('dialog', { name: 'Delete this role assignment?' })
  await expect(
    dialog.getByRole('listitem').filter({ hasText: 'no.role@contoso.example' }),
  ).toContainText('Loses Endpoint Privilege Management Elevation Requests: View elevation requests')
  await dialog.getByRole('button', { name: 'Yes, delete' }).click()
  await expect(toastOf(admin, 'Role assignment deleted')).toBeVisible()

  await person.goto('/epm/elevation-requests')
  await expect(person.getByText('Your roles do not show elevation requests')).toBeVisible()
  const answer = await callFrom(person, 'GET', '/deviceManagement/elevationRequests?$top=1')
  expect(answer.status).toBe(403)
})

test('a role is assigned with the keyboard alone', async ({ visit }) => {
  const page = await visit('/roles')
  const keys = keyboardOf(page)
  await keys.signIn('role.admin')
  // Rows of a list are gone through with the arrows.
  await tabTo(page.getByRole('link', { name: /^Elevation Policy Author/ }))
  await page.keyboard.press('ArrowDown')
  await expect(page.getByRole('link', { name: /^Elevation Reports Viewer/ })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(title(page, 'Elevation Reports Viewer')).toBeFocused()
  await keys.pressButton('Assign')
  await keys.type(page.getByRole('textbox', { name: 'Name' }), 'Reports for the workshop')
  await keys.pressButton('Next')
  await expect(step(page, 'Members')).toBeFocused()
  await keys.pressButton('Add people')
  await keys.type(page.getByRole('searchbox', { name: 'Search people to add' }), 'raman')
  await keys.pressButton('Add Priya Raman')
  await keys.pressButton('Next')
  await expect(step(page, 'Scope groups')).toBeFocused()
  await keys.pressButton('Next')
  await expect(step(page, 'Scope tags')).toBeFocused()
  await keys.check(page.getByRole('checkbox', { name: /^Workshop/ }))
  await keys.pressButton('Next')
  await expect(step(page, 'Review + create')).toBeFocused()
  await expect(page.getByText(/^Gains .*View Reports; Audit data: Read\.$/)).toBeVisible()
  await keys.pressButton('Assign')
  await expect(title(page, 'Reports for the workshop')).toBeVisible()
})

test('nobody changes their own role or assignment, and a built-in role stays as it is', async ({
  as,
}) => {
  const page = await as('role.admin', '/roles/assignments')
  await page.getByRole('link', { name: /^Intune Role Administrator: / }).click()
  for (const name of ['Delete', 'Edit members', 'Edit scope tags']) {
    const button = page.getByRole('button', { name, exact: true })
    await expect(button).toBeDisabled()
    await expect(button).toHaveAccessibleDescription(
      'You have rights by this assignment yourself. Somebody else has to change it.',
    )
  }
  await page.goto(`${new URL(page.url()).pathname}/edit/members`)
  await expect(page.getByText('You have rights by this assignment yourself.')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Save' })).toHaveCount(0)
  await page.goto('/roles?kind=built-in')
  await page.getByRole('link', { name: /^Endpoint Privilege Reader/ }).click()
  await expect(page.getByRole('button', { name: 'Edit permissions' })).toHaveAccessibleDescription(
    'A built-in role is the same in every tenant. Copy it to change the copy.',
  )
})

test('a scope tag is put on the devices of a group, and taken off with it', async ({
  as,
  service,
}) => {
  const counted = () =>
    inDatabase(service, (db) => {
      const one = (sql: string) => db.prepare<[], { n: number }>(sql).get()?.n ?? 0
      return one("select count(*) n from device_scope_tags where scope_tag_id = '3'")
    })
  const before = counted()
  const page = await as('intune.admin', '/roles/scope-tags/3')
  const devices = page.getByRole('region', { name: 'Devices with this tag' })
  const groups = page.getByRole('region', { name: 'Groups whose devices get this tag' })
  const dialog = page.getByRole('dialog', { name: 'Groups whose devices get this tag' })
  await expect(devices).toContainText(`${before} devices.`)
  await expect(groups).toContainText('No group yet.')

  await groups.getByRole('button', { name: 'Edit groups' }).click()
  await dialog.getByRole('button', { name: 'Add groups' }).click()
  await dialog.getByRole('searchbox').fill('Kiosk')
  await dialog.getByRole('button', { name: 'Add Kiosk devices' }).click()
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(toastOf(page, 'Groups saved')).toBeVisible()
  await expect(groups).toContainText('Kiosk devices')
  const after = counted()
  expect(after).toBeGreaterThan(before)
  await expect(devices).toContainText(`${after} devices.`)

  await page.reload()
  await groups.getByRole('button', { name: 'Edit groups' }).click()
  await dialog.getByRole('button', { name: 'Remove Kiosk devices' }).click()
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(groups).toContainText('No group yet.')
  await expect(devices).toContainText(`${before} devices.`)
  expect(counted()).toBe(before)
})
