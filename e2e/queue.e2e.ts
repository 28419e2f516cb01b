import { expect, signIn, test } from './fixtures.ts'
import { peopleUpns } from './people.ts'
import { approveDialog, drawerOf, pathOf, rowOf, table, toastOf } from './queue.ts'
import { callFrom, pendingOfOthers, storedRequest, storedRequests, withToken } from './wire.ts'

const rows = (page: Parameters<typeof table>[0]) => table(page).getByRole('row')

test('filter, search and sort live in the address, and a reload keeps them', async ({
  as,
  service,
}) => {
  const [denied] = storedRequests(service, 'denied')
  if (!denied) throw new Error('The sample tenant has no denied request.')
  const page = await as('requests.approver', '/epm/elevation-requests')
  await page.getByRole('combobox', { name: 'Status' }).selectOption('Denied')
  await expect(page).toHaveURL(/[?&]status=denied/)
  await expect(page.getByText('30 denied requests')).toBeVisible()
  await page
    .getByRole('searchbox', { name: 'Search requests' })
    .fill(denied.applicationDetail.fileName)
  await expect(page).toHaveURL(/[?&]search=/)
  await expect(rowOf(page, denied)).toBeVisible()
  await page.getByRole('searchbox', { name: 'Device' }).fill(denied.deviceName)
  await expect(page).toHaveURL(/[?&]device=/)
  await page.getByRole('button', { name: 'Requested by' }).click()
  await expect(page).toHaveURL(/[?&]sort=requestedByUserPrincipalName/)
  const sorted = page.getByRole('columnheader', { name: 'Requested by' })
  await expect(sorted).toHaveAttribute('aria-sort', 'ascending')
  const address = page.url()

  await page.reload()
  expect(page.url()).toBe(address)
  await expect(page.getByRole('combobox', { name: 'Status' })).toHaveValue('denied')
  await expect(page.getByRole('searchbox', { name: 'Search requests' })).toHaveValue(
    denied.applicationDetail.fileName,
  )
  await expect(page.getByRole('searchbox', { name: 'Device' })).toHaveValue(denied.deviceName)
  await expect(sorted).toHaveAttribute('aria-sort', 'ascending')
  await expect(rowOf(page, denied)).toBeVisible()

  await rowOf(page, denied).getByRole('link').click()
  await expect(drawerOf(page, denied)).toBeVisible()
  await page.goBack()
  await expect(drawerOf(page, denied)).toHaveCount(0)
  expect(page.url()).toBe(address)

  await page.getByRole('searchbox', { name: 'Search requests' }).fill('no such file anywhere')
  await expect(page.getByRole('heading', { name: 'No requests match' })).toBeVisible()
  await page.getByRole('button', { name: 'Clear search and filters' }).click()
  await expect(page.getByText('36 pending requests')).toBeVisible()
  await expect(page).toHaveURL(/\/epm\/elevation-requests$|sort=/)
})

test('a link to a request and to its dialog opens them; Back leaves the dialog, then the drawer', async ({
  as,
  service,
}) => {
  const [target] = pendingOfOthers(service, peopleUpns)
  if (!target) throw new Error('The sample tenant has no pending request.')
  const page = await as('requests.approver', pathOf(target, 'approve'))
  await expect(approveDialog(page)).toBeVisible()
  await expect(approveDialog(page)).toContainText(target.applicationDetail.fileHash)

  await page.goto('/epm/elevation-requests')
  await rowOf(page, target).getByRole('link').click()
  await drawerOf(page, target).getByRole('button', { name: 'Approve', exact: true }).click()
  await expect(page).toHaveURL(new RegExp(`${pathOf(target, 'approve')}$`))
  await expect(approveDialog(page)).toBeVisible()
  await page.goBack()
  await expect(approveDialog(page)).toHaveCount(0)
  await expect(drawerOf(page, target)).toBeVisible()
  await page.goBack()
  await expect(drawerOf(page, target)).toHaveCount(0)
  await expect(rowOf(page, target)).toBeVisible()
})

test('a first visit asks who to be, speaks of no ended session, and leads on to where the link points', async ({
  visit,
}) => {
  const page = await visit('/epm/elevation-requests?status=all')
  await expect(page.getByRole('heading', { level: 1, name: 'Choose who to be' })).toBeVisible()
  await page.waitForLoadState('networkidle')
  await expect(page.getByText('Your session has ended.')).toHaveCount(0)
  await signIn(page, 'epm.reader')
  await expect(page.getByText(/^180 requests$/)).toBeVisible()
  await expect(page).toHaveURL(/\/epm\/elevation-requests\?status=all$/)
})

test('an address under which nothing is says so', async ({ as, expectConsole }) => {
  expectConsole(/status of 404/)
  const page = await as(
    'requests.approver',
    '/epm/elevation-requests/00000000-0000-4000-8000-000000000000',
  )
  await expect(page.getByRole('heading', { name: 'This request was not found' })).toBeVisible()
  await page.getByRole('link', { name: 'Back to the queue' }).click()
  await expect(rows(page).nth(1)).toBeVisible()
  await page.goto('/epm/nothing-here')
  await expect(page.getByRole('heading', { level: 1, name: 'Not found' })).toBeVisible()
})

test('a new request appears in the open queue without a reload', async ({ as, service }) => {
  const [other] = pendingOfOthers(service, peopleUpns)
  if (!other) throw new Error('The sample tenant has no pending request.')
  const page = await as('requests.approver', '/epm/elevation-requests')
  await expect(page.getByText('36 pending requests')).toBeVisible()
  const device = await withToken(service, 'device', other.deviceName)
  const made = await device('POST', '/deviceManagement/elevationRequests', {
    requestedByUserPrincipalName: other.requestedByUserPrincipalName,
    requestJustification: 'The new scanner needs it.',
    applicationDetail: {
      fileHash: 'CD'.repeat(32),
      fileName: 'scanner.exe',
      filePath: 'C:\\Users\\Public\\scanner.exe',
    },
  })
  expect(made.status).toBe(201)
  await expect(page.getByText('37 pending requests')).toBeVisible()
  await expect(page.getByRole('link', { name: 'Elevation requests 37 pending' })).toBeVisible()
  await page.getByRole('searchbox', { name: 'Search requests' }).fill('scanner.exe')
  await expect(rows(page).filter({ hasText: 'The new scanner needs it.' })).toHaveCount(1)
})

test('the whole approval is possible with the keyboard alone', async ({ as, service }) => {
  const [target] = pendingOfOthers(service, peopleUpns)
  if (!target) throw new Error('The sample tenant has no pending request.')
  const page = await as('requests.approver', '/epm/elevation-requests')
  await expect(rows(page).nth(1)).toBeVisible()
  const { keyboard } = page
  await keyboard.press('/')
  await expect(page.getByRole('searchbox', { name: 'Search requests' })).toBeFocused()
  // Every device of the site, so that another request waits after the decision.
  await keyboard.type(target.deviceName.split('-')[0] ?? '')
  await keyboard.press('Enter')
  await expect(page).toHaveURL(/search=/)
  await expect(rowOf(page, target)).toBeVisible()
  await expect(rows(page).nth(2)).toBeVisible()
  // From the search over the filters and the headers into the rows, as Tab goes.
  const link = rowOf(page, target).getByRole('link')
  for (let presses = 0; presses < 20; presses += 1) {
    if (await page.evaluate(() => document.activeElement?.hasAttribute('data-row-link'))) break
    await keyboard.press('Tab')
  }
  for (let presses = 0; presses < 40; presses += 1) {
    if (await link.evaluate((element) => element === document.activeElement)) break
    await keyboard.press('ArrowDown')
  }
  await expect(link).toBeFocused()
  await keyboard.press('Enter')
  await expect(drawerOf(page, target)).toBeVisible()
  await expect(drawerOf(page, target).getByRole('heading', { level: 2 })).toBeFocused()
  await keyboard.press('a')
  await expect(approveDialog(page).getByRole('textbox', { name: 'Reason' })).toBeFocused()
  // Single letters are text here, not commands.
  await keyboard.type('add a driver')
  await expect(approveDialog(page).getByRole('textbox', { name: 'Reason' })).toHaveValue(
    'add a driver',
  )
  await keyboard.press('Control+Enter')
  await expect(toastOf(page, 'Request approved')).toBeVisible()
  expect(storedRequest(service, target.id)).toMatchObject({
    status: 'approved',
    reviewerJustification: 'add a driver',
  })
  // Its own dialog first: while it fades out, it would still take the key.
  await expect(approveDialog(page)).toHaveCount(0)
  await expect(page.getByRole('dialog')).toHaveCount(1)
  expect(await page.evaluate(() => document.activeElement?.closest('[role=dialog]') !== null)).toBe(
    true,
  )
  await keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expect(rows(page).nth(1)).toBeVisible()
  expect(await page.evaluate(() => document.activeElement !== document.body)).toBe(true)
})

test('Esc closes the dialog only, asks before typed text goes, and the focus is in the drawer again', async ({
  as,
  service,
}) => {
  const [target] = pendingOfOthers(service, peopleUpns)
  if (!target) throw new Error('The sample tenant has no pending request.')
  const page = await as('requests.approver', pathOf(target))
  const approve = drawerOf(page, target).getByRole('button', { name: 'Approve', exact: true })
  await approve.click()
  await expect(approveDialog(page).getByRole('textbox', { name: 'Reason' })).toBeFocused()
  await page.keyboard.type('x')
  await page.keyboard.press('Escape')
  await expect(approveDialog(page).getByText('Discard what you typed?')).toBeVisible()
  await approveDialog(page).getByRole('button', { name: 'Discard' }).click()
  await expect(approveDialog(page)).toHaveCount(0)
  await expect(drawerOf(page, target)).toBeVisible()
  expect(
    await drawerOf(page, target).evaluate((drawer) => drawer.contains(document.activeElement)),
  ).toBe(true)
})

test('on a screen of 400 px nothing is cut off, and an approval is possible', async ({
  as,
  service,
}) => {
  const [target] = pendingOfOthers(service, peopleUpns)
  if (!target) throw new Error('The sample tenant has no pending request.')
  const page = await as('requests.approver', '/epm/elevation-requests', {
    viewport: { width: 400, height: 800 },
  })
  const wider = () => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
  await expect(rows(page).nth(1)).toBeVisible()
  expect(await wider()).toBeLessThanOrEqual(0)
  await page.getByRole('button', { name: 'Navigation' }).click()
  await page
    .getByRole('navigation', { name: 'Main' })
    .getByRole('link', { name: 'Devices' })
    .click()
  await expect(page.getByRole('heading', { level: 1, name: 'Devices' })).toBeVisible()
  expect(await wider()).toBeLessThanOrEqual(0)
  await page.goto(pathOf(target))
  await drawerOf(page, target).getByRole('button', { name: 'Approve', exact: true }).click()
  expect(await wider()).toBeLessThanOrEqual(0)
  await approveDialog(page).getByRole('button', { name: 'Yes, approve' }).click()
  await expect(toastOf(page, 'Request approved')).toBeVisible()
})

test('scrolling brings the rest of a long list, and few rows are in the document', async ({
  as,
}) => {
  const page = await as('requests.approver', '/epm/elevation-requests?status=all')
  await expect(page.getByText(/^180 requests$/)).toBeVisible()
  const list = table(page)
  await expect(list).toHaveAttribute('aria-rowcount', '181')
  await rows(page).nth(1).getByRole('link').focus()
  // End goes to the last row that is loaded, which makes the list ask for more.
  await expect(async () => {
    await page.keyboard.press('End')
    await expect(list.locator('[aria-rowindex="181"]')).toBeVisible({ timeout: 500 })
  }).toPass()
  expect(await rows(page).count()).toBeLessThan(60)
  const seen = await callFrom(page, 'GET', '/deviceManagement/elevationRequests/$count')
  expect(seen.body).toBe('180')
})
