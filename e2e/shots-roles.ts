import type { Page } from '@playwright/test'

import type { Service } from './service.ts'
import type { Shot } from './shot.ts'
import { inDatabase } from './wire.ts'

const step = (page: Page) => page.getByRole('button', { name: 'Next' }).click()

/** Roles, their assignments, scope tags and what a person can do. */
export const roleShots = (service: Service): readonly Shot[] => {
  const id = (sql: string) =>
    inDatabase(service, (db) => db.prepare<[], { id: string }>(sql).get()?.id ?? '')
  const builtIn = id(
    "select id from role_definitions where display_name = 'Endpoint Privilege Manager'",
  )
  const custom = id(
    "select id from role_definitions where display_name = 'Elevation Policy Author'",
  )
  const assignment = id(
    "select id from role_assignments where display_name = 'Application packagers EMEA'",
  )
  const everywhere = id("select id from role_assignments where display_name = 'Internal audit'")
  const scoped = id("select id from users where user_principal_name like 'viktor.horvat@%'")
  const admin = id("select id from users where user_principal_name like 'intune.admin@%'")
  const nobody = id("select id from users where user_principal_name like 'no.role@%'")
  const basics = async (page: Page) => {
    await page.getByRole('textbox', { name: 'Name' }).fill('Service desk Berlin')
    await page.getByRole('textbox', { name: 'Description' }).fill('Decides what Berlin asks for')
    await step(page)
  }
  const permissions = async (page: Page) => {
    await basics(page)
    await page.getByRole('checkbox', { name: /^View elevation requests/ }).check()
    await page.getByRole('checkbox', { name: /^Modify elevation requests/ }).check()
  }
  const members = async (page: Page) => {
    await basics(page)
    await page.getByRole('button', { name: 'Add groups' }).click()
    await page.getByRole('searchbox').fill('service desk')
    await page.getByRole('button', { name: 'Add Service desk Americas' }).click()
  }
  return [
    { name: 'roles', path: '/roles', person: 'role.admin' },
    { name: 'roles-no-match', path: '/roles?search=nothing-matches', person: 'role.admin' },
    { name: 'roles-forbidden', path: '/roles', person: 'epm.manager' },
    { name: 'roles-reader', path: '/roles', person: 'readonly.operator' },
    {
      name: 'roles-failed',
      path: '/devices',
      prepare: async (page) => {
        await page.route('**/beta/deviceManagement/roleDefinitions?**', (route) =>
          route.fulfill({ status: 500, contentType: 'application/json', body: '{}' }),
        )
        await page.goto('/roles')
        await page.getByRole('button', { name: 'Try again' }).waitFor()
      },
    },
    {
      name: 'roles-menu',
      path: '/roles',
      person: 'role.admin',
      prepare: (page) =>
        page.getByRole('button', { name: 'Commands for Endpoint Privilege Manager' }).click(),
    },
    { name: 'role-built-in', path: `/roles/${builtIn}`, person: 'role.admin' },
    { name: 'role-custom', path: `/roles/${custom}`, person: 'role.admin' },
    { name: 'role-delete-used', path: `/roles/${custom}?delete=${custom}`, person: 'role.admin' },
    {
      name: 'role-edit-permissions',
      path: `/roles/${custom}/edit/permissions`,
      person: 'intune.admin',
    },
    {
      name: 'role-edit-effect',
      path: `/roles/${custom}/edit/permissions`,
      person: 'intune.admin',
      prepare: async (page) => {
        await page.getByRole('checkbox', { name: /^Delete – Delete elevation/ }).uncheck()
        await page
          .getByText(/^Loses/)
          .first()
          .waitFor()
      },
    },
    { name: 'role-new-1', path: '/roles/new', person: 'role.admin' },
    {
      name: 'role-new-2-limited',
      path: '/roles/new',
      person: 'role.admin',
      prepare: basics,
    },
    { name: 'role-copy', path: `/roles/new?copy=${builtIn}`, person: 'role.admin' },
    {
      name: 'role-new-1-error',
      path: '/roles/new',
      person: 'role.admin',
      prepare: step,
    },
    { name: 'role-new-2', path: '/roles/new', person: 'intune.admin', prepare: permissions },
    {
      name: 'role-new-4',
      path: '/roles/new',
      person: 'intune.admin',
      prepare: async (page) => {
        await permissions(page)
        await step(page)
        await step(page)
        await page.getByRole('heading', { name: 'Review + create' }).waitFor()
      },
    },
    {
      name: 'role-assign-2',
      path: `/roles/${custom}/assign`,
      person: 'role.admin',
      prepare: members,
    },
    {
      name: 'role-assign-3',
      path: `/roles/${custom}/assign`,
      person: 'role.admin',
      prepare: async (page) => {
        await members(page)
        await step(page)
      },
    },
    {
      name: 'role-assign-4-error',
      path: `/roles/${custom}/assign`,
      person: 'role.admin',
      prepare: async (page) => {
        await members(page)
        await step(page)
        await step(page)
        await step(page)
      },
    },
    {
      name: 'role-assign-5',
      path: `/roles/${custom}/assign`,
      person: 'role.admin',
      prepare: async (page) => {
        await members(page)
        await step(page)
        await step(page)
        await page.getByRole('radio', { name: /^Everything/ }).check()
        await step(page)
        await page
          .getByText(/^Gains/)
          .first()
          .waitFor()
      },
    },
    { name: 'assignments', path: '/roles/assignments', person: 'role.admin' },
    { name: 'assignment', path: `/roles/assignments/${assignment}`, person: 'role.admin' },
    {
      name: 'assignment-everywhere',
      path: `/roles/assignments/${everywhere}`,
      person: 'role.admin',
    },
    {
      name: 'assignment-delete',
      path: `/roles/assignments/${assignment}?delete=${assignment}`,
      person: 'role.admin',
      prepare: (page) =>
        page
          .getByText(/^Loses/)
          .first()
          .waitFor(),
    },
    {
      name: 'assignment-edit-tags',
      path: `/roles/assignments/${assignment}/edit/scope-tags`,
      person: 'role.admin',
    },
    { name: 'scope-tags', path: '/roles/scope-tags', person: 'role.admin' },
    { name: 'scope-tag', path: '/roles/scope-tags/1' },
    { name: 'scope-tag-without-rights', path: '/roles/scope-tags/1', person: 'role.admin' },
    { name: 'scope-tag-new', path: '/roles/scope-tags?dialog=new', person: 'role.admin' },
    {
      name: 'scope-tag-groups',
      path: '/roles/scope-tags/3?dialog=groups',
      prepare: async (page) => {
        await page.getByRole('button', { name: 'Add groups' }).click()
        await page.getByRole('searchbox').last().fill('Kiosk')
        await page.getByRole('button', { name: 'Add Kiosk devices' }).click()
      },
    },
    { name: 'scope-tag-delete', path: '/roles/scope-tags/1?dialog=delete', person: 'role.admin' },
    { name: 'people', path: '/roles/people', person: 'role.admin' },
    { name: 'person-scoped', path: `/roles/people/${scoped}`, person: 'role.admin' },
    { name: 'person-admin', path: `/roles/people/${admin}`, person: 'role.admin' },
    { name: 'person-nobody', path: `/roles/people/${nobody}`, person: 'role.admin' },
    { name: 'policies-tagged', path: '/epm/policies?tag=1' },
  ]
}
