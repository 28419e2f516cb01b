import type { Page } from '@playwright/test'

import { expect, test } from './fixtures.ts'
import { peopleUpns, type Person } from './people.ts'
import { drawerOf, pathOf } from './queue.ts'
import { callFrom, inDatabase, pendingOfOthers, type Answer } from './wire.ts'

const pages = {
  requests: {
    path: '/epm/elevation-requests',
    link: /^Elevation requests/,
    what: 'elevation requests',
  },
  reports: { path: '/epm/reports/elevations', link: /^Reports/, what: 'reports' },
  policies: { path: '/epm/policies', link: /^Policies/, what: 'policies' },
  audit: { path: '/audit-logs', link: /^Audit logs/, what: 'audit logs' },
  devices: { path: '/devices', link: /^Devices/, what: 'devices' },
} as const
type PageName = keyof typeof pages

/** The right a page names when it is closed to somebody, as Intune's role editor calls it. */
const missing: Record<PageName, string> = {
  requests: 'Endpoint Privilege Management Elevation Requests: View elevation requests',
  reports: 'Endpoint Privilege Management Policy Authoring: View Reports',
  policies: 'Endpoint Privilege Management Policy Authoring: Read',
  audit: 'Audit data: Read',
  devices: 'Managed devices: Read',
}

type Changes = 'decide' | 'createPolicy'
const all: readonly PageName[] = ['requests', 'reports', 'policies', 'audit', 'devices']

/** The ten people: which pages they see, and what they may do to a request of somebody else's. */
const table: Record<Person, { sees: readonly PageName[]; may: readonly Changes[] }> = {
  'intune.admin': { sees: all, may: ['decide', 'createPolicy'] },
  'epm.manager': {
    sees: ['requests', 'reports', 'policies', 'devices'],
    may: ['decide', 'createPolicy'],
  },
  'epm.reader': { sees: ['requests', 'reports', 'policies', 'devices'], may: [] },
  'security.manager': { sees: all, may: ['decide', 'createPolicy'] },
  'readonly.operator': { sees: all, may: [] },
  'requests.approver': { sees: ['requests', 'devices'], may: ['decide'] },
  'policy.author': { sees: ['reports', 'policies'], may: ['createPolicy'] },
  'exchange.admin': { sees: [], may: [] },
  'role.admin': { sees: [], may: [] },
  'no.role': { sees: [], may: [] },
}

const commands: Record<string, { needs: Changes; right: string }> = {
  Approve: {
    needs: 'decide',
    right: 'Endpoint Privilege Management Elevation Requests: Modify elevation requests',
  },
  Deny: {
    needs: 'decide',
    right: 'Endpoint Privilege Management Elevation Requests: Modify elevation requests',
  },
  'Create a rule with these file details': {
    needs: 'createPolicy',
    right: 'Endpoint Privilege Management Policy Authoring: Create',
  },
}

/** Calls that change nothing when they are allowed, because what they name is wrong in another way. */
const forcedReads: Record<PageName, string> = {
  requests: '/deviceManagement/elevationRequests?$top=1',
  reports: '/deviceManagement/privilegeManagementElevations?$top=1',
  policies: '/deviceManagement/configurationPolicies?$top=1',
  audit: '/deviceManagement/auditEvents?$top=1',
  devices: '/deviceManagement/managedDevices?$top=1',
}

const navigation = (page: Page) => page.getByRole('navigation', { name: 'Main' })

for (const [name, { sees, may }] of Object.entries(table)) {
  // The keys of the table above.
  const person = name as Person
  test(`${person}: ${sees.join(', ') || 'no page'}; ${may.join(', ') || 'no change'}`, async ({
    as,
    service,
    expectConsole,
  }) => {
    expectConsole(/status of 4(03|12)/)
    const [target] = pendingOfOthers(service, peopleUpns)
    if (!target) throw new Error('The sample tenant has no pending request.')
    const policyId = inDatabase(
      service,
      (db) => db.prepare<[], { id: string }>('select id from policies limit 1').get()?.id ?? '',
    )
    const page = await as(person)

    if (person === 'no.role')
      await expect(page.getByRole('heading', { level: 1, name: 'No access' })).toBeVisible()
    if (person === 'role.admin')
      await expect(page.getByRole('heading', { level: 1, name: 'Roles' })).toBeVisible()
    for (const each of all) {
      const { path, link, what } = pages[each]
      await expect(navigation(page).getByRole('link', { name: link })).toHaveCount(
        sees.includes(each) ? 1 : 0,
      )
      await page.goto(path)
      const closed = page.getByRole('heading', { name: `Your roles do not show ${what}` })
      if (sees.includes(each)) {
        await expect(page.getByRole('table').getByRole('row').nth(1)).toBeVisible()
        await expect(closed).toHaveCount(0)
      } else {
        await expect(closed).toBeVisible()
        await expect(page.getByText(`The missing right is ${missing[each]}.`)).toBeVisible()
        await expect(page.getByRole('table')).toHaveCount(0)
      }
      const read = await callFrom(page, 'GET', forcedReads[each])
      expect.soft(read.status, `${person} reads ${each}`).toBe(sees.includes(each) ? 200 : 403)
    }

    if (sees.includes('requests')) {
      await page.goto(pathOf(target))
      for (const [label, { needs, right }] of Object.entries(commands)) {
        const button = drawerOf(page, target).getByRole('button', { name: label, exact: true })
        if (may.includes(needs)) await expect(button).toBeEnabled()
        else {
          await expect(button).toBeDisabled()
          await expect(button).toHaveAccessibleDescription(`You need the right “${right}”.`)
        }
      }
    }

    // What the service refuses when it is called anyway. Decisions name a version that never was.
    const stale = { 'If-Match': '"999999"' }
    const request = `/deviceManagement/elevationRequests/${target.id}`
    const policy = `/deviceManagement/configurationPolicies/${policyId}`
    const forced: [Changes, Answer][] = [
      ['decide', await callFrom(page, 'POST', `${request}/approve`, {}, stale)],
      ['decide', await callFrom(page, 'POST', `${request}/deny`, {}, stale)],
      ['decide', await callFrom(page, 'POST', `${request}/revoke`, {}, stale)],
      [
        'createPolicy',
        await callFrom(page, 'POST', `${policy}/assign`, { assignments: [] }, stale),
      ],
    ]
    for (const [needs, { status, body }] of forced)
      if (may.includes(needs)) expect.soft(status, `${person}: ${needs}`).not.toBe(403)
      else
        expect
          .soft([status, JSON.stringify(body)], `${person}: ${needs}`)
          .toEqual([403, expect.stringContaining('Forbidden')])
    expect(
      inDatabase(service, (db) =>
        db.prepare('select version, status from elevation_requests where id = ?').get(target.id),
      ),
    ).toEqual({ version: 1, status: 'pending' })
  })
}
