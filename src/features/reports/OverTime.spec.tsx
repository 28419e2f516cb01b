// @vitest-environment jsdom
import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, describe, expect, it } from 'vitest'

import { servicePerTest } from '#mocks/page-service.spec-helper.ts'
import { renderPage } from '#src/render-page.spec-helper.tsx'
import { figure } from '#src/ui/charts/chart-data.ts'
import { sampleWorld } from '#worlds/sample/sample-world.ts'

import { OverTime } from './OverTime.tsx'
import type { Narrowed } from './over-time.ts'

const world = sampleWorld(new Date('2026-11-18T09:00:00.000Z'))
const elevations = world.elevations.filter(({ eventDateTime }) => eventDateTime >= '2026-11-16')
const publisher = elevations.find(({ companyName }) => companyName)?.companyName ?? ''
const user = 'amelia.ward@contoso.example'

const show = (narrowed: Narrowed, address = '/r') =>
  renderPage(() => <OverTime id="spec" narrowed={narrowed} />, '/r', address)

/** The sums of the chart's own table, by day. */
const daysOfTable = async () => {
  await userEvent.click(await screen.findByRole('button', { name: 'Show as table' }))
  const rows = within(screen.getByRole('table')).getAllByRole('row').slice(1, -1)
  return rows.map((row) => within(row).getAllByRole('cell').at(-1)?.textContent)
}
const days = ['2026-11-18', '2026-11-17', '2026-11-16']
const counted = (keep: (elevation: (typeof elevations)[number]) => boolean) =>
  days.map((day) =>
    figure(elevations.filter((each) => each.eventDateTime.startsWith(day) && keep(each)).length),
  )
const span = { from: '2026-11-16', to: '2026-11-18' }

describe('the chart over a report', () => {
  const service = servicePerTest({ ...world, elevations }, 'epm.reader@contoso.example')
  beforeEach(() => localStorage.clear())

  it.each([
    [{ days: span }, () => true],
    [{ days: span, publisher: `"${publisher}"` }, (each) => each.companyName === publisher],
    [{ days: span, user: `"${user}"` }, (each) => each.upn === user],
    [
      { days: span, kinds: 'managed' },
      (each) => !['unmanagedElevation', 'undetermined'].includes(each.elevationType),
    ],
  ] satisfies [Narrowed, (each: (typeof elevations)[number]) => boolean][])(
    'counts the days of exactly %j',
    async (narrowed, keep) => {
      await show(narrowed)
      expect(await daysOfTable()).toEqual(counted(keep))
    },
  )

  it('says what does not narrow it, and a day narrows the page', async () => {
    const { router } = await show({ days: {}, others: ['device'] }, '/r?device=x&range=week')
    expect(
      await screen.findByText('Not narrowed by device: may count more than the table.'),
    ).toBeVisible()
    await daysOfTable()
    await userEvent.click(screen.getByRole('link', { name: /17 Nov 2026/ }))
    expect(router.state.location.search).toBe('?device=x&from=2026-11-17&to=2026-11-17')
  })

  it('stays folded when it was folded, and reads nothing then', async () => {
    const { queryClient } = await show({ days: span })
    await screen.findByRole('img')
    const group = screen.getByRole('group')
    await userEvent.click(within(group).getByText('Elevations a day', { selector: 'h2' }))
    await waitFor(() => expect(screen.queryByRole('img')).toBeNull())
    queryClient.clear()
    await show({ days: span })
    expect(screen.queryByRole('status')).toBeNull()
    expect(screen.queryByRole('img')).toBeNull()
  })

  it('fails by itself, with the request id, and is read again on demand', async () => {
    service().faults.add({ name: 'wrong-shape', endpoint: 'exportJobCreate' })
    await show({ days: span })
    expect(await screen.findByRole('alert')).toHaveTextContent('Request id')
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }))
    expect(await screen.findByRole('img')).toHaveAccessibleName(
      new RegExp(`^Elevations a day.*: ${figure(elevations.length)} in all`),
    )
  })
})
