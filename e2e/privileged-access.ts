import { expect, type Page } from '@playwright/test'

import type { Service } from './service.ts'
import { callFrom, inDatabase } from './wire.ts'

/** The console's own words for the parts of privileged access, written once for all journeys. */
export const access = (page: Page) => ({
  /** The open request. */
  drawer: (name: string) => page.getByRole('dialog', { name, exact: true }),
  approve: page.getByRole('dialog', { name: 'Approve this access?' }),
  revoke: page.getByRole('dialog', { name: 'Revoke this access?' }),
  addPolicy: page.getByRole('dialog', { name: 'Add a policy' }),
  newRequest: page.getByRole('dialog', { name: 'New request' }),
})

export const requestsAt = '/privileged-access/requests'
export const policiesAt = '/privileged-access/policies'
export const settingsAt = '/privileged-access/settings'

/** Fills the form of a policy that is open, and creates it. */
export const addTaskPolicy = async (page: Page, name: string, approval: 'Manual' | 'Auto') => {
  const form = access(page).addPolicy
  await form.getByRole('combobox', { name: 'Policy type' }).selectOption('Task')
  await form.getByRole('textbox', { name: 'Policy name' }).fill(name.toLowerCase().slice(2, -1))
  await form.getByRole('button', { name: `Choose ${name}`, exact: true }).click()
  await form.getByRole('radio', { name: new RegExp(`^${approval}`) }).check()
  await form.getByRole('button', { name: 'Create' }).click()
}

/** Fills the form of a request that is open, and sends it. */
export const askFor = async (page: Page, name: string, comments: string) => {
  const form = access(page).newRequest
  await form.getByRole('combobox', { name: 'Request type' }).selectOption('Task')
  await form.getByRole('combobox', { name: 'Request for' }).selectOption(name)
  await form.getByRole('textbox', { name: 'Comments' }).fill(comments)
  await form.getByRole('button', { name: 'Save' }).click()
}

/** "May this run now?", as the person who is signed in. */
export const execute = async (page: Page, name: string) => {
  const { status, body } = await callFrom(page, 'POST', '/epm/pam/executions', { name })
  expect(status).toBe(200)
  return body
}

/** A tenant that has never had privileged access: no settings, groups, policies or requests of it. */
export const withoutPrivilegedAccess = (service: Service) =>
  inDatabase(service, (db) => {
    for (const table of [
      'mail_outbox',
      'pam_executions',
      'pam_requests',
      'pam_policies',
      'pam_groups',
    ])
      db.prepare(`delete from ${table}`).run()
    db.prepare(
      "update pam_settings set approvals_required = 0, default_group_id = null, system_account_ids_json = '[]'",
    ).run()
  })

/** What the audit log holds of privileged access, the oldest first: the names of its operations. */
export const accessOperations = (service: Service): string[] =>
  inDatabase(service, (db) =>
    db
      .prepare<[], { operation: string }>(
        "select activity_type || case result when 'Success' then '' else ' ' || result end as operation from audit where category = 'PrivilegedAccess' order by seq",
      )
      .all()
      .map(({ operation }) => operation),
  )
