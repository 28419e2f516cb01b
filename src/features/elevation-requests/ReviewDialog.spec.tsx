// @vitest-environment jsdom
import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'

import { servicePerTest } from '#mocks/page-service.spec-helper.ts'
import { setClock } from '#src/lib/clock.ts'
import { watchWire } from '#mocks/watch-wire.spec-helper.ts'
import { renderPage } from '#src/render-page.spec-helper.tsx'

import ElevationRequestsPage from './ElevationRequestsPage.tsx'
import {
  approverName,
  at,
  decideElsewhere,
  first,
  makeOwn,
  requests,
  stored,
  world,
  loadLazyParts,
} from './queue.spec-helper.ts'

const service = servicePerTest(world, approverName)
beforeAll(loadLazyParts, 60_000)
// The cache stamps its readings with the system's clock, the page compares them with its own: both stand at one instant.
beforeEach(() => vi.useFakeTimers({ toFake: ['Date'], now: at }))
afterEach(() => {
  vi.useRealTimers()
  sessionStorage.clear()
})

const show = (decision: 'approve' | 'deny') =>
  renderPage(
    ElevationRequestsPage,
    '/epm/elevation-requests',
    `/epm/elevation-requests/${first.id}/${decision}`,
  )
const dialog = () => screen.findByRole('dialog', { name: /this elevation request/ })
const yes = async (decision: 'approve' | 'deny') =>
  within(await dialog()).findByRole('button', { name: `Yes, ${decision}` })
const reason = async () => within(await dialog()).findByRole('textbox', { name: 'Reason' })

describe('approve and deny', () => {
  it('restates what is decided and says truthfully what follows', async () => {
    await show('approve')
    const shown = await dialog()
    for (const fact of [
      'FabrikamStudioSetup-x64-8.4.1.exe',
      'amelia.ward@contoso.example',
      'LON-LT-0210',
    ])
      expect(shown).toHaveTextContent(fact)
    expect(shown).toHaveTextContent(first.applicationDetail?.fileHash ?? 'no hash')
    expect(shown).toHaveTextContent(/24 hours, until about 19 Nov 2026/)
    expect(shown).toHaveTextContent(/no command to cancel/)
    expect(shown).toHaveTextContent(/Need the new version for the Halden project/)
  })

  it('sends one decision with the version seen, and goes on to the next pending request', async () => {
    const user = userEvent.setup()
    const wire = watchWire(service())
    const { router } = await show('approve')
    await user.type(await reason(), 'Known tool')
    await user.click(await yes('approve'))
    await waitFor(() => expect(router.state.location.pathname).not.toContain(first.id))
    expect(router.state.location.pathname).toBe(`/epm/elevation-requests/${requests[1]?.id}`)
    expect(wire.sent).toHaveLength(1)
    expect(wire.sent[0]?.headers.get('if-match')).toBe('"1"')
    expect(wire.sent[0]?.headers.get('idempotency-key')).toMatch(/^[0-9a-f-]{36}$/)
    const after = await stored(service(), first.id)
    expect(after.status).toBe('approved')
    expect(after.resource).toContain('Known tool')
    expect(await screen.findByText(/Now showing the next pending request/)).toHaveTextContent(
      'amelia.ward@contoso.example',
    )
  })

  it('sends with Ctrl+Enter and without a reason', async () => {
    const user = userEvent.setup()
    const wire = watchWire(service())
    await show('deny')
    await user.click(await reason())
    await user.keyboard('{Control>}{Enter}{/Control}')
    await waitFor(async () => expect((await stored(service(), first.id)).status).toBe('denied'))
    expect(await wire.sent[0]?.json()).toEqual({})
  })

  it('sends once, however often it is pressed', async () => {
    const user = userEvent.setup()
    const wire = watchWire(service())
    await show('approve')
    await user.tripleClick(await yes('approve'))
    await waitFor(async () => expect((await stored(service(), first.id)).status).toBe('approved'))
    expect(wire.sent).toHaveLength(1)
  })

  it('keeps the text when the service fails, and sends it on the next try', async () => {
    const user = userEvent.setup()
    service().faults.add({ name: 'unavailable', endpoint: 'elevationRequestDeny' })
    await show('deny')
    await user.type(await reason(), 'Not signed')
    await user.click(await yes('deny'))
    expect(await within(await dialog()).findByText(/fault-request-id/)).toBeVisible()
    expect(await reason()).toHaveValue('Not signed')
    expect((await stored(service(), first.id)).status).toBe('pending')
    await user.click(await yes('deny'))
    await waitFor(async () => expect((await stored(service(), first.id)).status).toBe('denied'))
    expect((await stored(service(), first.id)).resource).toContain('Not signed')
  })

  it('refuses a reason that is too long before anything is sent', async () => {
    const user = userEvent.setup()
    const wire = watchWire(service())
    await show('deny')
    await user.click(await reason())
    await user.paste('x'.repeat(1025))
    await user.click(await yes('deny'))
    expect(await within(await dialog()).findByText(/At most 1,024/)).toBeVisible()
    expect(wire.sent).toHaveLength(0)
    expect(await reason()).toHaveValue('x'.repeat(1025))
  })

  it('shows who was first, and what they decided', async () => {
    const user = userEvent.setup()
    await show('approve')
    await user.type(await reason(), 'Looks fine')
    await decideElsewhere(service(), first.id, 'deny', 'Unsigned copy')
    await user.click(await yes('approve'))
    const shown = await dialog()
    expect(await within(shown).findByText('Already decided')).toBeVisible()
    expect(shown).toHaveTextContent(/Denied by intune.admin@contoso.example/)
    expect(shown).toHaveTextContent(/Unsigned copy/)
    expect(await yes('approve')).toHaveAttribute('aria-disabled', 'true')
    expect((await stored(service(), first.id)).status).toBe('denied')
  })

  it('names the field that changed and sends nothing until it was looked at', async () => {
    const user = userEvent.setup()
    const wire = watchWire(service())
    await show('approve')
    await yes('approve')
    const row = await stored(service(), first.id)
    await service()
      .db.updateTable('elevation_requests')
      .set({
        device_name: 'LON-LT-9999',
        version: 2,
        resource: row.resource.replaceAll('LON-LT-0210', 'LON-LT-9999'),
      })
      .where('id', '=', first.id)
      .execute()
    // The page is more than a minute old.
    setClock({ now: () => at.getTime() + 61_000 })
    await user.click(await yes('approve'))
    const shown = await dialog()
    expect(await within(shown).findByText('The request has changed')).toBeVisible()
    expect(shown).toHaveTextContent(/Device: was LON-LT-0210, is now LON-LT-9999/)
    expect(wire.sent).toHaveLength(0)
    await user.click(within(shown).getByRole('button', { name: 'Continue with the new values' }))
    await user.click(await yes('approve'))
    await waitFor(async () => expect((await stored(service(), first.id)).status).toBe('approved'))
    expect(wire.sent[0]?.headers.get('if-match')).toBe('"2"')
  })

  it('lets the service refuse a version that is no longer true', async () => {
    const user = userEvent.setup()
    await show('approve')
    await yes('approve')
    await service()
      .db.updateTable('elevation_requests')
      .set({ version: 2 })
      .where('id', '=', first.id)
      .execute()
    await user.click(await yes('approve'))
    expect(await within(await dialog()).findByText('The request has changed')).toBeVisible()
    expect((await stored(service(), first.id)).status).toBe('pending')
  })
})

describe('a lost answer', () => {
  it('is looked up: the decision was recorded', async () => {
    const user = userEvent.setup()
    const wire = watchWire(service())
    const { router } = await show('approve')
    await yes('approve')
    wire.lose('afterwards')
    await user.click(await yes('approve'))
    await waitFor(() => expect(router.state.location.pathname).not.toContain(first.id))
    expect(wire.sent).toHaveLength(1)
    expect((await stored(service(), first.id)).status).toBe('approved')
  })

  it('is looked up: nothing was recorded, and nothing is sent again by itself', async () => {
    const user = userEvent.setup()
    const wire = watchWire(service())
    await show('approve')
    await user.type(await reason(), 'Fine')
    wire.lose('before')
    await user.click(await yes('approve'))
    expect(await within(await dialog()).findByText('Not recorded')).toBeVisible()
    expect(wire.sent).toHaveLength(1)
    expect(await reason()).toHaveValue('Fine')
    await user.click(await yes('approve'))
    await waitFor(async () => expect((await stored(service(), first.id)).status).toBe('approved'))
    const [one, two] = wire.sent.map((request) => request.headers.get('idempotency-key'))
    expect(two).toBe(one)
  })

  it('stays unknown while it cannot be looked up, then tells the truth', async () => {
    const user = userEvent.setup()
    const wire = watchWire(service())
    const { router } = await show('approve')
    await yes('approve')
    wire.lose('afterwards')
    wire.cutReads()
    await user.click(await yes('approve'))
    const shown = await dialog()
    expect(
      await within(shown).findByText('Sent, but no answer came back', {}, { timeout: 8000 }),
    ).toBeVisible()
    expect(await yes('approve')).toHaveAttribute('aria-disabled', 'true')
    wire.mend()
    await user.click(within(shown).getByRole('button', { name: 'Check again' }))
    await waitFor(() => expect(router.state.location.pathname).not.toContain(first.id))
    expect(wire.sent).toHaveLength(1)
  })
})

describe('what may not be sent', () => {
  it('sends nothing while offline, and keeps the text', async () => {
    const user = userEvent.setup()
    const wire = watchWire(service())
    await show('deny')
    await user.type(await reason(), 'Later')
    vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false)
    await user.click(await yes('deny'))
    expect(await within(await dialog()).findByText('You are offline')).toBeVisible()
    expect(wire.sent).toHaveLength(0)
    expect(await reason()).toHaveValue('Later')
  })

  it('refuses one’s own request with the reason', async () => {
    await makeOwn(service(), first.id)
    const { router } = await show('approve')
    const button = await yes('approve')
    expect(button).toHaveAttribute('aria-disabled', 'true')
    expect(await dialog()).toHaveTextContent(/your own request/)
    expect(router.state.location.pathname).toContain('approve')
  })

  it('refuses whom the right is missing, and names the right', async () => {
    await service().as('epm.reader@contoso.example')
    await show('approve')
    expect(await yes('approve')).toHaveAttribute('aria-disabled', 'true')
    expect(await dialog()).toHaveTextContent(/You cannot approve this.*Modify elevation requests/)
    expect(within(await dialog()).queryByRole('textbox')).not.toBeInTheDocument()
  })
})
