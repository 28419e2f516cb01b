// @vitest-environment jsdom
import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeAll, describe, expect, it } from 'vitest'

import { servicePerTest } from '#mocks/page-service.spec-helper.ts'
import { renderPage } from '#src/render-page.spec-helper.tsx'
import { reportedElevations } from '#worlds/small/reported-elevations.ts'

import ElevationReportPage from './ElevationReportPage.tsx'
import ManagedElevationsPage from './ManagedElevationsPage.tsx'

const world = reportedElevations(new Date('2026-11-18T09:00:00.000Z'))
const service = servicePerTest(world, 'epm.manager@contoso.example')
beforeAll(
  () =>
    Promise.all([
      import('#src/ui/drawer/DrawerSurface.tsx'),
      import('#src/ui/table/ListToolsSurface.tsx'),
      import('./ElevationDrawer.tsx'),
    ]),
  60_000,
)

const path = '/epm/reports/elevations'
const show = (address = path) => renderPage(ElevationReportPage, path, address)
const table = (name = 'Elevation report') => screen.findByRole('table', { name })
const files = async () =>
  within(await table())
    .getAllByRole('link')
    .map((link) => /^[^:]+\.(exe|msi)/.exec(link.textContent ?? '')?.[0])
const told = (text: string) =>
  waitFor(() => expect(screen.getByRole('search')).toHaveTextContent(text))
const idOf = (number: number) => world.elevations[number - 1]?.id ?? ''

describe('the elevation report', () => {
  it('lists what devices reported, newest first, with type, policy and result', async () => {
    await show()
    await told('8 elevations')
    const rows = within(await table()).getAllByRole('row')
    expect(rows[1]).toHaveTextContent(/report-tool-1\.exe.*Unmanaged.*No rule.*Not told/)
    expect(rows[3]).toHaveTextContent(
      /serial-flasher\.exe.*User confirmed.*Developer tools.*Failed/,
    )
    expect(rows[3]).toHaveTextContent('1602: Installation cancelled by the user')
    expect(rows[4]).toHaveTextContent(/regedit\.exe.*Denied/)
    expect(rows[5]).toHaveTextContent(/setup\.msi.*Automatic.*Old policy.*Succeeded/)
    expect(rows[6]).toHaveTextContent(/conhost\.exe.*By the system/)
  })

  it('says how old its data can be and on what it depends', async () => {
    await show()
    expect(await screen.findByText(/Shown as soon as reported, kept for 30 days/)).toBeVisible()
  })

  it.each([
    ['result=failed', ['serial-flasher.exe']],
    ['result=denied', ['regedit.exe']],
    ['result=succeeded', ['setup.msi']],
    ['type=zeroTouchElevation', ['setup.msi']],
    ['file=System32', ['conhost.exe']],
    ['publisher="Contoso Instruments"&user=jonas&range=week', ['report-tool-2.exe']],
    ['system=hide&device=LON&range=day', ['report-tool-1.exe', 'serial-flasher.exe']],
    ['from=2026-10-29&to=2026-10-29', ['report-tool-1.exe']],
  ])('is narrowed by %s', async (query, expected) => {
    await show(`${path}?${query}`)
    await told(`${expected.length} elevation`)
    expect(await files()).toEqual(expected)
  })

  it('keeps what is chosen in the address, and clears it', async () => {
    const user = userEvent.setup()
    const { router } = await show()
    await told('8 elevations')
    await user.selectOptions(screen.getByRole('combobox', { name: 'Result' }), 'Denied')
    await user.selectOptions(screen.getByRole('combobox', { name: 'Date' }), 'Last 7 days')
    await waitFor(() => expect(router.state.location.search).toBe('?result=denied&range=week'))
    await told('1 elevation')
    await user.selectOptions(screen.getByRole('combobox', { name: 'Date' }), 'Choose days')
    expect(router.state.location.search).toBe('?result=denied')
    expect(screen.getByLabelText('First day')).toBeVisible()
    await user.click(screen.getByRole('button', { name: 'Clear' }))
    await told('8 elevations')
    expect(router.state.location.search).toBe('')
  })

  it('lists only what a policy decided in the managed report', async () => {
    await renderPage(ManagedElevationsPage, '/epm/reports/managed', '/epm/reports/managed')
    await told('3 elevations')
    const found = within(await table('Managed elevations report')).getAllByRole('link')
    expect(found.map((link) => link.textContent)).toEqual([
      expect.stringContaining('serial-flasher.exe'),
      expect.stringContaining('regedit.exe'),
      expect.stringContaining('setup.msi'),
    ])
  })

  it('says why it may be empty', async () => {
    await service().db.deleteFrom('elevations').execute()
    await show()
    expect(await screen.findByRole('heading', { name: 'No elevation is reported' })).toBeVisible()
    expect(screen.getByText(/reporting scope is off/)).toBeVisible()
  })

  it('tells "none match" from "none at all"', async () => {
    const user = userEvent.setup()
    await show(`${path}?search=nothing-like-it`)
    await user.click(await screen.findByRole('button', { name: /Clear search and filters/ }))
    await told('8 elevations')
    expect(await table()).toBeVisible()
  })

  it('offers another try when it cannot be read', async () => {
    const real = service().fetch
    let broken = true
    service().fetch = (request) =>
      broken && request.url.includes('privilegeManagementElevations')
        ? Promise.resolve(new Response('{}', { status: 500 }))
        : real(request)
    const user = userEvent.setup()
    await show()
    const again = await screen.findByRole('button', { name: 'Try again' })
    broken = false
    await user.click(again)
    await told('8 elevations')
    expect(await table()).toBeVisible()
  })
})

describe('chosen rows', () => {
  it('are chosen by their box or by Space, and lead to one rule for all', async () => {
    const user = userEvent.setup()
    const { router } = await show()
    const command = await screen.findByRole('button', { name: /^Create a rule/ })
    expect(command).toHaveAttribute('aria-disabled', 'true')
    expect(command).toHaveAccessibleDescription(/Select elevations in the list first/)
    await told('8 elevations')
    const first = within(await table()).getByRole('checkbox', {
      name: 'Select report-tool-1.exe of amelia.ward@contoso.example',
    })
    await user.click(first)
    expect(first).toBeChecked()
    expect(router.state.location.pathname).toBe(path)
    const link = within(await table()).getByRole('link', { name: /report-tool-2/ })
    link.focus()
    await user.keyboard(' ')
    expect(await screen.findByRole('button', { name: 'Clear selection (2)' })).toBeVisible()
    await user.click(command)
    await waitFor(() => expect(router.state.location.pathname).toBe(`${path}/rule`))
    expect(new URLSearchParams(router.state.location.search).get('of')).toBe(
      `${idOf(1)},${idOf(2)}`,
    )
  })
})

describe('the detail of an elevation', () => {
  const open = async (number: number) => {
    await show(`${path}/${idOf(number)}`)
    return screen.findByRole('dialog')
  }

  it('says who ran what, how it ended in words, and by which rule', async () => {
    const drawer = await open(3)
    await within(drawer).findByText('File information')
    expect(drawer).toHaveTextContent('Failed 1602: Installation cancelled by the user.')
    expect(drawer).toHaveTextContent(
      /amelia\.ward@contoso\.example ran serial-flasher\.exe as administrator on LON-LT-0210, after the user confirmed it/,
    )
    expect(within(drawer).getByLabelText('The user’s reason')).toHaveTextContent(
      'Flashing the new board',
    )
    const applied = await within(drawer).findByRole('region', {
      name: 'Rule and policy that applied',
    })
    expect(await within(applied).findByRole('link', { name: 'Developer tools' })).toHaveAttribute(
      'href',
      `/epm/policies/${world.policies[1]?.id}`,
    )
    expect(applied).toHaveTextContent('Rule Serial flasher, exact file, now')
    expect(
      within(applied).getByRole('link', { name: 'Serial flasher, exact file' }),
    ).toHaveAttribute(
      'href',
      `/epm/policies/${world.policies[1]?.id}?rule=Serial+flasher%2C+exact+file`,
    )
  })

  it('says when rule or policy no longer exist', async () => {
    const drawer = await open(4)
    expect(await within(drawer).findByText(/not in the policy now/)).toBeVisible()
    expect(drawer).toHaveTextContent(/was not allowed to run/)
  })

  it('says when the policy is gone', async () => {
    const drawer = await open(5)
    expect(await within(drawer).findByText(/no longer exists/)).toHaveTextContent(/^Old policy\. /)
    expect(drawer).toHaveTextContent('3010: Success, a restart is needed.')
    expect(drawer).toHaveTextContent('The device reported neither a publisher nor a signature.')
    expect(drawer).not.toHaveTextContent('As the file says')
  })

  it('counts what else ran of this file, publisher, device and user, and leads there', async () => {
    const drawer = await open(1)
    const others = await within(drawer).findByRole('region', { name: 'Other elevations' })
    const [file, publisher, device, person] = await waitFor(() => {
      const links = within(others).getAllByRole('link')
      expect(links).toHaveLength(4)
      return links
    })
    expect(file).toHaveTextContent('2 elevations, this one among them')
    expect(file).toHaveAttribute('href', `${path}?hash=${world.elevations[0]?.hash}`)
    expect(publisher).toHaveTextContent('3 elevations')
    expect(device).toHaveTextContent('4 elevations')
    expect(person).toHaveTextContent('3 elevations')
    expect(person?.getAttribute('href')).toContain('user=%22amelia.ward')
  })

  it('shows every field of the record, and what speaks against the file', async () => {
    const drawer = await open(7)
    await within(drawer).findByText('File information')
    expect(drawer).toHaveTextContent(/U\+202E/)
    expect(drawer).toHaveTextContent('<img src=x>')
    expect(drawer).toHaveTextContent(/A standard user can probably write here/)
    expect(drawer).toHaveTextContent(/The device reported no signature/)
    for (const label of [
      'Parent process',
      'File version',
      'Product name',
      'Internal name',
      'File description',
      'Certificate payload',
      'User type',
      'Process type',
      'System initiated',
      'Rule id',
      'Policy id',
    ])
      expect(within(drawer).getAllByText(label).length).toBeGreaterThan(0)
  })

  it('tells an unknown address from a failure', async () => {
    await show(`${path}/00000000-0000-0000-0000-000000000000`)
    const drawer = await screen.findByRole('dialog', { name: 'Elevation not found' })
    expect(
      await within(drawer).findByRole('heading', { name: 'This elevation was not found' }),
    ).toBeVisible()
  })

  it('does not let somebody make a rule who has no right to, and says which', async () => {
    await service().as('epm.reader@contoso.example')
    const drawer = await open(1)
    const command = await within(drawer).findByRole('button', { name: /^Create a rule/ })
    expect(command).toHaveAccessibleDescription(/Create”/)
  })
})
