import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useLocation, useSearchParams } from 'react-router-dom'

import { leavingSignIn } from '#src/api/api.ts'
import { forgetReads } from '#src/api/session.ts'
import { safeReturn } from '#domain/safe-return.ts'
import { Button } from '#src/ui/basics.ts'
import { MessageBar } from '#src/ui/MessageBar.tsx'
import { PageHeader } from '#src/ui/PageHeader.tsx'

import { useSignInStyles } from './sign-in-styles.ts'

const endedHere = (state: unknown) =>
  typeof state === 'object' && state !== null && 'ended' in state && state.ended === true

/** Leads to Microsoft's sign-in and back to the page that was asked for. Nothing is sent before the person presses. */
export const MicrosoftSignIn = () => {
  const styles = useSignInStyles()
  const client = useQueryClient()
  const [address] = useSearchParams()
  const ended = endedHere(useLocation().state)
  const [leaving, setLeaving] = useState(false)
  const [failed, setFailed] = useState(false)
  useEffect(() => forgetReads(client), [client])
  const signIn = leavingSignIn()
  const problem = signIn?.problem ?? null
  const leave = async () => {
    setLeaving(true)
    setFailed(false)
    try {
      await signIn?.leave(safeReturn(address.get('returnTo'), globalThis.location.origin))
    } catch {
      setFailed(true)
      setLeaving(false)
    }
  }
  return (
    <main className={styles.page}>
      <div className={styles.card}>
        <div className={styles.product}>
          <img src="/icon.svg" alt="" width="28" height="28" />
          <span>EPM Console</span>
        </div>
        <PageHeader
          title="Sign in"
          line="You sign in with Microsoft. What you may see and do here comes from your Intune role; this console gives no rights of its own."
        />
        {ended && (
          <MessageBar intent="info" title="Microsoft asks you to sign in again.">
            {' '}
            You come back to the page where you were, and what you typed is kept in this tab.
          </MessageBar>
        )}
        {problem !== null && (
          <MessageBar intent="error" title="Signing in did not succeed.">
            {' '}
            <bdi>{problem}</bdi>
          </MessageBar>
        )}
        {failed && (
          <MessageBar intent="error" title="Microsoft’s sign-in could not be reached.">
            {' '}
            Check the network and try again.
          </MessageBar>
        )}
        <Button appearance="primary" disabled={leaving} onClick={() => void leave()}>
          Sign in with Microsoft
        </Button>
      </div>
    </main>
  )
}
