import { zodResolver } from '@hookform/resolvers/zod'
import {
  ArrowUndoRegular,
  CheckmarkCircleRegular,
  DismissCircleRegular,
} from '@fluentui/react-icons'
import { useQuery } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { useForm } from 'react-hook-form'

import { PamRequest, pamLimits } from '#contract/pam.ts'
import { samePerson, type PamDecision } from '#domain/pam/life-cycle.ts'
import { z } from '#contract/zod.ts'
import { ApiError } from '#src/api/errors.ts'
import { callOnce, useApiMutation } from '#src/api/queries.ts'
import { useRights } from '#src/api/rights.ts'
import { useMe } from '#src/api/session.ts'
import { exactLocal } from '#src/lib/dates.ts'
import { newId } from '#src/lib/new-id.ts'
import { Button } from '#src/ui/basics.ts'
import { FormDialog } from '#src/ui/dialogs/FormDialog.tsx'
import { useDrawerStyles } from '#src/ui/drawer/drawer-styles.ts'
import { TextAreaField } from '#src/ui/form/fields.tsx'
import { useDraft } from '#src/ui/form/use-draft.ts'
import { KeyValueList } from '#src/ui/KeyValueList.tsx'
import { MessageBar } from '#src/ui/MessageBar.tsx'
import { DeviceText } from '#src/ui/text/DeviceText.tsx'
import { useNow } from '#src/ui/use-now.ts'

import { whyNot } from './pam-flags.ts'
import { requestEndpoints, settingsQuery } from './pam-queries.ts'
import { hoursText, statusWords, typeWord } from './pam-words.ts'

const Form = z.object({
  comment: z.string().max(pamLimits.comment, `At most ${pamLimits.comment} characters.`),
})
type Form = z.infer<typeof Form>

const words = {
  approve: { title: 'Approve this access?', yes: 'Yes, approve', done: 'Request approved' },
  deny: { title: 'Deny this access?', yes: 'Yes, deny', done: 'Request denied' },
  revoke: { title: 'Revoke this access?', yes: 'Yes, revoke', done: 'Access revoked' },
} as const
const looks = {
  approve: { icon: <CheckmarkCircleRegular /> },
  deny: { icon: <DismissCircleRegular />, tone: 'danger' },
  revoke: { icon: <ArrowUndoRegular />, tone: 'danger' },
} as const
const endpoints = {
  approve: 'pamRequestApprove',
  deny: 'pamRequestDeny',
  revoke: 'pamRequestRevoke',
} as const
const reached = { approve: 'approved', deny: 'denied', revoke: 'revoked' } as const

const hourMs = 3_600_000

const consequences = (
  decision: PamDecision,
  request: PamRequest,
  now: number,
  sendsMail: boolean | undefined,
): string[] => {
  const told =
    sendsMail === undefined
      ? []
      : [
          sendsMail
            ? 'The requester is told by mail.'
            : 'This console sends no mail: tell the requester yourself.',
        ]
  if (decision === 'revoke')
    return ['The access ends at once. What was done with it stays done.', 'No mail tells of it.']
  if (decision === 'deny') return ['No access is given.', ...told]
  const until = new Date(now + request.durationHours * hourMs).toISOString()
  return [
    `Access holds for ${hoursText(request.durationHours)}, until about ${exactLocal(until)}.`,
    'It can be used several times; each use is logged. It can be revoked.',
    ...told,
  ]
}

type Props = { decision: PamDecision; request: PamRequest; onClose: (done?: string) => void }

/** Approve, deny and revoke: restates what is decided, says what follows, and sends only what was seen (R2). */
export const DecisionDialog = ({ decision, request, onClose }: Props) => {
  const styles = useDrawerStyles()
  const now = useNow()
  const me = useMe()
  const rights = useRights()
  const { data: settings } = useQuery(settingsQuery)
  const [seen, setSeen] = useState({ request, key: newId() })
  const underWay = useRef(false)
  const form = useForm<Form>({ resolver: zodResolver(Form), defaultValues: { comment: '' } })
  const draft = useDraft(form, `access ${decision}:${request.id}`)
  const mutation = useApiMutation<(typeof endpoints)[PamDecision]>(endpoints[decision], {
    invalidates: requestEndpoints,
    verify: async ({ path }) => {
      const found = await callOnce('pamRequestGet', { path })
      const by = decision === 'revoke' ? found.revokedByUserId : found.decidedByUserId
      return found.status === reached[decision] && samePerson(by, me.id) ? found : null
    },
  })
  const busy = mutation.pending || mutation.checking
  const current = PamRequest.safeParse(mutation.error?.current).data ?? null
  const changed = !busy && request['@odata.etag'] !== seen.request['@odata.etag']
  const why = whyNot(request, decision, { id: me.id, rights, caller: settings?.caller }, now)
  const close = () => {
    draft.clear()
    onClose()
  }
  const send = async ({ comment }: Form) => {
    if (underWay.current) return
    underWay.current = true
    try {
      await mutation.sendAsync({
        path: { id: request.id },
        body: comment.trim() === '' ? {} : { comment },
        ifMatch: seen.request['@odata.etag'],
        idempotencyKey: seen.key,
      })
      draft.clear()
      onClose(words[decision].done)
    } catch (reason) {
      if (!(reason instanceof ApiError)) throw reason
    } finally {
      underWay.current = false
    }
  }
  const outcome = current === null ? null : statusWords(current, now)
  return (
    <FormDialog
      title={words[decision].title}
      {...looks[decision]}
      error={outcome === null ? mutation.error : null}
      pending={mutation.pending}
      checking={mutation.checking}
      onSubmit={form.handleSubmit(send)}
      onClose={close}
      submitLabel={words[decision].yes}
      cancelLabel="No"
      disabledReason={
        why ??
        (changed || outcome !== null ? 'Look at what has changed first.' : undefined) ??
        (settings === undefined ? 'What you may do is being read.' : undefined)
      }
      dirty={form.formState.isDirty}
    >
      {outcome !== null && (
        <MessageBar intent="warning" title="Your answer was not recorded">
          {' '}
          The request is now: {outcome.word} <DeviceText value={outcome.more} kind="name" />.
        </MessageBar>
      )}
      {(changed || outcome !== null) && why === undefined && (
        <MessageBar
          intent="warning"
          title="The request has changed since you opened this"
          actions={
            <Button
              onClick={() => {
                mutation.reset()
                setSeen({ request, key: newId() })
              }}
            >
              Continue with the new values
            </Button>
          }
        >
          {' '}
          Nothing was changed by you. What stands here is the request as it is now.
        </MessageBar>
      )}
      {why !== undefined && outcome === null && !busy && (
        <MessageBar intent="warning" title="You cannot do this.">
          {' '}
          {why}
        </MessageBar>
      )}
      <KeyValueList
        items={[
          {
            label: 'Access to',
            value: <DeviceText value={request.requestedAccess} kind="name" flag />,
          },
          {
            label: 'Type',
            value:
              request.kind === 'customerLockbox'
                ? 'Customer Lockbox'
                : `${typeWord(request.requestType)} of Exchange`,
          },
          {
            label: 'Requested by',
            value: <DeviceText value={request.requestedByUserPrincipalName} kind="name" flag />,
          },
          { label: 'Duration', value: hoursText(request.durationHours) },
          {
            label: 'Comments',
            value: <DeviceText value={request.comments} kind="text" missing="None given" />,
          },
        ]}
      />
      {why === undefined && (
        <ul className={styles.list}>
          {consequences(decision, request, now, settings?.mail.sends).map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      )}
      <TextAreaField
        control={form.control}
        name="comment"
        label="Comment"
        hint="Optional. Becomes part of the audit record."
        maxLength={pamLimits.comment}
      />
    </FormDialog>
  )
}
