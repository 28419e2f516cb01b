// @vitest-environment jsdom
import { screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { describe, expect, it } from 'vitest'

import { servicePerTest } from '#mocks/page-service.spec-helper.ts'
import { renderPage } from '#src/render-page.spec-helper.tsx'
import { sampleWorld } from '#worlds/sample/sample-world.ts'

import OverviewPage from './OverviewPage.tsx'

const at = new Date('2026-11-18T09:00:00.000Z')
const world = sampleWorld(at)
const recent = world.elevations.filter(
  ({ eventDateTime }) => Date.parse(eventDateTime) > at.getTime() - 3 * 24 * 60 * 60 * 1000,
)
const unknown = { upn: 'someone@contoso.example', hash: 'F'.repeat(64) }
const hostile = 'invoice\u202Efdp.exe'

const show = () => renderPage(OverviewPage, '/epm/overview', '/epm/overview')
const tile = async (name: string) => within(await screen.findByRole('region', { name }))

describe('the overview', () => {
  const service = servicePerTest(
    {
      ...world,
      elevations: [
        ...recent,
        ...Array.from({ length: 300 }, (_, index) => ({
          ...recent[0],
          ...unknown,
          id: `hostile-${index}`,
          elevationType: 'unmanagedElevation' as const,
          eventDateTime: new Date(at.getTime() - index * 60_000).toISOString(),
          filePath: `C:\\Users\\Public\\${hostile}`,
        })),
      ] as typeof world.elevations,
    },
    'epm.reader@contoso.example',
  )

  it('counts people in three groups, each with the list behind it', async () => {
    await show()
    const people = await tile('Who can become a standard user?')
    const groups = await people.findAllByRole('listitem')
    const told = groups.map(({ textContent }) => textContent ?? '')
    expect(told[0]).toMatch(/^Users who have only unmanaged file elevations\d+Not ready/)
    expect(told[1]).toMatch(/^Users who have both managed and unmanaged.*\d+Partly ready/)
    expect(told[2]).toMatch(/^Users with only managed elevations\d+Ready/)
    const upns = new Map<string, Set<boolean>>()
    for (const { upn, elevationType, eventDateTime } of [
      ...recent,
      {
        ...unknown,
        elevationType: 'unmanagedElevation',
        eventDateTime: at.toISOString(),
      },
    ])
      if (
        upn &&
        !/^NT /i.test(upn) &&
        elevationType !== 'undetermined' &&
        Date.parse(eventDateTime) >= at.getTime() - 48 * 60 * 60 * 1000
      )
        upns.set(upn, (upns.get(upn) ?? new Set()).add(elevationType === 'unmanagedElevation'))
    const sizes = [...upns.values()]
    const expected = [
      sizes.filter((kinds) => kinds.size === 1 && kinds.has(true)).length,
      sizes.filter((kinds) => kinds.size === 2).length,
      sizes.filter((kinds) => kinds.size === 1 && kinds.has(false)).length,
    ]
    expect(people.getAllByRole('link').map(({ textContent }) => Number(textContent))).toEqual(
      expected,
    )
    expect(people.getAllByRole('link')[0]).toHaveAttribute(
      'href',
      '/epm/reports/users?state=unmanaged&accounts=people&from=2026-11-16&to=2026-11-18',
    )
  })

  it('lists the files without a rule, hostile names written out, and links the count to its elevations', async () => {
    await show()
    const files = await tile('Frequently unmanaged elevations')
    const table = within(await files.findByRole('table'))
    const [, first] = table.getAllByRole('row')
    expect(first).toHaveTextContent('300 unmanaged elevations of this file')
    expect(first?.textContent).not.toContain('\u202E')
    expect(first).toHaveTextContent('U+202E')
    expect(within(first as HTMLElement).getByRole('link')).toHaveAttribute(
      'href',
      `/epm/reports/elevations?type=unmanagedElevation&hash=${unknown.hash}`,
    )
    expect(files.getByText(/last 48 hours/)).toBeVisible()
    expect(files.getByRole('link', { name: /^All unmanaged files/ })).toHaveAttribute(
      'href',
      '/epm/reports/applications?type=unmanagedElevation',
    )
  })

  it('shows the trend as a chart and as a table', async () => {
    const user = userEvent.setup()
    await show()
    const trend = await tile('Elevation trends')
    expect(await trend.findByRole('img')).toHaveAccessibleName(
      /^Elevations a day, Sun, 15 Nov 2026 to Wed, 18 Nov 2026: [\d,]+ in all/,
    )
    await user.click(trend.getByRole('button', { name: 'Show as table' }))
    const total = within(trend.getByRole('table')).getAllByRole('row').at(-1)
    expect(total).toHaveTextContent((recent.length + 300).toLocaleString('en'))
  })

  it('says how many requests wait, to those who may see them', async () => {
    await show()
    expect(
      await screen.findByRole('link', { name: '36 elevation requests wait for a decision' }),
    ).toHaveAttribute('href', '/epm/elevation-requests')
  })

  it('lets one part fail alone, with its request id, and reads it again on demand', async () => {
    const user = userEvent.setup()
    service().faults.add({ name: 'wrong-shape', endpoint: 'elevationRequestCount' })
    service().faults.add({ name: 'wrong-shape', endpoint: 'exportJobCreate' })
    await show()
    const alerts = await screen.findAllByRole('alert')
    expect(alerts[0]).toHaveTextContent('Request id')
    const [again] = screen.getAllByRole('button', { name: 'Try again' })
    await user.click(again as HTMLElement)
    const people = await tile('Who can become a standard user?')
    expect(await people.findAllByRole('listitem')).toHaveLength(3)
    expect(screen.getByRole('heading', { name: 'Elevation trends' })).toBeVisible()
  })
})

describe('the overview of an empty tenant', () => {
  servicePerTest({ ...world, elevations: [] }, 'epm.manager@contoso.example')

  it('says why it is empty and what to do first', async () => {
    await show()
    const start = within(await screen.findByRole('region', { name: 'Getting started' }))
    expect(start.getByText(/No device has reported an elevation yet/)).toBeVisible()
    expect(
      start.getByRole('link', { name: 'Create an elevation settings policy' }),
    ).toHaveAttribute('href', '/epm/policies/new/elevation-settings')
    expect(
      start
        .getAllByRole('listitem')
        .slice(0, 3)
        .map(({ textContent }) => textContent?.split('.')[0]),
    ).toEqual(['License EPM and plan', 'Deploy EPM: audit, then rules, then watch', 'Manage EPM'])
    expect(start.getByRole('rowheader', { name: 'Developers' })).toBeVisible()
    expect(screen.queryByRole('heading', { name: 'Elevation trends' })).toBeNull()
  })
})
