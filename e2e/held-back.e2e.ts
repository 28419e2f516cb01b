import { expect, test } from './fixtures.ts'

const tooMany = (seconds: number) => ({
  status: 429,
  headers: {
    'Retry-After': String(seconds),
    // Graph is another origin for the page, and tells it so.
    'Access-Control-Allow-Origin': '*',
    'Access-Control-Expose-Headers': 'Retry-After',
  },
  contentType: 'application/json',
  body: JSON.stringify({ error: { code: 'TooManyRequests', message: 'Too many requests.' } }),
})

test('a page that is held back while it starts says so, and comes by itself', async ({
  as,
  expectConsole,
}) => {
  expectConsole(/status of 429/)
  const page = await as('epm.manager', '/epm/policies')
  await expect(page.getByRole('heading', { level: 1, name: 'Policies' })).toBeVisible()
  let refused = false
  await page.route('**/beta/epm/config', (route) => {
    if (refused) return route.fallback()
    refused = true
    return route.fulfill(tooMany(3))
  })
  await page.reload({ waitUntil: 'commit' })
  await expect(page.getByText('The page goes on by itself within 3 seconds.')).toBeVisible()
  await expect(page.getByRole('heading', { level: 1, name: 'Policies' })).toBeVisible()
  await expect(page.getByText('Too many requests.')).toHaveCount(0)
})

test('a list that has to wait longer than anybody does says so, and is read by itself', async ({
  as,
  expectConsole,
}) => {
  expectConsole(/status of 429/)
  const page = await as('epm.manager', '/epm/reusable-settings')
  // Without a time it begins in 1970 for a moment, in which no token is good yet.
  await page.clock.install({ time: new Date() })
  // Until the time has passed: a page that opens slowly asks once more than one that opens at once.
  let refuses = true
  await page.route(/\/beta\/deviceManagement\/configurationPolicies\?/, (route) =>
    refuses ? route.fulfill(tooMany(55)) : route.fallback(),
  )
  await page.getByRole('navigation').getByRole('link', { name: 'Policies', exact: true }).click()
  await expect(page.getByText('It is tried again by itself in 55 seconds.')).toBeVisible()
  refuses = false
  await page.clock.fastForward(56_000)
  await expect(page.getByRole('link', { name: 'Developer tools' })).toBeVisible()
})
