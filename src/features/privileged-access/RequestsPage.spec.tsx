// @vitest-environment jsdom
import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'

import { servicePerTest } from '#mocks/page-service.spec-helper.ts'

import { holdBack, loadLazyParts, requestsAt, rowsOf, showRequests } from './access.spec-helper.ts'
import { at, requestFor, upn, world } from './access-world.spec-helper.ts'

const service = servicePerTest(world, upn('security.manager'))
beforeAll(loadLazyParts, 60_000)
afterEach(() => {
  localStorage.clear()
  sessionStorage.clear()
})

const rows = () => rowsOf('Access requests')
const moving = requestFor('New-MoveRequest', 'pending')

describe('the list of access requests', () => {
  it('is on its way, then opens on what waits, the latest on top, and tells the views apart', async () => {
    const user = userEvent.setup()
    const letGo = holdBack(service(), '/epm/pam/requests')
    const { router } = await showRequests()
    expect(await screen.findByRole('table', { name: 'Access requests', busy: true })).toBeVisible()
    letGo()
    const [latest, , oldest] = await rows()
    expect(latest).toHaveTextContent(/New-MoveRequest.*reception.*epm\.reader.*Pending/)
    expect(oldest).toHaveTextContent(/New-JournalRule.*policy\.author.*1 h 20 min left to answer/)
    expect(screen.getByText('3 requests')).toBeVisible()
    await user.selectOptions(screen.getByRole('combobox', { name: 'View' }), 'Revoked')
    expect(await screen.findByText('1 request')).toBeVisible()
    expect(router.state.location.search).toBe('?view=revoked')
  })

  it('says what belongs here when nothing waits, and when nothing matches', async () => {
    const user = userEvent.setup()
    await service().as(upn('no.role'))
    const { router } = await showRequests()
    expect(await screen.findByRole('heading', { name: 'No request waits' })).toBeVisible()
    expect(screen.getByText(/You see your own requests/)).toBeVisible()
    expect(screen.getByRole('button', { name: 'Export CSV' })).toHaveAttribute(
      'aria-disabled',
      'true',
    )
    await user.click(screen.getByRole('link', { name: 'Show all' }))
    expect(router.state.location.search).toBe('?view=all')
    expect(await screen.findByRole('heading', { name: /No requests in this view/ })).toBeVisible()
  })

  it('offers another try when it cannot be read, and says so when it is refused', async () => {
    const user = userEvent.setup()
    service().faults.add({ name: 'html-with-200', endpoint: 'pamRequestList' })
    await showRequests()
    await user.click(await screen.findByRole('button', { name: 'Try again' }))
    expect(await rows()).toHaveLength(3)
    service().faults.add({ name: 'forbidden', endpoint: 'pamRequestList' })
    await user.selectOptions(screen.getByRole('combobox', { name: 'View' }), 'Denied')
    expect(
      await screen.findByRole('heading', { name: 'Your roles do not show access requests' }),
    ).toBeVisible()
  })

  it('is saved as it is filtered, with what others wrote guarded', async () => {
    const user = userEvent.setup()
    const saved: Blob[] = []
    Object.assign(URL, {
      createObjectURL: (blob: Blob) => {
        saved.push(blob)
        return 'blob:x'
      },
      revokeObjectURL: () => undefined,
    })
    await service()
      .db.updateTable('pam_requests')
      .set({ comments: '=1+1' })
      .where('id', '=', moving.id)
      .execute()
    await showRequests(`${requestsAt}?search=move&view=all`)
    const shown = (await rows()).length
    await user.click(screen.getByRole('button', { name: 'Export CSV' }))
    await waitFor(() => expect(saved).toHaveLength(1))
    const lines = ((await saved[0]?.text()) ?? '').trim().split('\r\n')
    expect(lines).toHaveLength(shown + 1)
    expect(lines[0]).toContain('"Access to","Requested by"')
    expect(lines.find((line) => line.includes(moving.id))).toMatch(/"'=1\+1".*"Pending"/)
  })

  it('has its columns and views', async () => {
    await showRequests()
    expect(await screen.findByRole('button', { name: 'Columns' })).toBeVisible()
    expect(screen.getByRole('button', { name: 'Views' })).toBeVisible()
  })
})

describe('an open request', () => {
  const open = (id: string) => showRequests(`${requestsAt}/${id}`)
  const drawer = async () => within(await screen.findByRole('dialog'))

  it('is on its way, is not found, or failed with another try', async () => {
    const user = userEvent.setup()
    const letGo = holdBack(service(), `/epm/pam/requests/${moving.id}`)
    const { router } = await open(moving.id)
    expect(await screen.findByLabelText('Reading the request')).toBeInTheDocument()
    letGo()
    const comments = () => screen.findByLabelText('Comments of the requester')
    expect(await comments()).toHaveTextContent('The mailbox of reception')
    await router.navigate(`${requestsAt}/nothing`)
    expect(await screen.findByText('This request was not found')).toBeVisible()
    service().faults.add({ name: 'html-with-200', endpoint: 'pamRequestGet' })
    await router.navigate(`${requestsAt}/${requestFor('New-JournalRule', 'pending').id}`)
    await user.click(await (await drawer()).findByRole('button', { name: 'Try again' }))
    expect(await comments()).toHaveTextContent('legal department')
  })

  it.each([
    [{ attempts: 0, next_at: at.toISOString() }, 'Mail to the approvers is about to be sent'],
    [
      { attempts: 2, next_at: '2026-11-18T09:04:00.000Z' },
      'Mail to the approvers is not sent yet: tried 2 times',
    ],
    [{ attempts: 1, sent_at: at.toISOString() }, 'Mail sent to the approvers'],
    [{ attempts: 30 }, 'Mail to the approvers could not be sent and is not tried again'],
  ])('says how far its mail came: %j', async (state, said) => {
    await service()
      .db.insertInto('mail_outbox')
      .values({
        id: 'mail',
        request_id: moving.id,
        audience: 'approvers',
        recipient: 'approvers@contoso.example',
        subject: '',
        body: '',
        created_at: at.toISOString(),
        next_at: null,
        sent_at: null,
        last_error: null,
        ...state,
      })
      .execute()
    await open(moving.id)
    const shown = await drawer()
    expect(await shown.findByText(said)).toBeVisible()
    expect(shown.getByText('approvers@contoso.example')).toBeVisible()
    expect(shown.queryAllByText('Mail is not sent yet.')).toHaveLength(state.attempts === 2 ? 1 : 0)
  })

  it('that is over leads whoever asked to asking again', async () => {
    const user = userEvent.setup()
    await service().as(upn('isla.macleod'))
    const { router } = await open(requestFor('New-MoveRequest', 'expired').id)
    const again = await (await drawer()).findByRole('button', { name: 'Ask again' })
    // Nothing is left that somebody else would have to approve.
    expect((await drawer()).queryByText('Your own request.')).toBeNull()
    await user.click(again)
    expect(router.state.location.pathname).toBe(`${requestsAt}/new`)
    const form = within(await screen.findByRole('dialog', { name: 'New request' }))
    expect(form.getByRole('combobox', { name: /^Request type/ })).toHaveValue('task')
    await waitFor(() =>
      expect(form.getByRole('combobox', { name: /^Request for/ })).toHaveValue('New-MoveRequest'),
    )
  })
})
