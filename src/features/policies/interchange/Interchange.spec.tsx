// @vitest-environment jsdom
import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { describe, expect, it } from 'vitest'

import { servicePerTest } from '#mocks/page-service.spec-helper.ts'
import { callOnce } from '#src/api/queries.ts'
import { documentsText } from '#src/lib/save-documents.ts'
import { renderPage } from '#src/render-page.spec-helper.tsx'
import { sampleWorld } from '#worlds/sample/sample-world.ts'

import { readForExport } from './export-documents.ts'
import ImportPage from './ImportPage.tsx'

const at = new Date('2026-11-18T09:00:00.000Z')
const world = { ...sampleWorld(at), elevations: [], elevationRequests: [] }
servicePerTest(world, 'epm.manager@contoso.example')

const ids = world.policies.map(({ id }) => id)
const settingIds = world.reusableSettings.map(({ id }) => id)
const developer = world.policies.find(({ name }) => name === 'Developer tools')?.id ?? ''
const everything = async () => documentsText(await readForExport(ids, settingIds, true))

const open = async (...files: File[]) => {
  const user = userEvent.setup({ applyAccept: false })
  const { router } = await renderPage(ImportPage, '/epm/policies/import', '/epm/policies/import')
  const input = document.querySelector<HTMLInputElement>('input[type=file]')
  if (!input) throw new Error('There is no file picker.')
  await user.upload(input, files)
  return { user, router }
}
const json = (text: string, name = 'export.json') => new File([text], name)

describe('export', () => {
  it('takes the reusable settings that rules ask for along, and nothing of the tenant', async () => {
    const documents = await readForExport([developer], [], true)
    const text = documentsText(documents)
    expect(documents.length).toBeGreaterThan(1)
    expect(text).not.toMatch(/createdDateTime|assignments|settingCount/)
    expect(documentsText(await readForExport([developer], [], true))).toBe(text)
  })

  it('writes one policy alone as one document', async () => {
    const one = JSON.parse(documentsText(await readForExport([developer], [], false))) as object
    expect(one).toMatchObject({ name: 'Developer tools', platforms: 'windows10' })
  })
})

describe('import', () => {
  it('finds everything of its own export unchanged', async () => {
    await open(json(await everything()))
    expect(await screen.findByText(/The tenant already has all of it/)).toBeVisible()
    expect(screen.getAllByText('Already the same')).toHaveLength(ids.length + settingIds.length)
    expect(screen.getByRole('button', { name: 'Import' })).toHaveAttribute('aria-disabled', 'true')
  })

  it('shows what a change would do before anything is written, and then writes it', async () => {
    const text = documentsText(await readForExport([developer], [], false))
    const changed = { ...(JSON.parse(text) as object), description: 'From a file' }
    const { user, router } = await open(json(JSON.stringify(changed)))
    expect(await screen.findByText('Will be changed')).toBeVisible()
    expect((await callOnce('policyGet', { path: { id: developer } })).description).not.toBe(
      'From a file',
    )
    await user.click(screen.getByText('What would change'))
    expect(await screen.findByText('From a file')).toBeVisible()
    await user.click(screen.getByRole('button', { name: 'Import' }))
    await waitFor(() => expect(router.state.location.pathname).toBe('/epm/policies'))
    expect((await callOnce('policyGet', { path: { id: developer } })).description).toBe(
      'From a file',
    )
  })

  it('imports none of it when one document is refused', async () => {
    const text = documentsText(await readForExport([developer], [], false))
    const fresh = { ...(JSON.parse(text) as object), name: 'Brand new' }
    await open(json(JSON.stringify([fresh, { name: 'Not of EPM', settings: [] }])))
    const list = within(await screen.findByRole('list', { name: 'Documents' }))
    expect(list.getByText('Will be created')).toBeVisible()
    expect(list.getByText('Refused')).toBeVisible()
    expect(screen.getByRole('button', { name: 'Import' })).toHaveAttribute('aria-disabled', 'true')
  })

  it('imports the rest once what is refused is left out', async () => {
    const text = documentsText(await readForExport([developer], [], false))
    const fresh = { ...(JSON.parse(text) as object), name: 'Brand new', roleScopeTagIds: ['0'] }
    const { user, router } = await open(
      json(JSON.stringify([fresh, { name: 'Not of EPM', settings: [] }])),
    )
    await user.click(await screen.findByRole('checkbox', { name: 'Import document 2' }))
    expect(await screen.findByText('Not imported')).toBeVisible()
    expect(await screen.findByText(/all that is chosen, or nothing/)).toBeVisible()
    const confirm = await screen.findByRole('checkbox', { name: /^I have read/ })
    await user.click(confirm)
    const send = screen.getByRole('button', { name: 'Import' })
    await waitFor(() => expect(send).not.toHaveAttribute('aria-disabled', 'true'))
    await user.click(send)
    await waitFor(() => expect(router.state.location.pathname).toBe('/epm/policies'))
    const { value } = await callOnce('policyList', { query: {} })
    expect(value.map(({ name }) => name)).toContain('Brand new')
  })

  it('says why a hostile file was not taken, and sends nothing of it', async () => {
    await open(json('{"name": "a", "name": "b"}', 'twice.json'))
    expect(await screen.findByText('A file was not taken.')).toBeVisible()
    expect(screen.queryByRole('list', { name: 'Documents' })).toBeNull()
  })

  it('says once what is left out of all documents, folded, with the count of each member', async () => {
    const text = documentsText(await readForExport([developer], [], false))
    const one = JSON.parse(text) as object
    const raw = { ...one, id: 'x', assignments: [], createdDateTime: '2026-01-01T00:00:00Z' }
    const documents = [raw, { ...one, name: 'Another', assignments: [] }, { ...one, name: 'Bare' }]
    const { user } = await open(json(JSON.stringify(documents)))
    const title = await screen.findByText('Left out: 3 members of 2 documents')
    expect(screen.getAllByText(/^Left out/)).toHaveLength(1)
    const list = within(screen.getByRole('list', { name: 'Left out', hidden: true }))
    const lines = () =>
      list.getAllByRole('listitem', { hidden: true }).map((item) => item.textContent)
    expect(lines().toSorted()).toEqual([
      'assignments: in 2 documents',
      'createdDateTime: in one document',
      'id: in one document',
    ])
    expect(title.closest('details')).not.toHaveAttribute('open')
    await user.click(title)
    expect(title.closest('details')).toHaveAttribute('open')
  })
})
