import Database from 'better-sqlite3'
import { Kysely, SqliteDialect } from 'kysely'

import { apiBase } from '#contract/endpoint.ts'
import { writeRules } from '#domain/rules/write-rules.ts'
import { fileHashOf, uuidOf } from '#worlds/ids.ts'
import { roles } from '#worlds/roles.ts'

import { createApi } from '../api.ts'
import { recordAudit } from '../audit/record.ts'
import { sha256 } from '../audit/chain.ts'
import { createHandlers } from '../http/handlers.ts'
import { hash, policy, rule, smallWorld } from '../http/handlers/tenant.spec-helper.ts'
import { hostHandlers } from '../http/host-handlers.ts'
import { createIdentify } from '../http/identify.ts'
import { sessionCookie } from '../http/sessions.ts'
import type { Handlers, RateLimits } from '../http/types.ts'
import { loadWorld, type LoadableWorld } from '../store/load-world.ts'
import { migrate } from '../store/migrations.ts'
import type { Db, Schema, Tx } from '../store/schema.ts'
import {
  actionsOf,
  allBut,
  isUser,
  only,
  principals,
  roleOf,
  type Principal,
} from './people.spec-helper.ts'

export const at = new Date('2026-05-04T09:00:00.000Z')
const origin = 'http://epm.example'

/** One cell names its object by where it is and whose it is. */
export type Place = { scope: 'in' | 'out'; owner: 'own' | 'other' }
export const places: readonly Place[] = [
  { scope: 'in', owner: 'own' },
  { scope: 'in', owner: 'other' },
  { scope: 'out', owner: 'own' },
  { scope: 'out', owner: 'other' },
]
export const keyOf = ({ scope, owner }: Place) => `${scope}-${owner}`
export const idOf = (kind: string, place: Place) => uuidOf(`matrix ${kind} ${keyOf(place)}`)
export const guid = (name: string) => uuidOf(`matrix ${name}`)

/** Everybody of the matrix sees tag 1; what is out of scope carries tag 2. */
export const tagOf = ({ scope }: Place) => [scope === 'in' ? '1' : '2']
const userId = (principal: Principal) => guid(`user ${principal}`)
/** What is nobody's own belongs to the one whose session is over. */
export const ownerOf = (principal: Principal, { owner }: Place): Principal => {
  if (owner === 'own') return isUser(principal) ? principal : 'expired session'
  return principal === 'full administrator' ? 'Endpoint Privilege Manager' : 'full administrator'
}
const upnOf = (principal: Principal) => `${principal.replaceAll(' ', '.')}@contoso.example`
const employee = 'employee'
export const employeeUpn = `${employee}@contoso.example`

const ownerFacts = (principal: Principal, place: Place) => {
  const owner = ownerOf(principal, place)
  return { id: userId(owner), upn: upnOf(owner) }
}

const person = (id: string, userPrincipalName: string) => ({
  id,
  userPrincipalName,
  displayName: userPrincipalName.replace(/@.*/, ''),
  accountEnabled: true,
})

const certificateUser = (place: Place): LoadableWorld['policies'][number] => {
  const signed = rule({
    signatureSource: {
      kind: 'reusableSetting',
      settingId: idOf('setting', place),
      certificateType: 'publisher',
    },
  })
  return {
    ...policy(idOf('policy', place), `Policy ${keyOf(place)}`, tagOf(place)),
    settings: writeRules([], [signed]),
  }
}

const request = (principal: Principal, place: Place, status: 'pending' | 'approved') => ({
  id: idOf(`request ${status}`, place),
  requestedByUserId: ownerFacts(principal, place).id,
  requestedByUserPrincipalName: ownerFacts(principal, place).upn,
  requestedOnDeviceId: idOf('device', place),
  deviceName: `LAP-${keyOf(place)}`,
  requestCreatedDateTime: '2026-05-04T08:00:00.000Z',
  requestLastModifiedDateTime: '2026-05-04T08:00:00.000Z',
  requestJustification: 'Printer driver',
  applicationDetail: { fileName: 'Setup.exe', fileHash: hash, filePath: 'C:\\Temp' },
  status,
  reviewCompletedByUserId: status === 'approved' ? guid(employee) : '',
  reviewCompletedByUserPrincipalName: status === 'approved' ? employeeUpn : '',
  reviewCompletedDateTime: status === 'approved' ? '2026-05-04T08:30:00.000Z' : null,
  requestExpiryDateTime: '2026-05-11T08:00:00.000Z',
  reviewerJustification: '',
})

const elevation = (principal: Principal, place: Place): LoadableWorld['elevations'][number] => ({
  id: idOf('elevation', place),
  deviceId: idOf('device', place),
  deviceName: `LAP-${keyOf(place)}`,
  eventDateTime: '2026-05-04T07:00:00.000Z',
  elevationType: 'unmanagedElevation',
  filePath: `C:\\Tools\\${keyOf(place)}.exe`,
  upn: ownerFacts(principal, place).upn,
  userType: 'azureAd',
  hash: fileHashOf(keyOf(place)),
  result: 0,
  processType: 'parent',
})

const approvers = (name: string, memberIds: string[]) => ({
  id: guid(name),
  displayName: name,
  mail: `${name.replace(' ', '.')}@contoso.example`,
  mailEnabled: true,
  securityEnabled: true,
  memberIds,
})
const accessPolicy = {
  id: guid('pam policy'),
  policyType: 'task',
  policyScope: 'Exchange' as const,
  policyName: 'New-MoveRequest',
  approvalType: 'manual',
  createdDateTime: '2026-05-01T08:00:00.000Z',
  lastModifiedDateTime: '2026-05-01T08:00:00.000Z',
}
const accessRequest = (principal: Principal, place: Place, status: 'pending' | 'approved') => ({
  id: idOf(`pam request ${status}`, place),
  kind: 'privilegedAccess',
  requestType: 'task',
  requestScope: 'Exchange',
  requestedAccess: 'New-MoveRequest',
  policyId: accessPolicy.id,
  approvalType: 'manual',
  durationHours: 4,
  requestedByUserId: ownerFacts(principal, place).id,
  requestedByUserPrincipalName: ownerFacts(principal, place).upn,
  createdDateTime: '2026-05-04T08:00:00.000Z',
  lastModifiedDateTime: '2026-05-04T08:00:00.000Z',
  expiryDateTime: '2026-05-05T08:00:00.000Z',
  status,
  approverGroupId: guid(place.scope === 'in' ? 'pam group' : 'pam others'),
  accessEndDateTime: status === 'approved' ? '2026-05-04T12:00:00.000Z' : null,
  usedCount: 0,
})

/** A tenant in which every kind of object is there four times: in scope and out of it, the principal's own and another's. */
const matrixWorld = (principal: Principal): LoadableWorld => {
  const base = smallWorld()
  const [certificate] = base.reusableSettings
  const setting = (id: string, displayName: string) => ({ ...certificate, id, displayName })
  const people = principals.flatMap((each) =>
    isUser(each) ? [person(userId(each), upnOf(each))] : [],
  )
  return {
    ...base,
    at,
    users: [...people, person(guid(employee), employeeUpn)],
    groups: [
      { id: guid('group'), displayName: 'Kiosks', memberIds: places.map((p) => idOf('device', p)) },
      // Everybody of the matrix answers requests for access in scope; nobody of it those out of scope.
      approvers(
        'pam group',
        principals.filter(isUser).map((each) => userId(each)),
      ),
      approvers('pam others', [guid(employee)]),
    ],
    devices: places.map((place) => ({
      id: idOf('device', place),
      deviceName: `LAP-${keyOf(place)}`,
      userId: ownerFacts(principal, place).id,
      userPrincipalName: ownerFacts(principal, place).upn,
      azureADDeviceId: idOf('directory device', place),
      operatingSystem: 'Windows',
      osVersion: '10.0.26100.6899',
      complianceState: 'compliant',
      lastSyncDateTime: '2026-05-04T08:30:00Z',
      roleScopeTagIds: tagOf(place),
    })),
    policies: places.map(certificateUser),
    policyStates: places.map((place) => ({
      policyId: idOf('policy', place),
      deviceId: idOf('device', place),
      userPrincipalName: ownerFacts(principal, place).upn,
      status: 2,
      lastModifiedDateTime: '2026-05-04T08:00:00.000Z',
    })),
    reusableSettings: [
      ...places.map((place) => setting(idOf('setting', place), `Signer ${keyOf(place)}`)),
      setting(guid('free setting'), 'Unused signer'),
    ],
    elevationRequests: places.flatMap((place) => [
      request(principal, place, 'pending'),
      request(principal, place, 'approved'),
    ]),
    elevations: places.map((place) => elevation(principal, place)),
    pam: {
      approvalsRequired: true,
      defaultApproverGroupId: guid('pam group'),
      systemAccountIds: [],
      policies: [accessPolicy],
      requests: places.flatMap((place) => [
        accessRequest(principal, place, 'pending'),
        accessRequest(principal, place, 'approved'),
      ]),
      executions: [],
    },
    roleDefinitions: [
      ...Object.values(roles),
      // Assigned to nobody, so that they can be deleted.
      ...places.map((place) => ({
        id: idOf('spare role', place),
        displayName: `Spare ${keyOf(place)}`,
        isBuiltIn: false,
        actions: ['Microsoft.Intune_EpmPolicy_Read'],
        roleScopeTagIds: tagOf(place),
      })),
      ...places.map((place) => ({
        id: idOf('role', place),
        displayName: `Role ${keyOf(place)}`,
        isBuiltIn: false,
        actions: ['Microsoft.Intune_EpmPolicy_Read'],
        roleScopeTagIds: tagOf(place),
      })),
      ...[only, allBut].map((name) => ({
        id: guid(name),
        displayName: name,
        isBuiltIn: false,
        actions: [],
      })),
    ],
    roleAssignments: [
      // Nobody is in these: they are only there to be read.
      ...places.map((place) => ({
        id: idOf('assignment', place),
        displayName: `Assignment ${keyOf(place)}`,
        roleDefinitionId: idOf('role', place),
        members: [],
        scopeTagIds: tagOf(place),
      })),
      ...principals.flatMap((each) => {
        const role = roleOf(each)
        const roleDefinitionId =
          each === only || each === allBut ? guid(each) : role && roles[role].id
        if (roleDefinitionId === null) return []
        return [
          {
            id: guid(`assignment ${each}`),
            displayName: each,
            roleDefinitionId,
            members: [userId(each)],
            scopeTagIds: ['1'],
          },
        ]
      }),
    ],
  }
}

const cookieOf = (principal: Principal) => `secret-of-${principal.replaceAll(' ', '-')}`
export const fileKey = 'key-of-the-file'

const insertSessions = async (tx: Tx) => {
  for (const each of principals) {
    if (!isUser(each)) continue
    const over = each === 'expired session'
    await tx
      .insertInto('sessions')
      .values({
        id_hash: await sha256(cookieOf(each)),
        id: guid(`session ${each}`),
        user_id: userId(each),
        created_at: at.toISOString(),
        seen_at: at.toISOString(),
        signed_in_at: at.toISOString(),
        expires_at: new Date(at.getTime() + (over ? 0 : 3_600_000)).toISOString(),
      })
      .execute()
  }
  await tx
    .insertInto('tokens')
    .values({
      id: guid('token'),
      token_hash: await sha256('epm_device_of_the_matrix'),
      purpose: 'device',
      subject_id: idOf('device', { scope: 'in', owner: 'own' }),
      label: 'matrix',
      created_at: at.toISOString(),
      used_at: at.toISOString(),
      revoked_at: null,
    })
    .execute()
}

const insertJobsAndRecords = async (tx: Tx, principal: Principal) => {
  for (const place of places) {
    await tx
      .insertInto('export_jobs')
      .values({
        id: `EpmAggregationReportByUser_${idOf('job', place)}`,
        user_id: userId(ownerOf(principal, place)),
        body_json: JSON.stringify({ reportName: 'EpmAggregationReportByUser' }),
        scope_tags_json: JSON.stringify(tagOf(place)),
        status: 'completed',
        requested_at: at.toISOString(),
        expires_at: new Date(at.getTime() + 3_600_000).toISOString(),
        file_key: fileKey,
        fetched_at: null,
      })
      .execute()
    await recordAudit(
      tx,
      {
        category: 'Device',
        activityType: `Noted ${keyOf(place)}`,
        operationType: 'Action',
        result: 'Success',
        actor: {
          type: 'ItPro',
          id: ownerFacts(principal, place).id,
          name: ownerFacts(principal, place).upn,
        },
        resource: { type: 'ManagedDevice', id: idOf('device', place), displayName: keyOf(place) },
        scopeTagIds: tagOf(place),
      },
      {
        now: at,
        newId: () => idOf('audit record', place),
        requestId: guid('setup'),
        principal: null,
        ipAddress: null,
      },
    )
  }
}

const many = 1_000_000
const noLimits: RateLimits = {
  sessionReads: many,
  sessionChanges: many,
  tokenReads: many,
  tokenChanges: many,
  anonymousReads: many,
  anonymousChanges: many,
  failedSignIns: many,
}

const openFrom = (bytes: Buffer | ':memory:') => {
  const database = new Database(bytes)
  database.pragma('foreign_keys = ON')
  const db: Db = new Kysely<Schema>({ dialect: new SqliteDialect({ database }) })
  return { database, db }
}

/** The whole tenant of one principal as bytes, so that every cell begins with the same. */
export const tenantOf = async (principal: Principal): Promise<Buffer> => {
  const { database, db } = openFrom(':memory:')
  let ids = 0
  const newId = () => uuidOf(`matrix setup ${(ids += 1)}`)
  await migrate(db, { now: at })
  await loadWorld(db, matrixWorld(principal), newId)
  await db.transaction().execute(async (tx) => {
    // Something that can be restored: the state before the present one.
    const versions = await tx.selectFrom('policy_versions').selectAll().execute()
    await tx
      .insertInto('policy_versions')
      .values(versions.map((version) => ({ ...version, version: 0 })))
      .execute()
    await insertSessions(tx)
    await insertJobsAndRecords(tx, principal)
  })
  return database.serialize()
}

/** The audit log is looked at apart. */
const notState = new Set(['audit', 'sqlite_sequence'])

/** Everything that is stored but the audit log, as one text. */
const contentOf = (database: Database.Database) =>
  JSON.stringify(
    database
      .prepare<[], { name: string }>(
        "select name from sqlite_master where type = 'table' order by 1",
      )
      .all()
      .filter(({ name }) => !notState.has(name))
      .map(({ name }) => database.prepare(`select * from "${name}"`).all()),
  )

/** A copy of the tenant, in which the two principals of the row hold what it says. */
const copyOf = (bytes: Buffer, needs: string) => {
  const opened = openFrom(bytes)
  for (const each of [only, allBut] as const) {
    const set = opened.database.prepare('update role_definitions set actions_json = ? where id = ?')
    set.run(JSON.stringify(actionsOf(each, needs)), guid(each))
  }
  return opened
}

/** Handlers that take the place of the service's own. */
export type Change = (handlers: Handlers) => Partial<Handlers>

/** The service over a copy of a tenant, as one principal calls it. */
export const openTenant = (
  bytes: Buffer,
  principal: Principal,
  needs: string,
  over: Change = () => ({}),
) => {
  const { database, db } = copyOf(bytes, needs)
  let ids = 0
  const newId = () => uuidOf(`matrix ${(ids += 1)}`)
  const errors: unknown[] = []
  const handlers = createHandlers(hostHandlers)
  const now = () => at
  const sessionTimes = { idleMinutes: 60, absoluteMinutes: 480 }
  const { fetch } = createApi(
    {
      db,
      now,
      newId,
      identify: createIdentify({ db, now, sessionTimes }),
      log: (line) => void (line.level === 'error' && errors.push(line)),
      config: {
        version: 'matrix',
        world: 'matrix',
        signIn: 'sample',
        origin,
        samplePeople: [
          { userPrincipalName: employeeUpn, displayName: employee, role: '', description: '' },
        ],
        checkAnswers: true,
        rateLimits: noLimits,
        sessionTimes,
      },
    },
    { ...handlers, ...over(handlers) },
  )
  const identity: Record<string, string> =
    principal === 'device'
      ? { Authorization: 'Bearer epm_device_of_the_matrix' }
      : principal === 'none'
        ? {}
        : { Cookie: `${sessionCookie}=${cookieOf(principal)}` }
  const audits = () =>
    database
      .prepare<[], { result: string }>('select result from audit order by seq')
      .all()
      .map(({ result }) => result)
  const rowsWritten = () =>
    database.prepare<[], { total: number }>('select total_changes() as total').get()?.total ?? 0
  const begin = { written: rowsWritten(), audits: audits().length }
  return {
    errors,
    audits,
    /** True while nothing but audit records was written, or what was written left everything as it was. */
    isUntouched: () => {
      if (rowsWritten() - begin.written === audits().length - begin.audits) return true
      const copy = copyOf(bytes, needs)
      const same = contentOf(database) === contentOf(copy.database)
      copy.database.close()
      return same
    },
    send: (method: string, path: string, body: unknown, headers: Record<string, string>) =>
      fetch(
        new Request(`${origin}${apiBase}${path}`, {
          method,
          headers: {
            'Sec-Fetch-Site': 'same-origin',
            'X-EPM-Request': '1',
            ...(method === 'GET' ? {} : { 'Content-Type': 'application/json' }),
            ...identity,
            ...headers,
          },
          ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        }),
      ),
    /** Is this text anywhere in what is stored, the audit log apart? */
    contains: (text: string) => contentOf(database).includes(text),
    close: () => database.close(),
  }
}
export type Tenant = ReturnType<typeof openTenant>
