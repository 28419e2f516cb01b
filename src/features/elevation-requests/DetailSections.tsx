import type { ElevationRequest } from '#contract/elevation-requests.ts'
import { approvalEndsAt } from '#domain/elevation-request/life-cycle.ts'
import { Compliance, DeviceLink } from '#src/shared/DeviceSection.tsx'
import { ExpandableSection } from '#src/ui/ExpandableSection.tsx'
import { KeyValueList } from '#src/ui/KeyValueList.tsx'
import { DeviceText } from '#src/ui/text/DeviceText.tsx'
import { DeviceTextFull } from '#src/ui/text/DeviceTextFull.tsx'
import { Hash } from '#src/ui/text/Hash.tsx'
import { When } from '#src/ui/text/When.tsx'
import { useNow } from '#src/ui/use-now.ts'

import { ChainDownload } from './FileSection.tsx'
import { reviewerOf, statusText, text } from './request-text.ts'
import { Status } from './StatusCell.tsx'

/** All documented fields (epm-behaviour 7.3), folded: what a decision needs stands above. */
export const DetailSections = ({ request }: { request: ElevationRequest }) => {
  const detail = request.applicationDetail
  const status = statusText(request, useNow())
  const ends = approvalEndsAt(request)
  const reviewed = text(request.reviewCompletedDateTime) !== ''
  return (
    <div>
      <ExpandableSection title="General details">
        <KeyValueList
          items={[
            {
              label: 'File',
              value: <DeviceTextFull value={detail?.fileName} kind="fileName" what="file name" />,
            },
            {
              label: 'Publisher',
              value: (
                <>
                  <DeviceText value={detail?.publisherName} kind="name" />{' '}
                  <ChainDownload request={request} />
                </>
              ),
            },
            {
              label: 'Device',
              value: <DeviceLink id={request.requestedOnDeviceId} name={request.deviceName} />,
            },
            { label: 'Intune compliant', value: <Compliance id={request.requestedOnDeviceId} /> },
          ]}
        />
      </ExpandableSection>
      <ExpandableSection title="Request details">
        <KeyValueList
          items={[
            { label: 'Status', value: <Status status={status} /> },
            {
              label: 'By',
              value: reviewed ? (
                <DeviceText value={reviewerOf(request)} kind="name" />
              ) : (
                'Nobody yet'
              ),
            },
            {
              label: 'Reviewed',
              value: reviewed ? <When at={request.reviewCompletedDateTime} withExact /> : 'Not yet',
            },
            {
              label: 'Last modified',
              value: <When at={request.requestLastModifiedDateTime} withExact />,
            },
            {
              label: 'User’s justification',
              value: <DeviceText value={request.requestJustification} kind="text" />,
            },
            {
              label: 'Approval expiration',
              value:
                ends === null ? (
                  'Not approved'
                ) : (
                  <When at={ends.toISOString()} as="left" withExact />
                ),
            },
            {
              label: 'Admin’s reason',
              value: <DeviceText value={request.reviewerJustification} kind="text" />,
            },
            {
              label: 'Requested by',
              value: <DeviceText value={request.requestedByUserPrincipalName} kind="name" />,
            },
            {
              label: 'Requester id',
              value: <Hash value={request.requestedByUserId} what="user id" whole />,
            },
            { label: 'Requested', value: <When at={request.requestCreatedDateTime} withExact /> },
            ...(status.word === 'Pending'
              ? [
                  {
                    label: 'Expires undecided',
                    value: request.requestExpiryDateTime ? (
                      <When at={request.requestExpiryDateTime} as="left" withExact />
                    ) : (
                      'Not given'
                    ),
                  },
                ]
              : []),
            { label: 'Request id', value: <Hash value={request.id} what="request id" whole /> },
          ]}
        />
      </ExpandableSection>
      <ExpandableSection title="File information">
        <KeyValueList
          items={[
            { label: 'File hash', value: <Hash value={detail?.fileHash} what="file hash" whole /> },
            {
              label: 'File name',
              value: <DeviceTextFull value={detail?.fileName} kind="fileName" what="file name" />,
            },
            {
              label: 'File path',
              value: (
                <DeviceTextFull
                  value={detail?.filePath}
                  kind="filePath"
                  what="file path"
                  shorten={160}
                />
              ),
            },
            {
              label: 'File description',
              value: <DeviceText value={detail?.fileDescription} kind="text" />,
            },
            {
              label: 'Publisher name as sent (certificate issuer)',
              value: <DeviceText value={detail?.publisherName} kind="name" />,
            },
            { label: 'Publisher certificate', value: <ChainDownload request={request} /> },
            {
              label: 'Product name',
              value: <DeviceText value={detail?.productName} kind="name" />,
            },
            {
              label: 'Product internal name',
              value: <DeviceText value={detail?.productInternalName} kind="name" />,
            },
            {
              label: 'Product version',
              value: <DeviceText value={detail?.productVersion} kind="name" />,
            },
          ]}
        />
      </ExpandableSection>
    </div>
  )
}
