// @vitest-environment jsdom
import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { describe, expect, it, vi } from 'vitest'

import { servicePerTest } from '#mocks/page-service.spec-helper.ts'
import { renderPage } from '#src/render-page.spec-helper.tsx'
import { keep } from '#src/ui/table/kept.ts'
import { sampleWorld } from '#worlds/sample/sample-world.ts'

import ApplicationsReportPage from './ApplicationsReportPage.tsx'
import PublishersReportPage from './PublishersReportPage.tsx'
import UserApplicationsPage from './UserApplicationsPage.tsx'
import UsersReportPage from './UsersReportPage.tsx'

const at = new Date('2026-11-18T09:00:00.000Z')
const world = sampleWorld(at)
// Three days are enough to add up, and quicker to load.
const since = Date.parse('2026-11-16T00:00:00Z')
const elevations = world.elevations.filter(
  ({ eventDateTime }) => Date.parse(eventDateTime) >= since,
)
const counted = (keep: (elevation: (typeof elevations)[number]) => boolean) =>
  elevations.filter(keep).length

const table = (name: string) => screen.findByRole('table', { name, busy: false })
const firstRow = async (name: string) => {
  const [, row] = within(await table(name)).getAllByRole('row')
  return row as HTMLElement
}
const totals = () => screen.getByLabelText('Totals of the rows above').textContent

describe('the aggregated reports', () => {
  const service = servicePerTest({ ...world, elevations }, 'epm.reader@contoso.example')

  it('by applications: filters live in the address and totals are those of the rows', async () => {
    const user = userEvent.setup()
    const { router } = await renderPage(
      ApplicationsReportPage,
      '/epm/reports/applications',
      '/epm/reports/applications',
    )
    const name = 'Elevation report by applications'
    await table(name)
    expect(totals()).toContain(`In all${elevations.length.toLocaleString('en')}`)
    await user.selectOptions(screen.getByRole('combobox', { name: 'Type' }), 'Unmanaged')
    expect(router.state.location.search).toBe('?type=unmanagedElevation')
    const unmanaged = counted(({ elevationType }) => elevationType === 'unmanagedElevation')
    await waitFor(() =>
      expect(totals()).toBe(
        `In all${unmanaged.toLocaleString('en')}Unmanaged${unmanaged.toLocaleString('en')}`,
      ),
    )
    await user.selectOptions(screen.getByRole('combobox', { name: 'Days' }), 'Today and yesterday')
    const recent = counted(
      ({ elevationType, eventDateTime }) =>
        elevationType === 'unmanagedElevation' && eventDateTime >= '2026-11-17',
    )
    await waitFor(() => expect(totals()).toContain(`In all${recent.toLocaleString('en')}Unm`))
    await user.type(
      screen.getByRole('searchbox', { name: 'Search applications' }),
      'nothing{Enter}',
    )
    expect(await screen.findByRole('heading', { name: 'No applications match' })).toBeVisible()
  })

  it('by applications: a row leads to the elevations of exactly this file and type', async () => {
    await renderPage(
      ApplicationsReportPage,
      '/epm/reports/applications',
      '/epm/reports/applications?type=unmanagedElevation&from=2026-11-16&to=2026-11-17',
    )
    const row = await firstRow('Elevation report by applications')
    const href = within(row).getByRole('link').getAttribute('href') ?? ''
    const asked = new URL(href, 'http://localhost').searchParams
    const count = Number(within(row).getAllByRole('cell').at(-1)?.textContent?.replace(',', ''))
    expect(count).toBe(
      counted(
        ({ hash, elevationType, eventDateTime }) =>
          hash === asked.get('hash') &&
          elevationType === asked.get('type') &&
          eventDateTime >= '2026-11-16' &&
          eventDateTime < '2026-11-18',
      ),
    )
    expect(href).toMatch(/^\/epm\/reports\/elevations\?.*from=2026-11-16&to=2026-11-17$/)
  })

  it('by publisher: types can be added up, and a row leads to its applications', async () => {
    const user = userEvent.setup()
    await renderPage(PublishersReportPage, '/epm/reports/publishers', '/epm/reports/publishers')
    const name = 'Elevation report by publisher'
    const rowsBefore = within(await table(name)).getAllByRole('row').length
    await user.selectOptions(
      screen.getByRole('combobox', { name: 'One row for' }),
      'each publisher',
    )
    await waitFor(async () =>
      expect(within(await table(name)).getAllByRole('row').length).toBeLessThan(rowsBefore),
    )
    const row = await firstRow(name)
    const [publisher, types, count] = within(row)
      .getAllByRole('cell')
      .map(({ textContent }) => textContent)
    expect(types).toMatch(/Unmanaged \d/)
    expect(Number(count?.replace(',', ''))).toBe(
      counted(({ companyName }) => companyName === publisher),
    )
    expect(within(row).getByRole('link')).toHaveAttribute(
      'href',
      `/epm/reports/applications?${new URLSearchParams({ publisher: `"${publisher}"` }).toString()}`,
    )
  })

  it('by user: people of one group, and a row leads to the applications of its user', async () => {
    await renderPage(
      UsersReportPage,
      '/epm/reports/users',
      '/epm/reports/users?state=mixed&accounts=people&sort=user:asc',
    )
    const name = 'Elevation report by user'
    const users = within(await table(name))
      .getAllByRole('row')
      .slice(1)
      .map((row) => within(row).getAllByRole('cell')[0]?.textContent ?? '')
    const kinds = (upn: string) =>
      new Set(
        elevations
          .filter(
            (elevation) => elevation.upn === upn && elevation.elevationType !== 'undetermined',
          )
          .map(({ elevationType }) => elevationType === 'unmanagedElevation'),
      )
    expect(users.length).toBeGreaterThan(2)
    for (const upn of users) expect(kinds(upn).size).toBe(2)
    expect([...users].sort()).toEqual(users)
    expect(within(await firstRow(name)).getByRole('link')).toHaveAttribute(
      'href',
      `/epm/reports/users/applications?${new URLSearchParams({ user: users[0] ?? '' }).toString()}`,
    )
  })

  it('of one user: only their rows, with a chart, and clearing keeps whom it is about', async () => {
    const user = userEvent.setup()
    const upn = 'amelia.ward@contoso.example'
    const { router } = await renderPage(
      UserApplicationsPage,
      '/epm/reports/users/applications',
      `/epm/reports/users/applications?user=${upn}&search=no-such-file`,
    )
    expect(screen.getByRole('heading', { level: 1 })).toHaveTextContent(`Applications of ${upn}`)
    await user.click(await screen.findByRole('button', { name: 'Clear search and filters' }))
    await table('applications')
    expect(router.state.location.search).toBe(`?user=${encodeURIComponent(upn)}`)
    const own = counted((elevation) => elevation.upn === upn)
    expect(own).toBeGreaterThan(0)
    expect(totals()).toContain(`In all${own.toLocaleString('en')}`)
    expect(document.querySelector('figure caption')).toHaveTextContent(
      /^(Largest \d+ of|All) .*applications$/,
    )
  })

  it('saves exactly the filtered rows as CSV', async () => {
    const user = userEvent.setup()
    const saved: Blob[] = []
    vi.stubGlobal(
      'URL',
      Object.assign(URL, {
        createObjectURL: (blob: Blob) => {
          saved.push(blob)
          return 'blob:test'
        },
        revokeObjectURL: () => undefined,
      }),
    )
    const click = vi.spyOn(HTMLAnchorElement.prototype, 'click').mockReturnValue(undefined)
    await renderPage(
      UsersReportPage,
      '/epm/reports/users',
      '/epm/reports/users?search=amelia&sort=user:asc',
    )
    await table('Elevation report by user')
    await user.click(screen.getByRole('button', { name: 'Export CSV' }))
    expect(click).toHaveBeenCalledOnce()
    const [head, row] = ((await saved[0]?.text()) ?? '').split('\r\n')
    expect(head).toBe('"Upn","UnmanagedCount","ManagedCount","TotalCount"')
    expect(row).toMatch(/^"(AzureAD\\\\)?amelia/i)
  })

  it('says which right is missing', async () => {
    await service().as('requests.approver@contoso.example')
    await renderPage(UsersReportPage, '/epm/reports/users', '/epm/reports/users')
    expect(await screen.findByText(/View Reports/)).toBeVisible()
  })

  it('says that reading failed, with the request id, and reads again on demand', async () => {
    const user = userEvent.setup()
    keep('overTime:elevationsByUser', false)
    service().faults.add({ name: 'wrong-shape', endpoint: 'exportJobCreate' })
    await renderPage(UsersReportPage, '/epm/reports/users', '/epm/reports/users')
    expect(await screen.findByRole('alert')).toHaveTextContent('Request id')
    await user.click(screen.getByRole('button', { name: 'Try again' }))
    expect(await table('Elevation report by user')).toBeVisible()
  })
})

describe('the aggregated reports of an empty tenant', () => {
  servicePerTest({ ...world, elevations: [] }, 'epm.reader@contoso.example')

  it('explain why they are empty, whatever the filter', async () => {
    await renderPage(
      ApplicationsReportPage,
      '/epm/reports/applications',
      '/epm/reports/applications?search=a',
    )
    expect(await screen.findByRole('heading', { name: 'No elevation is reported' })).toBeVisible()
    expect(screen.getByText(/reporting scope is/)).toBeVisible()
    expect(screen.getByRole('button', { name: 'Export CSV' })).toHaveAttribute(
      'aria-disabled',
      'true',
    )
  })
})

describe('days that are the wrong way round', () => {
  servicePerTest({ ...world, elevations }, 'epm.reader@contoso.example')

  it('are what an empty report blames, not the policies, and can be cleared', async () => {
    const user = userEvent.setup()
    const { router } = await renderPage(
      ApplicationsReportPage,
      '/epm/reports/applications',
      '/epm/reports/applications?from=2026-11-18&to=2026-11-16',
    )
    const title = 'These days are the wrong way round'
    const said = (await screen.findByRole('heading', { name: title })).parentElement as HTMLElement
    expect(screen.queryByText(/elevation settings policy reaches/)).toBeNull()
    await user.click(within(said).getByRole('button', { name: 'Clear' }))
    expect(router.state.location.search).toBe('')
    expect(await firstRow('Elevation report by applications')).toBeVisible()
  })
})
