// @vitest-environment jsdom
import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, describe, expect, it, vi } from 'vitest'

import { recognizeDocument } from '#domain/policies/interchange.ts'
import { servicePerTest } from '#mocks/page-service.spec-helper.ts'
import { callOnce } from '#src/api/queries.ts'
import { saveText } from '#src/lib/save-text.ts'
import { renderPage } from '#src/render-page.spec-helper.tsx'
import { reusableIds } from '#worlds/sample/reusable-settings.ts'
import { sampleWorld } from '#worlds/sample/sample-world.ts'

import { certificateTextOf } from './certificate-query.ts'
import EditReusableSettingPage from './EditReusableSettingPage.tsx'
import NewReusableSettingPage from './NewReusableSettingPage.tsx'
import { formOf, toBody } from './reusable-form.ts'
import ReusableSettingPage from './ReusableSettingPage.tsx'

vi.mock('#src/lib/save-text.ts', () => ({ saveText: vi.fn() }))

const at = new Date('2026-11-18T09:00:00.000Z')
const world = { ...sampleWorld(at), elevations: [], elevationRequests: [] }
const service = servicePerTest(world, 'epm.manager@contoso.example')
beforeEach(() => sessionStorage.clear())

const stored = (id: string) => callOnce('reusableSettingGet', { path: { id } })
const pemOfSample = async () => certificateTextOf(await stored(reusableIds.microsoft))
const unused = () => {
  const used = JSON.stringify(world.policies)
  const found = world.reusableSettings.find(({ id }) => !used.includes(id))
  if (!found) throw new Error('Every reusable setting of the sample tenant is used.')
  return found.id
}
const base64Of = (pem: string) => pem.replace(/-----[A-Z ]+-----|\s/g, '')
const file = (name: string, bytes: BlobPart) => new File([bytes], name)
const picker = () => document.querySelector<HTMLInputElement>('input[type=file]')
const next = () => screen.getByRole('button', { name: 'Next' })

describe('wizard', () => {
  const show = (query = '') =>
    renderPage(
      NewReusableSettingPage,
      '/epm/reusable-settings/new',
      `/epm/reusable-settings/new${query}`,
    )
  const begin = async () => {
    const user = userEvent.setup()
    const { router } = await show()
    await user.click(next())
    expect(await screen.findByText('Enter a name.')).toBeVisible()
    await user.type(screen.getByRole('textbox', { name: 'Name' }), 'Vendor certificate')
    await user.click(next())
    await screen.findByRole('button', { name: 'Choose certificate file' })
    return { user, router }
  }
  const choose = async (user: ReturnType<typeof userEvent.setup>, chosen: File) => {
    const input = picker()
    if (!input) throw new Error('There is no file picker.')
    await user.upload(input, chosen)
  }

  it('reads a DER file, shows it in words and stores exactly this certificate', async () => {
    const { user, router } = await begin()
    const pem = await pemOfSample()
    const der = Uint8Array.from(atob(base64Of(pem)), (letter) => letter.charCodeAt(0))
    await choose(user, file('vendor.cer', der))
    expect(await screen.findByText('SHA-1 thumbprint')).toBeVisible()
    await user.click(next())
    await screen.findByRole('button', { name: 'Add' })
    expect(screen.getByText('Vendor certificate')).toBeVisible()
    await user.click(screen.getByRole('button', { name: 'Add' }))
    await waitFor(() =>
      expect(router.state.location.pathname).toMatch(/^\/epm\/reusable-settings\/[0-9a-f-]{36}$/),
    )
    const made = await stored(router.state.location.pathname.split('/').at(-1) ?? '')
    expect(made.displayName).toBe('Vendor certificate')
    expect(base64Of(certificateTextOf(made))).toBe(base64Of(pem))
  })

  it('refuses a private key in words, keeps it out of the form and sends nothing', async () => {
    const { user } = await begin()
    const key = '-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBg\n-----END PRIVATE KEY-----\n'
    await choose(user, file('vendor.pem', key))
    expect(await screen.findByText('This file was not taken.')).toBeVisible()
    expect(screen.getByText(/may contain a private key/)).toBeVisible()
    expect(screen.getByRole('textbox', { name: 'Base 64 value' })).toHaveValue('')
    await user.click(next())
    expect(await screen.findByText('Choose a certificate file or paste its text.')).toBeVisible()
  })

  it('does not go on with pasted text that is no certificate', async () => {
    const { user } = await begin()
    await user.type(screen.getByRole('textbox', { name: 'Base 64 value' }), 'AAAA')
    expect(await screen.findByText('This is not a certificate.')).toBeVisible()
    await user.click(next())
    expect(screen.getByRole('heading', { name: 'Configuration settings' })).toBeVisible()
  })
})

describe('edit', () => {
  const show = (id: string) =>
    renderPage(
      EditReusableSettingPage,
      '/epm/reusable-settings/:id/edit',
      `/epm/reusable-settings/${id}/edit`,
    )

  it('says which policies and rules change, and saves', async () => {
    const user = userEvent.setup()
    const { router } = await show(reusableIds.contoso)
    const effect = within(await screen.findByRole('region', { name: 'What saving changes' }))
    expect(await effect.findByText(/^\d polic(y|ies) and \d+ rules? use it\./)).toBeVisible()
    const text = screen.getByRole('textbox', { name: 'Base 64 value' })
    await user.clear(text)
    await user.click(text)
    await user.paste(await pemOfSample())
    expect(
      await effect.findByText(/ask for the new certificate as soon as it is saved/),
    ).toBeVisible()
    const now = within(screen.getByRole('region', { name: 'Certificate now' }))
    const next = within(screen.getByRole('region', { name: 'Certificate after saving' }))
    expect(await now.findByText('SHA-256 thumbprint')).toBeVisible()
    expect(await next.findByText('SHA-256 thumbprint')).toBeVisible()
    const risks = within(await screen.findByRole('list', { name: 'Risks' }))
    expect(
      risks.getByText(/\d rules? asks? for the new certificate at the next policy sync/),
    ).toBeVisible()
    const save = screen.getByRole('button', { name: 'Save' })
    await user.click(save)
    expect(await screen.findByText('Confirm that you have read what could go wrong.')).toBeVisible()
    expect(base64Of(certificateTextOf(await stored(reusableIds.contoso)))).not.toBe(
      base64Of(await pemOfSample()),
    )
    await user.click(screen.getByRole('checkbox', { name: /^I have read what could go wrong/ }))
    await user.click(save)
    await waitFor(() =>
      expect(router.state.location.pathname).toBe(`/epm/reusable-settings/${reusableIds.contoso}`),
    )
    expect(base64Of(certificateTextOf(await stored(reusableIds.contoso)))).toBe(
      base64Of(await pemOfSample()),
    )
  })

  it('says that the certificate is kept in another setting already, and links it', async () => {
    const user = userEvent.setup()
    await show(reusableIds.contoso)
    const text = await screen.findByRole('textbox', { name: 'Base 64 value' })
    expect(screen.queryByText('This certificate is here already.')).toBeNull()
    await user.clear(text)
    await user.click(text)
    await user.paste(await pemOfSample())
    expect(await screen.findByText('This certificate is here already.')).toBeVisible()
    const { displayName } = await stored(reusableIds.microsoft)
    expect(screen.getByRole('link', { name: displayName ?? '' })).toHaveAttribute(
      'href',
      `/epm/reusable-settings/${reusableIds.microsoft}`,
    )
  })

  it('shows a reader the missing right and no form', async () => {
    await service().as('epm.reader@contoso.example')
    await show(reusableIds.contoso)
    expect(await screen.findByText(/Policy Authoring: Update/)).toBeVisible()
    expect(screen.getByText(/Endpoint Privilege Manager/)).toBeVisible()
    expect(screen.queryByRole('textbox')).toBeNull()
    expect(screen.queryByRole('button', { name: 'Save' })).toBeNull()
  })

  it('tells the second admin, and loses nothing', async () => {
    const user = userEvent.setup()
    await show(reusableIds.contoso)
    const name = await screen.findByRole('textbox', { name: 'Name' })
    await user.clear(name)
    await user.type(name, 'Mine')
    const other = await stored(reusableIds.contoso)
    await callOnce('reusableSettingUpdate', {
      path: { id: reusableIds.contoso },
      ifMatch: other['@odata.etag'],
      body: { displayName: 'Theirs', description: 'Words of theirs' },
    })
    await user.click(screen.getByRole('button', { name: 'Save' }))
    const told = await screen.findByText('Changed by somebody else meanwhile.')
    expect(told).toBeVisible()
    expect(document.activeElement).toContainElement(told)
    expect(document.body).not.toHaveFocus()
    expect(screen.getAllByText('Theirs').length).toBeGreaterThan(0)
    expect(screen.getByText(/Both of you changed/)).toHaveTextContent(/saving keeps yours: Name$/)
    expect(name).toHaveValue('Mine')
    // What only they changed is not written over.
    expect(screen.getByRole('textbox', { name: 'Description' })).toHaveValue('Words of theirs')
    expect((await stored(reusableIds.contoso)).displayName).toBe('Theirs')
    await user.click(screen.getByRole('button', { name: 'Save' }))
    await waitFor(async () => expect((await stored(reusableIds.contoso)).displayName).toBe('Mine'))
    expect((await stored(reusableIds.contoso)).description).toBe('Words of theirs')
  })

  it('shows their certificate when that is what changed, and takes it over', async () => {
    const user = userEvent.setup()
    await show(reusableIds.contoso)
    const name = await screen.findByRole('textbox', { name: 'Name' })
    await user.type(name, ' X')
    const other = await stored(reusableIds.contoso)
    const body = toBody(formOf(other), await pemOfSample())
    await callOnce('reusableSettingUpdate', {
      path: { id: reusableIds.contoso },
      ifMatch: other['@odata.etag'],
      body: { settingInstance: body.settingInstance },
    })
    await user.click(screen.getByRole('button', { name: 'Save' }))
    expect(await screen.findByText('What changed meanwhile')).toBeVisible()
    expect(screen.queryByText(/Both of you changed/)).toBeNull()
    await user.click(screen.getByRole('button', { name: 'Save' }))
    await waitFor(async () =>
      expect((await stored(reusableIds.contoso)).displayName).toMatch(/ X$/),
    )
    expect(base64Of(certificateTextOf(await stored(reusableIds.contoso)))).toBe(
      base64Of(await pemOfSample()),
    )
  })
})

describe('export', () => {
  it('saves exactly the document that an import reads', async () => {
    const user = userEvent.setup()
    await renderPage(
      ReusableSettingPage,
      '/epm/reusable-settings/:id',
      `/epm/reusable-settings/${reusableIds.contoso}`,
    )
    await user.click(await screen.findByRole('button', { name: 'Export' }))
    const [name, text] = vi.mocked(saveText).mock.calls[0] ?? []
    expect(name).toBe('epm-export-2026-11-18.json')
    expect(recognizeDocument(JSON.parse(text ?? ''))).toMatchObject({
      kind: 'reusableSetting',
      document: { displayName: (await stored(reusableIds.contoso)).displayName },
      passedOver: [],
    })
  })
})

describe('delete', () => {
  const show = (id: string) =>
    renderPage(
      ReusableSettingPage,
      '/epm/reusable-settings/:id',
      `/epm/reusable-settings/${id}?delete=yes`,
    )

  it('is blocked while policies use it, and lists them', async () => {
    await show(reusableIds.contoso)
    const dialog = within(await screen.findByRole('dialog'))
    expect(await dialog.findByText(/cannot be deleted while policies use it/)).toBeVisible()
    expect(dialog.getAllByRole('link').length).toBeGreaterThan(0)
    expect(dialog.getByRole('heading', { name: 'This reusable setting is in use' })).toBeVisible()
    expect(dialog.getAllByRole('button').map((button) => button.textContent)).toEqual(['Close'])
  })

  it('deletes one that nothing uses', async () => {
    const user = userEvent.setup()
    const id = unused()
    const { router } = await show(id)
    const dialog = within(await screen.findByRole('dialog'))
    await dialog.findByText(/No policy in your scope uses it/)
    const yes = dialog.getByRole('button', { name: 'Yes, delete' })
    await waitFor(() => expect(yes).not.toHaveAttribute('aria-disabled', 'true'))
    await user.click(dialog.getByRole('button', { name: 'Yes, delete' }))
    await waitFor(() => expect(router.state.location.pathname).toBe('/epm/reusable-settings'))
    const left = await service().db.selectFrom('reusable_settings').select('id').execute()
    expect(left.map((row) => row.id)).not.toContain(id)
  })
})
