// @vitest-environment jsdom
import '@testing-library/jest-dom/vitest'
import '#src/test-setup.ts'

import { fireEvent, render, screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { createMemoryRouter, RouterProvider } from 'react-router-dom'
import type { ReactNode } from 'react'
import { describe, expect, it } from 'vitest'

import { DeviceText } from '../text/DeviceText.tsx'
import { ShareBars } from './ShareBars.tsx'
import { TimeChart } from './TimeChart.tsx'

const series = [
  { key: 'a', label: 'Unmanaged', tone: 'solid' },
  { key: 'b', label: 'Automatic', tone: 'dots' },
] as const
const days = [
  { day: '2026-11-16', counts: [4, 1] },
  { day: '2026-11-17', counts: [0, 0] },
  { day: '2026-11-18', counts: [1200, 30] },
]

const show = (chart: ReactNode) => {
  const router = createMemoryRouter([{ path: '*', element: chart }])
  render(<RouterProvider router={router} />)
  return router
}

describe('the chart over time', () => {
  const chart = (
    <TimeChart
      label="Elevations a day"
      series={series}
      days={days}
      dayLink={(day) => `/list?day=${day}`}
    />
  )

  it('is one picture with the whole told in its name, and its axis begins at zero', () => {
    show(chart)
    const picture = screen.getByRole('img', { name: /^Elevations a day, Mon, 16 Nov 2026 to Wed/ })
    expect(picture).toHaveAccessibleName(/: 1,235 in all, most on Wed, 18 Nov 2026 with 1,230$/)
    const marks = [...picture.querySelectorAll('text')].map(({ textContent }) => textContent)
    expect(marks).toEqual(['0', '500', '1,000', '1,500', '16 Nov', '17 Nov', '18 Nov'])
    expect(screen.getAllByRole('listitem').map(({ textContent }) => textContent)).toEqual([
      'Unmanaged',
      'Automatic',
    ])
  })

  it('draws pieces in proportion, each in the paint of its series, and none for nothing', () => {
    show(chart)
    const pieces = [...screen.getByRole('img').querySelectorAll('rect[fill^="url(#"]')]
    expect(pieces).toHaveLength(4)
    const height = (at: number) => Number(pieces[at]?.getAttribute('height'))
    expect(height(0) / height(1)).toBeCloseTo(4, 5)
    expect(height(2) / height(3)).toBeCloseTo(40, 5)
    expect(pieces[0]?.getAttribute('fill')).not.toBe(pieces[1]?.getAttribute('fill'))
    for (const piece of pieces) {
      const id = piece.getAttribute('fill')?.slice(5, -1) ?? ''
      expect(document.getElementById(id)?.tagName).toBe('pattern')
    }
  })

  it('lets the keyboard read every day exactly and open its list', async () => {
    const user = userEvent.setup()
    const router = show(chart)
    const slider = screen.getByRole('slider', { name: 'Elevations a day: day' })
    expect(slider).toHaveAttribute(
      'aria-valuetext',
      'Wed, 18 Nov 2026: 1,200 Unmanaged, 30 Automatic; 1,230 in all',
    )
    // jsdom's range input does not move with the arrows; a browser fires just this.
    fireEvent.change(slider, { target: { value: '0' } })
    expect(slider).toHaveAttribute(
      'aria-valuetext',
      'Mon, 16 Nov 2026: 4 Unmanaged, 1 Automatic; 5 in all',
    )
    expect(screen.getByText('Mon, 16 Nov 2026 (UTC)')).toBeVisible()
    slider.focus()
    await user.keyboard('{Enter}')
    expect(router.state.location).toMatchObject({ pathname: '/list', search: '?day=2026-11-16' })
    await user.keyboard('{Escape}')
    expect(screen.queryByText('Mon, 16 Nov 2026 (UTC)')).toBeNull()
  })

  it('shows the same figures as a table, with sums and links', async () => {
    const user = userEvent.setup()
    show(chart)
    await user.click(screen.getByRole('button', { name: 'Show as table' }))
    expect(screen.queryByRole('img')).toBeNull()
    const rows = within(screen.getByRole('table')).getAllByRole('row')
    expect(rows.map((row) => row.textContent)).toEqual([
      'Day (UTC)UnmanagedAutomaticIn all',
      'Wed, 18 Nov 20261,200301,230',
      'Tue, 17 Nov 2026000',
      'Mon, 16 Nov 2026415',
      'In all1,204311,235',
    ])
    expect(screen.getByRole('link', { name: 'Mon, 16 Nov 2026' })).toHaveAttribute(
      'href',
      '/list?day=2026-11-16',
    )
    await user.click(screen.getByRole('button', { name: 'Show as chart' }))
    expect(screen.getByRole('img')).toBeVisible()
  })

  it('shows a single day', () => {
    show(<TimeChart label="Elevations a day" series={series} days={days.slice(0, 1)} />)
    expect(screen.getByRole('img')).toHaveAccessibleName(
      'Elevations a day, Mon, 16 Nov 2026: 5 in all',
    )
    expect(screen.getByRole('slider')).toHaveAttribute('max', '0')
  })
})

describe('shares', () => {
  it('are a table of names, counts and shares; names from devices stay text', () => {
    const hostile = '<img src=x onerror=alert(1)>.exe'
    show(
      <ShareBars
        label="Files"
        nameHeader="File"
        countHeader="Elevations"
        series={series}
        total={100}
        rows={[
          {
            id: 'a',
            name: <DeviceText value={hostile} kind="fileName" />,
            counts: [30, 10],
            to: '/list?file=a',
            linkName: 'elevations of this file',
          },
          { id: 'b', name: 'b.exe', counts: [0, 20] },
        ]}
      />,
    )
    const table = screen.getByRole('table', { name: 'Files' })
    expect(within(table).getByRole('rowheader', { name: hostile })).toBeVisible()
    expect(document.querySelector('img')).toBeNull()
    expect(
      within(table)
        .getAllByRole('row')
        .slice(1)
        .map((row) =>
          within(row)
            .getAllByRole('cell')
            .map(({ textContent }) => textContent),
        ),
    ).toEqual([
      ['40 elevations of this file', '40 %'],
      ['20', '20 %'],
    ])
    const widths = [...table.querySelectorAll('rect')].map((bar) => bar.getAttribute('width'))
    expect(widths).toEqual(['75%', '25%', '0%', '50%'])
  })
})
