import { checked } from './axe.ts'
import { expect, test } from './fixtures.ts'
import { upnOf } from './people.ts'

test('a request goes from asking through approval by another to its revocation, and nobody approves their own', async ({
  as,
}) => {
  const asker = await as('exchange.admin', '/privileged-access/requests/new')
  const form = asker.getByRole('dialog', { name: 'New request' })
  await form.getByRole('combobox', { name: 'Request type' }).selectOption('Task')
  await form.getByRole('combobox', { name: 'Request for' }).selectOption('New-MoveRequest')
  await form.getByRole('textbox', { name: 'Comments' }).fill('It’s for the journey')
  await form.getByRole('button', { name: 'Save' }).click()
  const own = asker.getByRole('dialog', { name: 'New-MoveRequest' })
  await expect(own.getByText('Your own request.', { exact: true })).toBeVisible()
  await expect(own.getByRole('button', { name: 'Approve' })).toBeDisabled()
  await checked(asker, 'own access request')
  const { pathname } = new URL(asker.url())

  const approver = await as('security.manager', `${pathname}/approve`)
  const dialog = approver.getByRole('dialog', { name: 'Approve this access?' })
  await expect(dialog).toContainText(upnOf('exchange.admin'))
  await checked(approver, 'approve access')
  await dialog.getByRole('button', { name: 'Yes, approve' }).click()
  const open = approver.getByRole('dialog', { name: 'New-MoveRequest' })
  await expect(open).toContainText(`Approved by ${upnOf('security.manager')}`)
  await open.getByRole('button', { name: 'Revoke' }).click()
  const revoke = approver.getByRole('dialog', { name: 'Revoke this access?' })
  await revoke.getByRole('button', { name: 'Yes, revoke' }).click()
  await expect(open).toContainText(`Revoked by ${upnOf('security.manager')}`)
})

test('policies and settings', async ({ as }) => {
  const page = await as('exchange.admin', '/privileged-access/policies?new=1')
  const form = page.getByRole('dialog', { name: 'Add a policy' })
  await form.getByRole('combobox', { name: 'Policy type' }).selectOption('Task')
  await form.getByRole('textbox', { name: 'Policy name' }).fill('mailboxperm')
  await form.getByRole('button', { name: 'Choose Add-MailboxPermission' }).click()
  await form.getByRole('radio', { name: /^Manual/ }).check()
  await checked(page, 'add an access policy')
  await form.getByRole('button', { name: 'Create' }).click()
  await expect(page.getByText('8 of at most 30 policies')).toBeVisible()
  await page.goto('/privileged-access/settings')
  await expect(page.getByRole('heading', { name: 'Approvers’ groups' })).toBeVisible()
  await checked(page, 'privileged access settings')
})
