import { afterAll, describe, expect, it } from 'vitest'

import { endpoints, type EndpointName } from '#contract/endpoints.ts'
import { certificateFileDefinitionId } from '#contract/reusable-settings.ts'
import { contosoClientEngineering } from '#worlds/sample/certificates/fictional-certificates.ts'

import { createTestApi, pageHeaders } from '../api.spec-helper.ts'
import {
  at,
  elevationRequest,
  hash,
  policy,
  policyBody,
  tenant,
} from '../http/handlers/tenant.spec-helper.ts'
import {
  addPolicy,
  ask,
  base as pam,
  pamTenant,
  policyBody as accessPolicy,
  requestBody,
  switchOn,
} from '../http/handlers/pam/pam.spec-helper.ts'
import { isChange } from '../http/refusal-audit.ts'
import { rights } from '../http/rights.ts'

/**
 * R48, generated from the endpoint table: every endpoint that changes something, and every export, leaves exactly one record
 * when it is done, refused and invalid. An endpoint without a row here fails.
 */
type Row = {
  /** `{id}` and others of the endpoint's path. */
  path?: Record<string, string>
  body?: unknown
  caller?: string
  /** Where an unknown id is not what makes the call invalid. */
  invalid?: { path?: Record<string, string>; body?: unknown }
  /** What has to be there before; an `id` in its answer is that of the path. */
  before?: (world: World) => Promise<{ id: string } | void>
}
type World = Awaited<ReturnType<typeof tenant>>

const request = { path: { id: 'request-1' } }
const ofPolicy = { path: { id: 'policy-1' } }
const certificate = (displayName: string) => ({
  displayName,
  settingDefinitionId: certificateFileDefinitionId,
  settingInstance: {
    '@odata.type': '#microsoft.graph.deviceManagementConfigurationSimpleSettingInstance',
    settingDefinitionId: certificateFileDefinitionId,
    simpleSettingValue: {
      '@odata.type': '#microsoft.graph.deviceManagementConfigurationStringSettingValue',
      value: contosoClientEngineering,
    },
  },
})
const event = {
  eventDateTime: at.toISOString(),
  elevationType: 'unmanagedElevation',
  filePath: 'C:\\Tools\\setup.exe',
  upn: 'olga@contoso.example',
  userType: 'azureAd',
  hash,
  result: 0,
  processType: 'parent',
  systemInitiatedElevation: false,
}
const tokenBody = {
  displayName: 'Report',
  purpose: 'read',
  expirationDateTime: '2026-06-04T09:00:00Z',
}
const device = 'device:device-1'
const rolePermissions = [
  { resourceActions: [{ allowedResourceActions: ['Microsoft.Intune_EpmPolicy_Read'] }] },
]

const manager = { caller: 'user:manager' }
const idIn = async (made: Promise<{ body: Record<string, unknown> }>) => ({
  id: String((await made).body['id']),
})
const withPolicy = async (world: World) => {
  await switchOn(world)
  return idIn(addPolicy(world))
}
const asked = async (world: World) => {
  await withPolicy(world)
  return { id: await ask(world) }
}
const approved = async (world: World) => {
  const made = await asked(world)
  await world.post('user:approver', `${pam}/requests/${made.id}/approve`, {})
  return made
}

const rows: Partial<Record<EndpointName, Row>> = {
  pamSettingsUpdate: {
    ...manager,
    body: { approvalsRequired: true, defaultApproverGroupId: 'pam-approvers' },
  },
  pamGroupCreate: { ...manager, body: { displayName: 'Desk', mail: 'desk@contoso.example' } },
  pamGroupMemberAdd: { ...manager, path: { id: 'pam-approvers' }, body: { userId: 'robot' } },
  pamGroupMemberRemove: { ...manager, path: { id: 'pam-approvers', userId: 'olga' } },
  pamPolicyCreate: {
    ...manager,
    body: accessPolicy(),
    before: async (world) => {
      await switchOn(world)
    },
  },
  pamPolicyUpdate: { ...manager, body: { approvalType: 'auto' }, before: withPolicy },
  pamPolicyDelete: { ...manager, before: withPolicy },
  pamRequestCreate: {
    caller: 'user:nobody',
    body: requestBody(),
    before: async (world) => {
      await withPolicy(world)
    },
  },
  pamRequestApprove: { caller: 'user:approver', body: {}, before: asked },
  pamRequestDeny: { caller: 'user:approver', body: {}, before: asked },
  pamRequestRevoke: { caller: 'user:approver', body: {}, before: approved },
  pamExecutionCreate: {
    caller: 'user:nobody',
    body: { name: 'New-MoveRequest' },
    before: async (world) => {
      await approved(world)
    },
  },
  elevationRequestCreate: {
    caller: device,
    body: {
      requestedByUserPrincipalName: 'olga@contoso.example',
      requestJustification: 'again',
      applicationDetail: { fileHash: 'b2'.repeat(32), fileName: 'other.exe' },
    },
  },
  elevationRequestApprove: { ...request, body: {} },
  elevationRequestDeny: { ...request, body: {} },
  elevationRequestRevoke: {
    ...request,
    body: {},
    before: async (world) => {
      await world.post('user:admin', '/deviceManagement/elevationRequests/request-1/approve', {})
    },
  },
  elevationCreate: { caller: device, body: event },
  elevationCreateMany: {
    caller: device,
    body: { value: [{ ...event, id: '11111111-2222-4333-8444-555555555555' }] },
  },
  policyCreate: { body: policyBody() },
  policyReplace: { ...ofPolicy, body: policyBody() },
  policyUpdate: { ...ofPolicy, body: { description: 'other' } },
  policyDelete: ofPolicy,
  policyCreateCopy: { ...ofPolicy, body: { displayName: 'Copy', description: '' } },
  policyAssign: {
    ...ofPolicy,
    body: {
      assignments: [{ target: { '@odata.type': '#microsoft.graph.allDevicesAssignmentTarget' } }],
    },
  },
  policyVersionRestore: {
    path: { id: 'policy-1', version: '1' },
    before: async (world) => {
      await world.patch('user:admin', '/deviceManagement/configurationPolicies/policy-1', {
        description: 'other',
      })
    },
    invalid: { path: { id: 'policy-1', version: '99' } },
  },
  reusableSettingCreate: { body: certificate('Contoso tools') },
  reusableSettingUpdate: { path: { id: 'cert-1' }, body: { displayName: 'Other' } },
  reusableSettingDelete: { path: { id: 'cert-1' } },
  import: { body: { dryRun: false, documents: [policyBody()] } },
  exportJobCreate: { body: { reportName: 'EpmElevationReportElevationEvent' } },
  auditExport: { body: {} },
  deviceCheckIn: { caller: device },
  signOutEverywhere: {},
  sessionEnd: {
    before: async ({ db, clock }) => {
      const at = clock.now.toISOString()
      const id = 'session-of-admin'
      await db
        .insertInto('sessions')
        .values({
          id_hash: 'hash',
          id,
          user_id: 'admin',
          created_at: at,
          seen_at: at,
          expires_at: '2026-06-04T09:00:00.000Z',
        })
        .execute()
      return { id }
    },
  },
  roleDefinitionCreate: { body: { displayName: 'Readers', rolePermissions } },
  roleDefinitionUpdate: { path: { id: 'role-reader' }, body: { displayName: 'Others' } },
  roleDefinitionDelete: {
    before: (world) =>
      idIn(
        world.post('user:admin', '/deviceManagement/roleDefinitions', {
          displayName: 'Unused',
          rolePermissions,
        }),
      ),
  },
  roleAssignmentCreate: {
    body: {
      displayName: 'Readers',
      members: ['group-sales'],
      roleScopeTagIds: ['1'],
      'roleDefinition@odata.bind':
        "https://graph.microsoft.com/beta/deviceManagement/roleDefinitions('role-reader')",
    },
  },
  roleAssignmentUpdate: { path: { id: 'a3' }, body: { displayName: 'Others' } },
  roleAssignmentDelete: { path: { id: 'a3' } },
  scopeTagCreate: { body: { displayName: 'Asia' } },
  scopeTagUpdate: { path: { id: '1' }, body: { displayName: 'Other' } },
  scopeTagAssign: { path: { id: '1' }, body: { assignments: [] } },
  scopeTagDelete: {
    before: (world) =>
      idIn(world.post('user:admin', '/deviceManagement/roleScopeTags', { displayName: 'Unused' })),
  },
  tokenCreate: { body: tokenBody },
  tokenRevoke: {
    before: (world) => idIn(world.post('user:admin', '/epm/tokens', tokenBody)),
  },
}

/**
 * Without sign-in there is no caller to name: the first two have a test of their own below, those of a provider theirs beside
 * the provider (`server/node/oidc.spec.ts`).
 */
const ofSessions: readonly EndpointName[] = [
  'sampleSignIn',
  'signOut',
  'signInCallback',
  'setupAdministrator',
]
/** Not changes of the tenant by their nature, but exports, which R48 names. */
const exportsToo: readonly EndpointName[] = ['exportJobCreate', 'auditExport']

const audited = (Object.keys(endpoints) as EndpointName[]).filter(
  (name) => (isChange(name) || exportsToo.includes(name)) && !ofSessions.includes(name),
)

let checked = 0
let rowsSeen = 0
afterAll(() => console.info(`R48: ${rowsSeen} endpoints, ${checked} calls, one record each`))

const makeWorld = (name: EndpointName) =>
  name.startsWith('pam')
    ? pamTenant()
    : tenant({ policies: [policy('policy-1', 'Tools')], elevationRequests: [elevationRequest()] })
const count = async ({ db }: World) => (await db.selectFrom('audit').select('seq').execute()).length
const last = ({ db }: World) =>
  db.selectFrom('audit').selectAll().orderBy('seq', 'desc').limit(1).executeTakeFirstOrThrow()

const send = async (
  world: World,
  name: EndpointName,
  call: { caller: string; path?: Record<string, string> | undefined; body?: unknown },
) => {
  const { method, path } = endpoints[name]
  const address = path.replace(/\{(\w+)\}/g, (_, key: string) => call.path?.[key] ?? 'absent')
  const by = { POST: world.post, PATCH: world.patch, PUT: world.put } as const
  if (method === 'DELETE') return world.delete(call.caller, address)
  if (method === 'GET') return world.get(call.caller, address)
  return by[method](call.caller, address, call.body)
}

describe('one record each (R48)', () => {
  it('has a row for every endpoint that changes something or exports', () => {
    expect(audited.filter((name) => rows[name] === undefined)).toEqual([])
    expect(Object.keys(rows).filter((name) => !audited.includes(name as EndpointName))).toEqual([])
  })

  it.each(audited)(
    '%s: done, refused for nobody, refused without the right, invalid',
    async (name) => {
      const row = rows[name] ?? {}
      const world = await makeWorld(name)
      const path = (await row.before?.(world)) ?? row.path
      const caller = row.caller ?? 'user:admin'
      const invalid =
        row.invalid ??
        (endpoints[name].body === null
          ? { path: { id: 'absent', version: '1' } }
          : { path, body: { unknown: 1 } })
      // Everybody may have tokens of their own; what is refused is one for a device.
      const other = name === 'tokenCreate' ? { ...tokenBody, purpose: 'device' } : row.body
      // What everybody may do with what is their own is refused to nobody, and a call without any input is never invalid.
      const guarded =
        rights[name] !== 'signedIn' || name === 'tokenCreate' || name === 'tokenRevoke'
      const hasInput = endpoints[name].body !== null || endpoints[name].path.includes('{')
      const calls = [
        { kind: 'refused', least: 401, caller: 'user:absent', path, body: row.body },
        ...(guarded
          ? [{ kind: 'refused', least: 403, caller: 'user:nobody', path, body: other }]
          : []),
        ...(hasInput
          ? [
              {
                kind: 'refused',
                least: 400,
                caller,
                path: invalid.path ?? path,
                body: invalid.body,
              },
            ]
          : []),
        { kind: 'done', least: 200, caller, path, body: row.body },
      ]
      rowsSeen += 1
      for (const call of calls) {
        const before = await count(world)
        const answer = await send(world, name, call)
        const what = `${name} as ${call.caller}: ${answer.status} ${answer.text.slice(0, 200)}`
        if (call.kind === 'done') expect(answer.status, what).toBeLessThan(300)
        else expect(answer.status, what).toBeGreaterThanOrEqual(400)
        expect(await count(world), what).toBe(before + (isRecorded(name, answer.status) ? 1 : 0))
        checked += 1
        if (!isRecorded(name, answer.status)) continue
        const record = await last(world)
        expect(record.result, what).toBe(call.kind === 'done' ? 'Success' : 'Failure')
        expect(record.at).toBe(world.clock.now.toISOString())
        expect(record.request_id).toBe(answer.headers.get('request-id'))
        expect(record.actor_name).not.toBe('')
        expect(record.resource_type).not.toBe('')
      }
    },
  )

  it('sign-in and sign-out: done, refused and invalid', async () => {
    const test = await createTestApi()
    const signIn = (body: unknown) =>
      test.call('POST', '/epm/sign-in', { headers: pageHeaders, body })
    for (const [body, status] of [
      [{ userPrincipalName: 'nobody.such@contoso.example' }, 401],
      [{ name: 1 }, 400],
      [{ userPrincipalName: 'epm.reader@contoso.example' }, 200],
    ] as const) {
      const before = await test.auditCount()
      expect((await signIn(body)).status).toBe(status)
      expect(await test.auditCount()).toBe(before + 1)
      checked += 1
    }
    const session = await test.signIn('epm.manager')
    const before = await test.auditCount()
    await test.call('POST', '/epm/sign-out', { headers: { ...pageHeaders, ...session } })
    expect(await test.auditCount()).toBe(before + 1)
    checked += 1
  })
})

/**
 * An export that was never understood exported nothing, and nothing was refused to anybody. A device that looks in every few
 * minutes changes what is known of itself, and nothing that anybody decided: only its refusals are recorded.
 */
const isRecorded = (name: EndpointName, status: number) => {
  if (name === 'deviceCheckIn') return status >= 400
  return status < 300 || status === 403 || !exportsToo.includes(name)
}
