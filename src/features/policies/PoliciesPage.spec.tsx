// @vitest-environment jsdom
import { screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { describe, expect, it } from 'vitest'

import { readRules } from '#domain/rules/read-rules.ts'
import { servicePerTest } from '#mocks/page-service.spec-helper.ts'
import { renderPage } from '#src/render-page.spec-helper.tsx'
import { sampleWorld } from '#worlds/sample/sample-world.ts'

import PoliciesPage from './PoliciesPage.tsx'

const at = new Date('2026-11-18T09:00:00.000Z')
const world = { ...sampleWorld(at), elevations: [], elevationRequests: [] }
const service = servicePerTest(world, 'epm.reader@contoso.example')

const show = (address = '/epm/policies') => renderPage(PoliciesPage, '/epm/policies', address)
const rows = async () =>
  within(await screen.findByRole('table', { name: 'Policies', busy: false }))
    .getAllByRole('row')
    .slice(1)
const names = async () => (await rows()).map((row) => within(row).getByRole('link').textContent)

describe('list of policies', () => {
  it('shows name, type, assignment, scope tags by name and age', async () => {
    await show()
    await screen.findAllByText('EMEA, Americas')
    const texts = (await rows()).map((row) => row.textContent)
    expect(texts).toHaveLength(6)
    expect(texts[0]).toMatch(
      /Developer tools.*Elevation rules policy\d*YesEMEA, Americas3 days ago/,
    )
    expect(texts.find((text) => text?.startsWith('Legacy'))).toMatch(/No.*Default388 days ago/)
  })

  it('counts the rules of rules policies in one call, and says when they cannot be read', async () => {
    const current = service()
    const { fetch } = current
    const calls: string[] = []
    current.fetch = (request) => {
      calls.push(`${request.method} ${new URL(request.url).pathname}`)
      return fetch(request)
    }
    current.faults.add({ name: 'forbidden', endpoint: 'policyGet' })
    await show()
    expect(await screen.findByText('Not known')).toBeVisible()
    const counts = (await rows()).map((row) => within(row).getAllByRole('cell')[2]?.textContent)
    const expected = world.policies
      .toSorted((one, other) => (one.name ?? '').localeCompare(other.name ?? ''))
      .map(({ settings }) => readRules(settings).length)
      .map((count) => (count === 0 ? '–' : String(count)))
    // The one that was refused is the first that asked.
    expect(counts).toEqual(['Not known', ...expected.slice(1)])
    expect(calls.filter((call) => call.endsWith('$batch'))).toEqual(['POST /beta/$batch'])
    expect(
      calls.filter((call) => /configurationPolicies\(|configurationPolicies\//.test(call)),
    ).toEqual([])
  })

  it('puts a column away', async () => {
    const user = userEvent.setup()
    await show()
    await user.click(await screen.findByRole('button', { name: 'Columns' }))
    await user.click(
      await screen.findByRole('menuitemcheckbox', { name: 'Scope tags', hidden: true }),
    )
    expect(screen.queryByRole('columnheader', { name: 'Scope tags', hidden: true })).toBeNull()
    localStorage.clear()
  })

  it('filters by type, searches by name and sorts, all in the address', async () => {
    const user = userEvent.setup()
    const { router } = await show()
    await rows()
    await user.selectOptions(screen.getByRole('combobox', { name: 'Policy type' }), 'settings')
    await screen.findByText('2 policies')
    await user.type(screen.getByRole('searchbox', { name: 'Search by name' }), 'KIOSK{Enter}')
    await screen.findByText('1 policy')
    expect((await names())[0]).toContain('EPM client: kiosks')
    expect(router.state.location.search).toBe('?type=settings&search=KIOSK')
  })

  it('filters by assignment, and the first press on a date shows the newest first', async () => {
    const user = userEvent.setup()
    const { router } = await show('/epm/policies?assigned=no')
    const unassigned = world.policies.filter(({ assignments }) => assignments.length === 0)
    expect((await names()).length).toBe(unassigned.length)
    await user.click(screen.getByRole('button', { name: 'Last modified' }))
    expect(router.state.location.search).toBe('?assigned=no&sort=lastModifiedDateTime%3Adesc')
  })

  it('reads the sort from the address', async () => {
    await show('/epm/policies?sort=lastModifiedDateTime:asc')
    expect((await names())[0]).toContain('Legacy exceptions')
  })

  it('says when none match', async () => {
    await show('/epm/policies?search=nothing')
    expect(await screen.findByRole('heading', { name: 'No policies match' })).toBeVisible()
  })

  it('says what belongs here when there is none', async () => {
    await service().db.deleteFrom('policy_scope_tags').execute()
    await service().db.deleteFrom('policy_reusable_settings').execute()
    await service().db.deleteFrom('policies').execute()
    await show()
    expect(await screen.findByRole('heading', { name: 'No policies yet' })).toBeVisible()
  })

  it('names the missing right', async () => {
    await service().as('requests.approver@contoso.example')
    await show()
    expect(
      await screen.findByText('Endpoint Privilege Management Policy Authoring: Read'),
    ).toBeVisible()
  })

  it('says that the read failed', async () => {
    service().faults.add({ name: 'malformed-json', endpoint: 'policyList' })
    await show()
    expect(await screen.findByRole('alert')).toHaveTextContent('The answer could not be read')
  })
})
