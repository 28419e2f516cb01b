import { checked } from './axe.ts'
import { expect, test } from './fixtures.ts'
import { peopleUpns } from './people.ts'
import type { Service } from './service.ts'
import { pendingOfOthers, storedRequest } from './wire.ts'

const requests = '/deviceManagement/elevationRequests'

/** As a script calls: with the token and nothing else. */
const withBearer = (service: Service, token: string) => async (method: string, path: string) => {
  const response = await fetch(`${service.url}/beta${path}`, {
    method,
    headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
    body: method === 'GET' ? null : '{}',
  })
  const body = (await response.json()) as { error?: { innerError?: { code?: string } } }
  return [response.status, body.error?.innerError?.code]
}

test('a token is made, copied once, seen with its last use, and revoked; it does what it is for and no more', async ({
  as,
  service,
}) => {
  test.slow()
  const [target] = pendingOfOthers(service, peopleUpns)
  if (!target) throw new Error('The sample tenant has no pending request.')
  const page = await as('epm.manager', '/tokens', {
    permissions: ['clipboard-read', 'clipboard-write'],
  })
  await expect(page.getByRole('heading', { name: 'No tokens' })).toBeVisible()
  await checked(page, 'no tokens')
  const dialog = page.getByRole('dialog')
  const make = async (name: string, purpose: RegExp) => {
    await page.getByRole('button', { name: 'Create token' }).first().click()
    await dialog.getByRole('button', { name: 'Create', exact: true }).click()
    await expect(dialog.getByText(/^Say what the token is for/)).toBeVisible()
    await checked(page, 'a token without a name')
    await dialog.getByRole('textbox', { name: /^Name/ }).fill(name)
    await dialog.getByRole('radio', { name: purpose }).check()
    await dialog.getByRole('button', { name: 'Create', exact: true }).click()
    await expect(page.getByRole('dialog', { name: 'Copy the token now' })).toBeVisible()
    await checked(page, 'a token, shown once')
    await dialog.getByRole('button', { name: 'Copy token' }).click()
    const copied = await page.evaluate(() => navigator.clipboard.readText())
    await expect(dialog.getByLabel('Token', { exact: true })).toHaveText(copied)
    await dialog.getByRole('button', { name: 'Done' }).click()
    await expect(dialog).toHaveCount(0)
    expect(await page.content(), 'closed, it is nowhere').not.toContain(copied)
    return copied
  }
  const read = await make('Nightly report', /^Read/)
  const decide = await make('Ticket robot', /^Decide requests/)
  await page.reload()
  const row = (name: string) => page.getByRole('row').filter({ hasText: name })
  await expect(row('Nightly report')).toContainText('Never')
  expect(await page.content(), 'read again, it is nowhere').not.toContain(read)

  const reader = withBearer(service, read)
  expect(await reader('GET', `${requests}?$top=1`)).toEqual([200, undefined])
  expect(await reader('GET', '/deviceManagement/configurationPolicies?$top=1')).toEqual([
    200,
    undefined,
  ])
  expect(await reader('POST', `${requests}/${target.id}/approve`)).toEqual([403, 'tokenPurpose'])
  expect(await reader('GET', '/epm/tokens')).toEqual([403, 'tokenPurpose'])
  expect(storedRequest(service, target.id).status).toBe('pending')
  const robot = withBearer(service, decide)
  expect(await robot('GET', '/deviceManagement/configurationPolicies?$top=1')).toEqual([
    403,
    'tokenPurpose',
  ])
  expect(await robot('POST', `${requests}/${target.id}/deny`)).toEqual([200, undefined])
  expect(storedRequest(service, target.id)).toMatchObject({
    status: 'denied',
    reviewCompletedByUserPrincipalName: 'epm.manager@contoso.example',
  })

  await page.reload()
  await expect(row('Nightly report')).toContainText('just now')
  await expect(row('Nightly report')).toContainText(/\d{4}, \d{2}:\d{2}89 days left/)
  await checked(page, 'tokens')
  await page.getByRole('button', { name: 'Revoke Nightly report' }).click()
  await expect(dialog.getByRole('button', { name: 'No', exact: true })).toBeFocused()
  await checked(page, 'revoke a token')
  await dialog.getByRole('button', { name: 'Yes, revoke' }).click()
  await expect(row('Nightly report')).toContainText('Revoked')
  expect((await reader('GET', `${requests}?$top=1`))[0]).toBe(401)
  expect((await robot('GET', `${requests}?$top=1`))[0]).toBe(200)
})

test('nobody sees or revokes the tokens of others, but who may change roles', async ({ as }) => {
  const owner = await as('epm.reader', '/tokens')
  await owner.getByRole('button', { name: 'Create token' }).first().click()
  const dialog = owner.getByRole('dialog')
  await dialog.getByRole('textbox', { name: /^Name/ }).fill('Nightly report')
  await dialog.getByRole('button', { name: 'Create', exact: true }).click()
  await dialog.getByRole('button', { name: 'Done' }).click()
  await expect(owner.getByRole('row').filter({ hasText: 'Nightly report' })).toBeVisible()

  const other = await as('epm.manager', '/tokens')
  await expect(other.getByRole('heading', { name: 'No tokens' })).toBeVisible()
  const admin = await as('role.admin', '/tokens')
  await expect(admin.getByRole('row').filter({ hasText: 'Nightly report' })).toContainText(
    'epm.reader@contoso.example',
  )
  await admin.getByRole('button', { name: 'Revoke Nightly report' }).click()
  await admin.getByRole('dialog').getByRole('button', { name: 'Yes, revoke' }).click()
  await owner.reload()
  await expect(owner.getByRole('row').filter({ hasText: 'Nightly report' })).toContainText(
    'Revoked',
  )
})

test('tokens that cannot be read', async ({ as, expectConsole }) => {
  expectConsole(/status of 500/)
  const page = await as('epm.reader', '/devices', { reducedMotion: 'reduce' })
  await page.route('**/beta/epm/tokens?**', (route) =>
    route.fulfill({ status: 500, contentType: 'application/json', body: '{}' }),
  )
  await page.goto('/tokens')
  await expect(page.getByRole('button', { name: 'Try again' })).toBeVisible()
  await checked(page, 'tokens that cannot be read')
  await page.unrouteAll()
  await page.getByRole('button', { name: 'Try again' }).click()
  await expect(page.getByRole('heading', { name: 'No tokens' })).toBeVisible()
  await page.getByRole('button', { name: 'Create token' }).first().click()
  await checked(page, 'create a token')
})
