import type { ManagedDevice } from '#contract/directory.ts'

import { uuidOf } from '../ids.ts'
import { peopleUsers } from '../people.ts'
import { createRandom } from '../random.ts'
import { before, day, hour, minute } from '../time.ts'
import { employees, type Site } from './users.ts'

export type SampleDevice = ManagedDevice & {
  id: string
  deviceName: string
  roleScopeTagIds: string[]
}

const siteCodes: Record<Site, string> = {
  London: 'LON',
  Berlin: 'BER',
  Gothenburg: 'GOT',
  Toronto: 'TOR',
  Denver: 'DEN',
  Curitiba: 'CWB',
}
const europe: readonly Site[] = ['London', 'Berlin', 'Gothenburg']

type Hardware = readonly [manufacturer: string, model: string, serial: string]
const laptops: readonly Hardware[] = [
  ['Dell Inc.', 'Latitude 5450', 'DLT'],
  ['LENOVO', 'ThinkPad T14 Gen 5', 'PF5'],
  ['HP', 'HP EliteBook 840 14 inch G11', '5CG'],
  ['Microsoft Corporation', 'Surface Laptop 6 for Business', '0F0'],
]
const workstations: readonly Hardware[] = [
  ['Dell Inc.', 'Precision 3680 Tower', 'DPW'],
  ['HP', 'HP Z2 Tower G9 Workstation', 'CZC'],
]
const shopFloor: readonly Hardware[] = [
  ['Advantech', 'UNO-2484G', 'KSA'],
  ['Panasonic Corporation', 'TOUGHBOOK 55', '9IT'],
]
const osVersions = [
  ['10.0.26200.7171', 6],
  ['10.0.26100.6899', 26],
  ['10.0.26100.4652', 8],
  ['10.0.22631.5909', 9],
  ['10.0.19045.6456', 4],
  ['10.0.19044.1288', 1],
] as const
const compliance = [
  ['compliant', 74],
  ['noncompliant', 12],
  ['inGracePeriod', 8],
  ['unknown', 4],
  ['error', 2],
] as const

/** 60 devices: one per employee and sample person, and eleven shared ones without a primary user. */
export const sampleDevices = (at: Date): SampleDevice[] => {
  const random = createRandom('sample devices')
  const device = (
    kind: string,
    number: number,
    site: Site,
    [manufacturer, model, serial]: Hardware,
    user: { id: string; userPrincipalName: string; displayName: string } | null,
    tags: string[],
  ): SampleDevice => {
    const deviceName = `${siteCodes[site]}-${kind}-${String(number).padStart(4, '0')}`
    // One in twelve has been out of touch for days; the rest synced within the last eight hours.
    const silent = random.chance(0.08) ? random.whole(3, 24) * day : 0
    return {
      id: uuidOf(`device ${deviceName}`),
      deviceName,
      userId: user?.id ?? null,
      userPrincipalName: user?.userPrincipalName ?? null,
      userDisplayName: user?.displayName ?? null,
      azureADDeviceId: uuidOf(`directory device ${deviceName}`),
      operatingSystem: 'Windows',
      osVersion: random.weighted(osVersions),
      complianceState: random.weighted(compliance),
      lastSyncDateTime: before(at, silent + random.whole(2, 8 * 60) * minute),
      enrolledDateTime: before(at, random.whole(40, 900) * day + random.whole(0, 9) * hour),
      managementAgent: 'mdm',
      model,
      manufacturer,
      serialNumber: `${serial}${uuidOf(`serial ${deviceName}`).slice(0, 7).toUpperCase()}`,
      joinType: random.weighted([
        ['azureADJoined', 7],
        ['hybridAzureADJoined', 3],
      ]),
      roleScopeTagIds: tags,
    }
  }
  const regionTag = (site: Site) => (europe.includes(site) ? '1' : '2')

  const owned = employees.map((employee, index) => {
    const inWorkshop = employee.department === 'Workshop'
    const designs = /designer|CAD|Simulation/.test(employee.jobTitle ?? '')
    const hardware = random.pick(inWorkshop ? shopFloor : designs ? workstations : laptops)
    const tags = inWorkshop ? [regionTag(employee.site), '3'] : [regionTag(employee.site)]
    const kind = inWorkshop ? 'WS' : designs ? 'CAD' : 'LT'
    return device(kind, 210 + index * 7, employee.site, hardware, employee, tags)
  })
  // Exchange is administered from a browser on any machine; this person came after all devices were given out.
  const owners = peopleUsers.filter(({ id }) => id !== uuidOf('user exchange.admin'))
  const ofPeople = owners.map((user, index) =>
    device(
      'LT',
      101 + index * 4,
      index % 3 === 2 ? 'Denver' : 'London',
      random.pick(laptops),
      user,
      ['0'],
    ),
  )
  const shared = [
    ['KIOSK', 'London', ['1']],
    ['KIOSK', 'Berlin', ['1']],
    ['KIOSK', 'Toronto', ['2']],
    ['KIOSK', 'Denver', ['2']],
    ['CAD', 'Gothenburg', ['1']],
    ['CAD', 'Denver', ['2']],
    ['WS', 'Gothenburg', ['1', '3']],
    ['WS', 'Gothenburg', ['1', '3']],
    ['WS', 'Curitiba', ['2', '3']],
    ['WS', 'Curitiba', ['2', '3']],
    ['LAB', 'Berlin', ['0']],
  ] as const satisfies readonly (readonly [string, Site, readonly string[]])[]
  const withoutUser = shared.map(([kind, site, tags], index) =>
    device(kind, 11 + index, site, random.pick(kind === 'CAD' ? workstations : shopFloor), null, [
      ...tags,
    ]),
  )
  return [...owned, ...ofPeople, ...withoutUser]
}
