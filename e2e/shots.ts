/**
 * Pictures of every page and dialog for people to look at: `npx tsx e2e/shots.ts OUTDIR [NAME] [LOOKS]`. Not a test; it
 * needs a build. NAME is a regular expression of the pictures wanted, LOOKS some of those below with commas. Light and
 * dark, 400 px and 320 px, forced colours, empty, failed, and names as an attacker writes them. What runs out of the
 * window and pages with more than three type sizes are told on the way.
 */
import { chromium, type BrowserContextOptions, type Page } from '@playwright/test'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'

import { findChromium } from './chromium.ts'
import { peopleUpns, displayNameOf, type Person } from './people.ts'
import { withoutPrivilegedAccess } from './privileged-access.ts'
import { startFreshService } from './service.ts'
import { faults, settled, unrolled, type Shot } from './shot.ts'
import { auditShots } from './shots-audit.ts'
import { manyPolicies, policyShots } from './shots-policies.ts'
import { emptyAccessShots, privilegedAccessShots } from './shots-privileged-access.ts'
import { roleShots } from './shots-roles.ts'
import { emptyReportShots, reportShots } from './shots-reports.ts'
import { takeSignIn } from './shots-sign-in.ts'
import { inDatabase, pendingOfOthers } from './wire.ts'

const [folder, pattern = '', wantedLooks] = process.argv.slice(2)
if (!folder) throw new Error('Usage: npx tsx e2e/shots.ts OUTDIR [NAME] [LOOKS]')
const isWanted = (name: string) => new RegExp(pattern).test(name)
mkdirSync(folder, { recursive: true })

// One person looks at more in a minute than a session may.
const service = await startFreshService({ EPM_LIMIT_READS: '100000', EPM_LIMIT_CHANGES: '10000' })
const browser = await chromium.launch({
  executablePath: findChromium(),
  args: ['--no-sandbox', '--disable-gpu'],
})

const ids = (sql: string) =>
  inDatabase(service, (db) =>
    db
      .prepare<[], { id: string }>(sql)
      .all()
      .map(({ id }) => id),
  )
const [pending] = pendingOfOthers(service, peopleUpns)
const [hostile] = ids(
  "select id from elevation_requests where status = 'pending' and file_name like '%' || char(8238) || '%'",
)
const [denied] = ids("select id from elevation_requests where status = 'denied' limit 1")
const [own] = ids(
  "select id from elevation_requests where status = 'pending' and requested_by_upn like 'requests.approver@%'",
)
const [device] = ids('select id from devices limit 1')
const [kiosk] = ids("select id from devices where device_name like '%-KIOSK-%' limit 1")
const [event] = ids(
  "select id from audit where activity_type = 'Deny ElevationRequest' order by seq desc limit 1",
)
const queue = '/epm/elevation-requests'

const shots: readonly Shot[] = [
  { name: 'queue', path: queue },
  { name: 'queue-all', path: `${queue}?status=all` },
  { name: 'queue-no-match', path: `${queue}?search=nothing-matches-this` },
  { name: 'drawer', path: `${queue}/${pending?.id}` },
  {
    name: 'drawer-unfolded',
    path: `${queue}/${pending?.id}`,
    prepare: async (page) => {
      for (const title of ['General details', 'Request details', 'File information'])
        await page.getByText(title).click()
    },
  },
  { name: 'drawer-hostile', path: `${queue}/${hostile}` },
  { name: 'drawer-denied', path: `${queue}/${denied}?status=denied` },
  { name: 'drawer-own', path: `${queue}/${own}`, person: 'requests.approver' },
  { name: 'drawer-reader', path: `${queue}/${pending?.id}`, person: 'readonly.operator' },
  { name: 'approve', path: `${queue}/${pending?.id}/approve` },
  { name: 'approve-hostile', path: `${queue}/${hostile}/approve` },
  { name: 'deny', path: `${queue}/${pending?.id}/deny` },
  { name: 'create-rule', path: `${queue}/${pending?.id}/rule` },
  {
    name: 'create-rule-existing',
    path: `${queue}/${pending?.id}/rule`,
    prepare: async (page) => {
      await page.getByRole('radio', { name: /^Add to an existing policy/ }).check()
      await page
        .getByRole('combobox', { name: 'Elevation rules policy' })
        .selectOption('Developer tools')
      await page.getByText(/^Live at once/).waitFor()
    },
  },
  ...policyShots(service),
  ...reportShots,
  ...roleShots(service),
  ...auditShots,
  ...privilegedAccessShots(service),
  { name: 'audit', path: '/audit-logs' },
  { name: 'audit-event', path: `/audit-logs/${event}` },
  { name: 'devices', path: '/devices' },
  { name: 'device', path: `/devices/${device}` },
  { name: 'device-kept-away', path: `/devices/${kiosk}` },
  { name: 'forbidden', path: '/audit-logs', person: 'requests.approver' },
  { name: 'no-access', path: '/', person: 'no.role' },
  { name: 'not-found', path: '/epm/nothing-here' },
  {
    name: 'failed',
    path: '/devices',
    prepare: async (page) => {
      await page.route('**/beta/deviceManagement/elevationRequests?**', (route) =>
        route.fulfill({ status: 500, contentType: 'application/json', body: '{}' }),
      )
      await page.goto(queue)
      await page.getByRole('button', { name: 'Try again' }).waitFor()
    },
  },
  {
    name: 'sessions',
    path: '/devices',
    prepare: async (page) => {
      await page.getByRole('button', { name: /^Account:/ }).click()
      await page.getByRole('button', { name: 'Your sessions' }).click()
      await page.getByRole('dialog').getByRole('listitem').first().waitFor()
    },
  },
  {
    name: 'sessions-failed',
    path: '/devices',
    prepare: async (page) => {
      await page.route('**/beta/epm/sessions', (route) =>
        route.fulfill({ status: 500, contentType: 'application/json', body: '{}' }),
      )
      await page.getByRole('button', { name: /^Account:/ }).click()
      await page.getByRole('button', { name: 'Your sessions' }).click()
      await page.getByRole('button', { name: 'Try again' }).waitFor()
    },
  },
  {
    name: 'fresh-sign-in',
    path: '/tokens',
    prepare: async (page) => {
      await page.getByRole('button', { name: 'Create token' }).first().click()
      await page.getByRole('textbox', { name: /^Name/ }).fill('Nightly report')
      inDatabase(service, (db) =>
        db.prepare('update sessions set signed_in_at = ?').run('2026-01-01T00:00:00.000Z'),
      )
      await page.getByRole('button', { name: 'Create', exact: true }).click()
      const again = page.getByRole('dialog', { name: 'Sign in again to go on' })
      await again.waitFor()
    },
  },
  {
    name: 'account',
    path: '/devices',
    prepare: (page) => page.getByRole('button', { name: /^Account:/ }).click(),
  },
]

const looks: Record<string, BrowserContextOptions> = {
  light: { viewport: { width: 1366, height: 860 }, colorScheme: 'light' },
  dark: { viewport: { width: 1366, height: 860 }, colorScheme: 'dark' },
  narrow: { viewport: { width: 400, height: 860 }, colorScheme: 'light' },
  small: { viewport: { width: 320, height: 640 }, colorScheme: 'light' },
  forced: { viewport: { width: 1366, height: 860 }, colorScheme: 'dark', forcedColors: 'active' },
}
const chosen = Object.entries(looks).filter(
  ([look]) => wantedLooks === undefined || wantedLooks.split(',').includes(look),
)

const save = async (page: Page, look: string, name: string, unsettled = false) => {
  if (!unsettled) await settled(page)
  await unrolled(page, () => page.screenshot({ path: join(folder, `${name}.${look}.png`) }))
  for (const fault of await faults(page)) process.stdout.write(`${name}.${look}: ${fault}\n`)
}

const take = async (look: string, options: BrowserContextOptions, wanted: readonly Shot[]) => {
  const pages = new Map<Person, Page>()
  const pageOf = async (person: Person) => {
    const known = pages.get(person)
    if (known) return known
    const context = await browser.newContext({
      ...options,
      baseURL: service.url,
      locale: 'en-GB',
      timezoneId: 'Europe/Prague',
      reducedMotion: 'reduce',
    })
    const page = await context.newPage()
    page.setDefaultTimeout(8_000)
    await page.goto('/')
    await page.getByRole('button', { name: new RegExp(`^${displayNameOf(person)} `) }).waitFor()
    if (pages.size === 0 && isWanted('sign-in')) await save(page, look, 'sign-in')
    await page.getByRole('button', { name: new RegExp(`^${displayNameOf(person)} `) }).click()
    await page.getByRole('button', { name: /^Account:/ }).waitFor()
    pages.set(person, page)
    return page
  }
  for (const { name, path, person = 'intune.admin', prepare, unsettled } of wanted) {
    const page = await pageOf(person)
    await page.goto(path)
    await settled(page)
    try {
      await prepare?.(page)
    } catch (reason) {
      process.stderr.write(`${name}.${look}: ${String(reason).split('\n')[0]}\n`)
    }
    await save(page, look, name, unsettled)
    await page.unrouteAll({ behavior: 'ignoreErrors' })
  }
  for (const page of pages.values()) await page.context().close()
}

for (const [look, options] of chosen)
  await take(
    look,
    options,
    shots.filter(({ name }) => isWanted(name)),
  )

await takeSignIn({ browser, looks: chosen, isWanted, save })

// States of the whole tenant come last, because everything has to change for them.
manyPolicies(service, 1_000)
const many: Shot = { name: 'policies-many', path: '/epm/policies' }
if (isWanted(many.name)) for (const [look, options] of chosen) await take(look, options, [many])
inDatabase(service, (db) =>
  [
    'elevation_requests',
    'policies',
    'reusable_settings',
    'elevations',
    'elevation_days',
    'elevation_app_days',
    'elevation_publisher_days',
    'elevation_user_days',
  ].forEach((table) => db.prepare(`delete from ${table}`).run()),
)
withoutPrivilegedAccess(service)
const emptied: readonly Shot[] = [
  { name: 'queue-empty', path: queue },
  { name: 'policies-empty', path: '/epm/policies' },
  { name: 'reusable-empty', path: '/epm/reusable-settings' },
  ...emptyReportShots,
  ...emptyAccessShots,
]
for (const [look, options] of chosen)
  await take(
    look,
    options,
    emptied.filter(({ name }) => isWanted(name)),
  )
await browser.close()
await service.stop()
