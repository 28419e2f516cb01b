import { ArrowUndoRegular, CheckmarkRegular, DismissRegular } from '@fluentui/react-icons'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useId, useState } from 'react'
import { useLocation, useNavigate } from 'react-router-dom'

import type { PamRequest } from '#contract/pam.ts'
import { samePerson, type PamDecision } from '#domain/pam/life-cycle.ts'
import { pamCommands } from '#domain/pam/powershell.ts'
import { useRights } from '#src/api/rights.ts'
import { useMe } from '#src/api/session.ts'
import { exactLocal } from '#src/lib/dates.ts'
import { keepingSearch, paths } from '#src/lib/paths.ts'
import { CommandButton } from '#src/ui/CommandButton.tsx'
import { DetailDrawer } from '#src/ui/drawer/DetailDrawer.tsx'
import { useDrawerStyles } from '#src/ui/drawer/drawer-styles.ts'
import { KeyValueList } from '#src/ui/KeyValueList.tsx'
import { Section } from '#src/ui/layout/Section.tsx'
import { MessageBar } from '#src/ui/MessageBar.tsx'
import { SkeletonLines } from '#src/ui/states/Skeleton.tsx'
import { Failed, NotFound } from '#src/ui/states/states.tsx'
import { DeviceText } from '#src/ui/text/DeviceText.tsx'
import { When } from '#src/ui/text/When.tsx'
import { toast } from '#src/ui/toasts.tsx'
import { useNow } from '#src/ui/use-now.ts'

import { DecisionDialog } from './DecisionDialog.tsx'
import { whyNot } from './pam-flags.ts'
import { requestQuery, settingsQuery, usesQuery } from './pam-queries.ts'
import { hoursText, nextMailTry, statusWords, timeLine, typeWord } from './pam-words.ts'
import { PowerShell, type Command } from './PowerShell.tsx'

const decisions: readonly PamDecision[] = ['approve', 'deny', 'revoke']
const labels = { approve: 'Approve', deny: 'Deny', revoke: 'Revoke' } as const
const icons = {
  approve: <CheckmarkRegular />,
  deny: <DismissRegular />,
  revoke: <ArrowUndoRegular />,
} as const

type Props = { id: string; action: string | undefined }

/** One access request over the list: who wants what for how long, what happened, and what can be done. */
export const RequestDrawer = ({ id, action }: Props) => {
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
      line={request?.kind === 'customerLockbox' ? 'Customer Lockbox request' : 'Access request'}
      itemKey={id}
      closeTo={closeTo}
      {...(request === undefined ? {} : { commands: <Commands request={request} /> })}
    >
      {request !== undefined && <Content request={request} />}
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

const usePerson = () => {
  const { id } = useMe()
  const rights = useRights()
  const { data } = useQuery(settingsQuery)
  return { id, rights, caller: data?.caller, isRead: data !== undefined }
}

/** Approve and deny while it waits, revoke once it was approved; why something cannot be done stands over it. */
const Commands = ({ request }: { request: PamRequest }) => {
  const styles = useDrawerStyles()
  const id = useId()
  const { search } = useLocation()
  const now = useNow()
  const person = usePerson()
  const shown: PamDecision[] =
    request.status === 'approved' || request.status === 'revoked' ? ['revoke'] : ['approve', 'deny']
  const reasonOf = (decision: PamDecision) =>
    person.isRead ? whyNot(request, decision, person, now) : 'What you may do is being read.'
  const reasons = [...new Set(shown.flatMap((decision) => reasonOf(decision) ?? []))]
  return (
    <div className={styles.commands}>
      {reasons.map((reason, index) => (
        <p key={reason} className={styles.why}>
          {shown
            .filter((decision) => reasonOf(decision) === reason)
            .map((decision) => labels[decision])
            .join(', ')}
          : <span id={`${id}${index}`}>{reason}</span>
        </p>
      ))}
      {shown.map((decision) => {
        const reason = reasonOf(decision)
        return (
          <CommandButton
            key={decision}
            icon={icons[decision]}
            to={keepingSearch(paths.accessRequestAction(request.id, decision), search)}
            disabledReason={reason}
            reasonShownBy={reason === undefined ? undefined : `${id}${reasons.indexOf(reason)}`}
          >
            {labels[decision]}
          </CommandButton>
        )
      })}
    </div>
  )
}

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

const Content = ({ request }: { request: PamRequest }) => {
  const styles = useDrawerStyles()
  const now = useNow()
  const me = useMe()
  const { data: settings } = useQuery(settingsQuery)
  const uses = useQuery({ ...usesQuery(request.id), enabled: request.usedCount > 0 })
  const own = samePerson(request.requestedByUserId, me.id)
  const status = statusWords(request, now)
  const lockbox = request.kind === 'customerLockbox'
  const nextTry = nextMailTry(request)
  return (
    <>
      {own && (
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
      <p className={styles.sentence}>
        <DeviceText value={request.requestedByUserPrincipalName} kind="name" /> wants to use{' '}
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
        {settings?.mail.sends === false && (
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
            { label: 'Answer before', value: exactLocal(request.expiryDateTime) },
            ...(request.accessEndDateTime
              ? [{ label: 'Access until', value: exactLocal(request.accessEndDateTime) }]
              : []),
            {
              label: 'Used',
              value: request.usedCount === 1 ? 'once' : `${request.usedCount} times`,
            },
          ]}
        />
      </Section>
      {!lockbox && <PowerShell commands={commandsOf(request)} />}
    </>
  )
}
