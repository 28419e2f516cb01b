import { expect, test } from './fixtures.ts'
import { keyboardOf, tabTo } from './keyboard.ts'
import { upnOf } from './people.ts'
import { access, requestsAt, settingsAt } from './privileged-access.ts'
import { toastOf } from './queue.ts'

/** No journey of this file touches a mouse: everything goes through `keyboard.ts`. */

test.slow()

test('access is asked for, approved and revoked', async ({ visit }) => {
  const asker = await visit(requestsAt)
  const keys = keyboardOf(asker)
  await keys.signIn('epm.reader')
  await keys.pressButton('New request')
  const form = access(asker).newRequest
  await keys.choose(form.getByRole('combobox', { name: 'Request type' }), 'Task')
  await keys.choose(form.getByRole('combobox', { name: 'Request for' }), 'New-TransportRule')
  await keys.type(form.getByRole('textbox', { name: 'Duration (hours)' }), '2')
  await keys.type(form.getByRole('textbox', { name: 'Comments' }), 'Without a mouse')
  await keys.keyboard.press('ControlOrMeta+Enter')
  const own = access(asker).drawer('New-TransportRule')
  await expect(own.getByText('Your own request.', { exact: true })).toBeVisible()
  const { pathname } = new URL(asker.url())
  await keys.keyboard.press('Escape')
  await expect(own).toHaveCount(0)

  const approver = await visit(pathname)
  const theirs = keyboardOf(approver)
  await theirs.signIn('security.manager')
  const drawer = access(approver).drawer('New-TransportRule')
  await theirs.pressButton('Approve', drawer)
  const decision = access(approver).approve
  await expect(decision.getByRole('textbox', { name: 'Comment' })).toBeFocused()
  await theirs.keyboard.insertText('Two hours.')
  await theirs.pressButton('Yes, approve', decision)
  await expect(toastOf(approver, 'Request approved')).toBeVisible()
  await theirs.pressButton('Revoke', drawer)
  await theirs.pressButton('Yes, revoke', access(approver).revoke)
  await expect(drawer).toContainText(`Revoked by ${upnOf('security.manager')}`)
})

test('an approver is added to a group and taken out again', async ({ visit }) => {
  const page = await visit(settingsAt)
  const keys = keyboardOf(page)
  await keys.signIn('exchange.admin')
  await keys.pressButton('Members of Compliance approvers')
  const members = page.getByRole('dialog', { name: 'Members of Compliance approvers' })
  await keys.type(members.getByRole('searchbox'), 'mei')
  await keys.pressButton('Add Mei-Ling Tan', members)
  const list = members.getByRole('list', { name: 'Members' })
  await expect(list).toContainText(upnOf('epm.reader'))
  await tabTo(members.getByRole('button', { name: 'Remove Mei-Ling Tan' }), { back: true })
  await keys.keyboard.press('Enter')
  await expect(list).not.toContainText(upnOf('epm.reader'))
  await keys.pressButton('Close', members)
  await expect(members).toHaveCount(0)
})
