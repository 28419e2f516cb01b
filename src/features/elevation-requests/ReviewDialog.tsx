import { CheckmarkCircleRegular, DismissCircleRegular } from '@fluentui/react-icons'
import { zodResolver } from '@hookform/resolvers/zod'
import { useForm, useWatch } from 'react-hook-form'

import type { ElevationRequest } from '#contract/elevation-requests.ts'
import { inspectText } from '#domain/file-name/spoofing.ts'
import { useRights } from '#src/api/rights.ts'
import { useMe } from '#src/api/session.ts'
import { blocked, isOver } from '#src/shared/decision/decision-problem.ts'
import { reasonOf, reasonWithRoles } from '#src/shared/rule-rights.ts'
import { CopyButton } from '#src/ui/CopyButton.tsx'
import { FormDialog } from '#src/ui/dialogs/FormDialog.tsx'
import { TextAreaField } from '#src/ui/form/fields.tsx'
import { useDraft } from '#src/ui/form/use-draft.ts'
import { KeyValueList } from '#src/ui/KeyValueList.tsx'
import { Stack } from '#src/ui/layout/Stack.tsx'
import { MessageBar } from '#src/ui/MessageBar.tsx'
import { makeStyles, tokens } from '#src/ui/styles.ts'
import { DeviceText } from '#src/ui/text/DeviceText.tsx'
import { FolderWarning } from '#src/ui/text/FolderWarning.tsx'
import { useNow } from '#src/ui/use-now.ts'

import { SignerWarnings } from './SignerWarnings.tsx'
import { requestFlags } from './request-flags.ts'
import { folderOf } from './request-file.ts'
import { consequences, denialMessage, text, type Decision } from './request-text.ts'
import { emptyReview, reasonLimit, ReviewForm } from './review-form.ts'
import { ReviewProblem } from './ReviewProblem.tsx'
import { useReview } from './use-review.ts'
import { useSigner } from './use-signer.ts'

const useStyles = makeStyles({
  consequences: { margin: 0, paddingLeft: '20px', lineHeight: '20px' },
  message: {
    display: 'flex',
    alignItems: 'start',
    gap: '8px',
    padding: '8px 12px',
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground3,
    maxHeight: '120px',
    overflowY: 'auto',
  },
  grow: { flexGrow: 1, minWidth: 0 },
  text: { margin: 0 },
  warning: { color: tokens.colorStatusWarningForeground3 },
  hash: { fontFamily: tokens.fontFamilyMonospace, fontSize: tokens.fontSizeBase200 },
})

const words = {
  approve: {
    title: 'Approve this elevation request?',
    yes: 'Yes, approve',
    hint: 'Optional. Becomes part of the audit record.',
  },
  deny: {
    title: 'Deny this elevation request?',
    yes: 'Yes, deny',
    hint: 'Optional, but say why: the user is not told, and your reason is what the audit log keeps.',
  },
} as const

const looks = {
  approve: { icon: <CheckmarkCircleRegular /> },
  deny: { icon: <DismissCircleRegular />, tone: 'danger' },
} as const

type Props = {
  decision: Decision
  request: ElevationRequest
  /** When `request` was read, in milliseconds. */
  readAt: number
  onClose: () => void
  onDecided: (request: ElevationRequest) => void
}

/** Approve and deny: restates what is decided, says what follows, and sends only what was seen. */
export const ReviewDialog = ({ decision, request, readAt, onClose, onDecided }: Props) => {
  const styles = useStyles()
  const now = useNow()
  const me = useMe()
  const rights = useRights()
  const form = useForm<ReviewForm>({
    resolver: zodResolver(ReviewForm),
    defaultValues: emptyReview(),
  })
  const draft = useDraft(form, `${decision}:${request.id}`)
  const reason = useWatch({ control: form.control, name: 'reason' })
  const review = useReview({
    decision,
    request,
    readAt,
    myId: me.id,
    onDecided: (decided) => {
      draft.clear()
      onDecided(decided)
    },
  })
  const { seen, problem } = review
  const flag = requestFlags(seen, { id: me.id, rights }, now)[decision]
  // Nothing is left to decide: unless something was typed, the form is not shown.
  const closed = reason === '' && (problem === null ? !flag.allowed : isOver(problem))
  const told = problem !== null && (
    <ReviewProblem
      problem={problem}
      now={now}
      onAccept={review.accept}
      onLook={() => void review.look()}
    />
  )
  return (
    <FormDialog
      title={words[decision].title}
      {...looks[decision]}
      error={problem?.kind === 'failed' ? problem.error : null}
      pending={review.pending}
      checking={review.checking}
      onSubmit={form.handleSubmit(review.send)}
      onClose={() => {
        draft.clear()
        onClose()
      }}
      submitLabel={words[decision].yes}
      cancelLabel="No"
      disabledReason={(problem && blocked[problem.kind]) ?? reasonOf(flag)}
      dirty={reason !== ''}
    >
      {closed && told}
      {!flag.allowed && problem === null && (
        <MessageBar
          intent="warning"
          title={decision === 'approve' ? 'You cannot approve this.' : 'You cannot deny this.'}
        >
          {' '}
          {reasonWithRoles(flag)}
        </MessageBar>
      )}
      <Subject request={seen} />
      {decision === 'approve' && !closed && (
        <ul className={styles.consequences}>
          {consequences('approve', now).map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      )}
      {!closed && (
        <TextAreaField
          control={form.control}
          name="reason"
          label="Reason"
          hint={words[decision].hint}
          maxLength={reasonLimit}
        />
      )}
      {decision === 'deny' && !closed && (
        <Stack gap="small">
          <p className={styles.text}>{consequences('deny', now).join(' ')}</p>
          <div className={styles.message}>
            <span className={styles.grow}>
              <DeviceText value={denialMessage(seen, reason)} kind="text" />
            </span>
            <CopyButton text={denialMessage(seen, reason)} what="message to the user" />
          </div>
        </Stack>
      )}
      {!closed && told}
    </FormDialog>
  )
}

/** What is being decided, once more. Nothing here takes the focus, so that it begins at the reason. */
const Subject = ({ request }: { request: ElevationRequest }) => {
  const styles = useStyles()
  const detail = request.applicationDetail
  const signer = useSigner(detail)
  const { warnings } = inspectText(text(detail?.fileName), 'fileName')
  return (
    <KeyValueList
      items={[
        {
          label: 'File',
          value: (
            <>
              <DeviceText value={detail?.fileName} kind="fileName" flag />
              {warnings.map(({ kind, message }) => (
                <div key={kind} className={styles.warning}>
                  {message}
                </div>
              ))}
            </>
          ),
        },
        {
          label: 'Folder',
          value: (
            <>
              <DeviceText value={folderOf(request)} kind="filePath" />
              <FolderWarning folder={folderOf(request)} />
            </>
          ),
        },
        {
          label: 'Signed by',
          value:
            signer === null ? (
              'Being read…'
            ) : (
              <>
                <DeviceText value={signer.signedBy} kind="name" flag missing="Signer unknown" />
                <SignerWarnings request={request} />
              </>
            ),
        },
        {
          label: 'Hash',
          value: <bdi className={styles.hash}>{text(detail?.fileHash) || 'Not given'}</bdi>,
        },
        {
          label: 'User',
          value: <DeviceText value={request.requestedByUserPrincipalName} kind="name" />,
        },
        { label: 'Device', value: <DeviceText value={request.deviceName} kind="name" /> },
        {
          label: 'User’s reason',
          value: (
            <DeviceText value={request.requestJustification} kind="text" missing="None given" />
          ),
        },
      ]}
    />
  )
}
