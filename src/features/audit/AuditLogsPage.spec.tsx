// @vitest-environment jsdom
import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'

import { servicePerTest } from '#mocks/page-service.spec-helper.ts'
import { renderPage } from '#src/render-page.spec-helper.tsx'
import { sampleWorld } from '#worlds/sample/sample-world.ts'

import AuditLogsPage from './AuditLogsPage.tsx'

const at = new Date('2026-11-18T09:00:00.000Z')
const service = servicePerTest(
  { ...sampleWorld(at), elevations: [] },
  'readonly.operator@contoso.example',
)

const show = (address = '/audit-logs') => renderPage(AuditLogsPage, '/audit-logs', address)
const table = () => screen.findByRole('table', { name: 'Audit events', busy: false })
const cells = async (column: number) =>
  within(await table())
    .getAllByRole('row')
    .slice(1)
    .map((row) => within(row).getAllByRole('cell')[column]?.textContent)

describe('audit logs', () => {
  it('lists decisions with actor, activity, target and reason', async () => {
    await show('/audit-logs?category=ElevationRequest&activity=Deny%20ElevationRequest')
    const activities = await cells(2)
    expect(activities.length).toBeGreaterThan(2)
    for (const activity of activities) expect(activity).toMatch(/^Denied elevation request/)
    expect((await cells(1)).every((actor) => actor?.includes('@contoso.example'))).toBe(true)
    expect((await cells(3)).every((target) => target?.endsWith('Elevation request'))).toBe(true)
  })

  it('finds decisions by the words it shows for them', async () => {
    await show('/audit-logs?search=Denied%20elevation%20request')
    const activities = await cells(2)
    expect(activities.length).toBeGreaterThan(2)
    for (const activity of activities) expect(activity).toMatch(/^Denied elevation request/)
  })

  it('filters by actor and says when none match', async () => {
    const user = userEvent.setup()
    const { router } = await show()
    await table()
    await user.type(screen.getByRole('searchbox', { name: 'Search audit logs' }), 'nobody{Enter}')
    expect(await screen.findByRole('heading', { name: 'No audit events match' })).toBeVisible()
    expect(router.state.location.search).toBe('?search=nobody')
    await user.click(screen.getByRole('button', { name: 'Clear search and filters' }))
    expect((await cells(0)).length).toBeGreaterThan(5)
  })

  it('says that the log is whole, and what to do when it is not', async () => {
    await show()
    expect(
      await screen.findByText(/^Whole, \d+ records; this console signs no checkpoints$/),
    ).toBeVisible()
    const { db } = service()
    await sql`drop trigger audit_no_update`.execute(db)
    await db.updateTable('audit').set({ result: 'x' }).where('seq', '=', 3).execute()
    service().setNow(new Date(at.getTime() + 10 * 60_000))
    await show()
    expect(await screen.findByText(/From record 3 on it cannot be trusted/)).toBeVisible()
    expect(screen.getAllByText(/audit verify/).length).toBeGreaterThan(0)
  })

  it('saves exactly what is filtered, and the export is recorded', async () => {
    const user = userEvent.setup()
    const saved: Blob[] = []
    Object.assign(URL, {
      createObjectURL: (blob: Blob) => {
        saved.push(blob)
        return 'blob:x'
      },
      revokeObjectURL: () => undefined,
    })
    await show('/audit-logs?activity=Deny%20ElevationRequest')
    // The table draws only what is looked at.
    const rows = Number.parseInt((await screen.findByText(/^\d+ events$/)).textContent ?? '', 10)
    await user.click(screen.getByRole('button', { name: 'Export CSV' }))
    await waitFor(() => expect(saved).toHaveLength(1))
    const text = (await saved[0]?.text()) ?? ''
    expect(text.trim().split('\r\n')).toHaveLength(rows + 1)
    expect(text).toContain('"Initiated by (actor)"')
    expect(text).toContain('"Denied elevation request"')
    expect(text).toContain('"Deny ElevationRequest"')
  })

  it('opens an event at its own address with its old and new values and ids', async () => {
    const user = userEvent.setup()
    const { router } = await show('/audit-logs?activity=Deny%20ElevationRequest')
    const [link] = within(await table()).getAllByRole('link')
    await user.click(link as HTMLElement)
    const drawer = within(await screen.findByRole('dialog'))
    expect(router.state.location.pathname).toMatch(/^\/audit-logs\/[0-9a-f-]{36}$/)
    expect(router.state.location.search).toBe('?activity=Deny%20ElevationRequest')
    expect(drawer.getByText(/^Status$/, { selector: 'li *' }).closest('li')).toHaveTextContent(
      'Status: pending → denied',
    )
    const values = within(drawer.getByRole('table', { hidden: true }))
    const status = values.getByRole('row', { name: /^status/i, hidden: true })
    expect(status).toHaveTextContent('pending')
    expect(status).toHaveTextContent('denied')
    expect(drawer.getByRole('button', { name: 'Copy correlation id', hidden: true })).toBeDefined()
  })

  it('opens an event that the list does not hold', async () => {
    const answer = await service().fetch(
      new Request('http://localhost:3000/beta/deviceManagement/auditEvents?$top=1'),
    )
    const { value } = (await answer.json()) as { value: { id: string }[] }
    await show(`/audit-logs/${value[0]?.id}?search=nobody`)
    expect(
      await within(await screen.findByRole('dialog')).findByText('Initiated by (actor)'),
    ).toBeVisible()
  })

  it('says which right is missing and who has it', async () => {
    await service().as('epm.manager@contoso.example')
    await show()
    expect(await screen.findByText('Audit data: Read')).toBeVisible()
    expect(screen.getByText(/Endpoint Security Manager, Read Only Operator/)).toBeVisible()
  })

  it('says that the read failed and reads again on demand', async () => {
    const user = userEvent.setup()
    service().faults.add({ name: 'wrong-shape', endpoint: 'auditEventList' })
    await show()
    expect(await screen.findByRole('alert')).toHaveTextContent('The answer was not as expected')
    await user.click(screen.getByRole('button', { name: 'Try again' }))
    expect((await cells(0)).length).toBeGreaterThan(5)
  })
})
