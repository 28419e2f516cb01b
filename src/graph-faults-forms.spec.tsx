// @vitest-environment jsdom
import { beforeAll } from 'vitest'

import { sampleWorld } from '#worlds/sample/sample-world.ts'

import ElevationRequestsPage from './features/elevation-requests/ElevationRequestsPage.tsx'
import { loadLazyParts } from './features/elevation-requests/queue.spec-helper.ts'
import EditReusableSettingPage from './features/reusable-settings/EditReusableSettingPage.tsx'
import EditAssignmentPage from './features/roles/edit/EditAssignmentPage.tsx'
import EditRolePage from './features/roles/edit/EditRolePage.tsx'
import ScopeTagsPage from './features/roles/scope-tags/ScopeTagsPage.tsx'
import { graphPerTest } from './graph-faults.spec-helper.ts'
import { meetFaults, neverDone, type Surface } from './graph-surfaces.spec-helper.tsx'

/** R54 on Microsoft Graph: faults against the other forms; those of policies and approving are in `graph-faults.spec.tsx`. */
const at = new Date('2026-11-18T09:00:00.000Z')
const sample = sampleWorld(at)
const person = 'intune.admin@contoso.example'
const request = sample.elevationRequests.find(
  ({ status, requestedByUserPrincipalName }) =>
    status === 'pending' && requestedByUserPrincipalName !== person,
)
const role = sample.roleDefinitions?.find(({ isBuiltIn }) => !isBuiltIn)
const assignment = sample.roleAssignments.find(
  ({ displayName }) => displayName === 'Internal audit',
)
const [setting] = sample.reusableSettings
if (!request || !role || !assignment || !setting) throw new Error('The sample lacks something.')
const on = graphPerTest({ ...sample, elevations: [], elevationRequests: [request] }, person)
beforeAll(loadLazyParts, 60_000)

const typed = 'Typed before it failed'
const forms: Surface[] = [
  {
    name: 'denying a request',
    page: ElevationRequestsPage,
    route: '/epm/elevation-requests',
    address: `/epm/elevation-requests/${request.id}/deny`,
    entry: { field: 'Reason', value: typed },
    button: 'Yes, deny',
    method: 'POST',
    path: /\/deny$/,
    own: { '409': /The request has changed/, '412': /The request has changed/ },
  },
  {
    name: 'a reusable setting',
    page: EditReusableSettingPage,
    route: '/epm/reusable-settings/:id/edit',
    address: `/epm/reusable-settings/${setting.id}/edit`,
    entry: { field: 'Name', value: typed },
    button: 'Save',
    method: 'PATCH',
    path: /reusablePolicySettings\/[\w-]+$/,
  },
  {
    name: 'a role',
    page: EditRolePage,
    route: '/roles/:id/edit/:section',
    address: `/roles/${role.id}/edit/basics`,
    entry: { field: 'Description', value: typed },
    button: 'Save',
    method: 'PATCH',
    path: /roleDefinitions\/[\w-]+$/,
    own: neverDone,
  },
  {
    name: 'a role assignment',
    page: EditAssignmentPage,
    route: '/roles/assignments/:id/edit/:section',
    address: `/roles/assignments/${assignment.id}/edit/basics`,
    entry: { field: 'Description', value: typed },
    button: 'Save',
    method: 'PATCH',
    path: /roleAssignments\/[\w-]+$/,
    own: neverDone,
  },
  {
    name: 'a new scope tag',
    page: ScopeTagsPage,
    route: '/roles/scope-tags',
    address: '/roles/scope-tags?dialog=new',
    entry: { field: 'Name', value: typed },
    button: 'Create',
    method: 'POST',
    path: /roleScopeTags$/,
    own: neverDone,
  },
]

meetFaults(on, forms)
