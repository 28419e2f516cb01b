import { useQuery } from '@tanstack/react-query'

import type { AuditEvent } from '#contract/audit.ts'
import { q } from '#src/api/queries.ts'
import { rightText } from '#src/api/rights.ts'
import { DetailDrawer } from '#src/ui/drawer/DetailDrawer.tsx'
import { ExpandableSection } from '#src/ui/ExpandableSection.tsx'
import { KeyValueList } from '#src/ui/KeyValueList.tsx'
import { Section } from '#src/ui/layout/Section.tsx'
import { Stack } from '#src/ui/layout/Stack.tsx'
import { SkeletonLines } from '#src/ui/states/Skeleton.tsx'
import { Failed, Forbidden, NotFound } from '#src/ui/states/states.tsx'
import { DeviceText } from '#src/ui/text/DeviceText.tsx'
import { DeviceTextFull } from '#src/ui/text/DeviceTextFull.tsx'
import { Hash } from '#src/ui/text/Hash.tsx'
import { When } from '#src/ui/text/When.tsx'

import { activityOf, actorOf, lacksReason, reasonOf, spaced, targetsOf } from './audit-words.ts'
import { AuditSentences } from './AuditSentences.tsx'
import { AuditChanges } from './AuditChanges.tsx'
import { ResultSign } from './ResultSign.tsx'
import { TargetLink } from './TargetLink.tsx'

type Props = {
  id: string
  closeTo: string
  /** The list behind the drawer: where the event may already be, and who its neighbours are. */
  rows: readonly AuditEvent[]
  toEvent: (id: string) => string
}

/** One audit event over the list; reads it itself when the list does not hold it. */
export const AuditEventDrawer = ({ id, closeTo, rows, toEvent }: Props) => {
  const at = rows.findIndex((row) => row.id === id)
  const listed = rows[at]
  // An audit event never changes, so one from the list need not be read again.
  const { data, error, refetch } = useQuery({
    ...q('auditEventGet', { path: { id } }),
    enabled: listed === undefined,
  })
  const event = listed ?? data
  const neighbour = (step: number) => {
    const other = at < 0 ? undefined : rows[at + step]
    return other === undefined ? undefined : toEvent(other.id)
  }
  return (
    <DetailDrawer
      title={
        event === undefined ? (
          'Audit event'
        ) : (
          <DeviceText value={activityOf(event)} kind="name" shorten={80} />
        )
      }
      {...(event === undefined ? {} : { line: <ByActor event={event} /> })}
      closeTo={closeTo}
      previousTo={neighbour(-1)}
      nextTo={neighbour(1)}
      itemName="event"
      itemKey={id}
    >
      {event !== undefined ? (
        <Details event={event} />
      ) : error === null ? (
        <SkeletonLines lines={8} label="Loading the audit event" />
      ) : error.status === 403 ? (
        <Forbidden what="audit logs" {...rightText('Microsoft.Intune_Audit_Read')} />
      ) : error.status === 404 ? (
        <NotFound what="audit event" backTo={{ to: closeTo, label: 'Back to the audit logs' }} />
      ) : (
        <Failed error={error} onRetry={() => void refetch()} />
      )}
    </DetailDrawer>
  )
}

const ByActor = ({ event }: { event: AuditEvent }) => (
  <>
    by <DeviceText value={actorOf(event).name} kind="name" shorten={64} />
  </>
)

const Details = ({ event }: { event: AuditEvent }) => {
  const reason = reasonOf(event)
  const actor = actorOf(event)
  const permissions = event.actor?.userPermissions ?? []
  return (
    <>
      <KeyValueList
        items={[
          { label: 'Status', value: <ResultSign event={event} /> },
          { label: 'Date', value: <When at={event.activityDateTime} withExact /> },
          {
            label: 'Category',
            value: <DeviceText value={spaced(event.category ?? '')} kind="name" />,
          },
          ...(reason === null
            ? lacksReason(event)
              ? [{ label: 'Reason', value: 'No reason given' }]
              : []
            : [
                {
                  label: 'Reason',
                  value: <DeviceTextFull value={reason} kind="text" what="reason" shorten={400} />,
                },
              ]),
        ]}
      />
      <Section title="Initiated by (actor)">
        <KeyValueList
          items={[
            { label: 'Name', value: <DeviceText value={actor.name} kind="name" flag /> },
            { label: 'Kind', value: <DeviceText value={actor.kind} kind="name" /> },
            {
              label: 'Application',
              value: (
                <DeviceText
                  value={event.actor?.applicationDisplayName}
                  kind="name"
                  missing="Not recorded"
                />
              ),
            },
            {
              label: 'IP address',
              value: (
                <DeviceText value={event.actor?.ipAddress} kind="name" missing="Not recorded" />
              ),
            },
          ]}
        />
      </Section>
      <Section title="Target(s)">
        <AuditTargets event={event} />
      </Section>
      {(event.resources ?? []).length > 0 && (
        <Section title="What is recorded">
          <AuditSentences event={event} />
        </Section>
      )}
      {(event.resources ?? []).length > 0 && (
        <ExpandableSection title="Modified properties" hint="Old and new values as recorded">
          <AuditChanges event={event} />
        </ExpandableSection>
      )}
      <ExpandableSection title="Ids and rights" hint="For support and correlation">
        <KeyValueList
          items={[
            { label: 'Event id', value: <Hash value={event.id} what="event id" whole /> },
            {
              label: 'Correlation id',
              value: <Hash value={event.correlationId} what="correlation id" whole />,
            },
            {
              label: 'Actor id',
              value: <Hash value={event.actor?.userId} what="actor id" whole />,
            },
            {
              label: 'Activity type',
              value: <DeviceText value={event.activityType} kind="name" />,
            },
            {
              label: 'Rights at that time',
              value: (
                <DeviceText value={permissions.join('\n')} kind="text" missing="Not recorded" />
              ),
            },
          ]}
        />
      </ExpandableSection>
    </>
  )
}

const AuditTargets = ({ event }: { event: AuditEvent }) => {
  const targets = targetsOf(event)
  if (targets.length === 0) return <>None recorded.</>
  return (
    <Stack gap="large">
      {targets.map((target, index) => (
        <KeyValueList
          key={`${index} ${target.id ?? ''}`}
          items={[
            {
              label: 'Name',
              value: (
                <TargetLink type={target.recordedType} id={target.id}>
                  <DeviceTextFull value={target.name} kind="name" what="target name" />
                </TargetLink>
              ),
            },
            {
              label: 'Type',
              value: <DeviceText value={target.type} kind="name" missing="Not recorded" />,
            },
            { label: 'Id', value: <Hash value={target.id} what="target id" whole /> },
          ]}
        />
      ))}
    </Stack>
  )
}
