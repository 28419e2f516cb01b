// @vitest-environment jsdom
import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'

import { Setting } from '#contract/settings.ts'
import { z } from '#contract/zod.ts'
import { readRules } from '#domain/rules/read-rules.ts'
import { servicePerTest } from '#mocks/page-service.spec-helper.ts'
import { renderPage } from '#src/render-page.spec-helper.tsx'
import { reusableIds, sampleReusableSettings } from '#worlds/sample/reusable-settings.ts'
import { reportedElevations } from '#worlds/small/reported-elevations.ts'

import RuleFromElevationsPage from './RuleFromElevationsPage.tsx'

const at = new Date('2026-11-18T09:00:00.000Z')
const world = { ...reportedElevations(at), reusableSettings: sampleReusableSettings(at, () => 0) }
const service = servicePerTest(world, 'epm.manager@contoso.example')
beforeAll(() => import('#src/ui/dialogs/FormDialogSurface.tsx'), 60_000)
afterEach(() => sessionStorage.clear())

const report = '/epm/reports/elevations'
const idOf = (number: number) => world.elevations[number - 1]?.id ?? ''
const showOne = (number: number) =>
  renderPage(RuleFromElevationsPage, `${report}/:id/rule`, `${report}/${idOf(number)}/rule`)
const showSeveral = (...numbers: number[]) =>
  renderPage(
    RuleFromElevationsPage,
    `${report}/rule`,
    `${report}/rule?type=unmanagedElevation&of=${numbers.map(idOf).join(',')}`,
  )
const pane = () => screen.findByRole('dialog', { name: 'Create a rule' })

const rulesOf = async (name: string) => {
  const row = await service()
    .db.selectFrom('policies')
    .select('settings_json')
    .where('name', '=', name)
    .executeTakeFirst()
  return readRules(z.array(Setting).parse(JSON.parse(row?.settings_json ?? '[]')))
}

describe('a rule from one elevation', () => {
  it('is tied to its hash, and to its folder only when asked', async () => {
    const user = userEvent.setup()
    const { router } = await showOne(1)
    const dialog = await pane()
    await user.type(await within(dialog).findByRole('textbox', { name: /Policy name/ }), 'Reports')
    expect(within(dialog).getByRole('checkbox', { name: /same file path/ })).not.toBeChecked()
    await user.click(within(dialog).getByRole('checkbox', { name: /I have read/ }))
    await user.click(within(dialog).getByRole('button', { name: 'OK' }))
    await waitFor(() => expect(router.state.location.pathname).toBe(`${report}/${idOf(1)}`))
    expect(await rulesOf('Reports')).toMatchObject([
      {
        name: 'report-tool-1.exe, User confirmed',
        fileName: 'report-tool-1.exe',
        fileHash: world.elevations[0]?.hash,
        filePath: '',
        productName: 'Report Tool',
        minimumVersion: '',
        signatureSource: { kind: 'notConfigured' },
      },
    ])
  })

  it('says what a rule cannot change', async () => {
    await showOne(6)
    expect(await within(await pane()).findByText(/was started by the system itself/)).toBeVisible()
  })
})

describe('a rule for several elevations', () => {
  it('is the narrowest that covers them, with the publisher’s certificate', async () => {
    const user = userEvent.setup()
    const { router } = await showSeveral(1, 2)
    const dialog = await pane()
    expect(dialog).toHaveTextContent(/report-tool-\?\.exe, which covers all 2 chosen elevations/)
    expect(within(dialog).getByRole('checkbox', { name: /same file path/ })).toBeChecked()
    await user.type(within(dialog).getByRole('textbox', { name: /Policy name/ }), 'Both')
    const ok = within(dialog).getByRole('button', { name: 'OK' })
    expect(ok).toHaveAccessibleDescription('Choose a certificate.')
    const certificate = within(dialog).getByRole('combobox', { name: /Certificate of the pub/ })
    await within(certificate).findByRole('option', { name: 'Microsoft Corporation (publisher)' })
    await user.selectOptions(certificate, reusableIds.microsoft)
    await user.click(within(dialog).getByRole('checkbox', { name: /I have read/ }))
    await user.click(ok)
    await waitFor(() => expect(router.state.location.pathname).toBe(report))
    expect(router.state.location.search).toBe('?type=unmanagedElevation')
    expect(await rulesOf('Both')).toMatchObject([
      {
        fileName: 'report-tool-?.exe',
        filePath: 'C:\\Program Files\\Contoso',
        fileHash: '',
        minimumVersion: '1.0.0.0',
        productName: 'Report Tool',
        signatureSource: {
          kind: 'reusableSetting',
          settingId: reusableIds.microsoft,
          certificateType: 'publisher',
        },
      },
    ])
  })

  it('of the same bytes needs no certificate', async () => {
    await showSeveral(1, 8)
    const dialog = await pane()
    expect(dialog).toHaveTextContent(/matches this very file by its hash/)
    expect(within(dialog).queryByRole('combobox', { name: /Certificate/ })).toBeNull()
  })

  it('is refused with the reason where none is safe, and leads back', async () => {
    const user = userEvent.setup()
    const { router } = await showSeveral(1, 3)
    const dialog = await pane()
    expect(await within(dialog).findByText(/No single rule is safe/)).toBeVisible()
    expect(dialog).toHaveTextContent(/come from different publishers/)
    expect(within(dialog).queryByRole('textbox')).toBeNull()
    const alone = within(dialog).getAllByRole('link')
    expect(alone.map((link) => link.textContent)).toEqual([
      'A rule for report-tool-1.exe',
      'A rule for serial-flasher.exe',
    ])
    expect(alone[1]).toHaveAttribute('href', `${report}/${idOf(3)}/rule?type=unmanagedElevation`)
    await user.click(within(dialog).getByRole('button', { name: 'Back to the report' }))
    await waitFor(() => expect(router.state.location.pathname).toBe(report))
  })

  it('says that an elevation is not there any more', async () => {
    await renderPage(
      RuleFromElevationsPage,
      `${report}/rule`,
      `${report}/rule?of=${idOf(1)},00000000-0000-0000-0000-000000000000`,
    )
    const dialog = await pane()
    expect(await within(dialog).findByRole('alert')).toBeVisible()
    expect(within(dialog).queryByText(/No single rule/)).toBeNull()
  })
})
