import { execFile } from 'node:child_process'

import { expect, test } from './fixtures.ts'
import { table, toastOf } from './queue.ts'
import { cli } from './service.ts'
import { storedRequest } from './wire.ts'

test.use({ serviceEnv: { EPM_LIMIT_READS: '100000', EPM_LIMIT_CHANGES: '100000' } })

test('a fleet asks beside the open console, is approved with the keyboard, and uses the approval', async ({
  as,
  service,
}) => {
  test.setTimeout(120_000)
  const page = await as(
    'requests.approver',
    '/epm/elevation-requests?sort=requestCreatedDateTime:desc',
  )
  await expect(page.getByText('36 pending requests')).toBeVisible()
  const fleet = execFile(
    process.execPath,
    [
      cli,
      'simulate',
      '--url',
      service.url,
      '--devices',
      '20',
      '--rate',
      '1200',
      '--minutes',
      '1',
      '--seed',
      '7',
    ],
    { env: { ...process.env, EPM_DATA: service.dataFolder } },
  )
  const ended = new Promise<void>((done) => fleet.once('close', () => done()))
  try {
    // New ones come without a reload, in the list and in the count beside the page's name.
    const fresh = table(page).getByRole('row').filter({ hasText: 'just now' })
    await expect(fresh.first()).toBeVisible({ timeout: 30_000 })
    await expect(page.getByRole('link', { name: 'Elevation requests 36 pending' })).toHaveCount(0)

    await fresh.first().getByRole('link').focus()
    await page.keyboard.press('Enter')
    await expect(
      page.getByRole('dialog').getByRole('button', { name: 'Approve', exact: true }),
    ).toBeVisible()
    const id = new URL(page.url()).pathname.split('/').at(-1) ?? ''
    await page.keyboard.press('a')
    await expect(page.getByRole('textbox', { name: 'Reason' })).toBeFocused()
    await page.keyboard.type('Part of the pilot.')
    await page.keyboard.press('Control+Enter')
    await expect(toastOf(page, 'Request approved')).toBeVisible()
    expect(['approved', 'completed']).toContain(storedRequest(service, id).status)

    // Opened once; from here on nothing is reloaded.
    await page.goto(`/epm/elevation-requests/${id}?status=all`)
    await expect(page.getByRole('dialog').getByText(/The file was run\./)).toBeVisible({
      timeout: 60_000,
    })
    await expect.poll(() => storedRequest(service, id).status).toBe('completed')
  } finally {
    fleet.kill('SIGINT')
    await ended
  }
})
