import { zodResolver } from '@hookform/resolvers/zod'
import {
  ArrowUndoRegular,
  CheckmarkCircleRegular,
  DismissCircleRegular,
} from '@fluentui/react-icons'
import { useForm, useWatch } from 'react-hook-form'

import { pamLimits, type PamRequest } from '#contract/pam.ts'
import { z } from '#contract/zod.ts'
import type { PamDecision } from '#domain/pam/life-cycle.ts'
import { exactLocal } from '#src/lib/dates.ts'
import { blocked, isOver } from '#src/shared/decision/decision-problem.ts'
import { DecisionProblem } from '#src/shared/decision/DecisionProblem.tsx'
import { FormDialog } from '#src/ui/dialogs/FormDialog.tsx'
import { useDrawerStyles } from '#src/ui/drawer/drawer-styles.ts'
import { TextAreaField } from '#src/ui/form/fields.tsx'
import { useDraft } from '#src/ui/form/use-draft.ts'
import { KeyValueList } from '#src/ui/KeyValueList.tsx'
import { MessageBar } from '#src/ui/MessageBar.tsx'
import { DeviceText } from '#src/ui/text/DeviceText.tsx'
import { useNow } from '#src/ui/use-now.ts'

import { outcomeOf } from './access-decision.ts'
import { whyNot } from './pam-flags.ts'
import { hoursText, typeWord } from './pam-words.ts'
import { useAccessDecision } from './use-access-decision.ts'
import { usePerson } from './use-person.ts'

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
const hourMs = 3_600_000

const toldBy = (sendsMail: boolean | undefined): string[] =>
  sendsMail === undefined
    ? []
    : [
        sendsMail
          ? 'The requester is told by mail.'
          : 'This console sends no mail: tell the requester yourself.',
      ]

/** What follows, truthfully; to Microsoft’s engineers no mail of this console goes. */
const consequences = (
  decision: PamDecision,
  { kind, durationHours }: PamRequest,
  now: number,
  sendsMail: boolean | undefined,
): string[] => {
  const lockbox = kind === 'customerLockbox'
  if (decision === 'revoke')
    return ['The access ends at once. What was done with it stays done.', 'No mail tells of it.']
  if (decision === 'deny') return ['No access is given.', ...(lockbox ? [] : toldBy(sendsMail))]
  const until = exactLocal(new Date(now + durationHours * hourMs).toISOString())
  return [
    `Access holds for ${hoursText(durationHours)}, until about ${until}.`,
    ...(lockbox
      ? ['It ends by itself then; it cannot be revoked before.']
      : ['It can be used several times; each use is logged. It can be revoked.']),
    ...(lockbox ? [] : toldBy(sendsMail)),
  ]
}

type Props = {
  decision: PamDecision
  request: PamRequest
  /** When `request` was read, in milliseconds. */
  readAt: number
  onClose: (done?: string) => void
}

/** Approve, deny and revoke: restates what is decided, says what follows, and sends only what was seen (R2). */
export const DecisionDialog = ({ decision, request, readAt, onClose }: Props) => {
  const styles = useDrawerStyles()
  const now = useNow()
  const person = usePerson()
  const form = useForm<Form>({ resolver: zodResolver(Form), defaultValues: { comment: '' } })
  const draft = useDraft(form, `access ${decision}:${request.id}`)
  const comment = useWatch({ control: form.control, name: 'comment' })
  const close = (done?: string) => {
    draft.clear()
    onClose(done)
  }
  const deciding = useAccessDecision({
    decision,
    request,
    readAt,
    myId: person.id,
    onDecided: () => close(words[decision].done),
  })
  const { seen, problem } = deciding
  // Before the settings are read it is not known whose groups were asked.
  const why = person.unknown === undefined ? whyNot(seen, decision, person, now) : undefined
  // Nothing is left to decide: unless something was typed, the form is not shown.
  const closed = comment === '' && (problem === null ? why !== undefined : isOver(problem))
  const told = problem !== null && (
    <DecisionProblem
      problem={problem}
      outcomeOf={outcomeOf}
      expired="Access can be asked for again."
      onAccept={deciding.accept}
      onLook={() => void deciding.look()}
    />
  )
  return (
    <FormDialog
      title={words[decision].title}
      {...looks[decision]}
      error={problem?.kind === 'failed' ? problem.error : null}
      pending={deciding.pending}
      checking={deciding.checking}
      onSubmit={form.handleSubmit(deciding.send)}
      onClose={() => close()}
      submitLabel={words[decision].yes}
      cancelLabel="No"
      disabledReason={(problem && blocked[problem.kind]) ?? why ?? person.unknown}
      dirty={comment !== ''}
    >
      {closed && told}
      {why !== undefined && problem === null && (
        <MessageBar intent="warning" title="You cannot do this.">
          {' '}
          {why}
        </MessageBar>
      )}
      <KeyValueList
        items={[
          {
            label: 'Access to',
            value: <DeviceText value={seen.requestedAccess} kind="name" flag />,
          },
          {
            label: 'Type',
            value:
              seen.kind === 'customerLockbox'
                ? 'Customer Lockbox'
                : `${typeWord(seen.requestType)} of Exchange`,
          },
          {
            label: 'Requested by',
            value: <DeviceText value={seen.requestedByUserPrincipalName} kind="name" flag />,
          },
          { label: 'Duration', value: hoursText(seen.durationHours) },
          {
            label: 'Comments',
            value: <DeviceText value={seen.comments} kind="text" missing="None given" />,
          },
        ]}
      />
      {!closed && why === undefined && (
        <ul className={styles.list}>
          {consequences(decision, seen, now, person.settings?.mail.sends).map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      )}
      {!closed && (
        <TextAreaField
          control={form.control}
          name="comment"
          label="Comment"
          hint="Optional. Becomes part of the audit record."
          maxLength={pamLimits.comment}
        />
      )}
      {!closed && told}
    </FormDialog>
  )
}
