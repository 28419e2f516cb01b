import type { ElevationRequest } from '#contract/elevation-requests.ts'

import type { ShownField } from '#src/shared/decision/decision-problem.ts'

import { text } from './request-text.ts'

const file =
  (
    name:
      | 'fileName'
      | 'filePath'
      | 'fileHash'
      | 'fileDescription'
      | 'publisherName'
      | 'publisherCert'
      | 'productName'
      | 'productInternalName'
      | 'productVersion',
  ) =>
  (request: ElevationRequest) =>
    text(request.applicationDetail?.[name])

/** Everything the drawer and the dialog show of a request. Null, `''` and absence are the same. */
export const shownFields: readonly ShownField<ElevationRequest>[] = [
  { label: 'File', read: file('fileName') },
  { label: 'File path', read: file('filePath') },
  { label: 'File hash', read: file('fileHash') },
  { label: 'File description', read: file('fileDescription') },
  { label: 'Publisher', read: file('publisherName') },
  { label: 'Publisher certificate', read: file('publisherCert') },
  { label: 'Product name', read: file('productName') },
  { label: 'Internal name', read: file('productInternalName') },
  { label: 'Product version', read: file('productVersion') },
  { label: 'Requested by', read: (request) => text(request.requestedByUserPrincipalName) },
  { label: 'Requester id', read: (request) => text(request.requestedByUserId) },
  { label: 'Device', read: (request) => text(request.deviceName) },
  { label: 'Device id', read: (request) => text(request.requestedOnDeviceId) },
  { label: 'User’s justification', read: (request) => text(request.requestJustification) },
  { label: 'Requested', read: (request) => request.requestCreatedDateTime },
  { label: 'Expires', read: (request) => text(request.requestExpiryDateTime) },
  { label: 'Last modified', read: (request) => request.requestLastModifiedDateTime },
  { label: 'Status', read: (request) => request.status },
  { label: 'By', read: (request) => text(request.reviewCompletedByUserPrincipalName) },
  { label: 'Reviewer id', read: (request) => text(request.reviewCompletedByUserId) },
  { label: 'Reviewed', read: (request) => text(request.reviewCompletedDateTime) },
  { label: 'Admin’s reason', read: (request) => text(request.reviewerJustification) },
]
