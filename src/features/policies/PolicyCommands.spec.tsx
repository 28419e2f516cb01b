// @vitest-environment jsdom
import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { describe, expect, it } from 'vitest'

import { servicePerTest } from '#mocks/page-service.spec-helper.ts'
import { callOnce } from '#src/api/queries.ts'
import { renderPage } from '#src/render-page.spec-helper.tsx'
import { sampleWorld } from '#worlds/sample/sample-world.ts'

import { copyOfIn } from './copy-state.ts'
import PoliciesPage from './PoliciesPage.tsx'

const at = new Date('2026-11-18T09:00:00.000Z')
const world = { ...sampleWorld(at), elevations: [], elevationRequests: [] }
const service = servicePerTest(world, 'epm.manager@contoso.example')
const named = (name: string) => {
  const found = world.policies.find((policy) => policy.name === name)
  if (!found) throw new Error(`No policy is called ${name}.`)
  return found
}
const show = (query = '') => renderPage(PoliciesPage, '/epm/policies', `/epm/policies${query}`)
const policies = async () => (await callOnce('policyList', { query: {} })).value
const menuOf = async (name: string) => screen.findByRole('button', { name: `Commands for ${name}` })

const readyToDelete = (dialog: ReturnType<typeof within>) =>
  waitFor(() => {
    const yes = dialog.getByRole('button', { name: 'Yes, delete' })
    expect(yes).not.toHaveAttribute('aria-disabled', 'true')
    return yes
  })

describe('commands of the list', () => {
  it('duplicates settings and tags under a new name, without assignments', async () => {
    const user = userEvent.setup()
    const { router } = await show()
    await user.click(await menuOf('Developer tools'))
    await user.click(await screen.findByRole('menuitem', { name: /Duplicate/ }))
    const dialog = within(await screen.findByRole('dialog'))
    const name = await dialog.findByRole('textbox', { name: 'Name of the copy' })
    await waitFor(() => expect(name).toHaveValue('Developer tools (copy)'))
    await user.click(await dialog.findByRole('checkbox', { name: /^I have read/ }))
    const send = await waitFor(() => {
      const found = dialog.getByRole('button', { name: 'Duplicate' })
      expect(found).not.toHaveAttribute('aria-disabled', 'true')
      return found
    })
    await user.click(send)
    await waitFor(() => expect(router.state.location.pathname).not.toBe('/epm/policies'))
    const copy = (await policies()).find((each) => each.name === 'Developer tools (copy)')
    if (!copy) throw new Error('There is no copy.')
    // At the copy itself, so that nobody takes the original for it.
    const { pathname, state } = router.state.location
    expect(pathname).toBe(`/epm/policies/${copy.id}`)
    expect(copyOfIn(state)).toBe('Developer tools')
    const [whole, assignments] = await Promise.all([
      callOnce('policyGet', { path: { id: copy.id }, query: { $expand: 'settings' } }),
      callOnce('policyAssignmentList', { path: { id: copy.id } }),
    ])
    const original = named('Developer tools')
    expect(whole.roleScopeTagIds).toEqual(original.roleScopeTagIds)
    expect(whole.description).toBe(original.description)
    expect(whole.settings?.map(({ settingInstance }) => settingInstance)).toEqual(
      original.settings?.map(({ settingInstance }) => settingInstance),
    )
    expect(assignments.value).toEqual([])
  })

  it('deletes after saying the effect', async () => {
    const user = userEvent.setup()
    const { id } = named('Developer tools')
    await show(`?delete=${id}`)
    const dialog = within(await screen.findByRole('dialog'))
    expect(
      await dialog.findByText(/^Files that its \d+ rules match are then handled/),
    ).toBeVisible()
    const yes = await readyToDelete(dialog)
    await user.click(yes)
    await waitFor(async () => expect((await policies()).map((each) => each.id)).not.toContain(id))
  })

  it('does not delete a policy that changed after the dialog was opened', async () => {
    const user = userEvent.setup()
    const { id } = named('Developer tools')
    await show(`?delete=${id}`)
    const dialog = within(await screen.findByRole('dialog'))
    const yes = await readyToDelete(dialog)
    const now = await callOnce('policyGet', { path: { id } })
    await callOnce('policyUpdate', {
      path: { id },
      ifMatch: now['@odata.etag'],
      body: { description: 'New' },
    })
    await user.click(yes)
    expect(await dialog.findByText('Changed by somebody else')).toBeVisible()
    expect((await policies()).map((each) => each.id)).toContain(id)
  })

  it('keeps the commands in sight with the missing right', async () => {
    const user = userEvent.setup()
    await service().as('epm.reader@contoso.example')
    await show()
    await user.click(await menuOf('Developer tools'))
    const item = await screen.findByRole('menuitem', { name: /Delete/ })
    expect(item).toHaveAttribute('aria-disabled', 'true')
    expect(item).toHaveTextContent(/Policy Authoring: Delete/)
  })

  it('offers both profiles', async () => {
    const user = userEvent.setup()
    const { router } = await show()
    await user.click(screen.getByRole('button', { name: 'Create policy' }))
    await user.click(await screen.findByRole('menuitem', { name: /^Elevation rules policy/ }))
    expect(router.state.location.pathname).toBe('/epm/policies/new/elevation-rules')
  })
})
