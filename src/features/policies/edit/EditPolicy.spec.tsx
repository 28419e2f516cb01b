// @vitest-environment jsdom
import { cleanup, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, describe, expect, it } from 'vitest'

import type { ConfigurationPolicy } from '#contract/policies.ts'
import { readRules } from '#domain/rules/read-rules.ts'
import { servicePerTest } from '#mocks/page-service.spec-helper.ts'
import { callOnce } from '#src/api/queries.ts'
import { renderPage } from '#src/render-page.spec-helper.tsx'
import { sampleWorld } from '#worlds/sample/sample-world.ts'

import PoliciesPage from '../PoliciesPage.tsx'
import EditPolicyPage from './EditPolicyPage.tsx'

const at = new Date('2026-11-18T09:00:00.000Z')
const world = { ...sampleWorld(at), elevations: [], elevationRequests: [] }
const service = servicePerTest(world, 'epm.manager@contoso.example')
beforeEach(() => sessionStorage.clear())

const idOf = (name: string) => {
  const policy = world.policies.find((each) => each.name === name)
  if (!policy) throw new Error(`No policy is called ${name}.`)
  return policy.id
}
const id = idOf('Developer tools')
const show = (section: string, policy = id) =>
  renderPage(
    EditPolicyPage,
    '/epm/policies/:id/edit/:section',
    `/epm/policies/${policy}/edit/${section}`,
  )
const read = (policy = id): Promise<ConfigurationPolicy> =>
  callOnce('policyGet', { path: { id: policy }, query: { $expand: 'settings' } })
const save = () => screen.getByRole('button', { name: 'Save' })

describe('basics', () => {
  it('saves name and description, and nothing else', async () => {
    const user = userEvent.setup()
    const before = await read()
    const { router } = await show('basics')
    const name = await screen.findByRole('textbox', { name: 'Name' })
    expect(save()).toHaveAttribute('aria-disabled', 'true')
    await user.clear(name)
    await user.click(save())
    expect(await screen.findAllByText('Enter a policy name.')).not.toHaveLength(0)
    await user.type(name, 'Developer tools 2')
    await user.click(save())
    await waitFor(() => expect(router.state.location.pathname).toBe(`/epm/policies/${id}`))
    const after = await read()
    expect(after.name).toBe('Developer tools 2')
    expect(after.settings).toEqual(before.settings)
    expect(after.roleScopeTagIds).toEqual(before.roleScopeTagIds)
  })

  it('tells the second admin what changed meanwhile, keeps what was typed and saves on top', async () => {
    const user = userEvent.setup()
    const { router } = await show('basics')
    const name = await screen.findByRole('textbox', { name: 'Name' })
    await user.clear(name)
    await user.type(name, 'Mine')
    const other = await read()
    await callOnce('policyUpdate', {
      path: { id },
      ifMatch: other['@odata.etag'],
      body: { description: 'Of the other admin' },
    })
    await user.click(save())
    expect(await screen.findByText('Changed by somebody else meanwhile.')).toBeVisible()
    expect(screen.getAllByText('Of the other admin').length).toBeGreaterThan(0)
    expect(name).toHaveValue('Mine')
    expect((await read()).name).toBe('Developer tools')
    await user.click(save())
    await waitFor(() => expect(router.state.location.pathname).toBe(`/epm/policies/${id}`))
    expect(await read()).toMatchObject({ name: 'Mine', description: 'Of the other admin' })
  })

  it('keeps what was typed over a reload, and says so', async () => {
    const user = userEvent.setup()
    await show('basics')
    await user.type(await screen.findByRole('textbox', { name: 'Name' }), ' X')
    cleanup()
    await show('basics')
    expect(await screen.findByText('What you changed here before is back.')).toBeVisible()
    expect(screen.getByRole('textbox', { name: 'Name' })).toHaveValue('Developer tools X')
  })

  it.each([
    ['basics', /Policy Authoring: Update/],
    ['configuration', /Policy Authoring: Update/],
    ['assignments', /Policy Authoring: Assign/],
  ])('shows a reader which right %s needs and who has it, and no form', async (section, right) => {
    await service().as('epm.reader@contoso.example')
    await show(section)
    expect(await screen.findByText(right)).toBeVisible()
    expect(
      screen.getByText(/Built-in roles that have it: Endpoint Privilege Manager/),
    ).toBeVisible()
    expect(screen.queryByRole('textbox')).toBeNull()
    expect(screen.queryByRole('button', { name: 'Save' })).toBeNull()
  })
})

describe('a copy', () => {
  it('shows a reader which right it needs, and no form', async () => {
    await service().as('epm.reader@contoso.example')
    await renderPage(PoliciesPage, '/epm/policies', `/epm/policies?duplicate=${id}`)
    const dialog = within(await screen.findByRole('dialog'))
    expect(await dialog.findByText(/Policy Authoring: Create/)).toBeVisible()
    expect(dialog.queryByRole('textbox')).toBeNull()
    expect(dialog.getAllByRole('button').map((button) => button.textContent)).toEqual(['Close'])
  })
})

describe('scope tags', () => {
  it('saves the tags that are chosen', async () => {
    const user = userEvent.setup()
    const { router } = await show('scope-tags')
    await user.click(await screen.findByRole('checkbox', { name: /^EMEA/ }))
    await user.click(save())
    await waitFor(() => expect(router.state.location.pathname).toBe(`/epm/policies/${id}`))
    expect((await read()).roleScopeTagIds).toHaveLength(1)
  })
})

describe('assignments', () => {
  it('adds all devices, and keeps the rest', async () => {
    const user = userEvent.setup()
    const before = await callOnce('policyAssignmentList', { path: { id } })
    const { router } = await show('assignments')
    await user.click(await screen.findByRole('button', { name: 'Add all devices' }))
    await user.click(save())
    await waitFor(() => expect(router.state.location.pathname).toBe(`/epm/policies/${id}`))
    const after = await callOnce('policyAssignmentList', { path: { id } })
    expect(after.value).toHaveLength(before.value.length + 1)
    expect(after.value.map((each) => each.id)).toEqual(
      expect.arrayContaining(before.value.map((each) => each.id)),
    )
  })

  /** Holds back the answers that `path` matches until `release` is called. */
  const holdBack = (path: RegExp) => {
    const current = service()
    const { fetch } = current
    const asked: string[] = []
    let release = () => {}
    const gate = new Promise<void>((resolve) => (release = resolve))
    current.fetch = async (request) => {
      const { pathname } = new URL(request.url)
      if (path.test(pathname)) {
        asked.push(pathname)
        await gate
      }
      return fetch(request)
    }
    return { asked, release: () => release() }
  }

  it.each([
    ['groups', /\/groups\//],
    ['filters', /\/assignmentFilters/],
  ])('shows no button before the %s are read, and all of them with the rows', async (_, late) => {
    const held = holdBack(late)
    await show('assignments')
    expect(await screen.findByRole('status', { name: 'Loading groups and filters' })).toBeVisible()
    await waitFor(() => expect(held.asked).not.toHaveLength(0))
    expect(screen.queryAllByRole('button')).toEqual([])
    held.release()
    await screen.findByRole('button', { name: 'Add all devices' })
    // In the same drawing as the buttons.
    expect(screen.getByRole('combobox', { name: 'Filter for Engineering' })).toBeVisible()
    expect(screen.queryByRole('status', { name: /^Loading/ })).toBeNull()
  })

  it('shows the buttons when filters cannot be read', async () => {
    service().faults.add({ name: 'forbidden', endpoint: 'assignmentFilterList' })
    await show('assignments')
    expect(await screen.findByRole('button', { name: 'Add all devices' })).toBeVisible()
    expect(screen.queryByRole('combobox', { name: /^Filter for/ })).toBeNull()
  })

  it('adds groups below the buttons that add them, with their names at once', async () => {
    const user = userEvent.setup()
    await show('assignments')
    await user.click(await screen.findByRole('button', { name: 'Add groups' }))
    const [include] = await screen.findAllByRole('button', { name: /^Include / })
    if (!include) throw new Error('No group can be included.')
    const name = include.getAttribute('aria-label')?.replace('Include ', '') ?? ''
    const held = holdBack(/\/groups\//)
    await user.click(include)
    const added = await screen.findByRole('button', { name: `Remove ${name}` })
    expect(held.asked).toEqual([])
    expect(include).toHaveFocus()
    expect(include).toHaveAccessibleName(`${name} is included`)
    for (const button of ['Add groups', 'Add all users', 'Add all devices'])
      expect(screen.getByRole('button', { name: button }).compareDocumentPosition(added)).toBe(
        Node.DOCUMENT_POSITION_FOLLOWING,
      )
    expect(include.compareDocumentPosition(added)).toBe(Node.DOCUMENT_POSITION_FOLLOWING)
  })

  it('says before saving that devices without a settings policy lose the components', async () => {
    const user = userEvent.setup()
    const settings = world.policies.find(
      ({ assignments, name }) => name?.startsWith('EPM client') && (assignments?.length ?? 0) > 0,
    )
    if (!settings) throw new Error('The sample tenant has no assigned settings policy.')
    await show('assignments', settings.id)
    const remove = (await screen.findAllByRole('button', { name: /^Remove / }))[0]
    if (!remove) throw new Error('Nothing can be removed.')
    await user.click(remove)
    expect(await screen.findByText(/after seven days its components are removed/)).toBeVisible()
  })
})

describe('configuration settings', () => {
  it('deletes one rule and leaves every other byte alone', async () => {
    const user = userEvent.setup()
    const before = readRules((await read()).settings ?? [])
    const { router } = await show('configuration')
    const rules = await screen.findByRole('list', { name: 'Rules' })
    const last = within(rules).getAllByRole('listitem').at(-1)
    if (!last) throw new Error('The policy has no rule.')
    await user.click(within(last).getByRole('button', { name: /^Delete / }))
    await user.click(within(last).getByRole('button', { name: 'Delete' }))
    await user.click(save())
    await waitFor(() => expect(router.state.location.pathname).toBe(`/epm/policies/${id}`))
    expect(readRules((await read()).settings ?? [])).toEqual(before.slice(0, -1))
  })

  it('puts both admins’ rules together', async () => {
    const user = userEvent.setup()
    const other = await read()
    const before = readRules(other.settings ?? [])
    await show('configuration')
    const rules = await screen.findByRole('list', { name: 'Rules' })
    const first = within(rules).getAllByRole('listitem')[0]
    if (!first) throw new Error('The policy has no rule.')
    await user.click(within(first).getByRole('button', { name: 'Copy' }))
    // The rule has risks, so one click makes no second one.
    expect(rules.children).toHaveLength(before.length)
    expect(within(first).getByRole('button', { name: 'Keep one' })).toHaveFocus()
    expect(within(first).getByText(/could go wrong/)).toBeVisible()
    await user.click(within(first).getByRole('button', { name: 'Yes, have it twice' }))
    const { writeRules } = await import('#domain/rules/write-rules.ts')
    await callOnce('policyReplace', {
      path: { id },
      ifMatch: other['@odata.etag'],
      body: {
        name: other.name ?? '',
        platforms: 'windows10',
        technologies: other.technologies,
        roleScopeTagIds: other.roleScopeTagIds,
        templateReference: other.templateReference,
        settings: writeRules(other.settings ?? null, before.slice(0, -1)),
      },
    })
    await user.click(save())
    expect(await screen.findByText('Changed by somebody else meanwhile.')).toBeVisible()
    await user.click(save())
    await waitFor(async () =>
      expect(readRules((await read()).settings ?? [])).toHaveLength(before.length),
    )
    const names = readRules((await read()).settings ?? []).map(({ name }) => name)
    expect(names).toContain(`${before[0]?.name ?? ''} (copy)`)
    expect(names).not.toContain(before.at(-1)?.name)
  })
})
