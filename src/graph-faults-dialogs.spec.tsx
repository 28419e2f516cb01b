// @vitest-environment jsdom
import { fireEvent, screen } from '@testing-library/react'
import { beforeAll } from 'vitest'

import { sampleWorld } from '#worlds/sample/sample-world.ts'

import PolicyPage from './features/policies/PolicyPage.tsx'
import ReusableSettingPage from './features/reusable-settings/ReusableSettingPage.tsx'
import AssignmentPage from './features/roles/assignments/AssignmentPage.tsx'
import RolePage from './features/roles/RolePage.tsx'
import ScopeTagPage from './features/roles/scope-tags/ScopeTagPage.tsx'
import { graphPerTest } from './graph-faults.spec-helper.ts'
import { meetFaults, neverDone, type Surface } from './graph-surfaces.spec-helper.tsx'

/** R54 on Microsoft Graph: faults against dialogs that delete, copy and rename. */
const at = new Date('2026-11-18T09:00:00.000Z')
const sample = sampleWorld(at)
const person = 'intune.admin@contoso.example'
const [policy] = sample.policies
const [setting] = sample.reusableSettings
const assignment = sample.roleAssignments.find(
  ({ displayName }) => displayName === 'Internal audit',
)
const role = sample.roleDefinitions?.find(({ isBuiltIn }) => !isBuiltIn)
if (!policy || !setting || !assignment || !role) throw new Error('The sample lacks something.')
const unused = { ...setting, id: 'f2f2a9c1-3a53-4d5e-8a57-6f3a3a7be001', displayName: 'Not used' }
const unassigned = {
  ...role,
  id: 'f2f2a9c1-3a53-4d5e-8a57-6f3a3a7be002',
  displayName: 'Not assigned',
}
const on = graphPerTest(
  {
    ...sample,
    elevations: [],
    elevationRequests: [],
    reusableSettings: [...sample.reusableSettings, unused],
    roleDefinitions: [...(sample.roleDefinitions ?? []), unassigned],
  },
  person,
)
beforeAll(() => import('#src/ui/dialogs/FormDialogSurface.tsx'), 60_000)

const surfaces: Surface[] = [
  {
    name: 'deleting a policy',
    page: PolicyPage,
    route: '/epm/policies/:id',
    address: `/epm/policies/${policy.id}?delete=${policy.id}`,
    button: 'Yes, delete',
    method: 'DELETE',
    path: /configurationPolicies\/[\w-]+$/,
    kept: 'Delete this policy?',
  },
  {
    name: 'copying a policy',
    page: PolicyPage,
    route: '/epm/policies/:id',
    address: `/epm/policies/${policy.id}?duplicate=${policy.id}`,
    entry: { field: /name/i, value: sample.policies[1]?.name ?? '' },
    prepare: async () => {
      for (const risk of screen.queryAllByRole('checkbox', { name: /I have read/ }))
        fireEvent.click(risk)
    },
    button: 'Duplicate',
    method: 'POST',
    path: /createCopy$/,
  },
  {
    name: 'deleting a reusable setting',
    page: ReusableSettingPage,
    route: '/epm/reusable-settings/:id',
    address: `/epm/reusable-settings/${unused.id}?delete=yes`,
    button: 'Yes, delete',
    method: 'DELETE',
    path: /reusablePolicySettings\/[\w-]+$/,
    kept: 'Delete this reusable setting?',
  },
  {
    name: 'deleting a role',
    page: RolePage,
    route: '/roles/:id',
    address: `/roles/${unassigned.id}?delete=${unassigned.id}`,
    button: 'Yes, delete',
    method: 'DELETE',
    path: /roleDefinitions\/[\w-]+$/,
    kept: 'Delete this role?',
    own: neverDone,
  },
  {
    name: 'deleting a role assignment',
    page: AssignmentPage,
    route: '/roles/assignments/:id',
    address: `/roles/assignments/${assignment.id}?delete=${assignment.id}`,
    button: 'Yes, delete',
    method: 'DELETE',
    path: /roleAssignments\/[\w-]+$/,
    kept: /^Delete this (role )?assignment\?/,
    own: neverDone,
  },
  {
    name: 'deleting a scope tag',
    page: ScopeTagPage,
    route: '/roles/scope-tags/:id',
    address: '/roles/scope-tags/1?dialog=delete',
    button: 'Yes, delete',
    method: 'DELETE',
    path: /roleScopeTags\/[\w-]+$/,
    kept: /^Delete this scope tag\?/,
    own: neverDone,
  },
  {
    name: 'renaming a scope tag',
    page: ScopeTagPage,
    route: '/roles/scope-tags/:id',
    address: '/roles/scope-tags/1?dialog=edit',
    entry: { field: 'Name', value: 'Typed before it failed' },
    button: 'Save',
    method: 'PATCH',
    path: /roleScopeTags\/[\w-]+$/,
    own: neverDone,
  },
  {
    name: 'putting a scope tag on the devices of a group',
    page: ScopeTagPage,
    route: '/roles/scope-tags/:id',
    address: '/roles/scope-tags/1?dialog=groups',
    prepare: async () => {
      fireEvent.click(
        await screen.findByRole('button', { name: 'Add groups' }, { timeout: 12_000 }),
      )
      fireEvent.change(await screen.findByRole('searchbox'), { target: { value: 'Kiosk devices' } })
      fireEvent.click(await screen.findByRole('button', { name: 'Add Kiosk devices' }))
    },
    button: 'Save',
    method: 'POST',
    path: /roleScopeTags\/[\w-]+\/assign$/,
    kept: 'Kiosk devices',
    own: neverDone,
  },
]

meetFaults(on, surfaces)
