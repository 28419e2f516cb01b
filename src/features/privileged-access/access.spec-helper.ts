import { screen, within } from '@testing-library/react'

import type { TestService } from '#mocks/test-service.ts'
import { renderPage } from '#src/render-page.spec-helper.tsx'

import { upn } from './access-world.spec-helper.ts'
import PoliciesPage from './PoliciesPage.tsx'
import RequestsPage from './RequestsPage.tsx'
import SettingsPage from './SettingsPage.tsx'

export const requestsAt = '/privileged-access/requests'
export const showRequests = (address = requestsAt) => renderPage(RequestsPage, requestsAt, address)
const policiesAt = '/privileged-access/policies'
export const showPolicies = (search = '') =>
  renderPage(PoliciesPage, policiesAt, `${policiesAt}${search}`)
const settingsAt = '/privileged-access/settings'
export const showSettings = (search = '') =>
  renderPage(SettingsPage, settingsAt, `${settingsAt}${search}`)

export const rowsOf = async (label: string) =>
  within(await screen.findByRole('table', { name: label, busy: false }))
    .getAllByRole('row')
    .slice(1)

/** Somebody else does it, past the page. */
export const elsewhere = async (
  service: TestService,
  alias: string,
  [method, path, body]: readonly [string, string, unknown],
  back: string,
) => {
  await service.as(upn(alias))
  const answer = await service.fetch(
    new Request(`http://localhost:3000/beta/epm/pam${path}`, {
      method,
      headers: { 'Content-Type': 'application/json', 'X-EPM-Request': '1' },
      body: JSON.stringify(body),
    }),
  )
  if (!answer.ok) throw new Error(await answer.text())
  await service.as(upn(back))
}

/** Answers to these addresses are held back until the function it answers is called. */
export const holdBack = (service: TestService, part: string) => {
  const real = service.fetch
  let letGo = () => {}
  const gone = new Promise<void>((resolve) => (letGo = resolve))
  service.fetch = async (request) => {
    if (new URL(request.url).pathname.endsWith(part)) await gone
    return real(request)
  }
  return letGo
}

/** What the pages load when they open something, transformed once and not inside the first test's patience. */
export const loadLazyParts = () =>
  Promise.all([
    import('#src/ui/dialogs/FormDialogSurface.tsx'),
    import('#src/ui/drawer/DrawerSurface.tsx'),
    import('#src/ui/table/ListToolsSurface.tsx'),
    import('./GroupDialog.tsx'),
    import('./MembersDialog.tsx'),
    import('./NewRequestDialog.tsx'),
    import('./PolicyDialog.tsx'),
    import('./RemovePolicyDialog.tsx'),
    import('./RequestDrawer.tsx'),
    import('./SettingsDialog.tsx'),
  ])
