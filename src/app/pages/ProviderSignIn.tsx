import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useLocation, useSearchParams } from 'react-router-dom'

import type { SignInProblem } from '#contract/sign-in.ts'
import { safeReturn } from '#domain/safe-return.ts'
import { forgetReads } from '#src/api/session.ts'
import { paths } from '#src/lib/paths.ts'
import { Button } from '#src/ui/basics.ts'
import { MessageBar } from '#src/ui/MessageBar.tsx'
import { PageHeader } from '#src/ui/PageHeader.tsx'
import { RequestId } from '#src/ui/states/RequestId.tsx'

import { SessionEnded } from './SessionEnded.tsx'
import { useSignInStyles } from './sign-in-styles.ts'

const problems: Record<SignInProblem, { title: string; message: string }> = {
  denied: {
    title: 'You were not signed in.',
    message:
      'Your organization’s sign-in was cancelled or refused. Try again, or ask your administrator whether you may use this application.',
  },
  expired: {
    title: 'This sign-in is over.',
    message:
      'It took longer than ten minutes, was used already, or began in another browser. Sign in again.',
  },
  notVerified: {
    title: 'The answer of the sign-in could not be verified.',
    message:
      'Sign in again. If it happens again, give the request id to whoever runs this console.',
  },
  unreachable: {
    title: 'Your organization’s sign-in does not answer.',
    message: 'Try again in a moment. If it goes on, tell whoever runs this console.',
  },
  noTime: {
    title: 'It cannot be told when you signed in.',
    message:
      'Your organization’s sign-in does not say it (auth_time), so nothing that needs a fresh sign-in can be done. Tell whoever runs this console.',
  },
  disabled: {
    title: 'Your account is disabled here.',
    message:
      'You are signed in at your organization, but an administrator has disabled you in this console.',
  },
  nameTaken: {
    title: 'Another user here has your name.',
    message:
      'You were not let in, so that nobody gets rights by a name. Whoever runs this console can join the two.',
  },
  otherPerson: {
    title: 'Somebody else signed in.',
    message:
      'Signing in again has to be done by the person who is signed in here. Nothing was changed.',
  },
  tooMany: { title: 'Too many sign-ins.', message: 'Wait a minute and try again.' },
  failed: {
    title: 'Signing in did not succeed.',
    message: 'Try again. If it happens again, give the request id to whoever runs this console.',
  },
}

const isProblem = (text: string | null): text is SignInProblem => text !== null && text in problems

/** Leads to the organization's sign-in and back to the page that was asked for; says what went wrong on the way. */
export const ProviderSignIn = () => {
  const styles = useSignInStyles()
  const client = useQueryClient()
  const { state } = useLocation()
  const [address] = useSearchParams()
  const [leaving, setLeaving] = useState(false)
  useEffect(() => forgetReads(client), [client])
  const returnTo = safeReturn(address.get('returnTo'), globalThis.location.origin)
  // Anybody can have written the address: it chooses among our own sentences, and an id is letters and digits.
  const given = address.get('problem')
  const problem = isProblem(given) ? problems[given] : null
  const request = /^[\w-]{8,64}$/.exec(address.get('request') ?? '')?.[0]
  return (
    <main className={styles.page}>
      <div className={styles.card}>
        <div className={styles.product}>
          <img src="/icon.svg" alt="" width="28" height="28" />
          <span>EPM Console</span>
        </div>
        <PageHeader
          title="Sign in"
          line="You sign in at your organization and come back. What you may see and do here comes from your roles in this console."
        />
        {problem === null ? (
          <SessionEnded state={state} />
        ) : (
          <MessageBar intent="error" title={problem.title}>
            {' '}
            {problem.message}
            {request !== undefined && (
              <div>
                <RequestId id={request} />
              </div>
            )}
          </MessageBar>
        )}
        <Button
          appearance="primary"
          disabledFocusable={leaving}
          onClick={() => {
            setLeaving(true)
            globalThis.location.assign(paths.providerSignIn(returnTo, given === 'otherPerson'))
          }}
        >
          {leaving ? 'Going to sign-in…' : 'Sign in with your organization'}
        </Button>
      </div>
    </main>
  )
}
