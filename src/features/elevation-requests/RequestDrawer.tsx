import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useEffect, useMemo, useState } from 'react'
import { Outlet, useLocation, useNavigate } from 'react-router-dom'

import type { ElevationRequest } from '#contract/elevation-requests.ts'
import { isOwnRequest } from '#domain/elevation-request/own-request.ts'
import { rightText, useRights } from '#src/api/rights.ts'
import { useMe } from '#src/api/session.ts'
import { keepingSearch, paths, type RequestAction } from '#src/lib/paths.ts'
import { DeviceSection } from '#src/shared/DeviceSection.tsx'
import { RuleOutcomeSection } from '#src/shared/RuleOutcomeSection.tsx'
import { DetailDrawer } from '#src/ui/drawer/DetailDrawer.tsx'
import { PanelBoundary } from '#src/ui/PanelBoundary.tsx'
import { MessageBar } from '#src/ui/MessageBar.tsx'
import { SkeletonLines } from '#src/ui/states/Skeleton.tsx'
import { Failed, Forbidden, NotFound } from '#src/ui/states/states.tsx'
import { DeviceText } from '#src/ui/text/DeviceText.tsx'
import { visibleText } from '#src/ui/text/visible-text.ts'
import { toast } from '#src/ui/toasts.tsx'
import { useNow } from '#src/ui/use-now.ts'

import { DecisionSentence } from './DecisionSentence.tsx'
import { DetailSections } from './DetailSections.tsx'
import { useDrawerStyles } from '#src/ui/drawer/drawer-styles.ts'
import { FileSection } from './FileSection.tsx'
import { PrecedentSection } from './PrecedentSection.tsx'
import { RequestCommands } from './RequestCommands.tsx'
import { detailsOf } from './request-file.ts'
import { requestFlags } from './request-flags.ts'
import { requestQuery } from './request-queries.ts'
import { deviceOf, fileNameOf, requesterOf, sentenceEnd, text } from './request-text.ts'
import { usePreloadedDialogs } from './use-preloaded-dialogs.ts'

const ReviewDialog = lazy(async () => ({
  default: (await import('./ReviewDialog.tsx')).ReviewDialog,
}))

type Neighbours = {
  previousId: string | undefined
  nextId: string | undefined
  /** The request to go on with after a decision: the nearest other one that still waits. */
  nextPendingId: string | undefined
}

type Props = { id: string; action: RequestAction | null; neighbours: Neighbours }

/** One request over the queue, in the order in which a person decides (DESIGN 6). */
export const RequestDrawer = ({ id, action, neighbours }: Props) => {
  const { search } = useLocation()
  const query = useQuery(requestQuery(id))
  const [shown, setShown] = useState(false)
  const [last, setLast] = useState<LastDecision | null>(null)
  const request = query.data
  const flags = useFlags(request)
  usePreloadedDialogs(flags?.approve.allowed === true || flags?.deny.allowed === true)
  useTabTitle(request)
  const to = (other: string | undefined) =>
    other === undefined ? undefined : keepingSearch(paths.elevationRequest(other), search)
  const closeTo = keepingSearch(paths.elevationRequests(), search)
  const status = query.error?.status
  return (
    <DetailDrawer
      title={
        request === undefined ? (
          'Elevation request'
        ) : (
          <DeviceText
            value={request.applicationDetail?.fileName}
            kind="fileName"
            shorten={64}
            flag
            missing="File without a name"
          />
        )
      }
      line="Elevation request"
      itemKey={id}
      itemName="request"
      closeTo={closeTo}
      previousTo={to(neighbours.previousId)}
      nextTo={to(neighbours.nextId)}
      {...(request === undefined ? {} : { commands: <RequestCommands request={request} /> })}
    >
      {last !== null && last.nextId === id && <JustDecided last={last} />}
      {request !== undefined && <Content request={request} />}
      {request === undefined && query.error === null && (
        <SkeletonLines lines={12} label="Reading the request" />
      )}
      {request === undefined && status === 404 && (
        <NotFound what="request" backTo={{ to: closeTo, label: 'Back to the queue' }} />
      )}
      {request === undefined && status === 403 && (
        <Forbidden
          what="elevation requests"
          {...rightText('Microsoft.Intune_EpmPolicy_ViewElevationRequests')}
        />
      )}
      {request === undefined && query.error !== null && status !== 404 && status !== 403 && (
        <Failed error={query.error} onRetry={() => void query.refetch()} />
      )}
      <Shown onShown={() => setShown(true)} />
      {/* Inside the drawer, so that the two dialogs know of each other: the inner one has the keyboard and Esc. */}
      {shown && request !== undefined && action !== null && (
        <Suspense>
          <Action
            key={`${action} ${id}`}
            action={action}
            request={request}
            readAt={query.dataUpdatedAt}
            nextPendingId={neighbours.nextPendingId}
            onDecided={setLast}
          />
        </Suspense>
      )}
    </DetailDrawer>
  )
}

/** The drawer takes the focus when it appears; the dialog over it may only come after that, or it would lose it. */
const Shown = ({ onShown }: { onShown: () => void }) => {
  useEffect(onShown, [onShown])
  return null
}

/** What this person decided last, and the request that is shown in its place. */
type LastDecision = { request: ElevationRequest; nextId: string }

/** The drawer now shows another request: said where it is read, so that nobody mistakes the one for the other. */
const JustDecided = ({ last: { request } }: { last: LastDecision }) => (
  <MessageBar
    intent="success"
    title={`${request.status === 'denied' ? 'Denied' : 'Approved'} ${visibleText(fileNameOf(request))}`}
  >
    for <DeviceText value={requesterOf(request)} kind="name" />. Now showing the next pending
    request.
  </MessageBar>
)

const useFlags = (request: ElevationRequest | undefined) => {
  const now = useNow()
  const me = useMe()
  const rights = useRights()
  return request === undefined ? null : requestFlags(request, { id: me.id, rights }, now)
}

/** The browser's tab names the open request, as it does every page. */
const useTabTitle = (request: ElevationRequest | undefined) => {
  const name = request === undefined ? null : visibleText(fileNameOf(request))
  useEffect(() => {
    if (name === null) return
    const before = document.title
    document.title = `${name} · ${before}`
    return () => {
      document.title = before
    }
  }, [name])
}

const Content = ({ request }: { request: ElevationRequest }) => {
  const styles = useDrawerStyles()
  const now = useNow()
  const own = isOwnRequest(request, useMe().id)
  const reason = text(request.requestJustification)
  const file = useMemo(() => detailsOf(request), [request])
  return (
    <>
      {own && (
        <MessageBar intent="info" title="Your own request.">
          {' '}
          Somebody else has to approve it.
        </MessageBar>
      )}
      <p className={styles.sentence}>
        <DeviceText value={requesterOf(request)} kind="name" /> wants to run{' '}
        <DeviceText value={fileNameOf(request)} kind="fileName" shorten={48} /> as administrator on{' '}
        <DeviceText value={deviceOf(request)} kind="name" />
        {sentenceEnd(request, now)}
        <DecisionSentence request={request} />
      </p>
      {reason === '' ? (
        <p className={styles.quiet}>The user gave no reason.</p>
      ) : (
        <blockquote className={styles.reason} aria-label="The user’s reason">
          <DeviceText value={reason} kind="text" />
        </blockquote>
      )}
      <PanelBoundary what="Signer, hash and path">
        <FileSection request={request} />
      </PanelBoundary>
      <PanelBoundary what="What was decided before">
        <PrecedentSection request={request} />
      </PanelBoundary>
      <PanelBoundary what="The rule that applies">
        <RuleOutcomeSection details={file} />
      </PanelBoundary>
      <PanelBoundary what="The device">
        <DeviceSection
          id={request.requestedOnDeviceId}
          name={request.deviceName}
          recordName="request"
        />
      </PanelBoundary>
      <PanelBoundary what="The details">
        <DetailSections request={request} />
      </PanelBoundary>
    </>
  )
}

type ActionProps = {
  action: RequestAction
  request: ElevationRequest
  readAt: number
  nextPendingId: string | undefined
  onDecided: (last: LastDecision) => void
}

const Action = ({ action, request, readAt, nextPendingId, onDecided }: ActionProps) => {
  const navigate = useNavigate()
  const { search } = useLocation()
  // In place of the dialog's own entry, so that Back does not open again what was closed or decided.
  const open = (path: string) => void navigate(keepingSearch(path, search), { replace: true })
  const back = () => open(paths.elevationRequest(request.id))
  // The pane is a feature of its own; the router puts it here.
  if (action === 'rule') return <Outlet />
  return (
    <ReviewDialog
      decision={action}
      request={request}
      readAt={readAt}
      onClose={back}
      onDecided={(decided) => {
        toast({
          intent: 'success',
          title: decided.status === 'denied' ? 'Request denied' : 'Request approved',
          message: `${visibleText(fileNameOf(decided))} for ${visibleText(requesterOf(decided))}`,
        })
        if (nextPendingId === undefined) return open(paths.elevationRequests())
        onDecided({ request: decided, nextId: nextPendingId })
        open(paths.elevationRequest(nextPendingId))
      }}
    />
  )
}
