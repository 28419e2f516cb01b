import { elevationRequestStates } from '#contract/elevation-requests.ts'
import { complianceStates } from '#contract/directory.ts'
import type { EndpointName } from '#contract/endpoints.ts'

import type { LoadableWorld } from '../store/load-world.ts'
import type { Item, Order, Properties } from './lists.spec-helper.ts'
import { tagsOr0, type About } from './world.spec-helper.ts'

/** An audit record with the tags it was given and its place. */
export type AuditRow = { seq: number; tags: readonly string[]; item: Item }
export type Whole = { world: LoadableWorld; audit: readonly AuditRow[] }

/** One list of the service, as it would be over everything. */
export type Collection = {
  endpoint: EndpointName
  about: About
  path: string
  /** The path of its `$count`. */
  countPath?: string
  items: (whole: Whole) => readonly Item[]
  tagsOf: (item: Item, whole: Whole) => readonly string[]
  properties: Properties
  /** What `$search` looks in, all words; null without it. */
  searched: ((item: Item) => string) | null
  words: readonly string[]
  defaultOrder: readonly Order[]
  last: (item: Item) => string | number
  pageSize: number
  /** Graph counts the items of the page here, not all. */
  countsPage?: true
}

const text = (value: unknown) => (typeof value === 'string' ? value : '')
const byId = (item: Item) => text(item['id'])
const poolOf = (items: readonly Item[], read: (item: Item) => unknown): string[] => {
  const found = [...new Set(items.map((item) => text(read(item))))].filter((value) => value !== '')
  return found.length > 0 ? found.slice(0, 30) : ['x']
}
const detail = (item: Item) => (item['applicationDetail'] ?? {}) as Item
const actor = (item: Item) => (item['actor'] ?? {}) as Item
const resource = (item: Item) => (item['resources'] as Item[] | undefined)?.[0] ?? {}

const deviceTags = ({ world }: Whole, id: unknown) => {
  const device = world.devices.find((each) => each.id === id)
  return device ? tagsOr0(device.roleScopeTagIds) : []
}

const requests = (world: LoadableWorld): Collection => {
  const items = world.elevationRequests
  const of = (name: string) => poolOf(items, (item) => item[name])
  return {
    endpoint: 'elevationRequestList',
    about: 'requests',
    path: '/deviceManagement/elevationRequests',
    countPath: '/deviceManagement/elevationRequests/$count',
    items: () => items,
    tagsOf: (item, whole) => deviceTags(whole, item['requestedOnDeviceId']),
    properties: {
      id: { kind: 'id', pool: of('id') },
      status: { kind: 'enum', pool: elevationRequestStates },
      requestCreatedDateTime: { kind: 'date', pool: of('requestCreatedDateTime') },
      reviewCompletedDateTime: {
        kind: 'date',
        nullable: true,
        pool: of('reviewCompletedDateTime'),
      },
      reviewCompletedByUserId: { kind: 'id', nullable: true, pool: of('reviewCompletedByUserId') },
      requestedByUserPrincipalName: { kind: 'text', pool: of('requestedByUserPrincipalName') },
      requestedOnDeviceId: { kind: 'id', pool: of('requestedOnDeviceId') },
      deviceName: { kind: 'text', pool: of('deviceName') },
      'applicationDetail/fileName': {
        kind: 'text',
        pool: poolOf(items, (item) => detail(item)['fileName']),
      },
      'applicationDetail/fileHash': {
        kind: 'text',
        pool: poolOf(items, (item) => detail(item)['fileHash']),
      },
    },
    searched: (item) =>
      [
        detail(item)['fileName'],
        detail(item)['filePath'],
        detail(item)['publisherName'],
        item['requestedByUserPrincipalName'],
        item['deviceName'],
        item['requestJustification'],
      ].join('\n'),
    words: ['setup', 'LON', 'printer', 'user1', 'temp', 'contoso ca', 'zzz', '%', '_'],
    defaultOrder: [{ path: 'requestCreatedDateTime', descending: true }],
    last: byId,
    pageSize: 50,
  }
}

const policies = (world: LoadableWorld): Collection => {
  const items = world.policies
  const of = (name: string) => poolOf(items, (item) => item[name])
  return {
    endpoint: 'policyList',
    about: 'policies',
    path: '/deviceManagement/configurationPolicies',
    items: () => items,
    tagsOf: (item) => tagsOr0(item['roleScopeTagIds'] as string[]),
    properties: {
      id: { kind: 'id', pool: of('id') },
      name: { kind: 'text', pool: of('name') },
      createdDateTime: { kind: 'date', pool: of('createdDateTime') },
      lastModifiedDateTime: { kind: 'date', pool: of('lastModifiedDateTime') },
      isAssigned: {
        kind: 'boolean',
        pool: [true, false],
        of: (item) => (item['assignments'] as unknown[]).length > 0,
      },
      'templateReference/templateFamily': {
        kind: 'text',
        pool: ['endpointSecurityEndpointPrivilegeManagement', 'baseline'],
      },
    },
    searched: (item) => text(item['name']),
    words: ['print', 'tools', 'vpn', "O'Brien", '%', '1'],
    defaultOrder: [{ path: 'name', descending: false }],
    last: byId,
    pageSize: 25,
    countsPage: true,
  }
}

/** The policies that use one certificate. */
const usersOf = (world: LoadableWorld, setting: string): Collection => ({
  ...policies(world),
  endpoint: 'reusableSettingPolicyList',
  path: `/deviceManagement/reusablePolicySettings/${setting}/referencingConfigurationPolicies`,
  items: () =>
    world.policies.filter((policy) => JSON.stringify(policy.settings).includes(`"${setting}"`)),
})

const devices = (world: LoadableWorld): Collection => {
  const items = world.devices
  const of = (name: string) => poolOf(items, (item) => item[name])
  return {
    endpoint: 'deviceList',
    about: 'devices',
    path: '/deviceManagement/managedDevices',
    items: () => items,
    tagsOf: (item) => tagsOr0(item['roleScopeTagIds'] as string[] | null),
    properties: {
      id: { kind: 'id', pool: of('id') },
      deviceName: { kind: 'text', pool: of('deviceName') },
      userId: { kind: 'id', nullable: true, pool: of('userId') },
      userPrincipalName: { kind: 'text', nullable: true, pool: of('userPrincipalName') },
      operatingSystem: { kind: 'text', pool: ['Windows', 'linux'] },
      complianceState: { kind: 'enum', pool: complianceStates },
      lastSyncDateTime: { kind: 'date', pool: of('lastSyncDateTime') },
    },
    searched: (item) => `${text(item['deviceName'])}\n${text(item['userPrincipalName'])}`,
    words: ['lon', 'user1', 'LT', '-1', 'lap-d'],
    defaultOrder: [{ path: 'deviceName', descending: false }],
    last: byId,
    pageSize: 50,
  }
}

const audits = (): Collection => ({
  endpoint: 'auditEventList',
  about: 'audit',
  path: '/deviceManagement/auditEvents',
  items: ({ audit }) => audit.map(({ item }) => item),
  tagsOf: (item, { audit }) => audit.find((row) => row.item === item)?.tags ?? [],
  properties: {
    activityDateTime: {
      kind: 'date',
      pool: ['2026-04-10T00:00:00.000Z', '2026-04-12T00:00:00.000Z', '2026-04-07T08:00:00.000Z'],
    },
    category: { kind: 'id', pool: ['ElevationRequest', 'Report', 'DeviceConfiguration'] },
    activityType: { kind: 'text', pool: ['Approve ElevationRequest', 'Deny ElevationRequest'] },
    activityResult: { kind: 'text', pool: ['success', 'Failure'] },
    'actor/userPrincipalName': {
      kind: 'text',
      pool: ['user1@contoso.example', 'ONE@contoso.example'],
      of: (item) => actor(item)['userPrincipalName'] ?? actor(item)['applicationDisplayName'],
    },
  },
  searched: (item) =>
    [
      actor(item)['userPrincipalName'] ?? actor(item)['applicationDisplayName'],
      item['activityType'],
      resource(item)['displayName'],
      resource(item)['resourceId'],
    ].join('\n'),
  words: ['approve', 'setup', 'user1', 'drill', 'zzz'],
  defaultOrder: [{ path: 'activityDateTime', descending: true }],
  last: (item) => Number(item['seq']),
  pageSize: 50,
})

export const collectionsOf = (world: LoadableWorld): readonly Collection[] => [
  requests(world),
  policies(world),
  devices(world),
  audits(),
  ...world.reusableSettings.map(({ id }) => usersOf(world, id)),
]
