import type { ElevationRequest } from '#contract/elevation-requests.ts'
import { elevationRulesTemplateId, epmTemplateFamily } from '#contract/policies.ts'
import type { SettingInstance } from '#contract/settings.ts'
import { newRule, type RuleModel } from '#domain/rules/rule-model.ts'
import { writeRules } from '#domain/rules/write-rules.ts'
import { contosoAuthority } from '#worlds/sample/certificates/fictional-certificates.ts'

import { createApi } from '../../api.ts'
import { loadWorld, type LoadableWorld } from '../../store/load-world.ts'
import { memoryDb } from '../../store/memory-db.spec-helper.ts'
import { userPrincipal } from '../../store/principals.ts'
import type { Db } from '../../store/schema.ts'
import { createHandlers } from '../handlers.ts'
import { hostHandlers } from '../host-handlers.ts'
import type { Deps } from '../types.ts'

export const at = new Date('2026-05-04T09:00:00.000Z')
export const hours = (count: number) => count * 3_600_000
export const hash = 'a1'.repeat(32)

const epm = (action: string) => `Microsoft.Intune_EpmPolicy_${action}`
const person = (id: string) => ({
  id,
  userPrincipalName: `${id}@contoso.example`,
  displayName: id,
  accountEnabled: true,
})

export const elevationRequest = (over: Partial<ElevationRequest> = {}): ElevationRequest => ({
  id: 'request-1',
  requestedByUserId: 'olga',
  requestedByUserPrincipalName: 'olga@contoso.example',
  requestedOnDeviceId: 'device-1',
  deviceName: 'LON-LT-1',
  requestCreatedDateTime: '2026-05-04T08:00:00.000Z',
  requestLastModifiedDateTime: '2026-05-04T08:00:00.000Z',
  requestJustification: 'Printer driver',
  applicationDetail: {
    fileName: 'Setup.exe',
    fileHash: hash,
    filePath: 'C:\\Temp',
    publisherName: 'Contoso CA',
  },
  status: 'pending',
  reviewCompletedByUserId: '',
  reviewCompletedByUserPrincipalName: '',
  reviewCompletedDateTime: null,
  requestExpiryDateTime: '2026-05-11T08:00:00.000Z',
  reviewerJustification: '',
  ...over,
})

export const rule = (over: Partial<RuleModel> = {}): RuleModel => ({
  ...newRule(),
  name: 'Printer installer',
  fileName: 'Setup.exe',
  fileHash: hash,
  ...over,
})

export const policyBody = (rules: RuleModel[] = [rule()], over: Record<string, unknown> = {}) => ({
  name: 'Printers',
  description: 'Installers of printers',
  platforms: 'windows10',
  technologies: 'endpointPrivilegeManagement',
  templateReference: { templateId: elevationRulesTemplateId },
  settings: writeRules([], rules),
  ...over,
})

export const policy = (
  id: string,
  name: string,
  tags = ['0'],
): LoadableWorld['policies'][number] => ({
  id,
  name,
  description: '',
  platforms: 'windows10',
  technologies: 'endpointPrivilegeManagement',
  createdDateTime: '2026-01-10T08:00:00.1234567Z',
  lastModifiedDateTime: '2026-01-11T09:30:00.7654321Z',
  settingCount: 1,
  roleScopeTagIds: tags,
  templateReference: { templateId: elevationRulesTemplateId, templateFamily: epmTemplateFamily },
  settings: writeRules([], [rule()]),
  assignments: [],
})

const certificate: SettingInstance = {
  '@odata.type': '#microsoft.graph.deviceManagementConfigurationSimpleSettingInstance',
  settingDefinitionId:
    'device_vendor_msft_policy_privilegemanagement_reusablesettings_certificatefile',
  simpleSettingValue: {
    '@odata.type': '#microsoft.graph.deviceManagementConfigurationStringSettingValue',
    value: contosoAuthority,
  },
}

/** Two devices, tagged 1 and 2; people named after their role; `scoped` sees tag 1 only. */
export const smallWorld = (over: Partial<LoadableWorld> = {}): LoadableWorld => ({
  name: 'small',
  at,
  users: ['admin', 'approver', 'second', 'reader', 'scoped', 'nobody', 'olga'].map(person),
  groups: [
    { id: 'group-approvers', displayName: 'Approvers', memberIds: ['approver', 'second'] },
    { id: 'group-sales', displayName: 'North Sales', memberIds: ['olga'] },
    { id: 'group-kiosks', displayName: 'Kiosks', memberIds: ['device-2'] },
  ],
  devices: [
    {
      id: 'device-1',
      deviceName: 'LON-LT-1',
      userId: 'olga',
      operatingSystem: 'Windows',
      complianceState: 'compliant',
      lastSyncDateTime: '2026-05-04T08:30:00Z',
      roleScopeTagIds: ['1'],
    },
    {
      id: 'device-2',
      deviceName: 'BER-LT-2',
      userId: null,
      operatingSystem: 'Windows',
      complianceState: 'noncompliant',
      lastSyncDateTime: '2026-05-03T08:30:00Z',
      roleScopeTagIds: ['2'],
    },
  ],
  scopeTags: ['0', '1', '2'].map((id) => ({ id, displayName: `Tag ${id}`, isBuiltIn: id === '0' })),
  assignmentFilters: [
    {
      id: 'filter-1',
      displayName: 'Corporate',
      platform: 'windows10AndLater',
      rule: '(device.deviceOwnership -eq "Corporate")',
      assignmentFilterManagementType: 'devices',
    },
    {
      id: 'filter-mac',
      displayName: 'Macs',
      platform: 'macOS',
      rule: '(device.deviceOwnership -eq "Corporate")',
      assignmentFilterManagementType: 'devices',
    },
  ],
  policies: [],
  policyStates: [],
  reusableSettings: [
    {
      id: 'cert-1',
      displayName: 'Contoso signer',
      settingDefinitionId: certificate.settingDefinitionId,
      settingInstance: certificate,
      createdDateTime: at.toISOString(),
      lastModifiedDateTime: at.toISOString(),
    },
  ],
  elevationRequests: [],
  elevations: [],
  roleDefinitions: [
    { id: 'role-all', displayName: 'Everything', isBuiltIn: true, actions: ['*'] },
    {
      id: 'role-approver',
      displayName: 'Approver',
      isBuiltIn: false,
      actions: [epm('ViewElevationRequests'), epm('ModifyElevationRequests')],
    },
    {
      id: 'role-reader',
      displayName: 'Reader',
      isBuiltIn: false,
      actions: [epm('ViewElevationRequests'), epm('Read'), 'Microsoft.Intune_Audit_Read'],
    },
  ],
  roleAssignments: [
    {
      id: 'a1',
      displayName: 'Admins',
      roleDefinitionId: 'role-all',
      members: ['admin', 'olga'],
      scopeTagIds: [],
    },
    {
      id: 'a2',
      displayName: 'Approvers',
      roleDefinitionId: 'role-approver',
      members: ['group-approvers'],
      scopeTagIds: [],
    },
    {
      id: 'a3',
      displayName: 'Readers',
      roleDefinitionId: 'role-reader',
      members: ['reader'],
      scopeTagIds: [],
    },
    {
      id: 'a4',
      displayName: 'Scoped',
      roleDefinitionId: 'role-all',
      members: ['scoped'],
      scopeTagIds: ['1'],
    },
  ],
  ...over,
})

const many = 1_000_000

type Send = { body?: unknown; raw?: Uint8Array<ArrayBuffer>; headers?: Record<string, string> }
export type Answer = {
  status: number
  body: Record<string, unknown>
  text: string
  headers: Headers
}

/** The whole service over a database in memory. Callers are named: `user:olga`, `session:olga`, `device:device-1`. */
export const tenant = async (world: Partial<LoadableWorld> = {}, empty?: Db) => {
  const db = empty ?? (await memoryDb(at))
  let ids = 0
  const newId = () => `id-${String(++ids).padStart(6, '0')}`
  await loadWorld(db, smallWorld(world), newId)
  const clock = { now: at }
  const logs: Record<string, unknown>[] = []
  const deps: Deps = {
    db,
    now: () => clock.now,
    newId,
    identify: async (request) => {
      const [kind, id = ''] = (request.headers.get('x-caller') ?? '').split(':')
      if (kind === 'device') return { kind, deviceId: id, deviceName: `name of ${id}` }
      return kind === 'session'
        ? userPrincipal(db, id, 'session', clock.now.toISOString())
        : userPrincipal(db, id, 'token')
    },
    log: (line) => logs.push(line),
    config: {
      version: 'spec',
      world: 'small',
      signIn: 'sample',
      origin: 'http://epm.example',
      samplePeople: [],
      checkAnswers: true,
      rateLimits: {
        sessionReads: many,
        sessionChanges: many,
        tokenReads: many,
        tokenChanges: many,
        anonymousReads: many,
        anonymousChanges: many,
        failedSignIns: many,
      },
    },
  }
  const { fetch, hub } = createApi(deps, createHandlers(hostHandlers))
  const send = async (
    method: string,
    caller: string,
    path: string,
    { body, raw, headers }: Send = {},
  ): Promise<Answer> => {
    const url = path.startsWith('http') ? path : `http://epm.example/beta${path}`
    const response = await fetch(
      new Request(url, {
        method,
        headers: { 'x-caller': caller, 'content-type': 'application/json', ...headers },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        ...(raw ? { body: raw } : {}),
      }),
    )
    const text = await response.text()
    const json: unknown = text.startsWith('{') ? JSON.parse(text) : {}
    return {
      status: response.status,
      text,
      headers: response.headers,
      body: json as Record<string, unknown>,
    }
  }
  return {
    db,
    hub,
    logs,
    clock,
    get: (caller: string, path: string, options?: Send) => send('GET', caller, path, options),
    post: (caller: string, path: string, body?: unknown, headers?: Record<string, string>) =>
      send('POST', caller, path, { body, ...(headers ? { headers } : {}) }),
    /** A body as bytes, valid or not. */
    raw: (caller: string, path: string, raw: Uint8Array<ArrayBuffer>) =>
      send('POST', caller, path, { raw }),
    patch: (caller: string, path: string, body?: unknown, headers?: Record<string, string>) =>
      send('PATCH', caller, path, { body, ...(headers ? { headers } : {}) }),
    delete: (caller: string, path: string, headers?: Record<string, string>) =>
      send('DELETE', caller, path, headers ? { headers } : {}),
    put: (caller: string, path: string, body?: unknown, headers?: Record<string, string>) =>
      send('PUT', caller, path, { body, ...(headers ? { headers } : {}) }),
  }
}

export const idsOf = (answer: Answer): unknown[] =>
  (answer.body.value as { id: unknown }[]).map((item) => item.id)
export const errorOf = (answer: Answer) =>
  answer.body.error as {
    code: string
    message: string
    details?: { target?: string; message?: string }[]
    innerError?: { code?: string }
    current?: Record<string, unknown>
  }
