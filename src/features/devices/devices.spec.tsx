// @vitest-environment jsdom
import { screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { describe, expect, it } from 'vitest'

import { servicePerTest } from '#mocks/page-service.spec-helper.ts'
import { renderPage } from '#src/render-page.spec-helper.tsx'
import { sampleWorld } from '#worlds/sample/sample-world.ts'

import DevicePage from './DevicePage.tsx'
import DevicesPage from './DevicesPage.tsx'

const at = new Date('2026-11-18T09:00:00.000Z')
const sample = sampleWorld(at)
const device = sample.elevationRequests[0]?.requestedOnDeviceId ?? ''
const service = servicePerTest(
  { ...sample, elevations: sample.elevations.filter(({ deviceId }) => deviceId === device) },
  'epm.reader@contoso.example',
)

const list = (address = '/devices') => renderPage(DevicesPage, '/devices', address)
const rows = async () =>
  within(await screen.findByRole('table', { name: 'Devices', busy: false }))
    .getAllByRole('row')
    .slice(1)
const show = () => renderPage(DevicePage, '/devices/:id', `/devices/${device}`)

describe('list of devices', () => {
  it('shows device, user, Windows release, compliance and last check-in', async () => {
    await list('/devices?search=BER-CAD-0280')
    const [row, ...others] = await rows()
    expect(others).toEqual([])
    expect(row).toHaveTextContent('BER-CAD-0280HP Z2 Tower G9 Workstation')
    expect(row).toHaveTextContent(/@contoso\.example.*Windows 1[01] 2\dH2/)
    expect(row).toHaveTextContent(/ago$/)
    expect(screen.getByText('1 device')).toBeVisible()
  })

  it('filters by compliance in the address, and says when none match', async () => {
    const user = userEvent.setup()
    const { router } = await list()
    await rows()
    await user.selectOptions(screen.getByRole('combobox', { name: 'Compliance' }), 'noncompliant')
    expect(router.state.location.search).toBe('?compliance=noncompliant')
    await user.selectOptions(screen.getByRole('combobox', { name: 'Compliance' }), 'configManager')
    expect(await screen.findByRole('heading', { name: 'No devices match' })).toBeVisible()
  })

  it('names the missing right', async () => {
    await service().as('policy.author@contoso.example')
    await list()
    expect(await screen.findByText('Managed devices: Read')).toBeVisible()
  })

  it('says that the read failed', async () => {
    service().faults.add({ name: 'html-with-200', endpoint: 'deviceList' })
    await list()
    expect(await screen.findByRole('alert')).toHaveTextContent('The answer could not be read')
  })
})

describe('a device', () => {
  it('shows the policies that reach it, with their state', async () => {
    await show()
    const section = within(await screen.findByRole('region', { name: 'EPM policies' }))
    const states = sample.policyStates.filter(({ deviceId }) => deviceId === device)
    const [heads, ...items] = await section.findAllByRole('row')
    expect(heads).toHaveTextContent('PolicyComes throughStateReported')
    expect(items).toHaveLength(states.length)
    const [first] = states
    const policy = sample.policies.find(({ id }) => id === first?.policyId)
    expect(await section.findByRole('link', { name: policy?.name ?? '' })).toHaveAttribute(
      'href',
      `/epm/policies/${policy?.id ?? ''}`,
    )
  })

  it('says the EPM state, from what it was concluded, and through whom each policy comes', async () => {
    await show()
    const state = within(
      await screen.findByRole('region', { name: 'Endpoint Privilege Management on this device' }),
    )
    expect(await state.findByText(/Concluded from the policies in your scope/)).toBeVisible()
    expect(
      state.getByText(/^(Enabled|Error|Not applicable|Not provisioned|Not known yet)$/),
    ).toBeVisible()
    const policies = within(await screen.findByRole('region', { name: 'EPM policies' }))
    expect((await policies.findAllByText('All devices')).length).toBeGreaterThan(0)
    expect(screen.getByText('Scope tags')).toBeVisible()
  })

  it('names what settings policies contradict one another in', async () => {
    const { db } = service()
    const policies = await db.selectFrom('policies').selectAll().execute()
    const [first, second] = policies.filter(({ name }) => name.startsWith('EPM client'))
    const assignments = [
      { id: 'a', target: { '@odata.type': '#microsoft.graph.allDevicesAssignmentTarget' } },
    ]
    await db
      .updateTable('policies')
      .set({ assignments_json: JSON.stringify(assignments), is_assigned: 1 })
      .where('id', 'in', [first?.id ?? '', second?.id ?? ''])
      .execute()
    await show()
    expect(
      await screen.findByText('Elevation settings policies contradict one another'),
    ).toBeVisible()
    expect(screen.getByText(/^Default elevation response:/)).toHaveTextContent(
      /Deny all requests in EPM client: kiosks; Require support approval in EPM client: support/,
    )
  })

  it('says what keeps a policy away', async () => {
    const kiosk = sample.devices.find(({ deviceName }) => deviceName?.includes('-KIOSK-'))
    await renderPage(DevicePage, '/devices/:id', `/devices/${kiosk?.id}`)
    const policies = within(await screen.findByRole('region', { name: 'EPM policies' }))
    const [away] = await policies.findAllByText(/^Excluded for devices: the device is in/)
    expect(away).toHaveTextContent('Kiosk devices')
    expect(policies.getAllByText('Kept away').length).toBeGreaterThan(0)
    expect(policies.getByText(/^Group of the device:/)).toHaveTextContent('Kiosk devices')
  })

  it('says that the state is not shown to whom policies are not', async () => {
    await service().as('requests.approver@contoso.example')
    await show()
    const state = within(
      await screen.findByRole('region', { name: 'Endpoint Privilege Management on this device' }),
    )
    expect(await state.findByText(/which your roles do not show/)).toBeVisible()
  })

  it('says so when the policies cannot be read, and reads them again', async () => {
    const user = userEvent.setup()
    const fault = { name: 'html-with-200', endpoint: 'policyList' } as const
    service().faults.add(fault)
    await show()
    expect(await screen.findByText('Not known: the policies could not be read.')).toBeVisible()
    service().faults.clear()
    await user.click(screen.getByRole('button', { name: 'Try again' }))
    expect(await screen.findByText(/Concluded from the policies in your scope/)).toBeVisible()
  })

  it('shows the name of a device as an attacker would choose it, in visible marks', async () => {
    const { db } = service()
    const row = await db
      .selectFrom('devices')
      .select('resource')
      .where('id', '=', device)
      .executeTakeFirstOrThrow()
    const deviceName = '<img src=x onerror=alert(1)>\u202Egnp.exe'
    await db
      .updateTable('devices')
      .set({ resource: JSON.stringify({ ...JSON.parse(row.resource), deviceName }) })
      .where('id', '=', device)
      .execute()
    await show()
    const title = await screen.findByRole('heading', { level: 1, name: /onerror/ })
    expect(title.querySelector('img')).toBeNull()
    expect(title.textContent).not.toContain('\u202E')
  })

  it('says compliance in words and lists its requests and elevations', async () => {
    await show()
    expect(await screen.findByText(/^The device |^Intune could|^Nothing is/)).toBeVisible()
    const requests = within(
      await screen.findByRole('table', { name: 'Elevation requests of this device' }),
    )
    expect(requests.getAllByRole('link')[0]).toHaveAttribute(
      'href',
      expect.stringMatching(/^\/epm\/elevation-requests\/[0-9a-f-]{36}$/),
    )
    expect(
      await screen.findByRole('table', { name: 'Recent elevations on this device' }),
    ).toBeVisible()
  })

  it('begins with what one decides by, and ends with what the device is', async () => {
    await show()
    await screen.findByRole('table', { name: 'Recent elevations on this device' })
    const titles = screen.getAllByRole('heading', { level: 2 }).map((each) => each.textContent)
    expect(titles).toEqual([
      'Endpoint Privilege Management on this device',
      'State',
      'EPM policies',
      'Elevation requests',
      'Recent elevations',
      'Device',
      'User, tags and ids',
    ])
  })

  it('does not ask for elevations that the person may not see, and says why', async () => {
    await service().as('requests.approver@contoso.example')
    await show()
    expect(await screen.findByText(/Your roles do not show elevations/)).toHaveTextContent(
      'View Reports',
    )
    expect(screen.queryByText('Not permitted')).toBeNull()
  })

  it('says when nobody asked and nothing ran', async () => {
    await service().db.deleteFrom('elevation_requests').execute()
    await service().db.deleteFrom('elevations').execute()
    await show()
    expect(await screen.findByText(/^Nobody has asked to elevate/)).toBeVisible()
    expect(await screen.findByText(/^No elevations are reported/)).toBeVisible()
  })

  it('keeps the rest when the requests cannot be read', async () => {
    service().faults.add({ name: 'wrong-shape', endpoint: 'elevationRequestList' })
    await show()
    expect(await screen.findByText('The answer was not as expected')).toBeVisible()
    expect(await screen.findByText('Compliance')).toBeVisible()
  })

  it('is not found under an id that does not exist', async () => {
    await renderPage(DevicePage, '/devices/:id', '/devices/absent')
    expect(await screen.findByText('This device was not found')).toBeVisible()
  })
})
