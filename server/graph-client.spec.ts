import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { GraphBetaRequestAdapter } from '@microsoft/msgraph-beta-sdk'
import * as models from '@microsoft/msgraph-beta-sdk/models/index.js'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { uuidOf } from '#worlds/ids.ts'
import { sampleWorld } from '#worlds/sample/sample-world.ts'

import type { Seen, Tokens } from './graph-client.spec-helper.ts'
import { createToken } from './http/tokens.ts'
import { readConfig } from './node/config.ts'
import { createDataFolder } from './node/data-folder.ts'
import { openSqlite } from './node/sqlite.ts'
import { startConsole, type RunningConsole } from './node/start-console.ts'
import { selfSigned } from './self-signed.spec-helper.ts'
import { loadWorld } from './store/load-world.ts'
import { migrate } from './store/migrations.ts'

/**
 * Microsoft's own client against this service, as its user would write it: over HTTPS (it sends no token without), in a
 * process of its own that trusts a certificate made here, reading the answers with Microsoft's own models.
 */
const at = new Date()
const whole = sampleWorld(at)
// The past elevations take the longest to store, and one page of them is enough.
const world = { ...whole, elevations: whole.elevations.slice(0, 40) }
const rulesPolicy = world.policies.find(({ name }) => name === 'Developer tools')

const folder = mkdtempSync(join(tmpdir(), 'epm-graph-client-'))
let running: RunningConsole
let seen: Seen

const seed = async (): Promise<Tokens> => {
  const { db } = openSqlite(createDataFolder(folder).database)
  await migrate(db, { now: at })
  await loadWorld(db, world, randomUUID)
  await db.insertInto('meta').values({ key: 'world', value: 'empty' }).execute()
  const tokenOf = (alias: string) =>
    db
      .transaction()
      .execute((tx) =>
        createToken(
          tx,
          { purpose: 'user', subjectId: uuidOf(`user ${alias}`), label: alias },
          { id: randomUUID(), now: at },
        ),
      )
  const tokens = { manager: await tokenOf('intune.admin'), reader: await tokenOf('epm.reader') }
  await db.destroy()
  return tokens
}

const program = (url: string, tokens: Tokens, certificateFile: string) =>
  new Promise<Seen>((resolve, reject) => {
    const child = spawn(
      process.execPath,
      ['--import', 'tsx', join(import.meta.dirname, 'graph-client.spec-helper.ts')],
      {
        env: {
          PATH: process.env['PATH'],
          NODE_EXTRA_CA_CERTS: certificateFile,
          GRAPH_URL: url,
          GRAPH_TOKENS: JSON.stringify(tokens),
          GRAPH_POLICY: rulesPolicy?.id,
        },
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    )
    let printed = ''
    let complaint = ''
    child.stdout.on('data', (chunk: Buffer) => (printed += chunk.toString()))
    child.stderr.on('data', (chunk: Buffer) => (complaint += chunk.toString()))
    child.once('close', (code) => {
      if (code === 0) resolve(JSON.parse(printed) as Seen)
      else reject(new Error(`The program ended (${code}):\n${complaint}`))
    })
  })

beforeAll(async () => {
  const { certificate, key } = selfSigned(at)
  const certificateFile = join(folder, 'certificate.pem')
  const keyFile = join(folder, 'key.pem')
  writeFileSync(certificateFile, certificate)
  writeFileSync(keyFile, key)
  const tokens = await seed()
  running = await startConsole(
    readConfig({
      PORT: '0',
      EPM_DATA: folder,
      EPM_CHECKPOINTS: join(folder, 'checkpoints'),
      EPM_WORLD: 'empty',
      EPM_LOG: 'silent',
      EPM_CHECK_ANSWERS: '1',
      TLS_CERT: certificateFile,
      TLS_KEY: keyFile,
    }),
    { now: () => new Date(), newId: randomUUID },
  )
  seen = await program(running.url, tokens, certificateFile)
}, 60_000)

afterAll(async () => {
  await running.stop(1_000)
  rmSync(folder, { recursive: true, force: true })
})

describe('microsoft-graph-client', () => {
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
})

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

describe('msgraph-beta-sdk models', () => {
  it.each(understood)('understand every property of our %s', (name, pick, factory) => {
    const wire = pick(seen)
    const values = leaves(wire)
    process.stdout.write(`  ${name}: ${values} values read by Microsoft's model\n`)
    expect(values).toBeGreaterThan(2)
    expect(notUnderstood(wire, read(wire, factory), name)).toEqual([])
  })

  it('would notice a property that Graph does not have', () => {
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

  it('are given the rules of a policy as they were stored, down to every child', () => {
    const instances = (settings: unknown) =>
      (settings as { settingInstance: unknown }[]).map((setting) => setting.settingInstance)
    expect(instances(seen.policy['settings'])).toEqual(instances(rulesPolicy?.settings))
    expect(
      JSON.stringify(seen.policy['settings']).split('settingDefinitionId').length,
    ).toBeGreaterThan(40)
  })
})
