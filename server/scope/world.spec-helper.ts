import type { Elevation } from '#contract/elevations.ts'
import { elevationSettingsTemplateId } from '#contract/policies.ts'
import { seededNumbers, uuidOf } from '#domain/seeded.ts'
import { enabledClientSettings } from '#worlds/sample/policies/client-settings.ts'

import { elevationRequest, policy, rule, smallWorld } from '../http/handlers/tenant.spec-helper.ts'
import { pools, someEvents } from '../store/elevations/events.spec-helper.ts'
import type { LoadableWorld } from '../store/load-world.ts'
import { writeRules } from '#domain/rules/write-rules.ts'

export const at = new Date('2026-04-12T13:00:00.000Z')

/** Numbers, and picks from lists, the same for the same seed. */
export const randomOf = (seed: number) => {
  const next = seededNumbers(seed)
  const whole = (below: number) => Math.floor(next() * below)
  const pick = <T>(items: readonly T[]): T => {
    const item = items[whole(items.length)]
    if (item === undefined) throw new Error('an empty list')
    return item
  }
  return { next, whole, pick, chance: (share: number) => next() < share }
}
export type Random = ReturnType<typeof randomOf>

const everything = ['*']
const epm = (right: string) => `Microsoft.Intune_EpmPolicy_${right}`

/**
 * Readers with every kind of scope. The last has two narrow roles about different kinds of object, whose scopes must not run
 * together: requests and devices of tag 1, policies and reports of tag 2.
 */
export const readers = [
  { id: 'all', tags: [[]], actions: [everything] },
  { id: 'zero', tags: [['0']], actions: [everything] },
  { id: 'one', tags: [['1']], actions: [everything] },
  { id: 'one-two', tags: [['1', '2']], actions: [everything] },
  { id: 'three', tags: [['3']], actions: [everything] },
  { id: 'merged', tags: [['2'], ['4']], actions: [everything, everything] },
  { id: 'nothing', tags: [['9']], actions: [everything] },
  {
    id: 'split',
    tags: [['1'], ['2']],
    actions: [
      [epm('ViewElevationRequests'), 'Microsoft.Intune_ManagedDevices_Read'],
      [epm('Read'), epm('ViewReports')],
    ],
  },
] as const
export type Reader = (typeof readers)[number]

/** What a question is about, as far as roles tell kinds of object apart. */
export type About = 'requests' | 'devices' | 'policies' | 'reports' | 'audit'

/** The tags a reader sees of a kind; null is everything. */
export const scopeOf = (reader: Reader, about: About): readonly string[] | null => {
  if (reader.id === 'all') return null
  if (reader.id !== 'split') return reader.tags.flat()
  if (about === 'audit') return []
  return about === 'requests' || about === 'devices' ? ['1'] : ['2']
}
export const sees = (scope: readonly string[] | null, tags: readonly string[]) =>
  scope === null || tags.some((tag) => scope.includes(tag))

const names = ['Printers', 'printer tools', 'VPN client', 'Kiosk', "O'Brien's tools", 'a%b_c']
const statuses = ['pending', 'pending', 'approved', 'denied', 'expired', 'completed'] as const
const files = ['Setup.exe', 'setup.EXE', 'drill.msi', 'a%b_c.ps1']

const devicesOf = ({ pick, whole, chance }: Random): LoadableWorld['devices'] => [
  // Those that the events of the reports name.
  ...pools.devices.map((id, index) => ({
    id,
    deviceName: `LAP-${id}`,
    operatingSystem: 'Windows',
    complianceState: 'compliant',
    lastSyncDateTime: '2026-04-11T08:00:00.000Z',
    roleScopeTagIds: [...(pools.tags[index] ?? [])],
  })),
  ...Array.from({ length: 24 }, (_device, index) => ({
    id: uuidOf(`scope device ${index}`),
    deviceName: `${pick(['LON', 'BER', 'TOR'])}-${pick(['LT', 'ws'])}-${whole(12)}`,
    userId: chance(0.3) ? null : `user-${whole(6)}`,
    userPrincipalName: chance(0.3) ? null : `User${whole(6)}@contoso.example`,
    azureADDeviceId: uuidOf(`scope entra ${index}`),
    operatingSystem: pick(['Windows', 'windows']),
    osVersion: '10.0.26100.6899',
    complianceState: pick(['compliant', 'noncompliant', 'unknown']),
    lastSyncDateTime: `2026-04-${String(1 + whole(11)).padStart(2, '0')}T0${whole(10)}:00:00.000Z`,
    roleScopeTagIds: chance(0.2)
      ? []
      : chance(0.3)
        ? ['1', '3']
        : [pick(['0', '1', '2', '3', '4'])],
  })),
]

const policiesOf = ({ pick, whole, chance }: Random): LoadableWorld['policies'] =>
  Array.from({ length: 40 }, (_policy, index) => {
    const id = uuidOf(`scope policy ${index}`)
    const tags = chance(0.3) ? ['2', '4'] : [pick(['0', '1', '2', '3', '4'])]
    const isSettings = chance(0.2)
    const signer = chance(0.5) ? `cert-${1 + whole(3)}` : null
    const day = (of: number) => `2026-03-${String(1 + of).padStart(2, '0')}T08:00:00.000Z`
    const assignments = chance(0.6)
      ? [
          {
            id: `${id}_a`,
            target: { '@odata.type': '#microsoft.graph.allDevicesAssignmentTarget' },
          },
        ]
      : []
    return {
      ...policy(id, `${pick(names)} ${whole(9)}`, tags),
      createdDateTime: day(whole(8)),
      lastModifiedDateTime: day(8 + whole(8)),
      assignments,
      ...(isSettings
        ? {
            templateReference: {
              templateId: elevationSettingsTemplateId,
              templateFamily: 'endpointSecurityEndpointPrivilegeManagement',
            },
            settings: enabledClientSettings('deny', 'all'),
          }
        : {
            settings: writeRules(
              [],
              [
                rule(
                  signer === null
                    ? {}
                    : {
                        signatureSource: {
                          kind: 'reusableSetting',
                          settingId: signer,
                          certificateType: 'publisher',
                        },
                      },
                ),
              ],
            ),
          }),
    }
  })

const requestsOf = (
  { pick, whole, chance }: Random,
  devices: LoadableWorld['devices'],
): LoadableWorld['elevationRequests'] =>
  Array.from({ length: 120 }, (_request, index) => {
    const device = pick(devices)
    const status = pick(statuses)
    const decided = status !== 'pending' && status !== 'expired'
    const created = new Date(at.getTime() - (1 + whole(30)) * 5 * 3_600_000).toISOString()
    return elevationRequest({
      id: uuidOf(`scope request ${index}`),
      requestedByUserId: `user-${whole(6)}`,
      requestedByUserPrincipalName: `${pick(['User', 'user'])}${whole(6)}@contoso.example`,
      requestedOnDeviceId: device.id,
      deviceName: device.deviceName ?? '',
      requestCreatedDateTime: created,
      requestLastModifiedDateTime: created,
      requestJustification: pick(['Printer driver', 'Please', '']),
      applicationDetail: {
        fileName: pick(files),
        fileHash: pick(['a1', 'B2']).repeat(32),
        filePath: 'C:\\Temp',
        publisherName: chance(0.5) ? 'Contoso CA' : '',
      },
      status,
      reviewCompletedByUserId: decided ? `user-${whole(6)}` : '',
      reviewCompletedByUserPrincipalName: decided ? 'user1@contoso.example' : '',
      reviewCompletedDateTime: decided ? created : null,
      requestExpiryDateTime: '2026-05-12T00:00:00.000Z',
      reviewerJustification: decided ? pick(['Known', 'Unknown']) : '',
    })
  })

/** A tenant whose every object carries tags by chance, the same for the same seed. */
export const randomWorld = (seed: number): LoadableWorld & { elevations: readonly Elevation[] } => {
  const random = randomOf(seed)
  const base = smallWorld()
  const devices = devicesOf(random)
  const policies = policiesOf(random)
  const [certificate] = base.reusableSettings
  return {
    ...base,
    at,
    users: [
      ...Array.from({ length: 6 }, (_user, index) => `user-${index}`),
      ...readers.map((reader) => reader.id),
    ].map((id) => ({
      id,
      userPrincipalName: `${id}@contoso.example`,
      displayName: id,
      accountEnabled: true,
    })),
    scopeTags: ['0', '1', '2', '3', '4', '9'].map((id) => ({ id, displayName: `Tag ${id}` })),
    devices,
    policies,
    policyStates: policies.flatMap(({ id }) =>
      devices
        .filter(() => random.chance(0.15))
        .map((device) => ({
          policyId: id,
          deviceId: device.id,
          userPrincipalName: device.userPrincipalName ?? null,
          status: random.pick([0, 1, 2, 5, 6]),
          lastModifiedDateTime: '2026-04-10T08:00:00.000Z',
        })),
    ),
    reusableSettings: [1, 2, 3].map((number) => ({
      ...certificate,
      id: `cert-${number}`,
      displayName: `Signer ${number}`,
    })),
    elevationRequests: requestsOf(random, devices),
    elevations: someEvents(seed, 400).filter(
      ({ eventDateTime }) => Date.parse(eventDateTime) <= at.getTime(),
    ),
    roleDefinitions: readers.flatMap((reader) =>
      reader.actions.map((actions, index) => ({
        id: `role ${reader.id} ${index}`,
        displayName: `Role ${reader.id} ${index}`,
        isBuiltIn: false,
        actions,
      })),
    ),
    roleAssignments: readers.flatMap((reader) =>
      reader.tags.map((scopeTagIds, index) => ({
        id: `assignment ${reader.id} ${index}`,
        displayName: `Assignment ${reader.id} ${index}`,
        roleDefinitionId: `role ${reader.id} ${index}`,
        members: [reader.id],
        scopeTagIds,
      })),
    ),
  }
}

/** The tags that hold for an object: Default for one without any (epm-behaviour 11). */
export const tagsOr0 = (tags: readonly string[] | null | undefined): readonly string[] =>
  tags && tags.length > 0 ? tags : ['0']
