import { sql } from 'kysely'

import {
  ElevationRequest,
  elevationRequestStates,
  type ElevationRequest as Request,
} from '#contract/elevation-requests.ts'
import { expire } from '#domain/elevation-request/life-cycle.ts'

import { recordAudits, type AuditDraft } from '../../audit/record.ts'
import { allOf } from '../../odata/compile-filter.ts'
import type { Collection } from '../../odata/page.ts'
import {
  fromElevationRequest,
  storedRequestColumns,
  toElevationRequest,
  type StoredRequest,
} from '../../store/request-rows.ts'
import type { Db, Tx } from '../../store/schema.ts'
import { tagsOfDevices } from '../../store/scope-tag-groups.ts'
import { notFound } from '../graph-failure.ts'
import type { Principal } from '../principal.ts'
import type { Context } from '../types.ts'
import { throughDevice } from './scope.ts'

const column = (name: string) => `elevation_requests.${name}`

export const requestCollection: Collection = {
  table: 'elevation_requests',
  columns: storedRequestColumns.map(column),
  properties: Object.keys(ElevationRequest.shape),
  fields: {
    id: { kind: 'id', column: column('id') },
    status: { kind: 'enum', column: column('status'), members: elevationRequestStates },
    requestCreatedDateTime: { kind: 'date', column: column('created_at') },
    requestLastModifiedDateTime: { kind: 'date', column: column('modified_at') },
    requestExpiryDateTime: { kind: 'date', column: column('expires_at') },
    reviewCompletedDateTime: { kind: 'date', column: column('reviewed_at'), nullable: true },
    reviewCompletedByUserId: { kind: 'id', column: column('reviewed_by_id'), nullable: true },
    requestedByUserId: { kind: 'id', column: column('requested_by_id') },
    requestedByUserPrincipalName: { kind: 'text', column: column('requested_by_upn') },
    requestedOnDeviceId: { kind: 'id', column: column('device_id') },
    deviceName: { kind: 'text', column: column('device_name') },
    'applicationDetail/fileName': { kind: 'text', column: column('file_name') },
    'applicationDetail/fileHash': { kind: 'text', column: column('file_hash') },
    'applicationDetail/publisherName': { kind: 'text', column: column('publisher_name') },
  },
  search: { kind: 'folded', column: column('search_text') },
  tieBreak: { kind: 'id', column: column('id') },
  defaultOrder: [{ path: 'requestCreatedDateTime', descending: true }],
  pageSize: 50,
}

/** The requests this caller may see: a device its own, a person those of devices in scope. */
export const visibleRequests = (principal: Principal) =>
  principal.kind === 'device'
    ? [sql<boolean>`${sql.ref(column('device_id'))} = ${principal.deviceId}`]
    : throughDevice(principal, column('device_id'))

/** One request; absent and out of scope are the same 404. */
export const readRequest = async (
  db: Db | Tx,
  principal: Principal,
  id: string,
): Promise<StoredRequest> => {
  const found = await sql<StoredRequest>`
    select ${sql.join(requestCollection.columns.map((name) => sql.ref(name)))} from elevation_requests
    where ${allOf([sql`${sql.ref(column('id'))} = ${id}`, ...visibleRequests(principal)])}`.execute(
    db,
  )
  const [row] = found.rows
  if (!row) throw notFound('The elevation request')
  return row
}

/** The scope tags an audit record of this request carries: those of its device now. */
export const requestTags = async (tx: Tx, request: Request): Promise<string[]> => {
  const rows = await tx
    .selectFrom('device_scope_tags')
    .select('scope_tag_id')
    .where('device_id', '=', request.requestedOnDeviceId ?? '')
    .execute()
  return rows.map((row) => row.scope_tag_id)
}

/** What the audit log calls a request. */
export const requestResource = (
  request: Request,
  changes: { name: string; before: string | null; after: string | null }[],
): NonNullable<AuditDraft['resource']> => ({
  type: 'ElevationRequest',
  id: request.id,
  displayName: request.applicationDetail?.fileName ?? request.id,
  changes,
})

const expiryStep = 500

/** Expires one row if it still is what was read; false when somebody was faster. */
const expireRow = async (tx: Tx, request: Request, version: number, now: Date) => {
  const outcome = expire(request, now)
  if (!outcome.ok) return false
  const next = fromElevationRequest({ ...request, ...outcome.next }, version + 1)
  const { status, modified_at, resource } = next
  const { numUpdatedRows } = await tx
    .updateTable('elevation_requests')
    .set({ status, modified_at, version: next.version, resource })
    .where('id', '=', request.id)
    .where('status', '=', 'pending')
    .where('version', '=', version)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

const expireStep = async (
  tx: Tx,
  due: readonly StoredRequest[],
  { deps, requestId }: ExpiryContext,
  now: Date,
) => {
  const expired: Request[] = []
  for (const row of due) {
    const request = toElevationRequest(row)
    if (await expireRow(tx, request, row.version, now)) expired.push(request)
  }
  if (expired.length === 0) return
  const deviceIds = expired.map((request) => request.requestedOnDeviceId ?? '')
  const tagsOf = await tagsOfDevices(tx, deviceIds)
  await recordAudits(
    tx,
    expired.map((request) => ({
      draft: {
        category: 'ElevationRequest',
        activityType: 'Expire ElevationRequest',
        operationType: 'Action',
        result: 'Success',
        actor: { type: 'System', id: null, name: 'Endpoint Privilege Management' },
        resource: requestResource(request, [
          { name: 'status', before: 'pending', after: 'expired' },
        ]),
        scopeTagIds: tagsOf(request.requestedOnDeviceId ?? ''),
      },
      scope: { now, newId: deps.newId, requestId, principal: null, ipAddress: null },
    })),
  )
}

type ExpiryContext = Pick<Context, 'deps' | 'requestId' | 'hub'>

/**
 * Moves every request whose time is over to expired, with one audit record each, in steps of 500. To be called before
 * any read or decision, so that lists, counts and filters are exact. One index look-up when nothing is due.
 */
export const expireOverdue = async (context: ExpiryContext): Promise<void> => {
  const now = context.deps.now()
  const overdue = (db: Db | Tx) =>
    db
      .selectFrom('elevation_requests')
      .where('status', '=', 'pending')
      .where('expires_at', '<=', now.toISOString())
  for (;;) {
    const any = await overdue(context.deps.db).select('id').limit(1).executeTakeFirst()
    if (!any) return
    await context.deps.db.transaction().execute(async (tx) => {
      const due = await overdue(tx)
        .select(storedRequestColumns)
        .orderBy('expires_at')
        .orderBy('id')
        .limit(expiryStep)
        .execute()
      await expireStep(tx, due, context, now)
    })
    context.hub.publish({ entity: 'elevationRequests' })
  }
}
