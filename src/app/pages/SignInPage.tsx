import { ChevronRightRegular } from '@fluentui/react-icons'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { useLocation, useNavigate, useSearchParams } from 'react-router-dom'

import { forgetReads, useConfig, useSignIn } from '#src/api/session.ts'
import { safeReturn } from '#domain/safe-return.ts'
import { FailureBar } from '#src/ui/FailureBar.tsx'
import { MessageBar } from '#src/ui/MessageBar.tsx'
import { PageHeader } from '#src/ui/PageHeader.tsx'
import { Spinner } from '#src/ui/Spinner.tsx'

import { SessionEnded } from './SessionEnded.tsx'
import { forgetDraftsOfOthers } from './drafts-of-others.ts'
import { useSignInStyles } from './sign-in-styles.ts'

/** The sample tenant's sign-in: choose who to be. Says plainly that no password is asked and nothing is real. */
export const SignInPage = () => {
  const styles = useSignInStyles()
  const client = useQueryClient()
  const navigate = useNavigate()
  const [address] = useSearchParams()
  // Only once this page is there: the pages of the ended session may still render until then, and need their reads.
  useEffect(() => forgetReads(client), [client])
  const { state } = useLocation()
  const config = useConfig().data
  const signIn = useSignIn(async () => {
    forgetReads(client)
    await navigate(safeReturn(address.get('returnTo'), globalThis.location.origin), {
      replace: true,
    })
  })
  const people = config?.samplePeople ?? []
  const choose = (userPrincipalName: string) => {
    forgetDraftsOfOthers(userPrincipalName)
    signIn.send({ body: { userPrincipalName } })
  }
  return (
    <main className={styles.page}>
      <div className={styles.card}>
        <div className={styles.product}>
          <img src="/icon.svg" alt="" width="28" height="28" />
          <span>EPM Console</span>
        </div>
        <PageHeader
          title={people.length > 0 ? 'Choose who to be' : 'Sign in'}
          line={
            people.length > 0
              ? 'This is the sample tenant: its people, devices and requests are made up, and there are no passwords. Each person has one role.'
              : undefined
          }
        />
        <SessionEnded state={state} />
        {signIn.error !== null && <FailureBar error={signIn.error} />}
        {people.length === 0 && (
          <MessageBar intent="warning" title="This service offers no sign-in on this page.">
            {' '}
            It answers scripts and devices, with tokens. Whoever runs it can set up your
            organization’s sign-in: <code>OIDC_ISSUER</code> and what goes with it.
          </MessageBar>
        )}
        <ul className={styles.people}>
          {people.map((person) => (
            <li key={person.userPrincipalName}>
              <button
                type="button"
                className={styles.person}
                aria-disabled={signIn.pending}
                onClick={() => {
                  if (!signIn.pending) choose(person.userPrincipalName)
                }}
              >
                <span className={styles.name}>
                  {person.displayName}{' '}
                  <span className={styles.upn}>{person.userPrincipalName}</span>
                </span>
                <span className={styles.sentence}>
                  {person.role}. {person.description}
                </span>
                <span className={styles.arrow} aria-hidden>
                  <ChevronRightRegular />
                </span>
              </button>
            </li>
          ))}
        </ul>
        {signIn.pending && <Spinner label="Signing in" />}
      </div>
    </main>
  )
}
