import { sql } from 'kysely'

import { Elevation, elevationTypes, processTypes } from '#contract/elevations.ts'
import type { Elevation as ElevationEvent } from '#contract/elevations.ts'
import { complete } from '#domain/elevation-request/life-cycle.ts'

import type { AuditDraft } from '../../audit/record.ts'
import { allOf } from '../../odata/compile-filter.ts'
import { countOf, listPage, type Collection } from '../../odata/page.ts'
import { fromElevation } from '../../store/elevation-rows.ts'
import { parseStored } from '../../store/parse-stored.ts'
import {
  fromElevationRequest,
  storedRequestColumns,
  toElevationRequest,
} from '../../store/request-rows.ts'
import type { Tx } from '../../store/schema.ts'
import { notFound } from '../graph-failure.ts'
import type { Context, Handlers } from '../types.ts'
import { listAnswer, narrowed, requiredOf } from './list-answer.ts'
import { expireOverdue, requestResource, requestTags } from './request-access.ts'
import { throughDevice } from './scope.ts'

type Names = 'elevationList' | 'elevationCount' | 'elevationGet' | 'elevationCreate'

const column = (name: string) => `elevations.${name}`
const set = 'deviceManagement/privilegeManagementElevations'
const alwaysShown = requiredOf(Elevation)

const collection: Collection = {
  table: 'elevations',
  columns: [column('resource')],
  properties: Object.keys(Elevation.shape),
  fields: {
    id: { kind: 'id', column: column('id') },
    deviceId: { kind: 'id', column: column('device_id') },
    deviceName: { kind: 'text', column: column('device_name') },
    eventDateTime: { kind: 'date', column: column('event_at') },
    elevationType: { kind: 'enum', column: column('elevation_type'), members: elevationTypes },
    upn: { kind: 'text', column: column('upn') },
    hash: { kind: 'text', column: column('hash') },
    filePath: { kind: 'text', column: column('file_path') },
    companyName: { kind: 'text', column: column('company_name') },
    result: { kind: 'number', column: column('result') },
    processType: { kind: 'enum', column: column('process_type'), members: processTypes },
    ruleId: { kind: 'id', column: column('rule_id'), nullable: true },
    policyId: { kind: 'id', column: column('policy_id'), nullable: true },
    systemInitiatedElevation: { kind: 'boolean', column: column('system_initiated') },
  },
  search: {
    kind: 'text',
    columns: ['file_path', 'company_name', 'upn', 'device_name', 'hash'].map(column),
  },
  tieBreak: { kind: 'id', column: column('id') },
  defaultOrder: [{ path: 'eventDateTime', descending: true }],
  pageSize: 50,
}

const query = (context: Context<'elevationList' | 'elevationCount'>) => ({
  collection,
  conditions: throughDevice(context.principal, column('device_id')),
  endpoint: context.endpoint,
  principal: context.principal,
  url: context.url,
  source: context.deps,
})

type Audit = (draft: AuditDraft) => Promise<void>

/** The approvals of this device for this file that the run may use up, oldest first. */
const approvals = (tx: Tx, elevation: ElevationEvent) =>
  tx
    .selectFrom('elevation_requests')
    .select(storedRequestColumns)
    .where('device_id', '=', elevation.deviceId ?? '')
    .where('status', '=', 'approved')
    .where((the) =>
      the.eb(the.fn('lower', ['file_hash']), '=', (elevation.hash ?? '').toLowerCase()),
    )
    .orderBy('reviewed_at')
    .execute()

/** Completes the first approval that covers the run (epm-behaviour 7.5). Returns its id, or null. */
const completeApproval = async (
  tx: Tx,
  audit: Audit,
  elevation: ElevationEvent,
  now: Date,
): Promise<string | null> => {
  const user = await tx
    .selectFrom('users')
    .select('id')
    .where((the) =>
      the.eb(the.fn('lower', ['user_principal_name']), '=', (elevation.upn ?? '').toLowerCase()),
    )
    .executeTakeFirst()
  if (!user) return null
  const facts = {
    elevationType: elevation.elevationType,
    userId: user.id,
    deviceId: elevation.deviceId ?? '',
    hash: elevation.hash ?? '',
    eventDateTime: elevation.eventDateTime,
  }
  for (const row of await approvals(tx, elevation)) {
    const request = toElevationRequest(row)
    const outcome = complete(request, facts, now)
    if (!outcome.ok) continue
    const next = fromElevationRequest({ ...request, ...outcome.next }, row.version + 1)
    const { status, modified_at, version, resource } = next
    const moved = await tx
      .updateTable('elevation_requests')
      .set({ status, modified_at, version, resource })
      .where('id', '=', request.id)
      .where('status', '=', 'approved')
      .where('version', '=', row.version)
      .executeTakeFirst()
    if (moved.numUpdatedRows !== 1n) continue
    await audit({
      category: 'ElevationRequest',
      activityType: 'Complete ElevationRequest',
      operationType: 'Action',
      result: 'Success',
      resource: requestResource(request, [{ name: 'status', before: 'approved', after: status }]),
      scopeTagIds: await requestTags(tx, request),
    })
    return request.id
  }
  return null
}

const deviceTags = async (tx: Tx, deviceId: string): Promise<string[]> => {
  const rows = await tx
    .selectFrom('device_scope_tags')
    .select('scope_tag_id')
    .where('device_id', '=', deviceId)
    .execute()
  return rows.map((row) => row.scope_tag_id)
}

export const elevationHandlers: Pick<Handlers, Names> = {
  elevationList: async (context) => {
    const page = await listPage<{ resource: string }>(query(context))
    const value = page.rows.map((row) =>
      narrowed(parseStored.resource(row.resource), page.options.select, alwaysShown),
    )
    return listAnswer(context.url, set, value, page)
  },

  elevationCount: async (context) => ({ body: String(await countOf(query(context))) }),

  elevationGet: async ({ deps, principal, params }) => {
    const condition = allOf([
      sql`${sql.ref(column('id'))} = ${params.id}`,
      ...throughDevice(principal, column('device_id')),
    ])
    const found = await sql<{ resource: string }>`
      select resource from elevations where ${condition}`.execute(deps.db)
    const [row] = found.rows
    if (!row) throw notFound('The elevation')
    return { body: parseStored.resource(row.resource) }
  },

  elevationCreate: async (context) => {
    await expireOverdue(context)
    const { body, principal, deps, hub } = context
    const done = { completed: null as string | null }
    const reply = await context.change(async (tx, audit) => {
      const elevation: ElevationEvent = {
        id: deps.newId(),
        ...body,
        deviceId: principal.deviceId,
        deviceName: principal.deviceName,
      }
      await tx.insertInto('elevations').values(fromElevation(elevation)).execute()
      await audit({
        category: 'Elevation',
        activityType: 'Create PrivilegeManagementElevation',
        operationType: 'Create',
        result: 'Success',
        resource: {
          type: 'PrivilegeManagementElevation',
          id: elevation.id,
          displayName: elevation.filePath ?? elevation.id,
        },
        scopeTagIds: await deviceTags(tx, principal.deviceId),
      })
      if (elevation.elevationType === 'supportApprovedElevation') {
        done.completed = await completeApproval(tx, audit, elevation, deps.now())
      }
      return { status: 201, body: elevation }
    })
    hub.publish({ entity: 'privilegeManagementElevations', id: reply.body.id })
    if (done.completed !== null) hub.publish({ entity: 'elevationRequests', id: done.completed })
    return reply
  },
}
