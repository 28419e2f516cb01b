// @vitest-environment jsdom
import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'

import { servicePerTest } from '#mocks/page-service.spec-helper.ts'
import { renderPage } from '#src/render-page.spec-helper.tsx'

import ElevationRequestsPage from './ElevationRequestsPage.tsx'
import {
  approverName,
  first,
  makeOwn,
  requests,
  world,
  loadLazyParts,
} from './queue.spec-helper.ts'

const service = servicePerTest(world, approverName)
beforeAll(loadLazyParts, 60_000)
afterEach(() => {
  localStorage.clear()
  sessionStorage.clear()
})

const queue = '/epm/elevation-requests'
const show = (address = queue) => renderPage(ElevationRequestsPage, queue, address)
const rows = async () =>
  within(await screen.findByRole('table', { name: 'Elevation requests', busy: false }))
    .getAllByRole('row')
    .slice(1)
const drawer = () => screen.findByRole('dialog', { name: /FabrikamStudioSetup/ })

describe('the queue', () => {
  it('opens on pending, soonest to expire first, with file, reason, signer and time left', async () => {
    await show()
    const [soonest, , latest] = await rows()
    expect(soonest).toHaveTextContent(/db-migrate.exe.*No reason given.*2 h left/)
    expect(latest).toHaveTextContent(/Need the new version for the Halden project/)
    await waitFor(() => expect(latest).toHaveTextContent(/Fabrikam, Inc\./))
    expect(screen.getByText('3 pending requests')).toBeVisible()
  })

  it('narrows by status, search and device, all in the address', async () => {
    const user = userEvent.setup()
    const { router } = await show()
    await rows()
    await user.type(screen.getByRole('searchbox', { name: 'Search requests' }), 'fabrikam{Enter}')
    await screen.findByText('1 pending request')
    await user.type(screen.getByRole('searchbox', { name: 'Device' }), 'BER{Enter}')
    expect(await screen.findByRole('heading', { name: 'No requests match' })).toBeVisible()
    expect(router.state.location.search).toBe('?search=fabrikam&device=BER')
    await user.click(screen.getByRole('button', { name: 'Clear search and filters' }))
    expect(await rows()).toHaveLength(3)
    await user.selectOptions(screen.getByRole('combobox', { name: 'Status' }), 'denied')
    expect(await screen.findByRole('heading', { name: 'No requests match' })).toBeVisible()
    expect(router.state.location.search).toBe('?status=denied')
  })

  it('narrows by days of one’s own, both included', async () => {
    const user = userEvent.setup()
    const { router } = await show()
    expect(await rows()).toHaveLength(3)
    await user.selectOptions(
      await screen.findByRole('combobox', { name: 'Requested' }),
      'Choose days',
    )
    fireEvent.change(screen.getByLabelText('Last day'), { target: { value: '2026-11-17' } })
    expect(await screen.findByText('1 pending request')).toBeInTheDocument()
    expect(router.state.location.search).toBe('?to=2026-11-17')
    fireEvent.change(screen.getByLabelText('First day'), { target: { value: '2026-11-18' } })
    expect(await screen.findByText('The last day is before the first.')).toBeVisible()
    await user.selectOptions(screen.getByRole('combobox', { name: 'Requested' }), 'Any day')
    await waitFor(() => expect(router.state.location.search).toBe(''))
  })

  it('shows the pending ones for a status there is none of, and the address says so', async () => {
    const { router } = await show(`${queue}?status=lost&sort=deviceName:asc`)
    expect(await rows()).toHaveLength(3)
    await waitFor(() => expect(router.state.location.search).toBe('?sort=deviceName%3Aasc'))
  })

  it('says what belongs here when nothing waits', async () => {
    await service().db.deleteFrom('elevation_requests').execute()
    await show()
    expect(await screen.findByRole('heading', { name: 'No request waits' })).toBeVisible()
  })

  it('says which right is missing', async () => {
    await service().as('policy.author@contoso.example')
    await show()
    expect(await screen.findByText(/View elevation requests/)).toBeVisible()
  })

  it('offers another try when the list cannot be read', async () => {
    const user = userEvent.setup()
    service().faults.add({ name: 'html-with-200', endpoint: 'elevationRequestList' })
    await show()
    await user.click(await screen.findByRole('button', { name: 'Try again' }))
    expect(await rows()).toHaveLength(3)
  })

  it('marks one’s own request', async () => {
    await makeOwn(service(), first.id)
    await show()
    expect((await rows()).at(-1)).toHaveTextContent(/Your own request/)
  })
})

describe('keys', () => {
  it('move, open, decide and search', async () => {
    const user = userEvent.setup()
    const { router } = await show()
    await rows()
    await user.keyboard('j')
    await user.keyboard('j')
    await user.keyboard('j')
    await user.keyboard('k')
    expect(document.activeElement).toHaveTextContent(/Set-LabNetwork.ps1/)
    await user.keyboard('d')
    await screen.findByRole('dialog', { name: 'Deny this elevation request?' })
    expect(router.state.location.pathname).toBe(`${queue}/${requests[1]?.id}/deny`)
    await user.type(await screen.findByRole('textbox', { name: 'Reason' }), 'a?[[')
    expect(screen.getByRole('textbox', { name: 'Reason' })).toHaveValue('a?[')
    expect(router.state.location.pathname).toContain('/deny')
  })

  it('step through the requests while one is open', async () => {
    const user = userEvent.setup()
    const { router } = await show(`${queue}/${first.id}`)
    await drawer()
    await rowsBehind()
    await user.keyboard('[[')
    await waitFor(() => expect(router.state.location.pathname).toBe(`${queue}/${requests[1]?.id}`))
  })

  it('open no form that could not be sent', async () => {
    const user = userEvent.setup()
    await makeOwn(service(), first.id)
    const { router } = await show(`${queue}/${first.id}`)
    await drawer()
    await rowsBehind()
    await user.keyboard('a')
    expect(router.state.location.pathname).toBe(`${queue}/${first.id}`)
    expect(await drawer()).toHaveTextContent(/Approve: This is your own request/)
  })

  it('can be switched off', async () => {
    const user = userEvent.setup()
    const { router } = await show()
    await rows()
    await user.keyboard('?')
    const help = await screen.findByRole('dialog', { name: 'Keyboard' })
    await user.click(within(help).getByRole('checkbox'))
    await user.click(within(help).getByRole('button', { name: 'Save' }))
    await user.keyboard('j')
    await user.keyboard('d')
    expect(router.state.location.pathname).toBe(queue)
  })
})

/** Behind a drawer the list is hidden from assistive technology, but it is there. */
const rowsBehind = () =>
  waitFor(() => expect(document.querySelectorAll('[data-row-link]')).toHaveLength(3))

describe('the open request', () => {
  it('says in order who wants what, who signed it, what came before, and how the device is', async () => {
    await show(`${queue}/${first.id}`)
    const shown = await drawer()
    expect(
      within(shown)
        .getByText(/wants to run/)
        .closest('p'),
    ).toHaveTextContent(
      'amelia.ward@contoso.example wants to run FabrikamStudioSetup-x64-8.4.1.exe as administrator on LON-LT-0210, asked 12 min ago. Waits for a decision, 6 days left.',
    )
    await waitFor(() =>
      expect(shown).toHaveTextContent(/Issued byTrey Research Code Signing CA G2/),
    )
    expect(await within(shown).findByText(/Nobody asked for a file with this hash/)).toBeVisible()
    expect(await within(shown).findByText('10.0.26100.6899')).toBeVisible()
    expect(
      within(shown)
        .getAllByRole('heading', { level: 3 })
        .map((heading) => heading.textContent)
        .slice(0, 4),
    ).toEqual([
      'Signer, hash and path',
      'Seen or decided before',
      'Which rule applies now',
      'Device',
    ])
    // An approver without these rights is told so, and nothing is asked of the service in vain.
    expect(shown).toHaveTextContent(/Elevations of this file are not shown/)
    expect(shown).toHaveTextContent(/Cannot be told: reading rules needs the right/)
  })

  it('says why a command cannot be used', async () => {
    await makeOwn(service(), first.id)
    await show(`${queue}/${first.id}`)
    const approve = within(await drawer()).getByRole('button', { name: 'Approve' })
    expect(approve).toHaveAttribute('aria-disabled', 'true')
    expect(approve).toHaveAccessibleDescription(/your own request/)
    expect(within(await drawer()).getByRole('button', { name: 'Deny' })).toBeEnabled()
  })

  it('tells an unknown address from a failure', async () => {
    await show(`${queue}/00000000-0000-4000-8000-000000000000`)
    expect(await screen.findByRole('heading', { name: 'This request was not found' })).toBeVisible()
  })
})
