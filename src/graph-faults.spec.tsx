// @vitest-environment jsdom
import { act, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { beforeAll, describe, expect, it } from 'vitest'

import { threePending } from '#worlds/small/three-pending.ts'

import { loadLazyParts } from './features/elevation-requests/queue.spec-helper.ts'
import ElevationRequestsPage from './features/elevation-requests/ElevationRequestsPage.tsx'
import EditPolicyPage from './features/policies/edit/EditPolicyPage.tsx'
import NewPolicyPage from './features/policies/wizard/NewPolicyPage.tsx'
import {
  faultsAt,
  graphPerTest,
  ofChange,
  ofList,
  type FaultName,
  type Outcome,
} from './graph-faults.spec-helper.ts'
import { renderPage } from './render-page.spec-helper.tsx'

/**
 * R54 on Microsoft Graph: faults against a list, a wizard, a section that is edited and a decision. What was typed is kept, one
 * message can be read, nothing is sent twice, no page goes white.
 */
const at = new Date('2026-11-18T09:00:00.000Z')
const world = threePending(at)
const on = graphPerTest(world, 'epm.manager@contoso.example')
const [first] = world.elevationRequests
const [policy] = world.policies
if (!first || !policy) throw new Error('The world has no request or no policy.')
beforeAll(loadLazyParts, 60_000)

/** The dialog has states of its own for what is about the request. */
const ofDecision: Record<FaultName, Outcome> = {
  ...ofChange,
  '409': /The request has changed/,
  '412': /The request has changed/,
}

const tries = (name: FaultName) => (name === 'offline' ? 0 : 1)
const cases = (place: number, table: Record<FaultName, Outcome>) =>
  faultsAt(place).map((name) => ({ name, outcome: table[name] }))

describe('a list', () => {
  const path = /elevationRequests$/
  it.each(cases(0, ofList))('$name', async ({ name, outcome }) => {
    const address = '/epm/elevation-requests'
    const { router } = await renderPage(ElevationRequestsPage, address, '/')
    on.fail(name, 'GET', path)
    await act(() => router.navigate(address))
    if (outcome !== 'done') {
      expect(await screen.findByRole('heading', { name: outcome })).toBeVisible()
      expect(screen.getByText(/^Request id/)).toBeVisible()
      expect(on.calls('GET', path).length).toBeLessThanOrEqual(name === 'offline' ? 0 : 3)
      on.mend()
      fireEvent.click(screen.getByRole('button', { name: 'Try again' }))
    }
    const row = first.applicationDetail?.fileName ?? ''
    expect((await screen.findAllByText(row))[0]).toBeVisible()
    expect(screen.queryByRole('alert')).toBeNull()
  })
})

describe('the decision on a request', () => {
  const path = /\/approve$/
  it.each(cases(1, ofDecision))('$name', async ({ name, outcome }) => {
    await renderPage(
      ElevationRequestsPage,
      '/epm/elevation-requests',
      `/epm/elevation-requests/${first.id}/approve`,
    )
    const dialog = await screen.findByRole('dialog', { name: /Approve this/ })
    const reason = await within(dialog).findByRole('textbox', { name: 'Reason' })
    fireEvent.change(reason, { target: { value: 'Known tool of the team' } })
    const yes = await within(dialog).findByRole('button', { name: 'Yes, approve' })
    on.fail(name, 'POST', path)
    fireEvent.click(yes)
    fireEvent.click(yes)
    if (outcome === 'done') await waitFor(() => expect(dialog).not.toBeInTheDocument())
    else {
      expect((await within(dialog).findAllByText(outcome))[0]).toBeVisible()
      expect(reason).toHaveValue('Known tool of the team')
    }
    expect(on.calls('POST', path)).toHaveLength(tries(name))
    const stored = await on
      .service()
      .db.selectFrom('elevation_requests')
      .select('status')
      .where('id', '=', first.id)
      .executeTakeFirstOrThrow()
    expect(stored.status).toBe(outcome === 'done' ? 'approved' : 'pending')
  })
})

describe('the wizard of a policy', () => {
  const path = /configurationPolicies$/
  it.each(cases(2, ofChange))('$name', async ({ name, outcome }) => {
    const basics = { name: 'Front desk', description: 'Typed before it failed' }
    sessionStorage.setItem('draft:policy-new:settings:basics', JSON.stringify(basics))
    const { router } = await renderPage(
      NewPolicyPage,
      '/epm/policies/new/:profile',
      '/epm/policies/new/elevation-settings?step=review',
    )
    const create = await screen.findByRole('button', { name: 'Create' })
    on.fail(name, 'POST', path)
    fireEvent.click(create)
    fireEvent.click(create)
    if (outcome === 'done')
      await waitFor(() =>
        expect(router.state.location.pathname).toMatch(/\/epm\/policies\/[\w-]{36}$/),
      )
    else {
      expect((await screen.findAllByText(outcome))[0]).toBeVisible()
      expect(screen.getByText(/^Request id/)).toBeVisible()
      expect(screen.getByText(basics.description)).toBeVisible()
      expect(sessionStorage.getItem('draft:policy-new:settings:basics')).toContain('Front desk')
    }
    expect(on.calls('POST', path)).toHaveLength(tries(name))
    const { count } = await on
      .service()
      .db.selectFrom('policies')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where('name', '=', basics.name)
      .executeTakeFirstOrThrow()
    expect(count).toBe(outcome === 'done' ? 1 : 0)
  })
})

describe('a section of a policy that is edited', () => {
  const path = /configurationPolicies\/[\w-]+$/
  it.each(cases(3, ofChange))('$name', async ({ name, outcome }) => {
    const { router } = await renderPage(
      EditPolicyPage,
      '/epm/policies/:id/edit/:section',
      `/epm/policies/${policy.id}/edit/basics`,
    )
    const field = await screen.findByRole('textbox', { name: 'Name' })
    fireEvent.change(field, { target: { value: 'Tools of developers' } })
    const save = screen.getByRole('button', { name: 'Save' })
    on.fail(name, 'PATCH', path)
    fireEvent.click(save)
    fireEvent.click(save)
    if (outcome === 'done')
      await waitFor(() => expect(router.state.location.pathname).toBe(`/epm/policies/${policy.id}`))
    else {
      expect((await screen.findAllByText(outcome))[0]).toBeVisible()
      expect(field).toHaveValue('Tools of developers')
    }
    expect(on.calls('PATCH', path)).toHaveLength(tries(name))
    const stored = await on
      .service()
      .db.selectFrom('policies')
      .select('name')
      .where('id', '=', policy.id)
      .executeTakeFirstOrThrow()
    expect(stored.name).toBe(outcome === 'done' ? 'Tools of developers' : policy.name)
  })
})
