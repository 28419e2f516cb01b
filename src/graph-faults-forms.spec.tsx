// @vitest-environment jsdom
import { fireEvent, screen, waitFor } from '@testing-library/react'
import type { ComponentType } from 'react'
import { beforeAll, describe, expect, it } from 'vitest'

import { sampleWorld } from '#worlds/sample/sample-world.ts'

import ElevationRequestsPage from './features/elevation-requests/ElevationRequestsPage.tsx'
import { loadLazyParts } from './features/elevation-requests/queue.spec-helper.ts'
import EditReusableSettingPage from './features/reusable-settings/EditReusableSettingPage.tsx'
import EditAssignmentPage from './features/roles/edit/EditAssignmentPage.tsx'
import EditRolePage from './features/roles/edit/EditRolePage.tsx'
import ScopeTagsPage from './features/roles/scope-tags/ScopeTagsPage.tsx'
import {
  faultsAt,
  graphPerTest,
  ofChange,
  type FaultName,
  type Outcome,
} from './graph-faults.spec-helper.ts'
import { neverDone } from './graph-surfaces.spec-helper.tsx'
import { renderPage } from './render-page.spec-helper.tsx'

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

type Form = {
  name: string
  page: ComponentType
  route: string
  address: string
  field: string | RegExp
  button: string
  method: string
  path: RegExp
  /** What it says in words of its own. */
  own?: Partial<Record<FaultName, Outcome>>
}
const forms: Form[] = [
  {
    name: 'denying a request',
    page: ElevationRequestsPage,
    route: '/epm/elevation-requests',
    address: `/epm/elevation-requests/${request.id}/deny`,
    field: 'Reason',
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
    field: 'Name',
    button: 'Save',
    method: 'PATCH',
    path: /reusablePolicySettings\/[\w-]+$/,
  },
  {
    name: 'a role',
    page: EditRolePage,
    route: '/roles/:id/edit/:section',
    address: `/roles/${role.id}/edit/basics`,
    field: 'Description',
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
    field: 'Description',
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
    field: 'Name',
    button: 'Create',
    method: 'POST',
    path: /roleScopeTags$/,
    own: neverDone,
  },
]
const typed = 'Typed before it failed'
/** The first form of the file loads its parts. */
const slow = { timeout: 12_000 }

describe.each(forms.map((form, place) => ({ ...form, faults: faultsAt(place) })))(
  '$name',
  ({ page, route, address, field, button, method, path, own, faults }) => {
    it.each(faults)('%s', async (name) => {
      const outcome = own?.[name] ?? ofChange[name]
      await renderPage(page, route, address)
      const input = await screen.findByRole('textbox', { name: field }, slow)
      fireEvent.change(input, { target: { value: typed } })
      const save = await screen.findByRole('button', { name: button })
      on.fail(name, method, path)
      fireEvent.click(save)
      fireEvent.click(save)
      if (outcome === 'done') await waitFor(() => expect(input).not.toBeInTheDocument())
      else {
        expect((await screen.findAllByText(outcome))[0]).toBeVisible()
        expect(input).toHaveValue(typed)
      }
      expect(on.calls(method, path)).toHaveLength(name === 'offline' ? 0 : 1)
    })
  },
)
