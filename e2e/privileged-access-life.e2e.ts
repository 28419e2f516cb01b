import { checked } from './axe.ts'
import { expect } from './fixtures.ts'
import { linkIn, test, textOf } from './mail-server.ts'
import { displayNameOf, upnOf } from './people.ts'
import {
  access,
  accessOperations,
  addTaskPolicy,
  askFor,
  execute,
  policiesAt,
  requestsAt,
  settingsAt,
  withoutPrivilegedAccess,
} from './privileged-access.ts'
import { toastOf } from './queue.ts'
import { inDatabase } from './wire.ts'

test('a tenant begins with privileged access: switched on, asked, told by mail, approved, used, revoked, refused', async ({
  as,
  service,
  mail,
}) => {
  test.setTimeout(90_000)
  withoutPrivilegedAccess(service)

  // The approvers' group and the switch.
  const manager = await as('exchange.admin', requestsAt)
  await expect(manager.getByText('Approvals are not required now.')).toBeVisible()
  await expect(manager.getByRole('button', { name: 'New request' })).toBeDisabled()
  await manager.goto(settingsAt)
  await expect(manager.getByText('No approvers’ groups')).toBeVisible()
  await checked(manager, 'settings of privileged access before the first group')
  await manager.getByRole('button', { name: 'Add a group' }).click()
  const group = manager.getByRole('dialog', { name: 'Add an approvers’ group' })
  await group.getByRole('textbox', { name: 'Name' }).fill('Mailbox approvers')
  await group.getByRole('textbox', { name: 'Group email address' }).fill('mbx@contoso.example')
  await group.getByRole('button', { name: 'Create' }).click()
  await expect(toastOf(manager, 'Group created')).toBeVisible()
  const members = manager.getByRole('dialog', { name: 'Members of Mailbox approvers' })
  await members.getByRole('searchbox').fill('samuel')
  await members
    .getByRole('button', { name: `Add ${displayNameOf('security.manager')}`, exact: true })
    .click()
  await expect(members.getByRole('list', { name: 'Members' })).toContainText(
    upnOf('security.manager'),
  )
  await members.getByRole('button', { name: 'Close' }).first().click()
  await manager.getByRole('button', { name: 'Edit the settings' }).click()
  const form = manager.getByRole('dialog', { name: 'Privileged access settings' })
  await form.getByRole('checkbox', { name: 'Require approvals for privileged tasks' }).check()
  await form
    .getByRole('combobox', { name: 'Default approvers group' })
    .selectOption('Mailbox approvers (1 member)')
  await form.getByRole('button', { name: 'Save' }).click()
  await expect(toastOf(manager, 'Settings saved')).toBeVisible()

  // The policy.
  await manager.goto(policiesAt)
  await manager.getByRole('button', { name: 'Add a policy' }).first().click()
  await addTaskPolicy(manager, 'New-MoveRequest', 'Manual')
  await expect(manager.getByText('1 of at most 30 policies')).toBeVisible()

  // One person asks. Line breaks in what they wrote stay in the mail's text.
  const asker = await as('epm.reader', `${requestsAt}/new`)
  expect(await execute(asker, 'New-MoveRequest')).toMatchObject({
    allowed: false,
    reason: 'noApproval',
  })
  await askFor(asker, 'New-MoveRequest', 'Errors\r\nBcc: everyone@contoso.example')
  const own = access(asker).drawer('New-MoveRequest')
  await expect(own.getByText('Your own request.', { exact: true })).toBeVisible()
  await expect(own.getByText('Mail sent to the approvers')).toBeVisible()

  // The mail leads another to it.
  await expect.poll(() => mail.received().length).toBe(1)
  const [asked] = mail.received()
  if (asked === undefined) throw new Error('There is no mail.')
  expect(asked.to).toEqual(['mbx@contoso.example'])
  expect(asked.headers).not.toMatch(/^bcc:/im)
  expect(textOf(asked)).toContain('> Bcc: everyone@contoso.example')
  const approver = await as('security.manager', linkIn(asked))
  const seen = access(approver).drawer('New-MoveRequest')
  await seen.getByRole('button', { name: 'Approve' }).click()
  const decision = access(approver).approve
  await expect(decision).toContainText(upnOf('epm.reader'))
  await decision.getByRole('textbox', { name: 'Comment' }).fill('This one mailbox.')
  await decision.getByRole('button', { name: 'Yes, approve' }).click()
  await expect(toastOf(approver, 'Request approved')).toBeVisible()
  await expect.poll(() => mail.received().length).toBe(2)
  const answer = mail.received()[1]
  expect(answer?.to).toEqual([upnOf('epm.reader')])
  expect(answer && textOf(answer)).toContain('This one mailbox.')

  // It is used, and whoever looks sees that.
  await expect(own).toContainText(`Approved by ${upnOf('security.manager')}`)
  expect(await execute(asker, 'New-MoveRequest')).toMatchObject({
    allowed: true,
    reason: 'approved',
  })
  await expect(own.getByRole('term').filter({ hasText: /^Used$/ })).toBeVisible()
  await expect(own.getByText('once', { exact: true })).toBeVisible()
  await expect(seen.getByText('once', { exact: true })).toBeVisible()
  await checked(approver, 'an access request that was used')

  // Taken back, it is refused from the next time on.
  await seen.getByRole('button', { name: 'Revoke' }).click()
  await access(approver).revoke.getByRole('button', { name: 'Yes, revoke' }).click()
  await expect(toastOf(approver, 'Access revoked')).toBeVisible()
  expect(await execute(asker, 'New-MoveRequest')).toMatchObject({
    allowed: false,
    reason: 'noApproval',
  })
  await expect(own).toContainText(`Revoked by ${upnOf('security.manager')}`)
  expect(mail.received()).toHaveLength(2)

  expect(accessOperations(service)).toEqual([
    'New-DistributionGroup',
    'Add-DistributionGroupMember',
    'Enable-ElevatedAccessControl',
    'New-ElevatedAccessApprovalPolicy',
    'Execute ElevatedAccessTask Failure',
    'New-ElevatedAccessRequest',
    'Approve-ElevatedAccessRequest',
    'Execute ElevatedAccessTask',
    'Revoke-ElevatedAccessAuthorization',
    'Execute ElevatedAccessTask Failure',
  ])
  const auditor = await as('readonly.operator', '/audit-logs?search=access')
  const log = auditor.getByRole('table')
  for (const words of ['Asked for access', 'Approved access', 'Revoked access'])
    await expect(log.getByRole('row').filter({ hasText: words }).first()).toBeVisible()
})

test('a mail that no server takes holds nothing up: the request says so, and it is sent when the server is back', async ({
  as,
  service,
  mail,
}) => {
  await mail.stop()
  const asker = await as('epm.reader', `${requestsAt}/new`)
  await askFor(asker, 'New-TransportRule', 'Ticket 48300')
  const drawer = access(asker).drawer('New-TransportRule')
  await expect(drawer.getByText('Mail is not sent yet.', { exact: true })).toBeVisible()
  await expect(drawer.getByText(/It will be tried again at/)).toBeVisible()
  await expect(drawer.getByText(/Pending/).first()).toBeVisible()
  await checked(asker, 'an access request whose mail is not sent yet')

  await mail.startAgain()
  // A minute has passed: nothing in a journey waits for one.
  inDatabase(service, (db) =>
    db
      .prepare('update mail_outbox set next_at = ? where sent_at is null')
      .run(new Date().toISOString()),
  )
  await expect(drawer.getByText('Mail sent to the approvers')).toBeVisible({ timeout: 15_000 })
  await expect(drawer.getByText('Mail is not sent yet.', { exact: true })).toHaveCount(0)
  expect(mail.received().map(({ to }) => to)).toEqual([['privileged.access@contoso.example']])
})
