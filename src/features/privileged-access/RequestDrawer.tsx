import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useLocation, useNavigate } from 'react-router-dom'

import type { PamDecision } from '#domain/pam/life-cycle.ts'
import { keepingSearch, paths } from '#src/lib/paths.ts'
import { DetailDrawer } from '#src/ui/drawer/DetailDrawer.tsx'
import { SkeletonLines } from '#src/ui/states/Skeleton.tsx'
import { Failed, NotFound } from '#src/ui/states/states.tsx'
import { DeviceText } from '#src/ui/text/DeviceText.tsx'
import { toast } from '#src/ui/toasts.tsx'

import { DecisionDialog } from './DecisionDialog.tsx'
import { requestQuery } from './pam-queries.ts'
import { RequestCommands } from './RequestCommands.tsx'
import { RequestContent } from './RequestContent.tsx'

const decisions: readonly PamDecision[] = ['approve', 'deny', 'revoke']
type Props = {
  id: string
  action: string | undefined
  previousTo: string | undefined
  nextTo: string | undefined
}

/** One access request over the list: who wants what for how long, what happened, and what can be done. */
export const RequestDrawer = ({ id, action, previousTo, nextTo }: Props) => {
  const { search } = useLocation()
  const navigate = useNavigate()
  const query = useQuery(requestQuery(id))
  const request = query.data
  const closeTo = keepingSearch(paths.privilegedAccess('requests'), search)
  const decision = decisions.find((each) => each === action)
  const [shown, setShown] = useState(false)
  return (
    <DetailDrawer
      title={
        request === undefined ? (
          'Access request'
        ) : (
          <DeviceText value={request.requestedAccess} kind="name" flag />
        )
      }
      {...(request === undefined
        ? {}
        : {
            line:
              request.kind === 'customerLockbox' ? 'Customer Lockbox request' : 'Access request',
          })}
      itemKey={id}
      closeTo={closeTo}
      previousTo={previousTo}
      nextTo={nextTo}
      itemName="request"
      {...(request === undefined ? {} : { commands: <RequestCommands request={request} /> })}
    >
      {request !== undefined && <RequestContent request={request} />}
      {request === undefined && query.error === null && (
        <SkeletonLines lines={10} label="Reading the request" />
      )}
      {request === undefined && query.error?.status === 404 && (
        <NotFound what="request" backTo={{ to: closeTo, label: 'Back to the requests' }} />
      )}
      {request === undefined && query.error !== null && query.error.status !== 404 && (
        <Failed error={query.error} onRetry={() => void query.refetch()} />
      )}
      <Shown onShown={() => setShown(true)} />
      {shown && request !== undefined && decision !== undefined && (
        <DecisionDialog
          key={`${decision} ${id}`}
          decision={decision}
          request={request}
          readAt={query.dataUpdatedAt}
          onClose={(done) => {
            if (done) toast({ intent: 'success', title: done })
            void navigate(keepingSearch(paths.accessRequest(id), search), { replace: true })
          }}
        />
      )}
    </DetailDrawer>
  )
}

/** The drawer takes the focus when it appears; the dialog over it may only come after that, or it would lose it. */
const Shown = ({ onShown }: { onShown: () => void }) => {
  useEffect(onShown, [onShown])
  return null
}
