import { useQuery } from '@tanstack/react-query'
import { useRef } from 'react'

import type { Session } from '#contract/sessions.ts'
import { q, callOnce, useApiMutation } from '#src/api/queries.ts'
import { exactLocal } from '#src/lib/dates.ts'
import { paths } from '#src/lib/paths.ts'
import { announce } from '#src/ui/announcer.tsx'
import { Button } from '#src/ui/basics.ts'
import { CommandButton } from '#src/ui/CommandButton.tsx'
import { FormDialog } from '#src/ui/dialogs/FormDialog.tsx'
import { FailureBar } from '#src/ui/FailureBar.tsx'
import { Spinner } from '#src/ui/Spinner.tsx'
import { makeStyles, tokens } from '#src/ui/styles.ts'
import { When } from '#src/ui/text/When.tsx'

import { browserName } from './browser-name.ts'

const useStyles = makeStyles({
  list: {
    listStyleType: 'none',
    margin: 0,
    padding: 0,
    display: 'grid',
    gap: '12px',
    outlineStyle: 'none',
  },
  session: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: '8px 12px',
    padding: '10px 12px',
    overflowWrap: 'anywhere',
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusMedium,
  },
  facts: { display: 'grid', gap: '2px', flex: '1 1 220px', minWidth: 0 },
  name: { fontWeight: tokens.fontWeightSemibold },
  meta: { color: tokens.colorNeutralForeground3 },
  text: { margin: 0 },
})

/** Where this person is signed in, and the way to end one of it or all of it at once (R41). */
export const SessionsDialog = ({ onClose }: { onClose: () => void }) => {
  const styles = useStyles()
  const list = useRef<HTMLUListElement>(null)
  const sessions = useQuery({ ...q('sessionList', {}), staleTime: 0 })
  const out = useApiMutation('signOutEverywhere', {
    invalidates: [],
    onSuccess: () => {
      sessionStorage.clear()
      // A new document, so that nothing read before is left in memory or behind Back (R64).
      globalThis.location.replace(paths.signIn())
    },
  })
  const end = useApiMutation('sessionEnd', {
    invalidates: ['sessionList'],
    onSuccess: () => {
      announce('That session has ended.')
      // Its row goes, and the button that had the focus with it.
      list.current?.focus()
    },
    verify: async ({ path }) => {
      const { value } = await callOnce('sessionList', {})
      return value.some(({ id }) => id === path.id) ? null : undefined
    },
  })
  const busy = out.pending || end.pending
  return (
    <FormDialog
      title="Where you are signed in"
      error={out.error ?? end.error}
      pending={busy}
      checking={end.checking}
      onSubmit={() => out.send({})}
      onClose={onClose}
      submitLabel="Sign out everywhere"
      cancelLabel="Close"
      focusCancel
      tone="danger"
      disabledReason={undefined}
    >
      {sessions.isPending && <Spinner label="Loading your sessions" />}
      {sessions.error !== null && (
        <FailureBar
          error={sessions.error}
          actions={<Button onClick={() => void sessions.refetch()}>Try again</Button>}
        />
      )}
      {sessions.data !== undefined && (
        <ul ref={list} tabIndex={-1} aria-label="Your sessions" className={styles.list}>
          {sessions.data.value.map((session) => (
            <SessionRow
              key={session.id}
              session={session}
              onEnd={() => {
                if (!busy) end.send({ path: { id: session.id } })
              }}
            />
          ))}
        </ul>
      )}
      <p className={styles.text}>
        Signing out everywhere ends all of these at once, this one included, and forgets what you
        typed in this tab. Access tokens go on working until they are revoked.
      </p>
    </FormDialog>
  )
}

const SessionRow = ({ session, onEnd }: { session: Session; onEnd: () => void }) => {
  const styles = useStyles()
  const name = browserName(session.client)
  return (
    <li className={styles.session}>
      <div className={styles.facts}>
        <span className={styles.name}>
          {name}
          {session.isCurrent ? ' (this one)' : ''}
        </span>
        <span className={styles.meta}>
          from <bdi>{session.ipAddress ?? 'an unknown address'}</bdi>, signed in{' '}
          <When at={session.createdDateTime} />, last used <When at={session.lastUsedDateTime} />
        </span>
      </div>
      {!session.isCurrent && (
        <CommandButton
          size="small"
          label={`Sign out ${name}, signed in ${exactLocal(session.createdDateTime)}`}
          disabledReason={undefined}
          onClick={onEnd}
        >
          Sign out
        </CommandButton>
      )}
    </li>
  )
}
