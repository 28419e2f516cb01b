import { GraphBetaRequestAdapter } from '@microsoft/msgraph-beta-sdk'
import * as models from '@microsoft/msgraph-beta-sdk/models/index.js'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { hosts, rulesPolicy, seenOf, world, type Host } from './graph-client-hosts.spec-helper.ts'
import type { Seen } from './graph-client.spec-helper.ts'

/**
 * Microsoft's own client against this service and against the stand-in for Graph, as its user would write it: over HTTPS (it
 * sends no token without), in a process of its own that trusts a certificate made here, reading the answers with Microsoft's own
 * models.
 */

type Factory = Parameters<
  ReturnType<
    ReturnType<GraphBetaRequestAdapter['getParseNodeFactory']>['getRootParseNode']
  >['getObjectValue']
>[0]

const adapter = new GraphBetaRequestAdapter({ authenticateRequest: () => Promise.resolve() })
/** The wire text as Microsoft's generated model reads it. */
const read = (wire: unknown, factory: Factory) =>
  adapter
    .getParseNodeFactory()
    .getRootParseNode('application/json', new Uint8Array(Buffer.from(JSON.stringify(wire))).buffer)
    .getObjectValue(factory)

/** Flag enums travel as one text (graph-contract 6.1); the generated code expects a list and reads an empty one. */
const flags = new Set(['platforms', 'technologies'])
const isAnnotation = (name: string) => name.includes('@odata.')
const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null

/** Paths of the wire that the model put aside as unknown, or read as nothing. */
const notUnderstood = (wire: unknown, model: unknown, path: string): string[] => {
  if (Array.isArray(wire)) {
    return wire.flatMap((item, index) =>
      notUnderstood(item, Array.isArray(model) ? model[index] : undefined, `${path}[${index}]`),
    )
  }
  if (!isObject(wire)) return []
  if (!isObject(model)) return [path]
  return Object.entries(wire).flatMap(([name, value]) => {
    if (isAnnotation(name) || value === null || flags.has(name)) return []
    const here = `${path}.${name}`
    const put = model[name]
    if (put === undefined || put === null) return [here]
    return put instanceof Date || !isObject(value) ? [] : notUnderstood(value, put, here)
  })
}

const leaves = (wire: unknown): number => {
  if (Array.isArray(wire)) return wire.reduce((sum: number, item) => sum + leaves(item), 0)
  if (!isObject(wire)) return 1
  return Object.entries(wire).reduce(
    (sum, [name, value]) => (isAnnotation(name) || value === null ? sum : sum + leaves(value)),
    0,
  )
}

const understood: readonly (readonly [string, (all: Seen) => unknown, Factory])[] = [
  [
    'elevation request',
    (all) => all.request,
    models.createPrivilegeManagementElevationRequestFromDiscriminatorValue,
  ],
  [
    'decided elevation request',
    (all) => all.approved,
    models.createPrivilegeManagementElevationRequestFromDiscriminatorValue,
  ],
  [
    'elevation',
    (all) => all.resources.elevation,
    models.createPrivilegeManagementElevationFromDiscriminatorValue,
  ],
  [
    'configuration policy with its settings',
    (all) => all.policy,
    models.createDeviceManagementConfigurationPolicyFromDiscriminatorValue,
  ],
  [
    'reusable setting',
    (all) => all.resources.reusableSetting,
    models.createDeviceManagementReusablePolicySettingFromDiscriminatorValue,
  ],
  [
    'managed device',
    (all) => all.resources.managedDevice,
    models.createManagedDeviceFromDiscriminatorValue,
  ],
  ['group', (all) => all.resources.group, models.createGroupFromDiscriminatorValue],
  ['user', (all) => all.resources.user, models.createUserFromDiscriminatorValue],
  ['audit event', (all) => all.resources.auditEvent, models.createAuditEventFromDiscriminatorValue],
]

/** What a policy says, without what only a read of Graph adds. */
const instances = (settings: unknown) =>
  (settings as { settingInstance: Record<string, unknown> }[]).map(({ settingInstance }) => {
    const { auditRuleInformation: _added, ...said } = settingInstance
    return said
  })

describe.each(Object.keys(hosts))('microsoft-graph-client on %s', (name) => {
  let host: Host
  let seen: Seen
  beforeAll(async () => {
    const start = hosts[name]
    if (!start) throw new Error(name)
    host = await start()
    seen = await seenOf(host)
    const { changed } = seen
    process.stdout.write(
      `  ${name}: ${seen.ids.length} requests on pages, 1 approved, 1 denied, ${seen.policies.length} policies, ` +
        `1 made with its settings, assigned, replaced and deleted, ` +
        `${changed.reusable.count} reusable settings, 1 made, changed and deleted, a report of ${changed.job.bytes} bytes\n`,
    )
  }, 60_000)
  afterAll(() => host.stop())

  it('lists with $filter, $select, $orderby and $top', () => {
    expect(seen.list).toHaveLength(3)
    for (const each of seen.list) {
      expect(each['status']).toBe('pending')
      expect(Object.keys(each)).not.toContain('requestJustification')
    }
    const dates = seen.list.map((each) => String(each['requestCreatedDateTime']))
    expect(dates).toEqual(dates.toSorted().toReversed())
  })

  it('walks every page with its PageIterator', () => {
    expect(seen.ids.toSorted()).toEqual(world.elevationRequests.map(({ id }) => id).toSorted())
  })

  it('filters by a property below another', () => {
    expect(seen.policies).toHaveLength(world.policies.length)
    expect(new Set(seen.policies.map(({ id }) => id))).toEqual(
      new Set(world.policies.map(({ id }) => id)),
    )
  })

  it('sends a $batch and reads each answer', () => {
    expect(seen.batch.map(({ id, status }) => [id, status])).toEqual([
      ['one', 200],
      ['none', 404],
      ['me', 200],
    ])
    expect(seen.batch[0]?.body).toMatchObject({ id: seen.list[0]?.id })
    expect(seen.batch[2]?.body).toMatchObject({ userPrincipalName: 'intune.admin@contoso.example' })
  })

  it('approves once, and gets a GraphError that names the winner the second time', () => {
    expect(seen.approved).toMatchObject({
      status: 'approved',
      reviewCompletedByUserPrincipalName: 'intune.admin@contoso.example',
    })
    expect(seen.approvedAgain).toMatchObject({ statusCode: 409, code: 'conflict' })
    expect(seen.approvedAgain.message).toContain('intune.admin@contoso.example')
  })

  it.each([
    ['asReader', 403, 'Forbidden'],
    ['wrongToken', 401, 'InvalidAuthenticationToken'],
    ['badFilter', 400, 'BadRequest'],
  ] as const)('maps %s to a GraphError %i %s', (name, statusCode, code) => {
    expect(seen[name]).toMatchObject({ statusCode, code })
  })

  it('is refused when it keeps the token back, as it does for a host it was not told of', () => {
    expect(seen.notACustomHost.statusCode).toBe(401)
  })

  it('denies, and reads who did', () => {
    expect(seen.changed.denied).toMatchObject({
      status: 'denied',
      reviewCompletedByUserPrincipalName: 'intune.admin@contoso.example',
      reviewerJustification: 'Not known',
    })
  })

  it('makes a policy with its settings, assigns it, changes it whole and in part, and deletes it', () => {
    const { created, assigned, assignments, stored, replaced } = seen.changed.policies
    expect(created.id).toMatch(/^[\w-]{36}$/)
    const target = { '@odata.type': '#microsoft.graph.allDevicesAssignmentTarget' }
    expect(assigned).toMatchObject([{ target }])
    expect(assignments).toMatchObject([{ target }])
    expect(instances(stored['settings'])).toEqual(instances(rulesPolicy.settings))
    expect(replaced).toMatchObject({ name: stored['name'], description: 'Changed by it' })
    expect(instances(replaced['settings'])).toEqual(instances(rulesPolicy.settings))
  })

  it('makes a reusable setting, changes and deletes it, and is told which policies use one', () => {
    const { count, created, changed, users } = seen.changed.reusable
    expect(count).toBe(world.reusableSettings.length)
    expect(changed).toMatchObject({ id: created.id, description: 'Changed by it' })
    expect(world.policies.map(({ id }) => id)).toEqual(
      expect.arrayContaining(users.map(({ id }) => id)),
    )
  })

  it('makes a report, waits for it, and fetches its file without a token', () => {
    const { first, last, zip, bytes } = seen.changed.job
    expect(first).toMatchObject({ status: 'notStarted', url: null })
    expect(last).toMatchObject({ id: first.id, status: 'completed' })
    expect(zip).toBe('PK')
    expect(bytes).toBeGreaterThan(100)
  })

  it.each(understood)(
    'Microsoft’s models understand every property of our %s',
    (resource, pick, factory) => {
      const wire = pick(seen)
      const values = leaves(wire)
      process.stdout.write(`  ${resource}: ${values} values read by Microsoft's model\n`)
      expect(values).toBeGreaterThan(2)
      expect(notUnderstood(wire, read(wire, factory), resource)).toEqual([])
    },
  )

  it('Microsoft’s models would notice a property that Graph does not have', () => {
    const wire = { ...seen.request, applicationDetail: { fileName: 'a.exe', fileVersion: '1' } }
    const model = read(wire, models.createPrivilegeManagementElevationRequestFromDiscriminatorValue)
    expect(notUnderstood(wire, model, 'request')).toEqual(['request.applicationDetail.fileVersion'])
    const unknown = { ...seen.request, status: 'maybe' }
    expect(
      notUnderstood(
        unknown,
        read(unknown, models.createPrivilegeManagementElevationRequestFromDiscriminatorValue),
        'request',
      ),
    ).toEqual(['request.status'])
  })

  it('Microsoft’s models are given the rules of a policy as they were stored, down to every child', () => {
    expect(instances(seen.policy['settings'])).toEqual(instances(rulesPolicy.settings))
    expect(
      JSON.stringify(seen.policy['settings']).split('settingDefinitionId').length,
    ).toBeGreaterThan(40)
  })
})
