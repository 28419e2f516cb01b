import { policyStatuses } from '#contract/reports.ts'
import { isManaged } from '#domain/elevations/reported-type.ts'

import { printFilter } from '../odata/filter.ts'
import {
  satisfies as eventSatisfies,
  someFilter as eventFilter,
} from '../store/elevations/events.spec-helper.ts'
import { found, type Finding } from './list-questions.spec-helper.ts'
import { plainText, type Item } from './lists.spec-helper.ts'
import type { RandomTenant } from './tenant.spec-helper.ts'
import { scopeOf, sees, tagsOr0, type Random, type Reader } from './world.spec-helper.ts'

type Tags = readonly string[] | null

const seesDevice = ({ world }: RandomTenant, scope: Tags, id: unknown): boolean => {
  const device = world.devices.find((each) => each.id === id)
  return device !== undefined && sees(scope, tagsOr0(device.roleScopeTagIds))
}
const eventsOf = (tenant: RandomTenant, reader: Reader) =>
  tenant.world.elevations.filter((event) =>
    seesDevice(tenant, scopeOf(reader, 'reports'), event.deviceId),
  )
const policiesOf = ({ world }: RandomTenant, scope: Tags) =>
  world.policies.filter((policy) => sees(scope, tagsOr0(policy.roleScopeTagIds)))
const sorted = (texts: readonly unknown[]) => JSON.stringify(texts.map(String).toSorted())

/** Elevations: filter, both orders, pages and counts. */
export const askElevations = async (
  tenant: RandomTenant,
  reader: Reader,
  random: Random,
): Promise<Finding> => {
  const visible = eventsOf(tenant, reader)
  const filter = eventFilter(random.next)
  const expected = visible.filter((event) => eventSatisfies(event, filter))
  const descending = random.chance(0.5)
  const query = [
    `$filter=${encodeURIComponent(printFilter(filter))}`,
    `$orderby=eventDateTime ${descending ? 'desc' : 'asc'}`,
    `$top=${random.pick([5, 40, 200])}`,
    '$count=true',
  ].join('&')
  const path = '/deviceManagement/privilegeManagementElevations'
  const name = `${reader.id} ${path}?${decodeURIComponent(query)}`
  const finding = found()
  const items: Item[] = []
  let next: unknown = `${path}?${query}`
  while (typeof next === 'string') {
    const { status, body, text } = await tenant.ask(reader.id, 'GET', next)
    if (status !== 200) return { ...finding, wrong: [`${name}: ${status} ${text.slice(0, 200)}`] }
    items.push(...(body['value'] as Item[]))
    if (body['@odata.count'] !== expected.length) {
      finding.wrong.push(`${name}: count ${String(body['@odata.count'])}, not ${expected.length}`)
    }
    next = body['@odata.nextLink']
  }
  finding.rows = items.length
  const known = new Set(visible.map(({ id }) => id))
  finding.foreign = items.filter((item) => !known.has(String(item['id']))).length
  const dates = items.map((item) => String(item['eventDateTime']))
  const inOrder = descending ? dates.toSorted().toReversed() : dates.toSorted()
  const ids = sorted(items.map((item) => item['id']))
  if (ids !== sorted(expected.map(({ id }) => id)) || sorted(dates) !== sorted(inOrder)) {
    finding.wrong.push(`${name}: ${items.length} rows, not these ${expected.length}`)
  }
  const counted = await tenant.ask(reader.id, 'GET', `${path}/$count?${query.split('&')[0]}`)
  if (counted.text !== String(expected.length)) {
    finding.wrong.push(`${name}: $count ${counted.text}, not ${expected.length}`)
  }
  return finding
}

/** The reports of policies on devices: both have to be in scope. */
export const askPolicyReport = async (
  tenant: RandomTenant,
  reader: Reader,
  random: Random,
): Promise<Finding> => {
  const scope = scopeOf(reader, 'policies')
  const own = new Set(policiesOf(tenant, scope).map(({ id }) => id))
  const visible = tenant.world.policyStates.filter(
    (state) => own.has(state.policyId) && seesDevice(tenant, scope, state.deviceId),
  )
  const policyId = random.chance(0.5) ? random.pick(tenant.world.policies).id : null
  const deviceId =
    policyId === null && random.chance(0.5) ? random.pick(tenant.world.devices).id : null
  const status = random.chance(0.3) ? random.pick(Object.values(policyStatuses)) : null
  const expected = visible.filter(
    (state) =>
      (policyId === null || state.policyId === policyId) &&
      (deviceId === null || state.deviceId === deviceId) &&
      (status === null || state.status === status),
  )
  const parts = [
    ...(policyId === null ? [] : [`(PolicyId eq '${policyId}')`]),
    ...(deviceId === null ? [] : [`(IntuneDeviceId eq '${deviceId}')`]),
    ...(status === null ? [] : [`(PolicyStatus eq ${status})`]),
  ]
  const body = { filter: parts.join(' and '), top: 1000 }
  const finding = found()
  const name = `${reader.id} policy report ${body.filter}`
  const ask = (report: string) =>
    tenant.ask(reader.id, 'POST', `/deviceManagement/reports/${report}`, body)
  const devices = (await ask('getConfigurationPolicyDevicesReport')).body
  const schema = (devices['Schema'] as { Column: string }[]).map(({ Column }) => Column)
  const at = (row: unknown[], column: string) => String(row[schema.indexOf(column)])
  const rows = (devices['Values'] as unknown[][]).map(
    (row) => `${at(row, 'PolicyId')} ${at(row, 'IntuneDeviceId')}`,
  )
  const known = new Set(visible.map((state) => `${state.policyId} ${state.deviceId}`))
  finding.rows = rows.length
  finding.foreign = rows.filter((row) => !known.has(row)).length
  if (sorted(rows) !== sorted(expected.map((state) => `${state.policyId} ${state.deviceId}`))) {
    finding.wrong.push(`${name}: ${rows.length} rows, not these ${expected.length}`)
  }
  if (devices['TotalRowCount'] !== expected.length) {
    finding.wrong.push(`${name}: counts ${String(devices['TotalRowCount'])}`)
  }
  const summary = (await ask('getConfigurationPolicyDeviceSummaryReport')).body['Values']
  const count = (code: number) => expected.filter((state) => state.status === code).length
  const wanted = [2, 4, 5, 6, 1, 0].map(count)
  if (JSON.stringify(summary) !== JSON.stringify([wanted])) {
    finding.wrong.push(`${name}: sums ${JSON.stringify(summary)}, not ${JSON.stringify(wanted)}`)
  }
  return finding
}

const number = (row: Item, column: string) => Number(row[column] ?? 0)
const sumOf = (rows: readonly Item[], column: string) =>
  rows.reduce((sum, row) => sum + number(row, column), 0)

/** Export jobs with their files, of single events and of sums. */
export const askExport = async (
  tenant: RandomTenant,
  reader: Reader,
  random: Random,
): Promise<Finding> => {
  const events = eventsOf(tenant, reader)
  const finding = found()
  const isOf = (type: string) => (row: Item) =>
    String(row['ElevationType']).toLowerCase() === type.toLowerCase()
  const wrong = (what: string) => void finding.wrong.push(`${reader.id} export: ${what}`)
  const report = random.pick([
    'EpmElevationReportElevationEvent',
    'EpmAggregationReportByUser',
    'EpmAggregationReportByPublisher',
    'EpmAggregationReportByApplication',
    'EpmAggregationReportByUserAppByMonth',
    'EpmElevationReportByUserAppByDayToReporting',
    'EpmInsightsElevationTrend',
  ] as const)
  const type = random.pick(['unmanagedElevation', 'supportApprovedElevation'] as const)
  const filtered = report === 'EpmElevationReportElevationEvent' && random.chance(0.5)
  const filter = filtered ? `(ElevationType eq '${type}')` : ''
  const rows = await tenant.exported(reader.id, { reportName: report, filter })
  finding.rows = rows.length
  const known = new Set(events.flatMap(({ id, deviceId }) => [id, deviceId ?? '']))
  finding.foreign = rows.filter((row) =>
    ['Id', 'DeviceId'].some((name) => row[name] !== undefined && !known.has(plainText(row[name]))),
  ).length
  if (report === 'EpmElevationReportElevationEvent') {
    const expected = filtered ? events.filter((event) => event.elevationType === type) : events
    if (sorted(rows.map((row) => row['Id'])) !== sorted(expected.map(({ id }) => id))) {
      wrong(`${report} ${filter}: ${rows.length} rows, not these ${expected.length}`)
    }
    return finding
  }
  if (report === 'EpmAggregationReportByUser') {
    const users = [...new Set(events.map(({ upn }) => upn))]
    const expected = users.flatMap((upn) => {
      const own = events.filter((event) => event.upn === upn)
      const managed = own.filter((event) => isManaged(event.elevationType)).length
      const unmanaged = own.filter((e) => e.elevationType === 'unmanagedElevation').length
      return managed + unmanaged > 0 ? [`${upn ?? ''} ${managed} ${unmanaged}`] : []
    })
    const got = rows.map(
      (row) =>
        `${plainText(row['Upn'])} ${number(row, 'ManagedCount')} ${number(row, 'UnmanagedCount')}`,
    )
    if (sorted(got) !== sorted(expected)) wrong(`${report}: ${sorted(got)}`)
    return finding
  }
  const column = rows[0] && Object.keys(rows[0]).find((name) => name.endsWith('Count'))
  for (const each of ['unmanagedElevation', 'zeroTouchElevation', type]) {
    const expected = events.filter((event) => event.elevationType === each).length
    const got = column ? sumOf(rows.filter(isOf(each)), column) : 0
    if (got !== expected) wrong(`${report} of ${each}: ${got}, not ${expected}`)
  }
  return finding
}

const withoutIds = (text: string) =>
  text.replace(/"(date|request-id|client-request-id)":"[^"]*"/g, '"$1":""')

/** What is read by its id: one's own is answered, a foreign one exactly as one that is not there. */
export const askOne = async (
  tenant: RandomTenant,
  reader: Reader,
  random: Random,
): Promise<Finding> => {
  const { world } = tenant
  const base = '/deviceManagement'
  const policyScope = scopeOf(reader, 'policies')
  const event = random.pick(world.elevations)
  const request = random.pick(world.elevationRequests)
  const policy = random.pick(world.policies)
  const device = random.pick(world.devices.filter(({ azureADDeviceId }) => azureADDeviceId))
  const requestSeen = seesDevice(tenant, scopeOf(reader, 'requests'), request.requestedOnDeviceId)
  const policySeen = sees(policyScope, tagsOr0(policy.roleScopeTagIds))
  const deviceSeen = seesDevice(tenant, scopeOf(reader, 'devices'), device.id)
  const entraId = String(device.azureADDeviceId)
  const [method, path, id, seen, shows] = random.pick([
    ['GET', `${base}/elevationRequests/{}`, request.id, requestSeen, request.id],
    [
      'POST',
      `${base}/elevationRequests/{}/getAllElevationRequests`,
      request.id,
      requestSeen,
      request.id,
    ],
    [
      'GET',
      `${base}/privilegeManagementElevations/{}`,
      event.id,
      seesDevice(tenant, scopeOf(reader, 'reports'), event.deviceId),
      event.id,
    ],
    ['GET', `${base}/configurationPolicies/{}?$expand=settings`, policy.id, policySeen, policy.id],
    ['GET', `${base}/configurationPolicies/{}/settings`, policy.id, policySeen, 'settingInstance'],
    ['GET', `${base}/configurationPolicies/{}/assignments`, policy.id, policySeen, 'value'],
    ['GET', `/epm/policies/{}/versions`, policy.id, policySeen, 'load'],
    ['GET', `${base}/managedDevices/{}`, device.id, deviceSeen, device.id],
    ['GET', `/devices(deviceId='{}')/transitiveMemberOf`, entraId, deviceSeen, 'value'],
  ] as const)
  const finding = found(1)
  const name = `${reader.id} ${method} ${path.replace('{}', id)}`
  const answer = await tenant.ask(reader.id, method, path.replace('{}', id))
  if (seen) {
    if (answer.status !== 200 || !answer.text.includes(shows)) {
      finding.wrong.push(`${name}: ${answer.status} for what is in scope`)
    }
    return finding
  }
  if (answer.status === 200) finding.foreign = 1
  const absent = await tenant.ask(reader.id, method, path.replace('{}', 'no-such-id'))
  if (answer.status !== 404 || withoutIds(answer.text) !== withoutIds(absent.text)) {
    finding.wrong.push(`${name}: ${answer.status} ${answer.text.slice(0, 200)}`)
  }
  return finding
}

/** Certificates are everybody's, but the policies that use them are not: counts, and what a refusal tells. */
export const askCertificate = async (
  tenant: RandomTenant,
  reader: Reader,
  random: Random,
): Promise<Finding> => {
  const path = '/deviceManagement/reusablePolicySettings'
  const { id } = random.pick(tenant.world.reusableSettings)
  const all = tenant.world.policies.filter((policy) =>
    JSON.stringify(policy.settings).includes(`"${id}"`),
  )
  const scope = scopeOf(reader, 'policies')
  const seen = all.filter((policy) => sees(scope, tagsOr0(policy.roleScopeTagIds)))
  const finding = found(1)
  const single = (await tenant.ask(reader.id, 'GET', `${path}/${id}`)).body
  const listed = (await tenant.ask(reader.id, 'GET', path)).body['value'] as Item[]
  for (const setting of [single, ...listed.filter((item) => item['id'] === id)]) {
    const count = setting['referencingConfigurationPolicyCount']
    if (count !== seen.length) finding.wrong.push(`${reader.id} counts ${String(count)} of ${id}`)
  }
  if (reader.id === 'split' || all.length === 0) return finding
  const refused = await tenant.ask(reader.id, 'DELETE', `${path}/${id}`)
  const foreign = all.filter((policy) => !seen.includes(policy))
  finding.foreign = foreign.filter((policy) => refused.text.includes(policy.id)).length
  if (refused.status !== 409) finding.wrong.push(`${reader.id} deletes ${id}: ${refused.status}`)
  // How many there are outside the scope is not told either.
  if (foreign.length > 0 && new RegExp(`\\b${all.length}\\b`).test(messageOf(refused.text))) {
    finding.wrong.push(`${reader.id} is told of all ${all.length} policies of ${id}`)
  }
  return finding
}

const messageOf = (text: string) =>
  (JSON.parse(text) as { error?: { message?: string } }).error?.message ?? ''
