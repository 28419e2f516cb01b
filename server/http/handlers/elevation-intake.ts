import type { Elevation, ElevationBatchAnswer } from '#contract/elevations.ts'
import { complete } from '#domain/elevation-request/life-cycle.ts'

import type { AuditDraft } from '../../audit/record.ts'
import { canonicalJson } from '../../audit/canonical-json.ts'
import { sha256 } from '../../audit/chain.ts'
import { lockElevations } from '../../store/dialect.ts'
import { storeElevations } from '../../store/elevations/intake.ts'
import { defaultKeptDays, storableFrom } from '../../store/elevations/kept.ts'
import { dayMs } from '../../store/elevations/schema.ts'
import {
  fromElevationRequest,
  storedRequestColumns,
  toElevationRequest,
} from '../../store/request-rows.ts'
import type { Tx } from '../../store/schema.ts'
import { GraphFailure } from '../graph-failure.ts'
import type { Context, Handlers } from '../types.ts'
import { expireOverdue, requestResource, requestTags } from './request-access.ts'

type Names = 'elevationCreate' | 'elevationCreateMany'
type Audit = (draft: AuditDraft) => Promise<void>

/** A clock of a device may be ahead by this much. */
const aheadMs = dayMs

/** The approvals of this device for this file that the run may use up, oldest first. */
const approvals = (tx: Tx, elevation: Elevation) =>
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
  elevation: Elevation,
  now: Date,
): Promise<string | null> => {
  const rows = await approvals(tx, elevation)
  if (rows.length === 0) return null
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
  for (const row of rows) {
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

const completeApprovals = async (
  tx: Tx,
  audit: Audit,
  stored: readonly Elevation[],
  now: Date,
): Promise<string[]> => {
  const completed: string[] = []
  for (const elevation of stored) {
    if (elevation.elevationType !== 'supportApprovedElevation') continue
    const id = await completeApproval(tx, audit, elevation, now)
    if (id !== null) completed.push(id)
  }
  return completed
}

const created = {
  category: 'Elevation',
  activityType: 'Create PrivilegeManagementElevation',
  operationType: 'Create',
  result: 'Success',
} as const

/** Which events are too old to be kept or too far ahead; the rest is as sent. */
const inTime = (
  events: readonly Elevation[],
  { from, now }: { from: number; now: Date },
): { storable: Elevation[]; passedOver: ElevationBatchAnswer['passedOver'] } => {
  const storable: Elevation[] = []
  const passedOver: ElevationBatchAnswer['passedOver'] = []
  for (const event of events) {
    const at = Date.parse(event.eventDateTime)
    if (at < from * dayMs) passedOver.push({ id: event.id, reason: 'tooOld' })
    else if (at > now.getTime() + aheadMs) passedOver.push({ id: event.id, reason: 'inTheFuture' })
    else storable.push(event)
  }
  return { storable, passedOver }
}

/** Asked in the line of those who store or drop elevations, so that the answer holds until this transaction ends. */
const firstDay = async (tx: Tx, { deps }: Pick<Context, 'deps'>) => {
  await lockElevations(tx)
  return storableFrom(tx, deps.now(), deps.config.elevationDays ?? defaultKeptDays)
}

/** Count and digest of a batch: its one record. The digest is SHA-256 over the canonical JSON of the events as they were stored. */
const batchRecord = async (
  tx: Tx,
  stored: readonly Elevation[],
  device: { deviceId: string; deviceName: string },
): Promise<AuditDraft> => ({
  ...created,
  resource: {
    type: 'PrivilegeManagementElevation',
    id: '',
    displayName: `${stored.length} elevations`,
    changes: [
      { name: 'count', before: null, after: String(stored.length) },
      { name: 'digest', before: null, after: await sha256(canonicalJson(stored)) },
    ],
  },
  scopeTagIds: await deviceTags(tx, device.deviceId),
})

/** Undoes the transaction of a batch that brought nothing new: there is nothing to record either. */
class NothingNew extends Error {}

export const elevationIntakeHandlers: Pick<Handlers, Names> = {
  elevationCreate: async (context) => {
    await expireOverdue(context)
    const { body, principal, deps, hub } = context
    const { deviceId, deviceName } = principal
    const now = deps.now()
    let completed: string[] = []
    const reply = await context.change(async (tx, audit) => {
      const elevation: Elevation = { id: deps.newId(), ...body, deviceId, deviceName }
      const { passedOver } = inTime([elevation], { from: await firstDay(tx, context), now })
      const [late] = passedOver
      if (late) {
        throw new GraphFailure(
          422,
          'UnprocessableEntity',
          late.reason === 'tooOld'
            ? 'The elevation is older than what is kept here.'
            : 'The elevation is dated more than a day ahead.',
          { details: [{ code: late.reason, message: late.reason, target: 'eventDateTime' }] },
        )
      }
      const { stored } = await storeElevations(tx, [elevation])
      await audit({
        ...created,
        resource: {
          type: 'PrivilegeManagementElevation',
          id: elevation.id,
          displayName: elevation.filePath ?? elevation.id,
        },
        scopeTagIds: await deviceTags(tx, deviceId),
      })
      completed = await completeApprovals(tx, audit, stored, now)
      return { status: 201, body: elevation }
    })
    hub.publish({ entity: 'privilegeManagementElevations', id: reply.body.id })
    for (const id of completed) hub.publish({ entity: 'elevationRequests', id })
    return reply
  },

  elevationCreateMany: async (context) => {
    await expireOverdue(context)
    const { body, principal, deps, hub } = context
    const { deviceId, deviceName } = principal
    const now = deps.now()
    const events = body.value.map((event): Elevation => ({ ...event, deviceId, deviceName }))
    let completed: string[] = []
    let answer: ElevationBatchAnswer | null = null
    await context
      .change(async (tx, audit) => {
        const { storable, passedOver } = inTime(events, { from: await firstDay(tx, context), now })
        const { stored, repeated, taken } = await storeElevations(tx, storable)
        answer = {
          received: events.length,
          stored: stored.length,
          repeated: repeated.length,
          passedOver: [...passedOver, ...taken.map((id) => ({ id, reason: 'idTaken' as const }))],
        }
        if (stored.length === 0) throw new NothingNew()
        await audit(await batchRecord(tx, stored, principal))
        completed = await completeApprovals(tx, audit, stored, now)
      })
      .catch((thrown: unknown) => {
        if (!(thrown instanceof NothingNew)) throw thrown
      })
    hub.publish({ entity: 'privilegeManagementElevations' })
    for (const id of completed) hub.publish({ entity: 'elevationRequests', id })
    return { body: answer }
  },
}
