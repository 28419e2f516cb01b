import type { Page } from '@playwright/test'

import type { Shot } from './shot.ts'

const report = '/epm/reports/elevations'
const file = 'LitwareVpnClient'
const rows = (page: Page) => page.getByRole('table').getByRole('row')
const open = async (page: Page) => {
  await rows(page).nth(1).getByRole('link').click()
  await page.getByRole('dialog').getByRole('heading', { level: 3 }).first().waitFor()
}
const choose = async (page: Page, ...places: number[]) => {
  // By the keyboard: narrow lists have no boxes.
  for (const place of places) {
    await rows(page).nth(place).getByRole('link').focus()
    await page.keyboard.press('Space')
  }
  await page.getByRole('button', { name: /^Create a rule/ }).click()
  await page.getByRole('dialog', { name: 'Create a rule' }).waitFor()
}

const today = new Date().toISOString().slice(0, 10)
const yesterday = new Date(Date.now() - 24 * 60 * 60 * 1000).toISOString().slice(0, 10)
const oneDay = `from=${yesterday}&to=${yesterday}`
const aggregated = [
  ['applications', '/epm/reports/applications'],
  ['publishers', '/epm/reports/publishers'],
  ['users', '/epm/reports/users'],
  [
    'user-applications',
    `/epm/reports/users/applications?user=${encodeURIComponent('intune.admin@contoso.example')}`,
  ],
] as const
const withDays = (path: string, days: string) => `${path}${path.includes('?') ? '&' : '?'}${days}`

/** The same pages once nothing was ever reported. */
export const emptyReportShots: readonly Shot[] = [
  { name: 'overview-empty', path: '/epm/overview' },
  { name: 'elevations-empty', path: report },
  { name: 'elevations-managed-empty', path: '/epm/reports/managed' },
  ...aggregated.map(([name, path]) => ({ name: `report-${name}-empty`, path })),
]

/** The overview, every report, what opens over them, and the rule from one or several. */
export const reportShots: readonly Shot[] = [
  { name: 'overview', path: '/epm/overview' },
  { name: 'reports', path: '/epm/reports' },
  ...aggregated.flatMap(([name, path]) => [
    { name: `report-${name}`, path },
    { name: `report-${name}-one-day`, path: withDays(path, oneDay) },
    { name: `report-${name}-not-understood`, path: withDays(path, 'type=everything&sort=nothing') },
  ]),
  { name: 'elevations-one-day', path: withDays(report, oneDay) },
  {
    name: 'applications-together',
    path: '/epm/reports/applications?range=week&rows=together',
  },
  { name: 'elevations-month', path: withDays(report, 'range=month') },
  { name: 'elevations-not-understood', path: withDays(report, 'result=perhaps&colour=red') },
  { name: 'elevations', path: report },
  { name: 'elevations-denied', path: `${report}?result=denied` },
  {
    name: 'elevations-filters',
    path: `${report}?publisher=Litware&from=${today}&to=${yesterday}`,
  },
  { name: 'elevations-no-match', path: `${report}?search=nothing-matches-this` },
  { name: 'elevations-managed', path: '/epm/reports/managed' },
  { name: 'elevations-forbidden', path: report, person: 'requests.approver' },
  {
    name: 'elevations-failed',
    path: '/epm/reports',
    prepare: async (page) => {
      await page.route('**/beta/deviceManagement/privilegeManagementElevations?**', (route) =>
        route.fulfill({ status: 500, contentType: 'application/json', body: '{}' }),
      )
      await page.goto(report)
      await page.getByRole('button', { name: 'Try again' }).waitFor()
    },
  },
  {
    name: 'elevations-loading',
    path: '/epm/reports',
    unsettled: true,
    prepare: async (page) => {
      await page.route('**/beta/deviceManagement/privilegeManagementElevations?**', () => undefined)
      await page.goto(report)
      await page.getByRole('table').waitFor()
    },
  },
  {
    name: 'elevation',
    path: `${report}?search=${file}`,
    prepare: async (page) => {
      await open(page)
      for (const title of ['File information', 'Elevation information'])
        await page.getByRole('dialog').getByText(title).click()
    },
  },
  { name: 'elevation-failed', path: `${report}?result=failed`, prepare: open },
  { name: 'elevation-denied', path: `${report}?result=denied`, prepare: open },
  {
    name: 'elevation-rule',
    path: `${report}?search=${file}`,
    prepare: async (page) => {
      await open(page)
      await page
        .getByRole('dialog')
        .getByRole('button', { name: /^Create a rule/ })
        .click()
      await page.getByRole('dialog', { name: 'Create a rule' }).waitFor()
    },
  },
  {
    name: 'elevation-rule-several',
    path: `${report}?search=${file}`,
    prepare: (page) => choose(page, 1, 2),
  },
  {
    name: 'elevation-rule-none',
    path: `${report}?result=denied`,
    prepare: (page) => choose(page, 1, 2),
  },
]
