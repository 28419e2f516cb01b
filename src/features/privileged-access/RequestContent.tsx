import { useQuery } from '@tanstack/react-query'

import type { PamRequest } from '#contract/pam.ts'
import { pamPhase, samePerson } from '#domain/pam/life-cycle.ts'
import { pamCommands } from '#domain/pam/powershell.ts'
import { useRights } from '#src/api/rights.ts'
import { useMe } from '#src/api/session.ts'
import { exactLocal } from '#src/lib/dates.ts'
import { paths } from '#src/lib/paths.ts'
import { useDrawerStyles } from '#src/ui/drawer/drawer-styles.ts'
import { KeyValueList } from '#src/ui/KeyValueList.tsx'
import { Section } from '#src/ui/layout/Section.tsx'
import { MessageBar } from '#src/ui/MessageBar.tsx'
import { DeviceText } from '#src/ui/text/DeviceText.tsx'
import { When } from '#src/ui/text/When.tsx'
import { TextLink } from '#src/ui/TextLink.tsx'
import { useNow } from '#src/ui/use-now.ts'

import { settingsQuery, usesQuery } from './pam-queries.ts'
import { hoursText, nextMailTry, statusWords, timeLine, typeWord } from './pam-words.ts'
import { PowerShell, type Command } from './PowerShell.tsx'

const commandsOf = (request: PamRequest): Command[] => {
  if (request.kind === 'customerLockbox' || request.requestType !== 'task') return []
  const { id } = request
  return [
    {
      what: 'Ask for this access',
      command: pamCommands.newRequest({
        name: request.requestedAccess,
        reason: request.comments ?? '',
        hours: request.durationHours,
      }),
    },
    { what: 'Approve', command: pamCommands.approve(id, request.decisionComment ?? '') },
    { what: 'Deny', command: pamCommands.deny(id, request.decisionComment ?? '') },
    { what: 'Revoke', command: pamCommands.revoke(id, request.revocationComment ?? '') },
  ]
}

/** Who wants what for how long, what happened to it, and its details. */
export const RequestContent = ({ request }: { request: PamRequest }) => {
  const styles = useDrawerStyles()
  const now = useNow()
  const me = useMe()
  const rights = useRights()
  const { data: settings } = useQuery(settingsQuery)
  const uses = useQuery({ ...usesQuery(request.id), enabled: request.usedCount > 0 })
  const own = samePerson(request.requestedByUserId, me.id)
  const status = statusWords(request, now)
  const lockbox = request.kind === 'customerLockbox'
  const { kind: phase } = pamPhase(request, new Date(now))
  const over = phase !== 'pending' && phase !== 'approved'
  const nextTry = nextMailTry(request)
  const isUntold =
    settings?.mail.sends === false &&
    request.status === 'pending' &&
    !lockbox &&
    (request.mails ?? []).length === 0
  return (
    <>
      {own && status.tone === 'waiting' && (
        <MessageBar intent="info" title="Your own request.">
          {' '}
          Somebody else has to approve it.
        </MessageBar>
      )}
      {request.status === 'pending' && !lockbox && !request.policyId && (
        <MessageBar intent="warning" title="Its access policy was removed.">
          {' '}
          It can be denied, but no longer approved.
        </MessageBar>
      )}
      {request.status === 'pending' && !own && request.durationHours > 24 && (
        <MessageBar intent="warning" title="More than a day.">
          {' '}
          Access for {hoursText(request.durationHours)} is asked for at once.
        </MessageBar>
      )}
      <p className={styles.sentence}>
        <DeviceText value={request.requestedByUserPrincipalName} kind="name" />{' '}
        {status.tone === 'waiting' ? 'wants' : 'asked'} to {lockbox ? 'reach' : 'use'}{' '}
        <DeviceText value={request.requestedAccess} kind="name" /> for{' '}
        {hoursText(request.durationHours)}. {status.word}
        {status.more !== '' && (
          <>
            : <DeviceText value={status.more} kind="name" />
          </>
        )}
        .
      </p>
      {request.comments ? (
        <blockquote className={styles.reason} aria-label="Comments of the requester">
          <DeviceText value={request.comments} kind="text" />
        </blockquote>
      ) : (
        <p className={styles.quiet}>No comments were given.</p>
      )}
      <Section title="What happened">
        <ol className={styles.list}>
          {timeLine(request, uses.data?.value ?? [], now).map((step, index) => (
            <li key={`${step.at} ${step.text} ${index}`}>
              <DeviceText value={step.text} kind="name" />
              {step.at !== '' && (
                <>
                  , <When at={step.at} withExact />
                </>
              )}
              {step.to !== undefined && (
                <>
                  {' '}
                  (<DeviceText value={step.to} kind="name" />)
                </>
              )}
              {step.note !== '' && (
                <>
                  : “<DeviceText value={step.note} kind="name" shorten={200} />”
                </>
              )}
            </li>
          ))}
        </ol>
        {uses.error !== null && (
          <p className={styles.warning}>The uses of this approval could not be read.</p>
        )}
        {nextTry !== null && (
          <MessageBar intent="warning" title="Mail is not sent yet.">
            {' '}
            It will be tried again at {exactLocal(nextTry)}. The request stands all the same.
          </MessageBar>
        )}
        {isUntold && (
          <p className={styles.quiet}>
            This console sends no mail. Tell the approvers yourself, for example with the address of
            this page.
          </p>
        )}
      </Section>
      <Section title="Details">
        <KeyValueList
          items={[
            { label: 'Type', value: lockbox ? 'Customer Lockbox' : typeWord(request.requestType) },
            { label: 'Scope', value: <DeviceText value={request.requestScope} kind="name" /> },
            { label: 'Duration', value: hoursText(request.durationHours) },
            {
              label: 'Approvers',
              value: lockbox ? (
                'Whoever has the role Customer Lockbox access approver'
              ) : request.approvalType === 'auto' ? (
                'None: the policy says Auto'
              ) : (
                <DeviceText value={request.approverGroupName} kind="name" missing="Group is gone" />
              ),
            },
            ...(request.status === 'pending'
              ? [{ label: 'Answer before', value: exactLocal(request.expiryDateTime) }]
              : []),
            ...(request.accessEndDateTime
              ? [
                  {
                    label:
                      request.status === 'revoked' ? 'Would have lasted until' : 'Access until',
                    value: exactLocal(request.accessEndDateTime),
                  },
                ]
              : []),
            {
              label: 'Used',
              value:
                request.usedCount === 0
                  ? over
                    ? 'Never'
                    : 'Not yet'
                  : request.usedCount === 1
                    ? 'once'
                    : `${request.usedCount} times`,
            },
            ...(rights.can('Microsoft.Intune_Audit_Read')
              ? [
                  {
                    label: 'Audit logs',
                    value: (
                      <TextLink to={paths.auditLogsOf(request.id)}>
                        Records of this request
                      </TextLink>
                    ),
                  },
                ]
              : []),
          ]}
        />
      </Section>
      {!lockbox && <PowerShell commands={commandsOf(request)} />}
    </>
  )
}
