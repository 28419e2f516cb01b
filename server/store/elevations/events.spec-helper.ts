import { elevationTypes, processTypes, type Elevation } from '#contract/elevations.ts'
import { seededNumbers, uuidOf } from '#domain/seeded.ts'

import type { Filter, Literal } from '../../odata/filter.ts'
import type { Db } from '../schema.ts'

/** Small lists, so that random questions find something. */
export const pools = {
  devices: ['d-1', 'd-2', 'd-3', 'd-4', 'd-5', 'd-6'],
  /** Scope tags of each device; the last has none. */
  tags: [['1'], ['1', '2'], ['2'], ['3'], ['0'], []],
  upns: ['Olga@contoso.example', 'per@contoso.example', 'AzureAD\\Ulla', 'ÅSA@contoso.example'],
  folders: ['C:\\Tools\\', 'C:\\Users\\olga\\Downloads\\', 'D:/mixed/', ''],
  names: ['setup.exe', 'Setup.EXE', 'mmc.exe', 'übung.msi', 'a%b_c.ps1'],
  companies: ['Litware GmbH', 'microsoft corporation', '', 'Ärzte AG'],
  policies: [null, { id: 'p-1', name: 'Printers' }, { id: 'p-2', name: "O'Brien's" }],
} as const

export const firstDay = Date.parse('2026-04-01T00:00:00.000Z')
export const days = 12

/** Events of a few devices over twelve days, the same for the same seed. */
export const someEvents = (seed: number, count: number): Elevation[] => {
  const next = seededNumbers(seed)
  const pick = <T>(items: readonly T[]): T => {
    const item = items[Math.floor(next() * items.length)]
    if (item === undefined) throw new Error('an empty list')
    return item
  }
  return Array.from({ length: count }, (_event, index): Elevation => {
    const type = pick(elevationTypes.slice(0, 5))
    const name = pick(pools.names)
    const policy = type === 'unmanagedElevation' ? null : pick(pools.policies)
    // Whole seconds now and then, so that several events share one instant.
    const at = firstDay + Math.floor((next() * days * 86_400_000) / 5_000) * 5_000
    const device = pick(pools.devices)
    return {
      id: uuidOf(`event ${seed} ${index}`),
      deviceId: device,
      deviceName: `LAP-${device}`,
      eventDateTime: new Date(at).toISOString(),
      elevationType: type,
      filePath: pick(pools.folders) + name,
      upn: pick(pools.upns),
      userType: 'azureAd',
      productName: 'Product',
      companyName: pick(pools.companies),
      fileVersion: pick(['1.0.0.0', '2.0.0.0']),
      justification: type === 'userConfirmedElevation' ? 'Because' : null,
      hash: (name.startsWith('s') ? 'a1' : 'B2').repeat(32),
      internalName: name.slice(0, 3),
      fileDescription: null,
      certificatePayload: null,
      result: type === 'undetermined' ? 5 : pick([0, 0, 0, 1602]),
      processType: pick(processTypes.slice(1, 3)),
      ruleId: policy ? `rule of ${policy.id}` : null,
      parentProcessName: 'explorer.exe',
      policyId: policy?.id ?? null,
      policyName: policy?.name ?? null,
      systemInitiatedElevation: next() < 0.3,
    }
  })
}

/** The devices' tags, as a world would bring them. */
export const tagDevices = async (db: Db): Promise<void> => {
  for (const [index, device] of pools.devices.entries()) {
    await db
      .insertInto('devices')
      .values({
        id: device,
        device_name: `LAP-${device}`,
        user_id: null,
        user_principal_name: null,
        operating_system: 'Windows',
        compliance_state: 'compliant',
        last_sync_at: '2026-04-01T00:00:00.000Z',
        resource: '{}',
      })
      .execute()
    for (const tag of pools.tags[index] ?? []) {
      await db
        .insertInto('device_scope_tags')
        .values({ device_id: device, scope_tag_id: tag })
        .execute()
    }
  }
}

/** Whether a reader with these tags sees events of this device. */
export const inScope = (tags: readonly string[] | null, deviceId: string | null | undefined) =>
  tags === null ||
  (pools.tags[pools.devices.indexOf(deviceId as never)] ?? []).some((tag) => tags.includes(tag))

/** A random filter over everything that the events' list takes. */
export const someFilter = (next: () => number, depth = 0): Filter => {
  const pick = <T>(items: readonly T[]): T => {
    const item = items[Math.floor(next() * items.length)]
    if (item === undefined) throw new Error('an empty list')
    return item
  }
  const text = (value: string): Literal => ({ kind: 'string', value })
  if (depth < 2 && next() < 0.45) {
    const items = Array.from({ length: pick([2, 2, 3]) }, () => someFilter(next, depth + 1))
    return pick<Filter>([
      { op: 'and', items },
      { op: 'and', items },
      { op: 'or', items },
      { op: 'not', item: items[0] ?? someFilter(next, 2) },
    ])
  }
  const part = pick([...pools.folders, ...pools.names, 'Downloads\\set', 'exe', 's\\', 'ols\\m'])
  const at = new Date(firstDay + Math.floor(next() * days * 8) * 10_800_000).toISOString()
  return pick<() => Filter>([
    () => ({ op: pick(['eq', 'ne']), path: 'elevationType', value: text(pick(elevationTypes)) }),
    () => ({
      op: 'in',
      path: 'elevationType',
      values: [text(pick(elevationTypes)), text(pick(elevationTypes))],
    }),
    () => ({
      op: pick(['gt', 'ge', 'lt', 'le', 'eq']),
      path: 'eventDateTime',
      value: { kind: 'date', value: at },
    }),
    () => ({
      op: pick(['eq', 'ne', 'gt']),
      path: 'result',
      value: { kind: 'number', value: pick([0, 5, 1602, 99]) },
    }),
    () => ({ op: pick(['eq', 'ne']), path: 'upn', value: text(pick(pools.upns).toLowerCase()) }),
    () => ({ op: 'eq', path: 'hash', value: text(pick(['A1', 'b2']).repeat(32)) }),
    () => ({ op: pick(['contains', 'startswith', 'endswith']), path: 'filePath', value: part }),
    () => ({
      op: 'eq',
      path: 'filePath',
      value: text(pick(pools.folders) + pick(pools.names).toUpperCase()),
    }),
    () => ({ op: 'contains', path: 'companyName', value: pick(['WARE', 'ärz', 'zzz', '']) }),
    () => ({ op: pick(['eq', 'ne']), path: 'deviceId', value: text(pick(pools.devices)) }),
    () => ({ op: 'endswith', path: 'deviceName', value: pick(['-D-1', '2', 'x']) }),
    () => ({
      op: pick(['eq', 'ne']),
      path: 'policyId',
      value: pick([text('p-1'), { kind: 'null' as const }]),
    }),
    () => ({ op: 'contains', path: 'policyName', value: "o'brien" }),
    () => ({
      op: 'eq',
      path: 'systemInitiatedElevation',
      value: { kind: 'boolean', value: next() < 0.5 },
    }),
    () => ({ op: 'eq', path: 'processType', value: text(pick(['parent', 'child'])) }),
  ])()
}

const exact = new Set(['deviceId', 'policyId', 'ruleId', 'id'])

/** The same filter asked of the event itself, slowly and plainly. */
export const satisfies = (event: Elevation, filter: Filter): boolean => {
  const fold = (path: string, value: unknown) => {
    const text =
      typeof value === 'string' ? value : value === undefined ? '' : JSON.stringify(value ?? '')
    return exact.has(path) ? text.replace(/^""$/, '') : text.replace(/^""$/, '').toLowerCase()
  }
  switch (filter.op) {
    case 'and':
      return filter.items.every((item) => satisfies(event, item))
    case 'or':
      return filter.items.some((item) => satisfies(event, item))
    case 'not':
      return !satisfies(event, filter.item)
    case 'in':
      return filter.values.some((value) => satisfies(event, { op: 'eq', path: filter.path, value }))
    case 'any':
      throw new Error('An elevation has no list to ask for.')
    case 'contains':
      return fold(filter.path, event[filter.path]).includes(fold(filter.path, filter.value))
    case 'startswith':
      return fold(filter.path, event[filter.path]).startsWith(fold(filter.path, filter.value))
    case 'endswith':
      return fold(filter.path, event[filter.path]).endsWith(fold(filter.path, filter.value))
    case 'eq':
    case 'ne':
    case 'gt':
    case 'ge':
    case 'lt':
    case 'le': {
      const { path, value, op } = filter
      const mine = event[path]
      const [one, other] =
        typeof mine === 'number' && value.kind === 'number'
          ? [mine, value.value]
          : [fold(path, mine), value.kind === 'null' ? '' : fold(path, value.value)]
      const order = one < other ? -1 : one > other ? 1 : 0
      return {
        eq: order === 0,
        ne: order !== 0,
        gt: order > 0,
        ge: order >= 0,
        lt: order < 0,
        le: order <= 0,
      }[op]
    }
  }
}
