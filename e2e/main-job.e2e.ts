import type { Page } from '@playwright/test'

import { expect, test } from './fixtures.ts'
import { peopleUpns, upnOf } from './people.ts'
import { approveDialog, denyDialog, drawerOf, pathOf, rowOf, table, toastOf } from './queue.ts'
import { callFrom, pendingOfOthers, type StoredRequest } from './wire.ts'

const approveReason = 'Ticket INC0012345, known installer.'
const denyReason = 'A newer version is in the Company Portal.'
const policyName = 'Rules from requests'

const ruleDialog = (page: Page) => page.getByRole('dialog', { name: 'Create a rule' })

const decideFromQueue = async (
  page: Page,
  request: StoredRequest,
  decision: 'Approve' | 'Deny',
  reason: string,
) => {
  await rowOf(page, request).getByRole('link').click()
  await drawerOf(page, request).getByRole('button', { name: decision, exact: true }).click()
  const dialog = decision === 'Approve' ? approveDialog(page) : denyDialog(page)
  await expect(dialog).toContainText(request.applicationDetail.fileHash)
  await expect(dialog).toContainText(request.requestedByUserPrincipalName)
  await dialog.getByRole('textbox', { name: 'Reason' }).fill(reason)
  await dialog.getByRole('button', { name: `Yes, ${decision.toLowerCase()}` }).click()
  await expect(
    toastOf(page, decision === 'Approve' ? 'Request approved' : 'Request denied'),
  ).toBeVisible()
  await page.getByRole('button', { name: 'Close' }).click()
}

const openRuleForm = async (page: Page, request: StoredRequest) => {
  await page.goto(pathOf(request))
  await drawerOf(page, request)
    .getByRole('button', { name: 'Create a rule with these file details' })
    .click()
  const dialog = ruleDialog(page)
  await expect(dialog.getByRole('combobox', { name: 'Type' })).not.toContainText('Deny')
  return dialog
}

/** Risky rules ask for a second, informed confirmation; a plain one does not. */
const sendRule = async (page: Page) => {
  const dialog = ruleDialog(page)
  const confirm = dialog.getByRole('checkbox', { name: /^I have read what could go wrong/ })
  if ((await confirm.count()) > 0) await confirm.check()
  await dialog.getByRole('button', { name: 'OK' }).click()
}

test('an approver empties the queue, an admin makes rules of it, an auditor sees all and changes nothing', async ({
  as,
  service,
  expectConsole,
}) => {
  test.slow()
  const [approved, denied] = pendingOfOthers(service, peopleUpns)
  if (!approved || !denied) throw new Error('The sample tenant has too few pending requests.')

  await test.step('requests.approver approves one and denies another, and both stand', async () => {
    const page = await as('requests.approver')
    await expect(page.getByRole('heading', { level: 1, name: 'Elevation requests' })).toBeVisible()
    await decideFromQueue(page, approved, 'Approve', approveReason)
    await decideFromQueue(page, denied, 'Deny', denyReason)
    await page.reload()
    await expect(table(page)).toBeVisible()
    await expect(rowOf(page, approved)).toHaveCount(0)
    await expect(rowOf(page, denied)).toHaveCount(0)
    await page.getByRole('combobox', { name: 'Status' }).selectOption('Approved')
    await expect(rowOf(page, approved)).toContainText(`by ${upnOf('requests.approver')}`)
    await page.getByRole('combobox', { name: 'Status' }).selectOption('Denied')
    await expect(rowOf(page, denied)).toContainText(`by ${upnOf('requests.approver')}`)
  })

  await test.step('epm.manager makes a rule of the denied request in a new policy', async () => {
    const page = await as('epm.manager')
    const dialog = await openRuleForm(page, denied)
    await expect(dialog.getByRole('radio', { name: /^Create a new policy/ })).toBeChecked()
    await dialog.getByRole('button', { name: 'OK' }).click()
    await expect(dialog.getByText('Enter a policy name.')).toBeVisible()
    await dialog.getByRole('textbox', { name: 'Policy name' }).fill(policyName)
    await dialog.getByRole('textbox', { name: 'Rule name' }).fill('Denied once, allowed now')
    await dialog.getByRole('combobox', { name: 'Type' }).selectOption('Automatic')
    await dialog.getByRole('textbox', { name: 'Rule name' }).fill('Denied once, allowed now')
    await dialog.getByRole('combobox', { name: 'Type' }).selectOption('User confirmed')
    await sendRule(page)
    await expect(toastOf(page, 'Policy created, not assigned yet')).toBeVisible()

    await page.goto('/epm/policies')
    await page.getByRole('link', { name: policyName }).click()
    await expect(page.getByRole('heading', { level: 1, name: policyName })).toBeVisible()
    await expect(page.getByText(/assigned to nobody|not assigned/i)).toBeVisible()
    const rule = page.getByRole('list', { name: 'Rules' }).getByRole('button')
    await expect(rule).toHaveCount(1)
    await expect(rule).toContainText('Denied once, allowed now')
    await expect(rule).toContainText(denied.applicationDetail.fileName)
    await expect(rule).toContainText('User confirmed')
    await rule.click()
    // Which of its details the file has is the sample tenant's hour's; its hash is always one.
    await expect(page.getByText(/ hash\b.* runs elevated after the user confirms\./)).toBeVisible()
    const hash = denied.applicationDetail.fileHash
    await expect(
      page.getByText(new RegExp(`^${hash.slice(0, 6)}.*${hash.slice(-6)}$`)).first(),
    ).toBeVisible()
  })

  const existing = 'Service desk and everyday software'
  await test.step('and adds another rule to a policy that is assigned, told that it is live at once', async () => {
    const page = await as('epm.manager')
    const dialog = await openRuleForm(page, approved)
    await dialog.getByRole('radio', { name: /^Add to an existing policy/ }).check()
    await dialog.getByRole('combobox', { name: 'Elevation rules policy' }).selectOption(existing)
    await expect(dialog.getByText(/^Live at once for: .+\./)).toBeVisible()
    await dialog.getByRole('textbox', { name: 'Rule name' }).fill('Installer of INC0012345')
    await sendRule(page)
    await expect(toastOf(page, 'Rule added')).toBeVisible()
    await page.goto('/epm/policies')
    await page.getByRole('link', { name: existing }).click()
    await page.getByRole('searchbox', { name: 'Search rules' }).fill('INC0012345')
    const rules = page.getByRole('list', { name: 'Rules' }).getByRole('button')
    await expect(rules).toHaveCount(1)
    await expect(rules).toContainText('Installer of INC0012345')
  })

  await test.step('readonly.operator sees all of it and can change none of it', async () => {
    const page = await as('readonly.operator', '/epm/elevation-requests?status=denied')
    await rowOf(page, denied).getByRole('link').click()
    const drawer = drawerOf(page, denied)
    await drawer.getByText('Request details').click()
    await expect(drawer.getByText(denyReason).first()).toBeVisible()
    for (const name of ['Approve', 'Deny', 'Create a rule with these file details']) {
      const button = drawer.getByRole('button', { name, exact: true })
      await expect(button).toBeDisabled()
      await expect(button).toHaveAccessibleDescription(/You need the right “.+”\./)
    }
    await page.goto('/epm/policies')
    await page.getByRole('link', { name: policyName }).click()
    await expect(page.getByRole('list', { name: 'Rules' })).toContainText(
      'Denied once, allowed now',
    )

    expectConsole(/status of 403/)
    const [pending] = pendingOfOthers(service, peopleUpns)
    const list = await callFrom(
      page,
      'GET',
      `/deviceManagement/configurationPolicies?$filter=name eq '${policyName}'`,
    )
    const { value } = list.body as { value: { id: string }[] }
    const policy = await callFrom(
      page,
      'GET',
      `/deviceManagement/configurationPolicies/${value[0]?.id}?$expand=settings`,
    )
    const { name, description, platforms, technologies, templateReference, settings } =
      policy.body as Record<string, unknown>
    const body = { name, description, platforms, technologies, templateReference, settings }
    const etag = { 'If-Match': String((policy.body as Record<string, unknown>)['@odata.etag']) }
    const forced = [
      await callFrom(
        page,
        'POST',
        `/deviceManagement/elevationRequests/${pending?.id}/approve`,
        {},
      ),
      await callFrom(page, 'POST', `/deviceManagement/elevationRequests/${pending?.id}/deny`, {}),
      await callFrom(page, 'POST', `/deviceManagement/elevationRequests/${approved.id}/revoke`, {}),
      await callFrom(page, 'POST', '/deviceManagement/configurationPolicies', body),
      await callFrom(
        page,
        'PUT',
        `/deviceManagement/configurationPolicies/${value[0]?.id}`,
        body,
        etag,
      ),
      await callFrom(
        page,
        'POST',
        `/deviceManagement/configurationPolicies/${value[0]?.id}/assign`,
        { assignments: [] },
        etag,
      ),
    ]
    expect(forced.map(({ status }) => status)).toEqual([403, 403, 403, 403, 403, 403])
  })

  await test.step('the audit log shows each step with its reason', async () => {
    const page = await as('readonly.operator', '/audit-logs')
    const rows = page.getByRole('table', { name: 'Audit events' }).getByRole('row')
    const step = (actor: string, activity: string, text: string, result: string) =>
      rows
        .filter({ hasText: actor })
        .filter({ hasText: activity })
        .filter({ hasText: text })
        .filter({ hasText: result })
    const approver = upnOf('requests.approver')
    const manager = upnOf('epm.manager')
    await expect(
      step(approver, 'Approved elevation request', approveReason, 'Carried out'),
    ).toHaveCount(1)
    await expect(step(approver, 'Denied elevation request', denyReason, 'Carried out')).toHaveCount(
      1,
    )
    await expect(step(manager, 'Created policy', policyName, 'Carried out')).toHaveCount(1)
    await expect(step(manager, 'Changed policy', 'Service desk', 'Carried out')).toHaveCount(1)
    await expect(
      step(
        upnOf('readonly.operator'),
        'Refused: approving an elevation request',
        '',
        'Refused or failed',
      ),
    ).toHaveCount(1)
    await step(approver, 'Denied elevation request', denyReason, 'Carried out')
      .getByRole('link')
      .click()
    const event = page.getByRole('dialog', { name: 'Denied elevation request' })
    await expect(event.getByText(denyReason).first()).toBeVisible()
    await expect(event.getByText(approver).first()).toBeVisible()
  })
})
