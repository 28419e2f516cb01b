import { expect, test } from './fixtures.ts'
import { peopleUpns } from './people.ts'
import { approveDialog, rowOf, table } from './queue.ts'
import { inDatabase, pendingOfOthers } from './wire.ts'

/** What is different, and what is not there, when the console speaks to Microsoft Graph. */

test('a static build signs in at the provider and comes back to the page that was asked for', async ({
  graph,
  as,
}) => {
  const page = await as('epm.manager', '/epm/elevation-requests?status=denied')
  await expect(table(page)).toBeVisible()
  await expect(page).toHaveURL(`${graph.url}/epm/elevation-requests?status=denied`)
  const { calls } = graph.standIn
  expect(calls.length).toBeGreaterThan(0)
  expect(calls.filter(({ token }) => !token)).toEqual([])
  const kept = await page.evaluate(() => JSON.stringify(Object.entries(localStorage)))
  expect(kept, 'no token lies in local storage').not.toMatch(/accesstoken|refreshtoken/i)
})

test('a request is approved, read again before and after, and never twice', async ({
  graph,
  as,
}) => {
  const page = await as('epm.manager', '/epm/elevation-requests')
  await table(page).getByRole('link').first().click()
  await page.getByRole('dialog').getByRole('button', { name: 'Approve' }).click()
  await approveDialog(page).getByRole('textbox').fill('Known tool of the team')
  await approveDialog(page).getByRole('button', { name: 'Approve' }).click()
  await expect(approveDialog(page)).toHaveCount(0)
  const about = graph.standIn.calls.filter(({ path }) => /Requests\/[\w-]{36}/.test(path))
  const posts = about.filter(({ method }) => method === 'POST')
  expect(posts).toHaveLength(1)
  const at = about.findIndex(({ method }) => method === 'POST')
  const same = posts[0]?.path.replace('/approve', '')
  expect([about[at - 1], about[at + 1]].map((call) => call?.path)).toEqual([same, same])
})

test('a policy is listed and opened, its assignments read from their own address', async ({
  graph,
  as,
}) => {
  const page = await as('intune.admin', '/epm/policies')
  await page.getByRole('link', { name: 'Developer tools' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Developer tools' })).toBeVisible()
  await expect(page.getByRole('region', { name: 'Assignments' })).toContainText('Engineering')
  expect(graph.standIn.calls.some(({ path }) => path.endsWith('/assignments'))).toBe(true)
})

test('signing out ends the session with the provider', async ({ as, graph }) => {
  const page = await as('epm.reader', '/epm/elevation-requests')
  await expect(table(page)).toBeVisible()
  await page.getByRole('button', { name: /^Account: / }).click()
  await page.getByRole('button', { name: 'Sign out', exact: true }).click()
  await page.getByRole('button', { name: 'Yes, sign me out' }).click()
  await expect(page.getByRole('button', { name: 'Sign in with Microsoft' })).toBeVisible()
  await page.goto(`${graph.url}/epm/elevation-requests`)
  await expect(page.getByRole('button', { name: 'Sign in with Microsoft' })).toBeVisible()
})

test('with Graph the queue says when it is read again, and shows what came meanwhile', async ({
  as,
  service,
}) => {
  const [other] = pendingOfOthers(service, peopleUpns)
  if (!other) throw new Error('The sample tenant has no pending request.')
  const page = await as('requests.approver', '/epm/elevation-requests')
  await page.clock.install({ time: new Date() })
  await page.reload()
  await expect(page.getByText('Read again every 30 seconds.')).toBeVisible()
  await expect(rowOf(page, other)).toBeVisible()
  inDatabase(service, (db) =>
    db.prepare("update elevation_requests set status = 'denied' where id = ?").run(other.id),
  )
  await page.clock.fastForward(31_000)
  await expect(rowOf(page, other)).toHaveCount(0)
})

test('what only the console’s own service has says so where one looks for it', async ({ as }) => {
  const page = await as('intune.admin', '/epm/policies')
  const missing = page.getByText('Microsoft Graph does not offer this')
  await page.getByRole('link', { name: 'Developer tools' }).click()
  await page.getByRole('button', { name: 'History' }).click()
  await expect(missing).toBeVisible()
  await page.goto('/epm/policies/import')
  await expect(missing).toBeVisible()
  await expect(page.getByRole('button', { name: 'Choose JSON files' })).toHaveCount(0)
  await page.getByRole('button', { name: /^Account: / }).click()
  await page.getByRole('link', { name: 'Tokens' }).click()
  await expect(missing).toBeVisible()
  await expect(page.getByRole('button', { name: 'Create token' })).toHaveCount(0)
  await page.goto('/audit-logs')
  await expect(page.getByRole('table').getByRole('row').nth(1)).toBeVisible()
  await expect(page.getByText('Microsoft keeps this log, for a year.')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Export CSV' })).toHaveAccessibleDescription(
    /Microsoft Graph makes no file of the audit log/,
  )
})

test('privileged access writes the commands of Exchange instead', async ({ as }) => {
  const page = await as('intune.admin', '/privileged-access/requests')
  await expect(page.getByText('Microsoft publishes no interface for this.')).toBeVisible()
  await expect(page.getByRole('button', { name: 'New request' })).toHaveCount(0)
  const ask = page.getByRole('listitem').filter({ hasText: 'Ask for access' })
  await expect(ask).toContainText('Type first: Reason')
  await page.getByRole('textbox', { name: 'Reason' }).fill('It’s $(now)')
  await expect(ask.locator('pre')).toHaveText(
    "New-ElevatedAccessRequest -Task 'Exchange\\New-MoveRequest' -Reason 'It’’s $(now)' -DurationHours 4",
  )
  await expect(ask.getByRole('button', { name: /^Copy command/ })).toBeVisible()
})

test('who gains what by a role is not told by Graph, and the page says so', async ({
  as,
  graph,
}) => {
  const page = await as('role.admin', '/roles')
  const next = () => page.getByRole('button', { name: 'Next', exact: true }).click()
  await page.getByRole('link', { name: /^Elevation Reports Viewer/ }).click()
  await page.getByRole('button', { name: 'Assign', exact: true }).click()
  await page.getByRole('textbox', { name: 'Name' }).fill('Reports for engineering')
  await next()
  await page.getByRole('button', { name: 'Add groups' }).click()
  await page.getByRole('searchbox', { name: 'Search groups to add' }).fill('Eng')
  await page.getByRole('button', { name: 'Add Engineering' }).click()
  await next()
  await next()
  await page.getByRole('checkbox', { name: /^EMEA/ }).check()
  await next()
  await expect(page.getByText(/What they gain or lose is not told/)).toBeVisible()
  await page.getByRole('button', { name: 'Assign', exact: true }).click()
  await expect(
    page.getByRole('heading', { level: 1, name: 'Reports for engineering' }),
  ).toBeVisible()
  expect(graph.standIn.calls.filter(({ method }) => method === 'POST')).toHaveLength(1)
  await page.goto('/roles/people')
  await page.getByRole('searchbox', { name: 'Search people' }).fill('raman')
  await page.getByRole('link', { name: /Priya Raman/ }).click()
  await expect(page.getByText('Microsoft Graph does not offer this')).toBeVisible()
})

test('reports that add up say that they are of all days', async ({ as }) => {
  const page = await as('epm.reader', '/epm/reports/applications?range=week')
  await expect(page.getByText('All 30 days: this backend adds up no others.')).toBeVisible()
  await expect(page.getByRole('table').getByRole('row').nth(1)).toBeVisible()
})

test('a storage that answers no page is said, and single elevations are exported all the same', async ({
  as,
  graph,
  expectConsole,
}) => {
  expectConsole(/CORS policy|net::ERR_FAILED/)
  graph.standIn.storageAnswersPages(false)
  const page = await as('epm.reader', '/epm/reports/applications')
  await expect(page.getByRole('heading', { name: 'The file could not be read here' })).toBeVisible()
  await page.goto('/epm/reports/elevations?result=failed')
  await expect(page.getByRole('table').getByRole('row').nth(1)).toBeVisible()
  await page.evaluate(() => Reflect.deleteProperty(window, 'showSaveFilePicker'))
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Export CSV' }).click()
  expect((await download).suggestedFilename()).toMatch(/^epm-elevations-.*\.csv$/)
})
