import type { Page, Route } from '@playwright/test'

import { expect, signIn, test } from './fixtures.ts'
import { peopleUpns, upnOf, type Person } from './people.ts'
import { approveDialog, decisionUrl, denyDialog, drawerOf, pathOf, toastOf } from './queue.ts'
import type { Service } from './service.ts'
import {
  auditedDecisions,
  callFrom,
  endSessions,
  inDatabase,
  pendingOfOthers,
  storedRequest,
  storedRequests,
} from './wire.ts'

const targetOf = (service: Service) => {
  const [target] = pendingOfOthers(service, peopleUpns)
  if (!target) throw new Error('The sample tenant has no pending request.')
  return target
}

/** With Graph nothing tells of a decision by itself: one learns of it by trying, or when the page reads again. */
const learnByTrying = async (page: Page, backEnd: 'service' | 'graph') => {
  if (backEnd === 'graph') await denyDialog(page).getByRole('button', { name: 'Yes, deny' }).click()
}

/** Writes a request anew as no call of the wire can. */
const rewrite = (
  service: Service,
  id: string,
  change: (resource: Record<string, unknown>) => Record<string, unknown>,
) =>
  inDatabase(service, (db) => {
    const row = db
      .prepare<[string], { resource: string }>(
        'select resource from elevation_requests where id = ?',
      )
      .get(id)
    // As the service wrote it.
    const resource = JSON.parse(row?.resource ?? '{}') as Record<string, unknown>
    db.prepare('update elevation_requests set resource = ? where id = ?').run(
      JSON.stringify(change(resource)),
      id,
    )
  })

const decisionsSent = (page: Page) => {
  const sent: string[] = []
  page.on('request', (request) => {
    if (/\/(approve|deny)$/.test(new URL(request.url()).pathname) && request.method() === 'POST')
      sent.push(request.url())
  })
  return sent
}

/** Lets the call reach the service as the browser sent it, and loses the answer. */
const loseAnswer = async (route: Route) => {
  await route.fetch({ headers: await route.request().allHeaders() })
  await route.abort('connectionreset')
}

test('the second of two approvers sees who decided what and when, and decides nothing', async ({
  as,
  service,
  backEnd,
  expectConsole,
}) => {
  const target = targetOf(service)
  const first = await as('requests.approver', pathOf(target, 'approve'))
  const second = await as('epm.manager', pathOf(target, 'deny'))
  await denyDialog(second).getByRole('textbox', { name: 'Reason' }).fill('Not this file.')
  await approveDialog(first).getByRole('textbox', { name: 'Reason' }).fill('Needed for the lab.')
  await approveDialog(first).getByRole('button', { name: 'Yes, approve' }).click()
  await expect(toastOf(first, 'Request approved')).toBeVisible()

  const dialog = denyDialog(second)
  await learnByTrying(second, backEnd)
  await expect(dialog.getByText('Already decided', { exact: true })).toBeVisible()
  await expect(dialog).toContainText(
    new RegExp(
      `Approved by ${upnOf('requests.approver').replaceAll('.', '\\.')}.*\\d{1,2} \\w{3} \\d{4}, \\d{2}:\\d{2}`,
    ),
  )
  await expect(dialog).toContainText('Needed for the lab.')
  await expect(dialog.getByRole('textbox', { name: 'Reason' })).toHaveValue('Not this file.')
  await expect(dialog.getByRole('button', { name: 'Yes, deny' })).toBeDisabled()

  expectConsole(/status of 409/)
  const forced = await callFrom(
    second,
    'POST',
    `/deviceManagement/elevationRequests/${target.id}/deny`,
    {},
  )
  expect(forced.status).toBe(409)
  expect(JSON.stringify(forced.body)).toContain(upnOf('requests.approver'))
  expect(storedRequest(service, target.id)).toMatchObject({
    status: 'approved',
    reviewCompletedByUserPrincipalName: upnOf('requests.approver'),
    reviewerJustification: 'Needed for the lab.',
  })
  expect(auditedDecisions(service, target.id)).toBe(1)
})

test('a decision that lost the race after it was sent is told the outcome', async ({
  as,
  service,
  expectConsole,
}) => {
  expectConsole(/status of 4(09|12)/)
  const target = targetOf(service)
  const second = await as('epm.manager', pathOf(target, 'approve'))
  const other = await as('security.manager', pathOf(target))
  // The other decision is made while this one is on its way.
  await second.route(decisionUrl('approve'), async (route) => {
    const denied = await callFrom(
      other,
      'POST',
      `/deviceManagement/elevationRequests/${target.id}/deny`,
      { reviewerJustification: 'Unknown publisher.' },
    )
    expect(denied.status).toBe(200)
    await route.continue()
  })
  const dialog = approveDialog(second)
  await dialog.getByRole('button', { name: 'Yes, approve' }).click()
  await expect(dialog.getByText('Already decided', { exact: true })).toBeVisible()
  await expect(dialog).toContainText(`Denied by ${upnOf('security.manager')}`)
  await expect(dialog).toContainText('Unknown publisher.')
  expect(storedRequest(service, target.id).status).toBe('denied')
  expect(auditedDecisions(service, target.id)).toBe(1)
})

test('a double click, and Enter held down, send one decision', async ({ as, service }) => {
  const target = targetOf(service)
  const page = await as('requests.approver', pathOf(target, 'approve'))
  const sent = decisionsSent(page)
  await approveDialog(page).getByRole('button', { name: 'Yes, approve' }).dblclick()
  await expect(toastOf(page, 'Request approved')).toBeVisible()
  expect(sent).toHaveLength(1)
  expect(auditedDecisions(service, target.id)).toBe(1)

  const next = targetOf(service)
  await page.goto(pathOf(next, 'deny'))
  const yes = denyDialog(page).getByRole('button', { name: 'Yes, deny' })
  await yes.focus()
  // The same handler runs for each event, as with a key that repeats within one frame.
  await yes.evaluate((button: HTMLElement) => {
    for (let time = 0; time < 20; time += 1) button.click()
  })
  await expect(toastOf(page, 'Request denied')).toBeVisible()
  expect(sent).toHaveLength(2)
  expect(auditedDecisions(service, next.id)).toBe(1)
})

test('a lost answer is its own state until the truth is read: it was recorded', async ({
  as,
  service,
  expectConsole,
}) => {
  expectConsole(/net::ERR_CONNECTION_RESET/)
  const target = targetOf(service)
  const page = await as('requests.approver', pathOf(target, 'approve'))
  const sent = decisionsSent(page)
  await page.route(decisionUrl('approve'), loseAnswer)
  // The look afterwards is held back until the state in between has been seen.
  let letThrough = () => {}
  const seen = new Promise<void>((done) => (letThrough = done))
  await page.route(new RegExp(`/elevationRequests/${target.id}$`), async (route) => {
    if (sent.length > 0) await seen
    await route.continue()
  })
  const dialog = approveDialog(page)
  await dialog.getByRole('textbox', { name: 'Reason' }).fill('For the offline driver update.')
  await dialog.getByRole('button', { name: 'Yes, approve' }).click()
  await expect(dialog.getByText(/no answer came back/)).toBeVisible()
  await expect(dialog.getByRole('button', { name: 'Checking…' })).toBeDisabled()
  await expect(toastOf(page, 'Request approved')).toHaveCount(0)
  letThrough()
  await expect(toastOf(page, 'Request approved')).toBeVisible()
  expect(sent).toHaveLength(1)
  expect(storedRequest(service, target.id)).toMatchObject({
    status: 'approved',
    reviewerJustification: 'For the offline driver update.',
  })
  expect(auditedDecisions(service, target.id)).toBe(1)
})

test('a lost answer is its own state until the truth is read: it was not recorded', async ({
  as,
  service,
  expectConsole,
}) => {
  expectConsole(/net::ERR_CONNECTION_RESET/)
  const target = targetOf(service)
  const page = await as('requests.approver', pathOf(target, 'approve'))
  const sent = decisionsSent(page)
  await page.route(decisionUrl('approve'), (route) => route.abort('connectionreset'))
  const dialog = approveDialog(page)
  await dialog.getByRole('textbox', { name: 'Reason' }).fill('Kept.')
  await dialog.getByRole('button', { name: 'Yes, approve' }).click()
  await expect(dialog.getByText('Not recorded', { exact: true })).toBeVisible()
  await expect(dialog.getByRole('textbox', { name: 'Reason' })).toHaveValue('Kept.')
  expect(sent).toHaveLength(1)
  expect(storedRequest(service, target.id).status).toBe('pending')

  await page.unroute(decisionUrl('approve'))
  await dialog.getByRole('button', { name: 'Yes, approve' }).click()
  await expect(toastOf(page, 'Request approved')).toBeVisible()
  expect(auditedDecisions(service, target.id)).toBe(1)
})

test('offline nothing is sent, the text stays, and nothing fires later', async ({
  as,
  service,
  expectConsole,
}) => {
  // The stream of changes breaks with the network.
  expectConsole(/net::ERR_INTERNET_DISCONNECTED/)
  const target = targetOf(service)
  const page = await as('requests.approver', pathOf(target, 'deny'))
  const sent = decisionsSent(page)
  const dialog = denyDialog(page)
  await dialog.getByRole('textbox', { name: 'Reason' }).fill('Ask your manager first.')
  await page.context().setOffline(true)
  await dialog.getByRole('button', { name: 'Yes, deny' }).click()
  await expect(dialog.getByText('You are offline', { exact: true })).toBeVisible()
  await expect(dialog.getByText(/Nothing was sent/)).toBeVisible()
  await expect(dialog.getByRole('textbox', { name: 'Reason' })).toHaveValue(
    'Ask your manager first.',
  )

  await page.context().setOffline(false)
  // The page is online again once it has read something.
  const read = await callFrom(page, 'GET', `/deviceManagement/elevationRequests/${target.id}`)
  expect(read.status).toBe(200)
  expect(sent).toEqual([])
  expect(storedRequest(service, target.id).status).toBe('pending')

  await dialog.getByRole('button', { name: 'Yes, deny' }).click()
  await expect(toastOf(page, 'Request denied')).toBeVisible()
  expect(sent).toHaveLength(1)
  expect(storedRequest(service, target.id).reviewerJustification).toBe('Ask your manager first.')
})

const ownOf = (service: Service) => {
  const own = storedRequests(service).find(
    (each) => each.requestedByUserPrincipalName === upnOf('requests.approver'),
  )
  if (!own) throw new Error('The sample tenant has no request of requests.approver.')
  return own
}

test('nobody approves their own request', async ({ as, service }) => {
  const own = ownOf(service)
  const page = await as('requests.approver', pathOf(own))
  const drawer = drawerOf(page, own)
  await expect(drawer.getByText('Your own request.', { exact: true })).toBeVisible()
  const approve = drawer.getByRole('button', { name: 'Approve' })
  await expect(approve).toBeDisabled()
  await expect(approve).toHaveAccessibleDescription(/your own request/i)

  // By its address the dialog opens, and says why it cannot be sent.
  await page.goto(pathOf(own, 'approve'))
  const yes = approveDialog(page).getByRole('button', { name: 'Yes, approve' })
  await expect(yes).toBeDisabled()
  await expect(yes).toHaveAccessibleDescription(/your own request/i)
})

test('the service refuses an approval of one’s own request, whatever name is on it', async ({
  as,
  service,
  expectConsole,
}) => {
  const own = ownOf(service)
  const page = await as('requests.approver', pathOf(own))
  expectConsole(/status of 403/)
  const forced = await callFrom(
    page,
    'POST',
    `/deviceManagement/elevationRequests/${own.id}/approve`,
    {},
  )
  expect(forced.status).toBe(403)
  expect(forced.body).toMatchObject({ error: { innerError: { code: 'selfApprovalNotAllowed' } } })
  expect(storedRequest(service, own.id).status).toBe('pending')

  // A new name and other letters make no other person of them.
  rewrite(service, own.id, (resource) => ({
    ...resource,
    requestedByUserPrincipalName: 'SOMEBODY@contoso.example',
    requestedByUserId: String(resource['requestedByUserId']).toUpperCase(),
  }))
  const renamed = await callFrom(
    page,
    'POST',
    `/deviceManagement/elevationRequests/${own.id}/approve`,
    {},
  )
  expect(renamed.status).toBe(403)
})

const ended = (page: Page) =>
  page.getByText(/^(Your session has ended|Microsoft asks you to sign in again)\./)

test('an ended session keeps what was typed and comes back to the same dialog', async ({
  as,
  service,
}) => {
  const target = targetOf(service)
  const person: Person = 'requests.approver'
  const page = await as(person, pathOf(target, 'deny'))
  const reason = denyDialog(page).getByRole('textbox', { name: 'Reason' })
  await reason.fill('The vendor has withdrawn this version.')
  endSessions(service)
  await denyDialog(page).getByRole('button', { name: 'Yes, deny' }).click()
  await expect(ended(page)).toBeVisible()
  expect(storedRequest(service, target.id).status).toBe('pending')

  await signIn(page, person)
  await expect(page).toHaveURL(new RegExp(`${target.id}/deny$`))
  await expect(denyDialog(page).getByRole('textbox', { name: 'Reason' })).toHaveValue(
    'The vendor has withdrawn this version.',
  )
  await denyDialog(page).getByRole('button', { name: 'Yes, deny' }).click()
  await expect(toastOf(page, 'Request denied')).toBeVisible()
  expect(storedRequest(service, target.id).reviewerJustification).toBe(
    'The vendor has withdrawn this version.',
  )
})

test('somebody else who signs in afterwards does not get the text of the one before', async ({
  as,
  service,
  backEnd,
}) => {
  const target = targetOf(service)
  const page = await as('requests.approver', pathOf(target, 'deny'))
  await denyDialog(page).getByRole('textbox', { name: 'Reason' }).fill('Between you and me.')
  endSessions(service)
  await denyDialog(page).getByRole('button', { name: 'Yes, deny' }).click()
  await expect(ended(page)).toBeVisible()
  // Else the provider would still know who sits there.
  if (backEnd === 'graph') await page.context().clearCookies()
  await signIn(page, 'epm.manager')
  await expect(denyDialog(page).getByRole('textbox', { name: 'Reason' })).toHaveValue('')
})

test('a field that changed between opening and approving is named, and nothing is decided', async ({
  as,
  service,
  expectConsole,
}) => {
  expectConsole(/status of 412/)
  const target = targetOf(service)
  const page = await as('requests.approver', pathOf(target, 'approve'))
  const dialog = approveDialog(page)
  await dialog.getByRole('textbox', { name: 'Reason' }).fill('As agreed.')
  // No call of the wire changes what a device asked for; somebody with the database can.
  const otherHash = 'AB'.repeat(32)
  rewrite(service, target.id, ({ applicationDetail, ...resource }) => ({
    ...resource,
    applicationDetail: { ...(applicationDetail as object), fileHash: otherHash },
  }))
  inDatabase(service, (db) =>
    db
      .prepare('update elevation_requests set version = version + 1, file_hash = ? where id = ?')
      .run(otherHash, target.id),
  )
  await dialog.getByRole('button', { name: 'Yes, approve' }).click()
  await expect(dialog.getByText('The request has changed', { exact: true })).toBeVisible()
  await expect(dialog.getByRole('listitem').filter({ hasText: 'File hash: was' })).toContainText(
    'is now',
  )
  await expect(dialog.getByRole('button', { name: 'Yes, approve' })).toBeDisabled()
  expect(storedRequest(service, target.id).status).toBe('pending')

  await dialog.getByRole('button', { name: 'Continue with the new values' }).click()
  await expect(dialog.getByRole('textbox', { name: 'Reason' })).toHaveValue('As agreed.')
  await dialog.getByRole('button', { name: 'Yes, approve' }).click()
  await expect(toastOf(page, 'Request approved')).toBeVisible()
  expect(auditedDecisions(service, target.id)).toBe(1)
})
