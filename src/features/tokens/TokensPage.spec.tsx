// @vitest-environment jsdom
import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { describe, expect, it } from 'vitest'

import { servicePerTest } from '#mocks/page-service.spec-helper.ts'
import { renderPage } from '#src/render-page.spec-helper.tsx'
import { threePending } from '#worlds/small/three-pending.ts'

import TokensPage from './TokensPage.tsx'

const at = new Date('2026-11-18T09:00:00.000Z')
const service = servicePerTest(threePending(at), 'epm.manager@contoso.example')
const show = (address = '/tokens') => renderPage(TokensPage, '/tokens', address)
const dialog = async () => within(await screen.findByRole('dialog'))
const make = async (user: ReturnType<typeof userEvent.setup>, name: string) => {
  const [command] = await screen.findAllByRole('button', { name: 'Create token' })
  await user.click(command as HTMLElement)
  await user.type((await dialog()).getByRole('textbox', { name: /^Name/ }), name)
}

describe('tokens', () => {
  it('are made with a purpose and an end, and shown once', async () => {
    const user = userEvent.setup()
    await show()
    expect(await screen.findByText('No tokens')).toBeVisible()
    await make(user, 'Nightly report')
    // Only for who may change roles.
    expect((await dialog()).queryByRole('radio', { name: /^Device/ })).toBeNull()
    expect((await dialog()).getByText(/Device: You lack/)).toBeVisible()
    await user.click((await dialog()).getByRole('radio', { name: /^Decide requests/ }))
    await user.selectOptions((await dialog()).getByRole('combobox', { name: /^Ends after/ }), '30')
    await user.click((await dialog()).getByRole('button', { name: 'Create' }))
    const shown = await screen.findByLabelText('Token')
    expect(shown).toHaveTextContent(/^epm_decide_[\w-]{43}$/)
    const text = shown.textContent ?? ''
    await user.click((await dialog()).getByRole('button', { name: 'Done' }))
    const row = await screen.findByRole('row', { name: /Nightly report/ })
    expect(row).toHaveTextContent('Decide requests')
    expect(row).toHaveTextContent('Active')
    expect(document.body.textContent).not.toContain(text)
    const stored = await service().db.selectFrom('tokens').selectAll().execute()
    expect(stored).toMatchObject([{ purpose: 'decide', expires_at: '2026-12-18T09:00:00.000Z' }])
  })

  it('keep what was typed when the service refuses', async () => {
    const user = userEvent.setup()
    await show()
    service().faults.add({ name: 'unavailable', endpoint: 'tokenCreate' })
    await make(user, 'Nightly report')
    await user.click((await dialog()).getByRole('button', { name: 'Create' }))
    expect(await (await dialog()).findByRole('alert')).toBeVisible()
    expect((await dialog()).getByRole('textbox', { name: /^Name/ })).toHaveValue('Nightly report')
  })

  it('are revoked after a question', async () => {
    const user = userEvent.setup()
    await show()
    await make(user, 'Old script')
    await user.click((await dialog()).getByRole('button', { name: 'Create' }))
    await screen.findByLabelText('Token')
    await user.click((await dialog()).getByRole('button', { name: 'Done' }))
    await user.click(await screen.findByRole('button', { name: 'Revoke Old script' }))
    await user.click((await dialog()).getByRole('button', { name: 'Yes, revoke' }))
    await waitFor(() =>
      expect(screen.getByRole('row', { name: /Old script/ })).toHaveTextContent('Revoked'),
    )
  })
})
