import { checked } from './axe.ts'
import { expect, test } from './fixtures.ts'
import { upnOf } from './people.ts'
import {
  access,
  accessOperations,
  addTaskPolicy,
  askFor,
  execute,
  policiesAt,
  requestsAt,
  settingsAt,
} from './privileged-access.ts'
import { toastOf } from './queue.ts'
import { callFrom, inDatabase, withToken } from './wire.ts'

test('a policy that says Auto approves at once, and the log says that nobody did', async ({
  as,
  service,
}) => {
  const manager = await as('exchange.admin', policiesAt)
  await manager.getByRole('button', { name: 'Add a policy' }).click()
  await addTaskPolicy(manager, 'Add-MailboxPermission', 'Auto')
  await expect(toastOf(manager, 'Policy created')).toBeVisible()
  await expect(manager.getByRole('row').filter({ hasText: 'Add-MailboxPermission' })).toContainText(
    'approved by itself',
  )

  const asker = await as('epm.reader', `${requestsAt}/new`)
  const before = accessOperations(service).length
  await askFor(asker, 'Add-MailboxPermission', 'Somebody is on leave')
  const own = access(asker).drawer('Add-MailboxPermission')
  await expect(own).toContainText('Approved by its policy')
  expect(await execute(asker, 'Add-MailboxPermission')).toMatchObject({
    allowed: true,
    reason: 'approved',
  })
  await expect(own.getByText('once', { exact: true })).toBeVisible()
  // As a script asks, with a token that can do nothing else.
  const script = await withToken(service, 'user', upnOf('epm.reader'), 'use')
  const asked = await script('POST', '/epm/pam/executions', { name: 'Add-MailboxPermission' })
  expect(asked).toMatchObject({ status: 200, body: { allowed: true } })
  expect((await script('GET', '/epm/pam/requests')).status).toBe(403)
  await expect(own.getByText('2 times', { exact: true })).toBeVisible()
  expect(accessOperations(service).slice(before)).toEqual([
    'New-ElevatedAccessRequest',
    'Approve-ElevatedAccessRequest',
    'Execute ElevatedAccessTask',
    'Execute ElevatedAccessTask',
    // What the token is not for.
    'Get ElevatedAccessRequest Failure',
  ])
  const actors = inDatabase(service, (db) =>
    db
      .prepare<[], { actor_name: string }>(
        "select actor_name from audit where activity_type in ('New-ElevatedAccessRequest', 'Approve-ElevatedAccessRequest') order by seq desc limit 2",
      )
      .all(),
  )
  expect(actors.map(({ actor_name: name }) => name)).toEqual([
    'Privileged access management',
    upnOf('epm.reader'),
  ])
})

test('nobody approves their own request: not in the page, not by its address, not past the page', async ({
  as,
  service,
  expectConsole,
}) => {
  // A member of the group that is asked, and administrator of everything.
  const page = await as('intune.admin', `${requestsAt}/new`)
  await askFor(page, 'New-MoveRequest', 'It’s for the journey')
  const own = access(page).drawer('New-MoveRequest')
  await expect(own.getByText('Your own request.', { exact: true })).toBeVisible()
  const approve = own.getByRole('button', { name: 'Approve' })
  await expect(approve).toBeDisabled()
  await expect(approve).toHaveAccessibleDescription(/Somebody else has to approve it/)
  await checked(page, 'own access request')
  const path = new URL(page.url()).pathname
  const id = path.split('/').at(-1) ?? ''

  await page.goto(`${path}/approve`)
  const yes = access(page).approve.getByRole('button', { name: 'Yes, approve' })
  await expect(yes).toBeDisabled()
  await expect(yes).toHaveAccessibleDescription(/your own request/)

  expectConsole(/status of 403/)
  const forced = await callFrom(page, 'POST', `/epm/pam/requests/${id}/approve`, {})
  expect(forced).toMatchObject({
    status: 403,
    body: { error: { innerError: { code: 'selfApprovalNotAllowed' } } },
  })
  expect(await execute(page, 'New-MoveRequest')).toMatchObject({ allowed: false })
  expect(accessOperations(service).at(-2)).toBe('Approve-ElevatedAccessRequest Failure')

  // Somebody else of the group does it.
  const other = await as('security.manager', `${path}/approve`)
  await access(other).approve.getByRole('button', { name: 'Yes, approve' }).click()
  await expect(toastOf(other, 'Request approved')).toBeVisible()
  expect(await execute(page, 'New-MoveRequest')).toMatchObject({ allowed: true })
})

test('the 31st policy is refused with its reason, in the page and by the service', async ({
  as,
  service,
  expectConsole,
}) => {
  inDatabase(service, (db) => {
    const add = db.prepare(
      "insert into pam_policies (id, policy_type, name, approval_type, group_id, created_at, modified_at, version) values (?, 'task', ?, 'manual', null, ?, ?, 1)",
    )
    const at = new Date().toISOString()
    const have = db.prepare<[], { n: number }>('select count(*) as n from pam_policies').get()?.n
    for (let number = have ?? 0; number < 29; number += 1)
      add.run(`more-${number}`, `Set-More${number}`, at, at)
  })
  const page = await as('exchange.admin', `${policiesAt}?new=1`)
  const form = access(page).addPolicy
  await expect(form).toBeVisible()
  // While the form is open somebody else makes the thirtieth.
  const thirtieth = await callFrom(page, 'POST', '/epm/pam/policies', {
    policyType: 'task',
    policyScope: 'Exchange',
    policyName: 'Set-Mailbox',
    approvalType: 'manual',
  })
  expect(thirtieth.status).toBe(201)
  expectConsole(/status of 409/)
  await addTaskPolicy(page, 'Add-MailboxPermission', 'Manual')
  await expect(form.getByRole('alert')).toContainText(
    'An organisation has at most 30 access policies. Remove one first.',
  )
  await expect(form.getByRole('textbox', { name: 'Policy name' })).toHaveValue(
    'Add-MailboxPermission',
  )
  await page.goto(policiesAt)
  await expect(page.getByText('30 of at most 30 policies')).toBeVisible()
  const add = page.getByRole('button', { name: 'Add a policy' })
  await expect(add).toBeDisabled()
  await expect(add).toHaveAccessibleDescription(/the most an organisation can have/)
})

test('policies and settings', async ({ as }) => {
  const page = await as('exchange.admin', `${policiesAt}?new=1`)
  const form = page.getByRole('dialog', { name: 'Add a policy' })
  await form.getByRole('combobox', { name: 'Policy type' }).selectOption('Task')
  await form.getByRole('textbox', { name: 'Policy name' }).fill('mailboxperm')
  await form.getByRole('button', { name: 'Choose Add-MailboxPermission' }).click()
  await form.getByRole('radio', { name: /^Manual/ }).check()
  await checked(page, 'add an access policy')
  await form.getByRole('button', { name: 'Create' }).click()
  await expect(page.getByText('8 of at most 30 policies')).toBeVisible()
  await page.goto(settingsAt)
  await expect(page.getByRole('heading', { name: 'Approvers’ groups' })).toBeVisible()
  await checked(page, 'privileged access settings')
})
