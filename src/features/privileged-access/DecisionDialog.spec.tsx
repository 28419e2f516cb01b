// @vitest-environment jsdom
import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'

import { servicePerTest } from '#mocks/page-service.spec-helper.ts'
import { watchWire } from '#mocks/watch-wire.spec-helper.ts'

import { elsewhere, loadLazyParts, requestsAt, showRequests } from './access.spec-helper.ts'
import { at, requestFor, upn, world } from './access-world.spec-helper.ts'

const service = servicePerTest(world, upn('security.manager'))
beforeAll(loadLazyParts, 60_000)
// The cache stamps its readings with the system's clock, the page compares them with its own: both stand at one instant.
beforeEach(() => vi.useFakeTimers({ toFake: ['Date'], now: at }))
afterEach(() => {
  vi.useRealTimers()
  sessionStorage.clear()
})

const moving = requestFor('New-MoveRequest', 'pending')
const used = requestFor('New-MoveRequest', 'approved')
const show = (decision: 'approve' | 'deny' | 'revoke', id = moving.id) =>
  showRequests(`${requestsAt}/${id}/${decision}`)
// The first one is drawn by a machine that has not drawn any yet.
const dialog = () => screen.findByRole('dialog', { name: /this access\?$/ }, { timeout: 15_000 })
const yes = async () => within(await dialog()).findByRole('button', { name: /^Yes, / })
const comment = async () => within(await dialog()).findByRole('textbox', { name: 'Comment' })
const ready = async () =>
  waitFor(async () => expect(await yes()).not.toHaveAttribute('aria-disabled', 'true'))
const stored = (id: string) =>
  service()
    .db.selectFrom('pam_requests')
    .select(['status', 'decision_comment', 'revocation_comment'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow()

describe('a decision on an access request', () => {
  it('restates what is decided and what follows, and sends the version that was seen', async () => {
    const user = userEvent.setup()
    const wire = watchWire(service())
    await show('approve')
    const shown = await dialog()
    await ready()
    for (const said of ['New-MoveRequest', upn('epm.reader'), '4 hours, until about 18 Nov 2026'])
      expect(shown).toHaveTextContent(said)
    await user.type(await comment(), 'This one.')
    await user.click(await yes())
    await waitFor(async () => expect((await stored(moving.id)).status).toBe('approved'))
    expect((await stored(moving.id)).decision_comment).toBe('This one.')
    expect(wire.sent).toHaveLength(1)
    expect(wire.sent[0]?.headers.get('if-match')).toBe('"1"')
  })

  it('names each field that changed, and sends nothing before that was looked at', async () => {
    const user = userEvent.setup()
    await show('approve')
    await ready()
    await user.type(await comment(), 'Fine')
    await service()
      .db.updateTable('pam_requests')
      .set({ version: 2, duration_hours: 400, comments: 'Something else' })
      .where('id', '=', moving.id)
      .execute()
    await user.click(await yes())
    expect(await within(await dialog()).findByText('The request has changed')).toBeVisible()
    const changes = within(await dialog())
      .getAllByRole('listitem')
      .map(({ textContent }) => textContent)
    expect(changes).toContain('Duration in hours: was 4, is now 400')
    expect(changes.join()).toMatch(/Comments: was The mailbox of .*, is now Something else/)
    expect(await yes()).toHaveAttribute('aria-disabled', 'true')
    expect((await stored(moving.id)).status).toBe('pending')
    await user.click(
      within(await dialog()).getByRole('button', { name: 'Continue with the new values' }),
    )
    expect(await comment()).toHaveValue('Fine')
    expect(await dialog()).toHaveTextContent('400 hours')
    await user.click(await yes())
    await waitFor(async () => expect((await stored(moving.id)).status).toBe('approved'))
  })

  it('shows who was first, and what they said', async () => {
    const user = userEvent.setup()
    await show('approve')
    await ready()
    await user.type(await comment(), 'Fine')
    await elsewhere(
      service(),
      'exchange.admin',
      ['POST', `/requests/${moving.id}/deny`, { comment: 'Not today.' }],
      'security.manager',
    )
    await user.click(await yes())
    const shown = await dialog()
    expect(await within(shown).findByText('Already decided')).toBeVisible()
    expect(shown).toHaveTextContent(`Denied by ${upn('exchange.admin')}`)
    expect(shown).toHaveTextContent('Their reason: Not today.')
    expect(await comment()).toHaveValue('Fine')
    expect((await stored(moving.id)).status).toBe('denied')
  })

  it('whose answer was lost is looked up, and not sent again by itself', async () => {
    const user = userEvent.setup()
    const wire = watchWire(service())
    await show('deny')
    await ready()
    wire.lose('before')
    await user.click(await yes())
    expect(await within(await dialog()).findByText('Not recorded')).toBeVisible()
    wire.lose('afterwards')
    await user.click(await yes())
    await waitFor(() => expect(screen.queryByRole('dialog', { name: /this access/ })).toBeNull())
    expect(wire.sent).toHaveLength(2)
    expect((await stored(moving.id)).status).toBe('denied')
  })

  it('that takes access away is not held up by its use', async () => {
    const user = userEvent.setup()
    await show('revoke', used.id)
    await ready()
    await service()
      .db.updateTable('pam_requests')
      .set({ version: 9, used_count: 12 })
      .where('id', '=', used.id)
      .execute()
    await user.type(await comment(), 'Enough')
    await user.click(await yes())
    await waitFor(async () =>
      expect(await stored(used.id)).toMatchObject({
        status: 'revoked',
        revocation_comment: 'Enough',
      }),
    )
  })

  it('is not offered to whom it is not, with the reason', async () => {
    await service().as(upn('epm.reader'))
    await show('approve')
    expect(await within(await dialog()).findByText('You cannot do this.')).toBeVisible()
    await waitFor(async () =>
      expect(await yes()).toHaveAccessibleDescription(/your own request\. Only members/),
    )
    expect(within(await dialog()).queryByRole('textbox')).toBeNull()
  })

  it('says that it cannot be told what one may do, when that cannot be read', async () => {
    service().faults.add({ name: 'html-with-200', endpoint: 'pamSettingsGet', times: 9 })
    await show('approve')
    await waitFor(async () => expect(await yes()).toHaveAccessibleDescription(/could not be read/))
  })
})
