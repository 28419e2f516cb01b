// @vitest-environment jsdom
import { screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, it } from 'vitest'

import { servicePerTest } from '#mocks/page-service.spec-helper.ts'
import { renderPage } from '#src/render-page.spec-helper.tsx'
import { sampleWorld } from '#worlds/sample/sample-world.ts'

import { GroupSearch, type GroupList } from './GroupSearch.tsx'
import { membersInWords } from './use-directory-search.ts'

const world = {
  ...sampleWorld(new Date('2026-11-18T09:00:00.000Z')),
  elevations: [],
  elevationRequests: [],
}
const service = servicePerTest(world, 'epm.manager@contoso.example')

const Page = () => <GroupSearch verb="Include" listOf={() => null} onAdd={() => {}} />
const show = async (text: string) => {
  const user = userEvent.setup()
  await renderPage(Page, '/', '/')
  await screen.findByRole('button', { name: 'Include IT Support' })
  await user.type(screen.getByRole('searchbox'), `${text}{Enter}`)
}
const found = () =>
  screen
    .queryAllByRole('button', { name: /^Include / })
    .map((each) => each.getAttribute('aria-label'))

it('finds words inside the name, in any order', async () => {
  await show('support it')
  await waitFor(() => expect(found()).toEqual(['Include IT Support']))
})

it('says when no name has such words', async () => {
  await show('"; nothing"')
  expect(await screen.findByText('No group’s name has words that begin like this.')).toBeVisible()
})

it('finds beginnings where the directory refuses to search, and says so', async () => {
  const current = service()
  const { fetch } = current
  current.fetch = (request) =>
    new URL(request.url).searchParams.has('$search')
      ? Promise.resolve(
          Response.json(
            { error: { code: 'Request_UnsupportedQuery', message: 'No.' } },
            { status: 400 },
          ),
        )
      : fetch(request)
  await show('it su')
  await waitFor(() => expect(found()).toEqual(['Include IT Support']))
  expect(screen.getByPlaceholderText('Group name begins with…')).toBeVisible()
})

it('says which list has a group already, and does not add it again', async () => {
  const added: string[] = []
  const idOf = (name: string) => world.groups.find((each) => each.displayName === name)?.id ?? ''
  const lists = new Map<string, GroupList>([
    [idOf('IT Support'), 'included'],
    [idOf('Engineering'), 'excluded'],
  ])
  const user = userEvent.setup()
  await renderPage(
    () => (
      <GroupSearch
        verb="Exclude"
        listOf={(id) => lists.get(id) ?? null}
        onAdd={({ id }) => added.push(id)}
      />
    ),
    '/',
    '/',
  )
  const taken = await screen.findByRole('button', { name: 'IT Support is included' })
  expect(taken).toHaveTextContent('Included')
  expect(screen.getByRole('button', { name: 'Engineering is excluded' })).toBeVisible()
  await user.click(taken)
  expect(added).toEqual([])
})

it('counts what is found under it, where there may be more', async () => {
  await show('support it')
  expect(await screen.findByText('One group.')).toBeVisible()
  await userEvent.clear(screen.getByRole('searchbox'))
  await userEvent.type(screen.getByRole('searchbox'), '{Enter}')
  expect(await screen.findByText(/^\d groups\.$|^There are more/)).toBeVisible()
})

it('says of each group who is in it, as far as that is known', () => {
  const group = (membershipRule: string | null) => ({ id: 'g', membershipRule })
  expect(membersInWords(group('user.department -eq "device.x"'))).toBe('Dynamic users')
  expect(membersInWords(group('device.model -eq "a"'))).toBe('Dynamic devices')
  expect(membersInWords({ id: 'g', groupTypes: ['DynamicMembership'] })).toBe('Dynamic members')
  expect(membersInWords(group(null))).toBe('Assigned members')
})

it('shows it beside the name', async () => {
  await show('support it')
  expect(await screen.findByText('One group.')).toBeVisible()
  expect(screen.getByRole('list', { name: 'Groups found' })).toHaveTextContent(
    /IT Support · (Assigned members|Dynamic)/,
  )
})
