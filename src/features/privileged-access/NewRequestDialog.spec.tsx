// @vitest-environment jsdom
import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'

import { servicePerTest } from '#mocks/page-service.spec-helper.ts'
import { watchWire } from '#mocks/watch-wire.spec-helper.ts'

import { holdBack, loadLazyParts, requestsAt, showRequests } from './access.spec-helper.ts'
import { upn, world } from './access-world.spec-helper.ts'

const service = servicePerTest(world, upn('no.role'))
beforeAll(loadLazyParts, 60_000)
afterEach(() => sessionStorage.clear())

const show = (search = '') => showRequests(`${requestsAt}/new${search}`)
const form = async () => within(await screen.findByRole('dialog', { name: 'New request' }))
const field = async (role: string, name: RegExp) => (await form()).findByRole(role, { name })
const type = () => field('combobox', /^Request type/)
const access = () => field('combobox', /^Request for/)
const comments = () => field('textbox', /^Comments/)
const save = () => field('button', /^Save$/)
const choose = async (user: ReturnType<typeof userEvent.setup>) => {
  await user.selectOptions(await type(), 'Task')
  await (await form()).findByRole('option', { name: 'New-MoveRequest' })
  await user.selectOptions(await access(), 'New-MoveRequest')
}

describe('a new request', () => {
  it('offers what has a policy once that is read, and says who approves it', async () => {
    const user = userEvent.setup()
    const letGo = holdBack(service(), '/epm/pam/policies')
    await show()
    await user.selectOptions(await type(), 'Task')
    expect(await (await form()).findByText('The policies are being read')).toBeInTheDocument()
    letGo()
    await choose(user)
    expect(await (await form()).findByText('Somebody has to approve it.')).toBeVisible()
    await user.selectOptions(await access(), 'Start-HistoricalSearch')
    expect(await (await form()).findByText('Approved at once.')).toBeVisible()
    // What another type offers is not asked for under this one.
    await user.selectOptions(await type(), 'Role')
    await waitFor(async () => expect(await access()).toHaveValue(''))
  })

  it('says what is wrong before anything is sent, and keeps what was typed', async () => {
    const user = userEvent.setup()
    const wire = watchWire(service())
    await show()
    await user.type(await comments(), 'Ticket 7')
    const hours = await field('textbox', /^Duration/)
    await user.clear(hours)
    await user.type(hours, '0.5')
    await user.click(await save())
    for (const said of [
      'Choose a type.',
      'Choose what the request is for.',
      'A whole number of hours.',
    ])
      expect(await (await form()).findByText(said)).toBeVisible()
    expect(wire.sent).toHaveLength(0)
    expect(await comments()).toHaveValue('Ticket 7')
  })

  it('keeps what was typed when the service fails, and is made by the next try', async () => {
    const user = userEvent.setup()
    service().faults.add({ name: 'unavailable', endpoint: 'pamRequestCreate' })
    const { router } = await show()
    await choose(user)
    await user.type(await comments(), 'Ticket 7')
    await user.click(await save())
    expect(await (await form()).findByText(/fault-request-id/)).toBeVisible()
    expect(await comments()).toHaveValue('Ticket 7')
    await user.click(await save())
    await waitFor(() => expect(router.state.location.pathname).not.toContain('/new'))
    const made = await service()
      .db.selectFrom('pam_requests')
      .select(['name', 'comments', 'duration_hours'])
      .where('requested_by_upn', '=', upn('no.role'))
      .execute()
    expect(made).toEqual([{ name: 'New-MoveRequest', comments: 'Ticket 7', duration_hours: 4 }])
  })

  it('begins with what the address asks for', async () => {
    await show('?type=task&access=New-InboxRule')
    await waitFor(async () => expect(await access()).toHaveValue('New-InboxRule'))
  })

  it('says so when the policies cannot be read', async () => {
    service().faults.add({ name: 'html-with-200', endpoint: 'pamPolicyList' })
    await show()
    expect(await (await form()).findByRole('alert')).toBeVisible()
  })

  it('says so when there is no policy', async () => {
    await service().db.updateTable('pam_requests').set({ policy_id: null }).execute()
    await service().db.deleteFrom('pam_policies').execute()
    await show()
    expect(await (await form()).findByText('There is no access policy.')).toBeVisible()
  })
})
