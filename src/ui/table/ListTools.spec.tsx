// @vitest-environment jsdom
import '@testing-library/jest-dom/vitest'
import '#src/test-setup.ts'

import { act, configure, render, screen, waitFor, within } from '@testing-library/react'
import userEvent, { type UserEvent } from '@testing-library/user-event'
import { createMemoryRouter, RouterProvider } from 'react-router-dom'
import { beforeEach, describe, expect, it, vi } from 'vitest'

import type { List } from '#src/lib/list.ts'

import { ThemeProvider } from '../theme/ThemeProvider.tsx'
import { DataTable } from './DataTable.tsx'
import { keepChoicesOf } from './kept.ts'
import type { ListKind } from './list-kind.ts'
import { ListTools } from './ListTools.tsx'

configure({ asyncUtilTimeout: 5000 })

type Device = { id: string; name: string }

const kind: ListKind<Device> = {
  id: 'devices',
  what: 'devices',
  columns: [
    { id: 'name', header: 'Name', cell: ({ name }) => name, width: '1fr' },
    { id: 'system', header: 'System', cell: () => 'Windows', width: '1fr' },
    { id: 'owner', header: 'Owner', cell: () => 'Ann', width: '1fr', from: 600 },
    { id: 'commands', header: 'Commands', cell: () => '…', width: '1fr', always: true },
  ],
  spec: {
    filters: { system: ['windows', 'other'] },
    sorts: ['name'],
    defaultSort: { by: 'name', descending: false },
  },
}

const list: List<Device> = {
  rows: [{ id: '1', name: 'PC-1' }],
  total: null,
  loading: false,
  stale: false,
  error: null,
  hasMore: false,
  loadingMore: false,
  loadMore: () => {},
  behind: false,
  refresh: () => {},
}

const Page = () => (
  <>
    <ListTools list={kind} />
    <DataTable
      label="Devices"
      list={list}
      columns={kind.columns}
      listId={kind.id}
      rowLink={({ id }) => `/devices/${id}`}
      sort={null}
      isFiltered={false}
      empty={null}
      noMatches={null}
      forbidden={null}
    />
  </>
)

const show = (address = '/') => {
  const router = createMemoryRouter([{ path: '*', element: <Page /> }], {
    initialEntries: [address],
  })
  const { unmount } = render(
    <ThemeProvider>
      <RouterProvider router={router} />
    </ThemeProvider>,
  )
  return { router, unmount }
}

const headers = () =>
  screen.getAllByRole('columnheader', { hidden: true }).map((each) => each.textContent)
// Fluent's focus library goes on hiding the page after a menu where there is no layout.
const open = async (user: UserEvent, name: string) =>
  user.click(await screen.findByRole('button', { name, hidden: true }))
const item = (name: string | RegExp, role = 'menuitem') =>
  screen.findByRole(role, { name, hidden: true })
const saveAs = async (user: UserEvent, name: string, submit = 'Save') => {
  await open(user, 'Views')
  await user.click(await item('Save this view…'))
  const dialog = await screen.findByRole('dialog')
  await user.type(within(dialog).getByRole('textbox', { name: 'Name' }), name)
  await user.click(within(dialog).getByRole('button', { name: submit }))
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
}

const seed = (...views: readonly { name: string; address: string }[]) =>
  localStorage.setItem('list:ann:devices:views', JSON.stringify(views))

beforeEach(() => {
  localStorage.clear()
  keepChoicesOf('ann')
})

describe('columns', () => {
  it('are put away and brought back, and stay so; first and row commands always show', async () => {
    const user = userEvent.setup()
    const { unmount } = show()
    await open(user, 'Columns')
    const choices = await screen.findAllByRole('menuitemcheckbox', { hidden: true })
    expect(choices.map((each) => each.textContent)).toEqual(['System', 'Owner'])
    await user.click(screen.getByRole('menuitemcheckbox', { name: 'System', hidden: true }))
    expect(headers()).toEqual(['Name', 'Owner', 'Commands'])
    unmount()
    show()
    expect(headers()).toEqual(['Name', 'Owner', 'Commands'])
    await open(user, 'Columns')
    await user.click(await item(/^Show all/))
    expect(headers()).toEqual(['Name', 'System', 'Owner', 'Commands'])
  })

  it('say in the menu when the width hides them', async () => {
    const narrow = vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(500)
    const user = userEvent.setup()
    show()
    expect(headers()).toEqual(['Name', 'System', 'Commands'])
    await open(user, 'Columns')
    const owner = await item(/^Owner/, 'menuitemcheckbox')
    expect(owner).toHaveTextContent('Not shown at this width')
    expect(await item(/^System/, 'menuitemcheckbox')).not.toHaveTextContent('width')
    await user.click(owner)
    expect(owner).toHaveTextContent(/^Owner$/)
    narrow.mockRestore()
  })

  it('are chosen with the keyboard alone', async () => {
    const user = userEvent.setup()
    show()
    const button = await screen.findByRole('button', { name: 'Columns' })
    button.focus()
    await user.keyboard('{Enter}')
    const owner = await screen.findByRole('menuitemcheckbox', { name: 'Owner', hidden: true })
    // Arrows need a layout; the journey presses them.
    owner.focus()
    await user.keyboard(' ')
    expect(owner).not.toBeChecked()
    expect(headers()).toEqual(['Name', 'System', 'Commands'])
  })

  it('are one person’s own', () => {
    localStorage.setItem('list:ann:devices:hidden', '["system"]')
    const { unmount } = show()
    expect(headers()).toHaveLength(3)
    unmount()
    keepChoicesOf('ben')
    show()
    expect(headers()).toHaveLength(4)
  })

  it('shows all of them when the storage holds nonsense', () => {
    localStorage.setItem('list:ann:devices:hidden', '{"system":')
    show()
    expect(headers()).toHaveLength(4)
  })
})

describe('views', () => {
  it('brings filter, sort and columns back', async () => {
    const user = userEvent.setup()
    localStorage.setItem('list:ann:devices:hidden', '["owner"]')
    const { router } = show('/?system=windows&sort=name:desc&dialog=open')
    await saveAs(user, 'Windows first')
    // In another window of the same person.
    localStorage.setItem('list:ann:devices:hidden', '[]')
    act(() => void dispatchEvent(new StorageEvent('storage')))
    expect(headers()).toHaveLength(4)
    await act(() => router.navigate('/?search=x'))
    await open(user, 'Views')
    await user.click(
      await screen.findByRole('menuitemradio', { name: 'Windows first', hidden: true }),
    )
    expect(Object.fromEntries(new URLSearchParams(router.state.location.search))).toEqual({
      system: 'windows',
      sort: 'name:desc',
    })
    expect(headers()).toEqual(['Name', 'System', 'Commands'])
    await open(user, 'Views')
    expect(
      await screen.findByRole('menuitemradio', { name: 'Windows first', hidden: true }),
    ).toBeChecked()
  })

  it('says when a name is taken, and replaces only then', async () => {
    const user = userEvent.setup()
    seed({ name: 'Mine', address: 'system=windows' })
    show('/?system=other')
    await open(user, 'Views')
    await user.click(await item('Save this view…'))
    const dialog = await screen.findByRole('dialog')
    await user.type(within(dialog).getByRole('textbox', { name: 'Name' }), 'mine')
    expect(within(dialog).getByText(/You have a view called Mine/)).toBeVisible()
    await user.click(within(dialog).getByRole('button', { name: 'Replace' }))
    const saved: unknown = JSON.parse(localStorage.getItem('list:ann:devices:views') ?? '')
    expect(saved).toEqual([{ name: 'mine', address: 'system=other', hidden: [] }])
  })

  it('asks for a name, and shows a hostile one as text', async () => {
    const user = userEvent.setup()
    show()
    await open(user, 'Views')
    expect(await screen.findByText('No saved views yet')).toBeVisible()
    await user.click(await item('Save this view…'))
    const dialog = await screen.findByRole('dialog')
    await user.click(within(dialog).getByRole('button', { name: 'Save' }))
    expect(await within(dialog).findByText('Enter a name.')).toBeVisible()
    await user.type(within(dialog).getByRole('textbox', { name: 'Name' }), '<img src=x> \u202Efdp')
    await user.click(within(dialog).getByRole('button', { name: 'Save' }))
    await open(user, 'Views')
    const shown = await screen.findByRole('menuitemradio', { hidden: true })
    expect(shown).toHaveTextContent('<img src=x>')
    expect(shown.querySelector('img')).toBeNull()
    expect(shown.textContent).not.toContain('\u202E')
  })

  it('deletes what is chosen', async () => {
    const user = userEvent.setup()
    seed({ name: 'One', address: '' }, { name: 'Two', address: '' })
    show()
    await open(user, 'Views')
    await user.click(await item('Delete views…'))
    const dialog = await screen.findByRole('dialog')
    const submit = () => within(dialog).getByRole('button', { name: 'Delete' })
    expect(submit()).toHaveAccessibleDescription('Choose what to delete.')
    await user.click(within(dialog).getByRole('checkbox', { name: 'One' }))
    await user.click(submit())
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
    await open(user, 'Views')
    const left = await screen.findAllByRole('menuitemradio', { hidden: true })
    expect(left.map((each) => each.textContent)).toEqual(['Two'])
  })
})
