// @vitest-environment jsdom
import '@testing-library/jest-dom/vitest'
import '#src/test-setup.ts'

import { render, screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { createMemoryRouter, RouterProvider } from 'react-router-dom'
import { describe, expect, it, vi } from 'vitest'

import type { List } from '#src/lib/list.ts'

import type { Column } from './column.ts'
import { DataTable } from './DataTable.tsx'
import type { Sort } from './list-params.ts'

type Device = { id: string; deviceName: string }

const devices = (count: number): Device[] =>
  Array.from({ length: count }, (_, index) => ({ id: `d${index}`, deviceName: `Device ${index}` }))

const columns: readonly Column<Device>[] = [
  { id: 'name', header: 'Name', cell: (row) => row.deviceName, width: '1fr', sortBy: 'deviceName' },
  { id: 'id', header: 'Id', cell: (row) => row.id, width: '1fr' },
]

const list = (changes: Partial<List<Device>> = {}): List<Device> => ({
  rows: [],
  total: null,
  loading: false,
  stale: false,
  error: null,
  hasMore: false,
  loadingMore: false,
  loadMore: () => {},
  behind: false,
  refresh: () => {},
  ...changes,
})

const failure = { title: 'It failed', message: 'Why.', status: 500, requestId: 'r-1', details: [] }

const show = (given: List<Device>, isFiltered = false, onSort: (sort: Sort) => void = () => {}) => {
  const element = (
    <DataTable
      label="Devices"
      list={given}
      columns={columns}
      rowLink={(row) => `/devices/${row.id}`}
      sort={{ by: 'deviceName', descending: false }}
      onSort={onSort}
      isFiltered={isFiltered}
      empty={<p>Never any</p>}
      noMatches={<p>None match</p>}
      forbidden={<p>Not permitted</p>}
    />
  )
  const router = createMemoryRouter([{ path: '*', element }])
  render(<RouterProvider router={router} />)
  return router
}

describe('DataTable', () => {
  it('shows rows of the right shape while it loads', () => {
    show(list({ loading: true }))
    expect(screen.getByRole('table', { name: 'Devices' })).toHaveAttribute('aria-busy', 'true')
    expect(screen.getByRole('columnheader', { name: 'Name' })).toBeInTheDocument()
    expect(screen.queryByText('Never any')).toBeNull()
  })

  it.each([
    ['never any', list(), false, 'Never any'],
    ['none under this filter', list(), true, 'None match'],
    ['not permitted', list({ error: { ...failure, status: 403 } }), false, 'Not permitted'],
    ['failed', list({ error: failure }), false, 'It failed'],
  ])('tells apart: %s', (_, given, isFiltered, text) => {
    show(given, isFiltered)
    expect(screen.getByText(text)).toBeInTheDocument()
    expect(screen.queryByRole('table')).toBeNull()
  })

  it('keeps the rows when a later read fails, and offers to try again', async () => {
    const refresh = vi.fn()
    show(list({ rows: devices(3), error: failure, refresh }))
    expect(screen.getByRole('link', { name: 'Device 2' })).toBeInTheDocument()
    expect(screen.getByRole('alert')).toHaveTextContent('It failed')
    expect(screen.getByRole('alert')).toHaveTextContent('r-1')
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }))
    expect(refresh).toHaveBeenCalledOnce()
  })

  it('draws a window of a long list and says how long it is', () => {
    show(list({ rows: devices(50_000), total: 50_000 }))
    const table = screen.getByRole('table')
    const rows = within(table).getAllByRole('row')
    expect(rows.length).toBeGreaterThan(10)
    expect(rows.length).toBeLessThan(200)
    expect(table).toHaveAttribute('aria-rowcount', '50001')
    expect(rows[1]).toHaveAttribute('aria-rowindex', '2')
  })

  it('asks for more near the end, and not after a failure', () => {
    const loadMore = vi.fn()
    show(list({ rows: devices(20), hasMore: true, loadMore }))
    expect(loadMore).toHaveBeenCalled()
    loadMore.mockClear()
    show(list({ rows: devices(20), hasMore: true, loadMore, error: failure }))
    expect(loadMore).not.toHaveBeenCalled()
  })

  it('is one tab stop whose rows the arrow keys walk; Enter opens', async () => {
    const user = userEvent.setup()
    const router = show(list({ rows: devices(30) }))
    await user.tab()
    expect(screen.getByRole('button', { name: 'Name' })).toHaveFocus()
    await user.tab()
    expect(screen.getByRole('link', { name: 'Device 0' })).toHaveFocus()
    await user.keyboard('{ArrowDown}{ArrowDown}{ArrowUp}')
    expect(screen.getByRole('link', { name: 'Device 1' })).toHaveFocus()
    await user.keyboard('{Enter}')
    expect(router.state.location.pathname).toBe('/devices/d1')
  })

  it('opens a row by a click anywhere on it', async () => {
    const router = show(list({ rows: devices(3) }))
    await userEvent.click(screen.getByText('d2'))
    expect(router.state.location.pathname).toBe('/devices/d2')
  })

  it('keeps a fact of the columns it has no room for', () => {
    const wide = vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(900)
    const table = (
      <DataTable
        label="Devices"
        list={list({ rows: devices(2) })}
        columns={[
          { id: 'name', header: 'Name', cell: (row) => row.deviceName, width: '1fr' },
          {
            id: 'id',
            header: 'Id',
            cell: (row) => `Whole ${row.id}`,
            width: '1fr',
            from: 600,
            folded: (row) => `Fact ${row.id}`,
          },
        ]}
        sort={null}
        isFiltered={false}
        empty={null}
        noMatches={null}
        forbidden={null}
      />
    )
    const router = () => createMemoryRouter([{ path: '*', element: table }])
    const { unmount } = render(<RouterProvider router={router()} />)
    expect(screen.getAllByRole('row')[1]).toHaveTextContent('Device 0Whole d0')
    unmount()
    wide.mockReturnValue(360)
    render(<RouterProvider router={router()} />)
    expect(screen.queryByRole('columnheader', { name: 'Id' })).toBeNull()
    expect(screen.getAllByRole('cell').map((cell) => cell.textContent)).toEqual([
      'Device 0Fact d0',
      'Device 1Fact d1',
    ])
    wide.mockRestore()
  })

  it('turns the sort around, and says which way it is', async () => {
    const onSort = vi.fn()
    show(list({ rows: devices(3) }), false, onSort)
    expect(screen.getByRole('columnheader', { name: 'Name' })).toHaveAttribute(
      'aria-sort',
      'ascending',
    )
    await userEvent.click(screen.getByRole('button', { name: 'Name' }))
    expect(onSort).toHaveBeenCalledWith({ by: 'deviceName', descending: true })
    expect(screen.queryByRole('button', { name: 'Id' })).toBeNull()
  })
})
