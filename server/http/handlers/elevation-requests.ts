import { ElevationRequest } from '#contract/elevation-requests.ts'
import { pendingLifetimeMs } from '#domain/elevation-request/life-cycle.ts'

import { optionLimits } from '../../odata/options.ts'
import { countOf, listPage } from '../../odata/page.ts'
import {
  fromElevationRequest,
  storedRequestColumns,
  toElevationRequest,
  type StoredRequest,
} from '../../store/request-rows.ts'
import type { Tx } from '../../store/schema.ts'
import { badRequest, GraphFailure } from '../graph-failure.ts'
import type { Context, Handlers } from '../types.ts'
import { listAnswer, narrowed, requiredOf } from './list-answer.ts'
import {
  expireOverdue,
  readRequest,
  requestCollection,
  requestResource,
  requestTags,
  visibleRequests,
} from './request-access.ts'

type Names =
  | 'elevationRequestList'
  | 'elevationRequestCount'
  | 'elevationRequestGet'
  | 'elevationRequestGetAll'
  | 'elevationRequestCreate'

const set = 'deviceManagement/elevationRequests'
const alwaysShown = requiredOf(ElevationRequest)
const hourMs = 60 * 60 * 1000
/** R27: a device whose user asks more often is told to wait. */
const pendingPerDeviceAndHour = 20

const query = (context: Context<'elevationRequestList' | 'elevationRequestCount'>) => ({
  collection: requestCollection,
  conditions: visibleRequests(context.principal),
  endpoint: context.endpoint,
  principal: context.principal,
  url: context.url,
  source: context.deps,
})

/** Throws 429 while 20 requests of the last hour still wait on this device. */
const checkRate = async (tx: Tx, deviceId: string, now: Date) => {
  const waiting = await tx
    .selectFrom('elevation_requests')
    .select('created_at')
    .where('device_id', '=', deviceId)
    .where('created_at', '>', new Date(now.getTime() - hourMs).toISOString())
    .where('status', '=', 'pending')
    .orderBy('created_at')
    .execute()
  const [oldest] = waiting
  if (!oldest || waiting.length < pendingPerDeviceAndHour) return
  const seconds = Math.ceil((Date.parse(oldest.created_at) + hourMs - now.getTime()) / 1000)
  throw new GraphFailure(
    429,
    'TooManyRequests',
    `This device has ${pendingPerDeviceAndHour} elevation requests of the last hour waiting.`,
    { headers: { 'Retry-After': String(Math.max(1, seconds)) } },
  )
}

const newRequest = async (
  tx: Tx,
  { body, principal, deps }: Context<'elevationRequestCreate'>,
  now: Date,
): Promise<ElevationRequest> => {
  const upn = body.requestedByUserPrincipalName
  const user = await tx
    .selectFrom('users')
    .select('id')
    .where((the) => the.eb(the.fn('lower', ['user_principal_name']), '=', upn.toLowerCase()))
    .executeTakeFirst()
  if (!user) throw badRequest(`There is no user ${upn}.`, 'requestedByUserPrincipalName')
  const at = now.toISOString()
  return {
    id: deps.newId(),
    requestedByUserId: user.id,
    requestedByUserPrincipalName: upn,
    requestedOnDeviceId: principal.deviceId,
    deviceName: principal.deviceName,
    requestCreatedDateTime: at,
    requestLastModifiedDateTime: at,
    requestJustification: body.requestJustification ?? '',
    applicationDetail: body.applicationDetail,
    status: 'pending',
    reviewCompletedByUserId: '',
    reviewCompletedByUserPrincipalName: '',
    reviewCompletedDateTime: null,
    requestExpiryDateTime: new Date(now.getTime() + pendingLifetimeMs).toISOString(),
    reviewerJustification: '',
  }
}

export const elevationRequestHandlers: Pick<Handlers, Names> = {
  elevationRequestList: async (context) => {
    await expireOverdue(context)
    const page = await listPage<StoredRequest>(query(context))
    const value = page.rows.map((row) =>
      narrowed(toElevationRequest(row), page.options.select, alwaysShown),
    )
    return listAnswer(context.url, set, value, page)
  },

  elevationRequestCount: async (context) => {
    await expireOverdue(context)
    return { body: String(await countOf(query(context))) }
  },

  elevationRequestGet: async (context) => {
    await expireOverdue(context)
    const row = await readRequest(context.deps.db, context.principal, context.params.id)
    return { body: toElevationRequest(row) }
  },

  /** Bound to one request and answers a list (graph-contract 1.2); we read it as: all requests of its device. */
  elevationRequestGetAll: async (context) => {
    await expireOverdue(context)
    const { deps, principal, params, url } = context
    const one = toElevationRequest(await readRequest(deps.db, principal, params.id))
    // Whoever sees one request of a device sees them all: scope goes by the device.
    const rows = await deps.db
      .selectFrom('elevation_requests')
      .select(storedRequestColumns)
      .where('device_id', '=', one.requestedOnDeviceId ?? '')
      .orderBy('created_at', 'desc')
      .orderBy('id', 'desc')
      .limit(optionLimits.top)
      .execute()
    return listAnswer(url, set, rows.map(toElevationRequest))
  },

  elevationRequestCreate: async (context) => {
    const reply = await context.change(async (tx, audit) => {
      const now = context.deps.now()
      await checkRate(tx, context.principal.deviceId, now)
      const request = await newRequest(tx, context, now)
      const row = fromElevationRequest(request)
      await tx.insertInto('elevation_requests').values(row).execute()
      await audit({
        category: 'ElevationRequest',
        activityType: 'Create ElevationRequest',
        operationType: 'Create',
        result: 'Success',
        resource: requestResource(request, [
          { name: 'status', before: null, after: 'pending' },
          {
            name: 'requestedByUserPrincipalName',
            before: null,
            after: request.requestedByUserPrincipalName ?? null,
          },
          { name: 'fileHash', before: null, after: request.applicationDetail?.fileHash ?? null },
        ]),
        scopeTagIds: await requestTags(tx, request),
      })
      return { status: 201, body: toElevationRequest(row) }
    })
    context.hub.publish({ entity: 'elevationRequests', id: reply.body.id })
    return reply
  },
}
