import type { ElevationRequest } from '#contract/elevation-requests.ts'
import { pendingLifetimeMs } from '#domain/elevation-request/life-cycle.ts'
import { parseInstant } from '#domain/instant.ts'

import { parseStored } from './parse-stored.ts'
import type { Schema } from './schema.ts'

export type RequestRow = Schema['elevation_requests']
/** The columns an answer is made of. */
export type StoredRequest = Pick<RequestRow, 'status' | 'modified_at' | 'version' | 'resource'>
export const storedRequestColumns = ['status', 'modified_at', 'version', 'resource'] as const

export const etagOf = (version: number): string => `"${version}"`

/** A wire date as it is stored in columns: UTC with milliseconds. */
export const columnDate = (text: string): string => {
  const ms = parseInstant(text)
  if (ms === null) throw new Error(`Not a date-time: ${text}`)
  return new Date(ms).toISOString()
}

/** The request as Graph shows it. The status is the column's; the date of change as well, where it moved on. */
export const toElevationRequest = (row: StoredRequest): ElevationRequest => {
  const stored = parseStored.resource(row.resource) as ElevationRequest
  const moved = stored.status !== row.status
  return {
    '@odata.etag': etagOf(row.version),
    ...stored,
    ...(moved ? { status: row.status, requestLastModifiedDateTime: row.modified_at } : {}),
  }
}

const searchText = (request: ElevationRequest) =>
  [
    request.applicationDetail?.fileName,
    request.applicationDetail?.filePath,
    request.applicationDetail?.publisherName,
    request.requestedByUserPrincipalName,
    request.deviceName,
    request.requestJustification,
  ]
    .filter((text) => text)
    .join('\n')
    .toLowerCase()

/** The row of a request; `requestExpiryDateTime` is set here if the request has none, and never changes again. */
export const fromElevationRequest = (request: ElevationRequest, version = 1): RequestRow => {
  const { '@odata.etag': _etag, ...resource } = request
  const created = columnDate(request.requestCreatedDateTime)
  const expires =
    request.requestExpiryDateTime ?? new Date(Date.parse(created) + pendingLifetimeMs).toISOString()
  const file = request.applicationDetail
  return {
    id: request.id,
    status: request.status,
    created_at: created,
    modified_at: columnDate(request.requestLastModifiedDateTime),
    expires_at: columnDate(expires),
    reviewed_at: request.reviewCompletedDateTime
      ? columnDate(request.reviewCompletedDateTime)
      : null,
    // The documentation says that an empty text stands for nobody.
    reviewed_by_id: request.reviewCompletedByUserId || null,
    requested_by_id: request.requestedByUserId ?? '',
    requested_by_upn: request.requestedByUserPrincipalName ?? '',
    device_id: request.requestedOnDeviceId ?? '',
    device_name: request.deviceName ?? '',
    file_name: file?.fileName ?? '',
    file_hash: file?.fileHash ?? '',
    publisher_name: file?.publisherName ?? '',
    search_text: searchText(request),
    version,
    resource: JSON.stringify({ ...resource, requestExpiryDateTime: expires }),
  }
}
