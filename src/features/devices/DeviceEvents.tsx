import type { ReactNode } from 'react'

import type { Elevation } from '#contract/elevations.ts'
import type { ElevationRequest } from '#contract/elevation-requests.ts'
import type { ResourceAction } from '#contract/rights.ts'
import { splitPath } from '#domain/file-name/shorten.ts'
import { listQuery } from '#src/api/queries.ts'
import { rightText, useRights } from '#src/api/rights.ts'
import { useList } from '#src/api/use-list.ts'
import type { List } from '#src/lib/list.ts'
import { paths } from '#src/lib/paths.ts'
import { elevationTypeName } from '#src/shared/elevation-types.ts'
import { Button } from '#src/ui/basics.ts'
import { FailureBar } from '#src/ui/FailureBar.tsx'
import { Section } from '#src/ui/layout/Section.tsx'
import { Stack } from '#src/ui/layout/Stack.tsx'
import { SkeletonLines } from '#src/ui/states/Skeleton.tsx'
import { makeStyles, tokens } from '#src/ui/styles.ts'
import { DeviceText } from '#src/ui/text/DeviceText.tsx'
import { When } from '#src/ui/text/When.tsx'
import { TextLink } from '#src/ui/TextLink.tsx'

import { deviceElevationsArgs, deviceRequestsArgs } from './device-list.ts'
import { FactTable } from './FactTable.tsx'
import { resultWord } from './request-words.ts'
import { RequestStatusSign } from './RequestStatusSign.tsx'

const viewRequests: ResourceAction = 'Microsoft.Intune_EpmPolicy_ViewElevationRequests'
const viewReports: ResourceAction = 'Microsoft.Intune_EpmPolicy_ViewReports'

/** What people on this device asked to elevate, newest first; each opens its request. */
export const DeviceRequests = ({ deviceId }: { deviceId: string }) => {
  const allowed = useRights().can(viewRequests)
  const list = useList(listQuery('elevationRequestList', deviceRequestsArgs(deviceId)), {
    enabled: allowed,
  })
  return (
    <Section title="Elevation requests" level={2}>
      {allowed ? (
        <Events
          label="Elevation requests of this device"
          heads={['File, who asked and why', 'Status', 'Asked']}
          list={list}
          none="Nobody has asked to elevate a file on this device."
          toRow={requestRow}
        />
      ) : (
        <NotPermitted what="elevation requests" action={viewRequests} />
      )}
    </Section>
  )
}

/** What ran elevated on this device, newest first. */
export const DeviceElevations = ({
  deviceId,
  deviceName,
}: {
  deviceId: string
  deviceName: string | null | undefined
}) => {
  const allowed = useRights().can(viewReports)
  const list = useList(listQuery('elevationList', deviceElevationsArgs(deviceId)), {
    enabled: allowed,
  })
  return (
    <Section
      title="Recent elevations"
      level={2}
      commands={
        allowed && deviceName ? (
          <TextLink to={paths.elevations({ device: deviceName })}>Open in the report</TextLink>
        ) : null
      }
    >
      {allowed ? (
        <Events
          label="Recent elevations on this device"
          heads={['File, who ran it and where', 'Type and result', 'Ran']}
          list={list}
          none="No elevations are reported for this device. Devices report only what the reporting scope of their elevation settings policy includes."
          toRow={elevationRow}
        />
      ) : (
        <NotPermitted what="elevations" action={viewReports} />
      )}
    </Section>
  )
}

const useStyles = makeStyles({
  second: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
})

/** What was asked for or ran, and under it by whom and why or where. */
const What = ({ first, second }: { first: ReactNode; second: ReactNode }) => {
  const styles = useStyles()
  return (
    <>
      {first}
      <div className={styles.second}>{second}</div>
    </>
  )
}

type EventRow = {
  id: string
  first: ReactNode
  second: ReactNode
  state: ReactNode
  at: string | null | undefined
}

const requestRow = (request: ElevationRequest): EventRow => ({
  id: request.id,
  first: (
    <TextLink to={paths.elevationRequest(request.id)}>
      <DeviceText
        value={request.applicationDetail?.fileName}
        kind="fileName"
        shorten={60}
        flag
        missing="No file name"
      />
    </TextLink>
  ),
  second: (
    <>
      <DeviceText value={request.requestedByUserPrincipalName} kind="name" flag />
      {': '}
      <DeviceText value={request.requestJustification} kind="text" missing="no reason given" flag />
    </>
  ),
  state: <RequestStatusSign request={request} />,
  at: request.requestCreatedDateTime,
})

const elevationRow = (elevation: Elevation): EventRow => ({
  id: elevation.id,
  first: (
    <TextLink to={paths.elevation('elevations', elevation.id)}>
      <DeviceText
        value={splitPath(elevation.filePath ?? '').name}
        kind="fileName"
        shorten={60}
        flag
        missing="No file name"
      />
    </TextLink>
  ),
  second: (
    <>
      <DeviceText value={elevation.upn} kind="name" flag missing="User not reported" />
      {' in '}
      <DeviceText
        value={splitPath(elevation.filePath ?? '').folder}
        kind="filePath"
        missing="an unknown folder"
      />
    </>
  ),
  state: (
    <>
      <DeviceText value={elevationTypeName(elevation.elevationType)} kind="name" />
      <div>{resultWord(elevation)}</div>
    </>
  ),
  at: elevation.eventDateTime,
})

type EventsProps<R> = {
  label: string
  heads: readonly [string, string, string]
  list: List<R>
  none: string
  toRow: (row: R) => EventRow
}

const Events = <R,>({ label, heads, list, none, toRow }: EventsProps<R>) => {
  const retry = <Button onClick={list.refresh}>Try again</Button>
  return (
    <Stack>
      {list.error !== null && <FailureBar error={list.error} actions={retry} />}
      {list.loading ? (
        <SkeletonLines lines={4} label={`Loading ${label.toLowerCase()}`} />
      ) : list.rows.length > 0 ? (
        <FactTable
          label={label}
          layout="events"
          heads={heads}
          rows={list.rows.map(toRow).map(({ id, first, second, state, at }) => ({
            id,
            cells: [
              <What key="what" first={first} second={second} />,
              state,
              <When key="at" at={at} />,
            ],
          }))}
        />
      ) : (
        list.error === null && <div>{none}</div>
      )}
      {list.hasMore && (
        <div>
          <Button onClick={list.loadMore} disabledFocusable={list.loadingMore}>
            {list.loadingMore ? 'Loading…' : 'Load more'}
          </Button>
        </div>
      )}
    </Stack>
  )
}

const NotPermitted = ({ what, action }: { what: string; action: ResourceAction }) => {
  const { right, roles } = rightText(action)
  return (
    <div>
      Your roles do not show {what}. The missing right is <strong>{right}</strong>
      {roles.length > 0 && `; built-in roles that have it: ${roles.join(', ')}`}.
    </div>
  )
}
