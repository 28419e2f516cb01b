import type { ElevationRequest } from '#contract/elevation-requests.ts'
import { isOwnRequest } from '#domain/elevation-request/own-request.ts'
import { useMe } from '#src/api/session.ts'
import { makeStyles, tokens } from '#src/ui/styles.ts'
import type { Column } from '#src/ui/table/column.ts'
import type { ListKind } from '#src/ui/table/list-kind.ts'
import { TwoLines } from '#src/ui/table/TwoLines.tsx'
import { DeviceText } from '#src/ui/text/DeviceText.tsx'
import { When } from '#src/ui/text/When.tsx'
import { useNow } from '#src/ui/use-now.ts'

import { FileName } from '#src/ui/text/FileName.tsx'
import { queueSpec } from './request-filters.ts'
import { ageText, endedText, statusText } from './request-text.ts'
import { Status, StatusCell } from './StatusCell.tsx'
import { useSigner } from './use-signer.ts'

const useStyles = makeStyles({
  under: { display: 'flex', gap: '6px', minWidth: 0 },
  // The reason gives way before the signer does.
  reason: { minWidth: 0, flexShrink: 1, overflow: 'hidden', textOverflow: 'ellipsis' },
  signer: { flexShrink: 0, maxWidth: '70%', minWidth: 0, display: 'flex', gap: '6px' },
  urgent: { color: tokens.colorStatusWarningForeground3, fontWeight: tokens.fontWeightSemibold },
})

const Signer = ({ request }: { request: ElevationRequest }) => {
  const signer = useSigner(request.applicationDetail)
  if (signer === null) return null
  return signer.signedBy === null ? (
    'Signer unknown'
  ) : (
    <DeviceText value={signer.signedBy} kind="name" oneLine />
  )
}

const FileCell = ({ request }: { request: ElevationRequest }) => {
  const styles = useStyles()
  return (
    <TwoLines
      strong
      first={<FileName value={request.applicationDetail?.fileName} />}
      second={
        <span className={styles.under}>
          <span className={styles.reason}>
            <DeviceText
              value={request.requestJustification}
              kind="name"
              oneLine
              missing="No reason given"
            />
          </span>
          <span className={styles.signer}>
            <span aria-hidden>·</span>
            <Signer request={request} />
          </span>
        </span>
      }
    />
  )
}

const RequesterCell = ({ request }: { request: ElevationRequest }) => {
  const own = isOwnRequest(request, useMe().id)
  const name = <DeviceText value={request.requestedByUserPrincipalName} kind="name" oneLine />
  return own ? <TwoLines first={name} second="Your own request" /> : name
}

const AgeCell = ({ request }: { request: ElevationRequest }) => {
  const styles = useStyles()
  const now = useNow()
  const { left, urgent } = ageText(request, now)
  const ended = endedText(request, now)
  const asked = (
    <>
      asked <When at={request.requestCreatedDateTime} />
    </>
  )
  if (ended !== null && ended.at !== '')
    return (
      <TwoLines
        first={
          <>
            {ended.verb} <When at={ended.at} />
          </>
        }
        second={asked}
      />
    )
  if (left === '') return asked
  return (
    <TwoLines
      first={<span className={urgent ? styles.urgent : undefined}>{left}</span>}
      second={asked}
    />
  )
}

/** Beside the time that is left, "Pending" would say nothing. */
const FoldedStatus = ({ request }: { request: ElevationRequest }) => {
  const status = statusText(request, useNow())
  return request.status === 'pending' ? null : <Status status={status} />
}

export const requestColumns: readonly Column<ElevationRequest>[] = [
  {
    id: 'file',
    header: 'File',
    width: 'minmax(130px, 2.8fr)',
    sortBy: 'applicationDetail/fileName',
    cell: (request) => <FileCell request={request} />,
  },
  {
    id: 'requester',
    header: 'Requested by',
    width: 'minmax(180px, 2fr)',
    from: 640,
    sortBy: 'requestedByUserPrincipalName',
    cell: (request) => <RequesterCell request={request} />,
    folded: (request) => (
      <DeviceText value={request.requestedByUserPrincipalName} kind="name" oneLine />
    ),
  },
  {
    id: 'device',
    header: 'Device',
    width: 'minmax(110px, 0.9fr)',
    from: 840,
    sortBy: 'deviceName',
    cell: (request) => <DeviceText value={request.deviceName} kind="name" oneLine />,
    folded: (request) => <DeviceText value={request.deviceName} kind="name" oneLine />,
  },
  {
    id: 'status',
    header: 'Status',
    width: 'minmax(140px, 1.2fr)',
    from: 520,
    sortBy: 'status',
    cell: (request) => <StatusCell request={request} />,
    folded: (request) => <FoldedStatus request={request} />,
    foldedWhole: true,
  },
  {
    id: 'age',
    header: 'Time left, age',
    width: 'minmax(124px, 1.15fr)',
    sortBy: 'requestExpiryDateTime',
    cell: (request) => <AgeCell request={request} />,
  },
]

export const queueLists: ListKind<ElevationRequest> = {
  id: 'elevation-requests',
  what: 'elevation requests',
  columns: requestColumns,
  spec: queueSpec,
}
