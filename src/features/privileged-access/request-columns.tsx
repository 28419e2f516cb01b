import type { PamRequest } from '#contract/pam.ts'
import { samePerson } from '#domain/pam/life-cycle.ts'
import { useMe } from '#src/api/session.ts'
import { toneLooks } from '#src/shared/tone-looks.tsx'
import { StatusBadge } from '#src/ui/StatusBadge.tsx'
import type { Column } from '#src/ui/table/column.ts'
import type { ListKind } from '#src/ui/table/list-kind.ts'
import { TwoLines } from '#src/ui/table/TwoLines.tsx'
import { DeviceText } from '#src/ui/text/DeviceText.tsx'
import { When } from '#src/ui/text/When.tsx'
import { useNow } from '#src/ui/use-now.ts'

import { hoursText, statusWords, typeWord } from './pam-words.ts'
import { requestSpec } from './request-list.ts'

const StatusCell = ({ request }: { request: PamRequest }) => {
  const { word, tone, more } = statusWords(request, useNow())
  return (
    <TwoLines
      first={<StatusBadge {...toneLooks[tone]}>{word}</StatusBadge>}
      second={<DeviceText value={more} kind="name" oneLine />}
    />
  )
}

const RequesterCell = ({ request }: { request: PamRequest }) => {
  const own = samePerson(request.requestedByUserId, useMe().id)
  const name = <DeviceText value={request.requestedByUserPrincipalName} kind="name" oneLine />
  return own ? <TwoLines first={name} second="Your own request" /> : name
}

export const columns: readonly Column<PamRequest>[] = [
  {
    id: 'access',
    header: 'Access to',
    width: 'minmax(160px, 2.4fr)',
    sortBy: 'requestedAccess',
    cell: (request) => (
      <TwoLines
        strong
        first={<DeviceText value={request.requestedAccess} kind="name" oneLine flag />}
        second={<DeviceText value={request.comments} kind="name" oneLine missing="No comments" />}
      />
    ),
  },
  {
    id: 'requester',
    header: 'Requested by',
    width: 'minmax(170px, 1.6fr)',
    from: 620,
    sortBy: 'requestedByUserPrincipalName',
    cell: (request) => <RequesterCell request={request} />,
    folded: (request) => (
      <DeviceText value={request.requestedByUserPrincipalName} kind="name" oneLine />
    ),
  },
  {
    id: 'type',
    header: 'Type, duration',
    width: '150px',
    from: 900,
    cell: (request) => (
      <TwoLines
        first={
          request.kind === 'customerLockbox' ? 'Customer Lockbox' : typeWord(request.requestType)
        }
        second={hoursText(request.durationHours)}
      />
    ),
  },
  {
    id: 'status',
    header: 'Status',
    width: 'minmax(150px, 1.4fr)',
    sortBy: 'status',
    cell: (request) => <StatusCell request={request} />,
  },
  {
    id: 'created',
    header: 'Requested',
    width: '120px',
    from: 760,
    sortBy: 'createdDateTime',
    cell: (request) => <When at={request.createdDateTime} />,
  },
]

export const requestLists: ListKind<PamRequest> = {
  id: 'access-requests',
  what: 'access requests',
  columns,
  spec: requestSpec,
}
