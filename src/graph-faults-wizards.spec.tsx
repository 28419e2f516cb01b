// @vitest-environment jsdom
import { fireEvent, screen } from '@testing-library/react'
import { beforeAll } from 'vitest'

import { newRule } from '#domain/rules/rule-model.ts'
import { allDevices } from '#worlds/sample/policies/policy.ts'
import { sampleWorld } from '#worlds/sample/sample-world.ts'

import EditPolicyPage from './features/policies/edit/EditPolicyPage.tsx'
import { policyKindOf } from './features/policies/policy-kind.ts'
import NewPolicyPage from './features/policies/wizard/NewPolicyPage.tsx'
import NewReusableSettingPage from './features/reusable-settings/NewReusableSettingPage.tsx'
import { formOf } from './features/reusable-settings/reusable-form.ts'
import NewAssignmentPage from './features/roles/wizard/NewAssignmentPage.tsx'
import NewRolePage from './features/roles/wizard/NewRolePage.tsx'
import RuleFromRequestPage from './features/rule-from-file/RuleFromRequestPage.tsx'
import { graphPerTest } from './graph-faults.spec-helper.ts'
import { meetFaults, neverDone, type Surface } from './graph-surfaces.spec-helper.tsx'

/**
 * R54 on Microsoft Graph: faults against the wizards and what else makes or assigns something. Each makes a thing of a name that
 * is there already: after a lost answer the older one must not be taken for it.
 */
const at = new Date('2026-11-18T09:00:00.000Z')
const sample = sampleWorld(at)
const person = 'intune.admin@contoso.example'
const rules = sample.policies.find((each) => policyKindOf(each) === 'rules')
const settings = sample.policies.find((each) => policyKindOf(each) === 'settings')
const role = sample.roleDefinitions?.find(({ isBuiltIn }) => !isBuiltIn)
const assignment = sample.roleAssignments.find(
  ({ displayName }) => displayName === 'Internal audit',
)
const request = sample.elevationRequests.find(
  ({ status, requestedByUserPrincipalName }) =>
    status === 'pending' && requestedByUserPrincipalName !== person,
)
const [setting] = sample.reusableSettings
if (!rules || !settings || !role || !assignment || !setting || !request)
  throw new Error('The sample lacks something.')
const on = graphPerTest({ ...sample, elevations: [], elevationRequests: [request] }, person)
beforeAll(() => import('#src/ui/dialogs/FormDialogSurface.tsx'), 60_000)

const typed = 'Typed before it failed'
const rule = { ...newRule(), name: 'Tool', fileName: 'tool.exe', fileHash: 'ab'.repeat(32) }
const rulesDraft = {
  'policy-new:rules:basics': { name: rules.name, description: typed },
  'policy-new:rules:rules': [rule],
}

const surfaces: Surface[] = [
  {
    name: 'the wizard of rules',
    page: NewPolicyPage,
    route: '/epm/policies/new/:profile',
    address: '/epm/policies/new/elevation-rules?step=review',
    drafts: rulesDraft,
    button: 'Create',
    method: 'POST',
    path: /configurationPolicies$/,
    kept: typed,
  },
  {
    name: 'the assignment after the wizard of rules',
    page: NewPolicyPage,
    route: '/epm/policies/new/:profile',
    address: '/epm/policies/new/elevation-rules?step=review',
    drafts: {
      ...rulesDraft,
      'policy-new:rules:targets': [allDevices],
    },
    button: 'Create',
    method: 'POST',
    path: /\/assign$/,
    // Offline, nothing was made.
    kept: /exists and reaches nobody|Typed before it failed/,
  },
  {
    name: 'the wizard of a reusable setting',
    page: NewReusableSettingPage,
    route: '/epm/reusable-settings/new',
    address: '/epm/reusable-settings/new?step=review',
    // The same in everything: only when it was made tells the older one apart.
    drafts: { 'reusable-new': formOf(setting) },
    button: 'Add',
    method: 'POST',
    path: /reusablePolicySettings$/,
  },
  {
    name: 'the wizard of a role',
    page: NewRolePage,
    route: '/roles/new',
    address: '/roles/new?step=review',
    drafts: {
      'role-new:': {
        basics: { name: role.displayName, description: typed },
        actions: ['Microsoft.Intune_EpmPolicy_Read'],
        tags: null,
      },
    },
    button: 'Create',
    method: 'POST',
    path: /roleDefinitions$/,
    kept: typed,
    own: neverDone,
  },
  {
    name: 'the wizard of a role assignment',
    page: NewAssignmentPage,
    route: '/roles/:id/assign',
    address: `/roles/${role.id}/assign?step=review`,
    drafts: {
      [`role-assign:${role.id}`]: {
        basics: { name: assignment.displayName, description: typed },
        members: assignment.members,
        scope: { type: 'allDevices', groups: [] },
        tags: null,
      },
    },
    button: 'Assign',
    method: 'POST',
    path: /roleAssignments$/,
    kept: typed,
    own: neverDone,
  },
  {
    name: 'assignments of a policy',
    page: EditPolicyPage,
    route: '/epm/policies/:id/edit/:section',
    address: `/epm/policies/${rules.id}/edit/assignments`,
    prepare: async () => {
      fireEvent.click(await screen.findByRole('button', { name: 'Add all devices' }))
    },
    button: 'Save',
    method: 'POST',
    path: /\/assign$/,
    kept: 'All devices',
  },
  {
    name: 'settings of a policy, which Graph replaces whole',
    page: EditPolicyPage,
    route: '/epm/policies/:id/edit/:section',
    address: `/epm/policies/${settings.id}/edit/configuration`,
    prepare: async () => {
      fireEvent.click(await screen.findByRole('radio', { name: /^Deny all requests/ }))
    },
    button: 'Save',
    method: 'PUT',
    path: /configurationPolicies\/[\w-]+$/,
    kept: /^Deny all requests/,
  },
  {
    name: 'a rule of the details of a request',
    page: RuleFromRequestPage,
    route: '/epm/elevation-requests/:id/rule',
    address: `/epm/elevation-requests/${request.id}/rule`,
    entry: { field: /Policy name/, value: rules.name ?? '' },
    prepare: async () => {
      // The sample's first request is for a shell.
      fireEvent.click(await screen.findByRole('checkbox', { name: /I have read/ }))
    },
    button: 'OK',
    method: 'POST',
    path: /configurationPolicies$/,
  },
]

meetFaults(on, surfaces)
