// @vitest-environment jsdom
import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { describe, expect, it } from 'vitest'

import { servicePerTest } from '#mocks/page-service.spec-helper.ts'
import { callOnce } from '#src/api/queries.ts'
import { renderPage } from '#src/render-page.spec-helper.tsx'
import { sampleWorld } from '#worlds/sample/sample-world.ts'

import PolicyHistoryPage from './PolicyHistoryPage.tsx'

const at = new Date('2026-11-18T09:00:00.000Z')
const world = { ...sampleWorld(at), elevations: [], elevationRequests: [] }
const service = servicePerTest(world, 'epm.manager@contoso.example')
const policy = world.policies.find(({ name }) => name === 'Developer tools')
if (!policy) throw new Error('The sample tenant has no policy of this name.')
const { id } = policy

const read = () => callOnce('policyGet', { path: { id } })
const rename = async (name: string) => {
  const now = await read()
  await callOnce('policyUpdate', { path: { id }, ifMatch: now['@odata.etag'], body: { name } })
}
const show = (query = '') =>
  renderPage(PolicyHistoryPage, '/epm/policies/:id/history', `/epm/policies/${id}/history${query}`)
const region = async (name: string) => within(await screen.findByRole('region', { name }))

describe('history of a policy', () => {
  it('says who changed what, and shows what the newest version changed', async () => {
    await rename('Second')
    await show()
    const versions = await region('Versions')
    expect(versions.getByText('Version 2, current')).toBeVisible()
    expect(versions.getAllByText('epm.manager@contoso.example').length).toBe(1)
    const changes = await region('What changed')
    expect(await changes.findByText('Second')).toBeVisible()
    expect(changes.getByText('Developer tools')).toBeVisible()
  })

  it('compares any two versions, in the address', async () => {
    const user = userEvent.setup()
    await rename('Second')
    await rename('Third')
    const { router } = await show()
    const changes = await region('What changed')
    expect(await changes.findByText('Third')).toBeVisible()
    await user.selectOptions(changes.getByRole('combobox', { name: 'From' }), '1')
    expect(await changes.findByText('Developer tools')).toBeVisible()
    expect(changes.queryByText('Second')).toBeNull()
    expect(router.state.location.search).toBe('?from=1&to=3')
  })

  it('restores a version after showing what becomes different, and leaves assignments alone', async () => {
    const user = userEvent.setup()
    await rename('Second')
    await callOnce('policyAssign', {
      path: { id },
      ifMatch: (await read())['@odata.etag'],
      body: { assignments: [] },
    })
    await show('?restore=1')
    const dialog = within(await screen.findByRole('dialog'))
    expect(dialog.getByText(/Assignments are not restored/)).toBeVisible()
    expect(await dialog.findByText('Second')).toBeVisible()
    await user.click(dialog.getByRole('button', { name: 'Yes, restore' }))
    await waitFor(async () => expect((await read()).name).toBe('Developer tools'))
    const assignments = await callOnce('policyAssignmentList', { path: { id } })
    expect(assignments.value).toEqual([])
    expect(await screen.findByText(/Restored from version 1/)).toBeVisible()
  })

  it('shows the old groups and where to edit them where only assignments differ', async () => {
    await callOnce('policyAssign', {
      path: { id },
      ifMatch: (await read())['@odata.etag'],
      body: { assignments: [] },
    })
    await show()
    const versions = await region('Versions')
    expect(versions.queryByText(/^Assignment .*-/)).toBeNull()
    const then = await region('Assignments of version 1')
    expect(then.getAllByText(/^Included/).length).toBeGreaterThan(0)
    expect(then.getByRole('button', { name: 'Edit assignments' })).toBeEnabled()
    expect(screen.queryByRole('button', { name: 'Go back to version 1' })).toBeNull()
  })

  it('names the right that is missing for a restore', async () => {
    await rename('Second')
    await service().as('epm.reader@contoso.example')
    await show()
    const versions = await region('Versions')
    expect(versions.getByRole('button', { name: 'Restore version 1' })).toHaveAccessibleDescription(
      /Policy Authoring: Update/,
    )
  })
})
