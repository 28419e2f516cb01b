import { useQuery } from '@tanstack/react-query'

import { q, useApiMutation } from '#src/api/queries.ts'
import { paths } from '#src/lib/paths.ts'
import { FormDialog } from '#src/ui/dialogs/FormDialog.tsx'
import { FailureBar } from '#src/ui/FailureBar.tsx'
import { Spinner } from '#src/ui/Spinner.tsx'
import { makeStyles, tokens } from '#src/ui/styles.ts'
import { When } from '#src/ui/text/When.tsx'

import { browserName } from './browser-name.ts'

const useStyles = makeStyles({
  list: { listStyleType: 'none', margin: 0, padding: 0, display: 'grid', gap: '12px' },
  session: {
    display: 'grid',
    gap: '2px',
    padding: '10px 12px',
    overflowWrap: 'anywhere',
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusMedium,
  },
  name: { fontWeight: tokens.fontWeightSemibold },
  meta: { color: tokens.colorNeutralForeground3 },
})

/** Where this person is signed in, and the way to end all of it at once (R41). */
export const SessionsDialog = ({ onClose }: { onClose: () => void }) => {
  const styles = useStyles()
  const sessions = useQuery({ ...q('sessionList', {}), staleTime: 0 })
  const out = useApiMutation('signOutEverywhere', {
    invalidates: [],
    onSuccess: () => {
      sessionStorage.clear()
      // A new document, so that nothing read before is left in memory or behind Back (R64).
      globalThis.location.replace(paths.signIn())
    },
  })
  return (
    <FormDialog
      title="Where you are signed in"
      error={out.error}
      pending={out.pending}
      onSubmit={() => out.send({})}
      onClose={onClose}
      submitLabel="Sign out everywhere"
      cancelLabel="Close"
      cancelFirst
      tone="danger"
      disabledReason={undefined}
    >
      {sessions.isPending && <Spinner label="Loading your sessions" />}
      {sessions.error !== null && <FailureBar error={sessions.error} />}
      <ul className={styles.list}>
        {sessions.data?.value.map((session) => (
          <li key={session.id} className={styles.session}>
            <span className={styles.name}>
              {browserName(session.client)}
              {session.isCurrent ? ' (this one)' : ''}
            </span>
            <span className={styles.meta}>
              from <bdi>{session.ipAddress ?? 'an unknown address'}</bdi>, signed in{' '}
              <When at={session.createdDateTime} />, last used{' '}
              <When at={session.lastUsedDateTime} />
            </span>
          </li>
        ))}
      </ul>
      <p>
        Signing out everywhere ends all of these at once, this one included, and forgets what you
        typed in this tab. Access tokens go on working until they are revoked.
      </p>
    </FormDialog>
  )
}
