import { checked } from './axe.ts'
import { expect, test } from './fixtures.ts'
import { peopleUpns } from './people.ts'
import { approveDialog, denyDialog, drawerOf, pathOf, table } from './queue.ts'
import { inDatabase, pendingOfOthers } from './wire.ts'

for (const colorScheme of ['light', 'dark'] as const)
  test.describe(`in the ${colorScheme} theme`, () => {
    test.use({ colorScheme })
    test.slow()

    test('sign-in, forbidden and not found', async ({ visit, as, expectConsole }) => {
      expectConsole(/status of 403/)
      const first = await visit('/')
      await expect(first.getByRole('heading', { level: 1 })).toBeVisible()
      await checked(first, 'sign-in')
      const page = await as('policy.author', '/epm/elevation-requests')
      await expect(page.getByRole('heading', { name: /^Your roles do not show/ })).toBeVisible()
      await checked(page, 'forbidden')
      await page.goto('/epm/nothing-here')
      await expect(page.getByRole('heading', { level: 1, name: 'Not found' })).toBeVisible()
      await checked(page, 'not found')
    })

    test('queue, drawer, dialogs', async ({ as, service }) => {
      const [target] = pendingOfOthers(service, peopleUpns)
      if (!target) throw new Error('The sample tenant has no pending request.')
      const page = await as('epm.manager', '/epm/elevation-requests')
      await expect(table(page).getByRole('row').nth(1)).toBeVisible()
      await checked(page, 'queue')
      await page.getByRole('button', { name: 'Keyboard shortcuts' }).click()
      await expect(page.getByRole('dialog', { name: 'Keyboard' })).toBeVisible()
      await checked(page, 'keyboard help')
      await page.goto('/epm/elevation-requests?search=nothing-matches-this')
      await expect(page.getByRole('heading', { name: 'No requests match' })).toBeVisible()
      await checked(page, 'no match')
      await page.goto(pathOf(target))
      await expect(drawerOf(page, target).getByText('Request details')).toBeVisible()
      for (const section of ['General details', 'Request details', 'File information'])
        await drawerOf(page, target).getByText(section).click()
      await checked(page, 'drawer, unfolded')
      await page.goto(pathOf(target, 'approve'))
      await expect(approveDialog(page)).toBeVisible()
      await checked(page, 'approve')
      await page.goto(pathOf(target, 'deny'))
      await expect(denyDialog(page)).toBeVisible()
      await checked(page, 'deny')
      await page.goto(pathOf(target, 'rule'))
      const rule = page.getByRole('dialog', { name: 'Create a rule' })
      await rule.getByRole('button', { name: 'OK' }).click()
      await expect(rule.getByText('Enter a policy name.')).toBeVisible()
      await checked(page, 'create a rule, refused')
    })

    test('policies, audit, devices', async ({ as, service }) => {
      const policies = inDatabase(service, (db) =>
        db.prepare<[], { id: string; name: string }>('select id, name from policies').all(),
      )
      const page = await as('intune.admin', '/epm/policies')
      await expect(
        page.getByRole('table', { name: 'Policies' }).getByRole('row').nth(1),
      ).toBeVisible()
      await checked(page, 'policies')
      for (const { id, name } of policies) {
        await page.goto(`/epm/policies/${id}`)
        await expect(page.getByRole('heading', { level: 1, name })).toBeVisible()
        const rules = page.getByRole('list', { name: 'Rules' }).getByRole('button')
        await expect(page.getByRole('heading', { name: 'Assignments' })).toBeVisible()
        if ((await rules.count()) > 0) await rules.first().click()
        await checked(page, `policy ${name}`)
      }
      await page.goto('/audit-logs')
      const events = page.getByRole('table', { name: 'Audit events' })
      await expect(events.getByRole('row').nth(1)).toBeVisible()
      await checked(page, 'audit logs')
      await events.getByRole('link').first().click()
      await expect(page.getByRole('dialog')).toBeVisible()
      await checked(page, 'audit event')
      await page.goto('/devices')
      const devices = page.getByRole('table', { name: 'Devices' })
      await expect(devices.getByRole('row').nth(1)).toBeVisible()
      await checked(page, 'devices')
      await devices.getByRole('link').first().click()
      await expect(page.getByRole('heading', { level: 1, name: 'Devices' })).toHaveCount(0)
      await expect(page.getByRole('heading', { level: 2 }).nth(3)).toBeVisible()
      await checked(page, 'device')
      await page.getByRole('button', { name: /^Account:/ }).click()
      await expect(page.getByRole('dialog', { name: 'Account' })).toBeVisible()
      await checked(page, 'account')
    })
  })
