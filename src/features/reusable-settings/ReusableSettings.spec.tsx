// @vitest-environment jsdom
import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { describe, expect, it } from 'vitest'

import { servicePerTest } from '#mocks/page-service.spec-helper.ts'
import { renderPage } from '#src/render-page.spec-helper.tsx'
import { reusableIds } from '#worlds/sample/reusable-settings.ts'
import { sampleWorld } from '#worlds/sample/sample-world.ts'

import ReusableSettingPage from './ReusableSettingPage.tsx'
import ReusableSettingsPage from './ReusableSettingsPage.tsx'

const at = new Date('2026-11-18T09:00:00.000Z')
const world = { ...sampleWorld(at), elevations: [], elevationRequests: [] }
const service = servicePerTest(world, 'epm.reader@contoso.example')

const showList = (address = '/epm/reusable-settings') =>
  renderPage(ReusableSettingsPage, '/epm/reusable-settings', address)
const showOne = (id: string) =>
  renderPage(ReusableSettingPage, '/epm/reusable-settings/:id', `/epm/reusable-settings/${id}`)
const rows = async () =>
  within(await screen.findByRole('table', { name: 'Reusable settings', busy: false }))
    .getAllByRole('row')
    .slice(1)
const region = (name: string) => screen.findByRole('region', { name })

describe('list of reusable settings', () => {
  it('shows name, subject, validity, use and age', async () => {
    await showList()
    await waitFor(() => expect(screen.getAllByText(/^Expire[sd] /)).toHaveLength(5))
    const texts = (await rows()).map((row) => row.textContent ?? '')
    expect(texts).toHaveLength(5)
    expect(texts.find((text) => text.startsWith('Contoso'))).toMatch(
      /Expire.*(policy|policies).*ago$/i,
    )
  })

  it('searches by name and says when none match', async () => {
    const user = userEvent.setup()
    await showList()
    await rows()
    const search = screen.getByRole('searchbox', { name: 'Search by name' })
    await user.type(search, 'DIGICERT{Enter}')
    await screen.findByText('1 certificate')
    await user.clear(search)
    await user.type(search, 'nothing at all{Enter}')
    expect(await screen.findByRole('heading', { name: 'No reusable settings match' })).toBeVisible()
  })

  it('says what belongs here when there is none', async () => {
    await service().db.deleteFrom('policy_reusable_settings').execute()
    await service().db.deleteFrom('reusable_settings').execute()
    await showList()
    expect(await screen.findByRole('heading', { name: 'No reusable settings yet' })).toBeVisible()
  })

  it('names the missing right, and says that the read failed', async () => {
    await service().as('requests.approver@contoso.example')
    await showList()
    expect(
      await screen.findByText('Endpoint Privilege Management Policy Authoring: Read'),
    ).toBeVisible()
  })
})

describe('one reusable setting', () => {
  it('shows the certificate in words and the policies with their number of rules', async () => {
    await showOne(reusableIds.contoso)
    const certificate = within(await region('Certificate'))
    expect(await certificate.findByText('SHA-1 thumbprint')).toBeVisible()
    expect(certificate.getByText('Issued to')).toBeVisible()
    const used = within(await region('Used by'))
    expect((await used.findAllByText(/^\d+ rules?$/)).length).toBeGreaterThan(0)
  })

  it('says in words what speaks against a certificate', async () => {
    await showOne(reusableIds.google)
    const certificate = within(await region('Certificate'))
    expect(
      await certificate.findByText(
        /belongs to a certificate authority.*type Certificate authority/,
      ),
    ).toBeVisible()
  })

  it('says that there is none under this address', async () => {
    await showOne('00000000-0000-4000-8000-000000000000')
    expect(
      await screen.findByRole('heading', { name: 'This reusable setting was not found' }),
    ).toBeVisible()
  })
})
