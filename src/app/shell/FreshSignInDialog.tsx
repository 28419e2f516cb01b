import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useLocation } from 'react-router-dom'

import { freshSignInDone } from '#src/api/fresh-sign-in.ts'
import { configQuery, useConfig, useMe, useSignIn } from '#src/api/session.ts'
import { paths } from '#src/lib/paths.ts'
import { FormDialog } from '#src/ui/dialogs/FormDialog.tsx'
import { makeStyles } from '#src/ui/styles.ts'
import { toast } from '#src/ui/toasts.tsx'

const useStyles = makeStyles({ text: { margin: 0 } })

/**
 * Asks for a fresh sign-in (R42) over whatever is open, which stays as it is. What was refused is not sent again by itself: the
 * person presses the button once more.
 */
export const FreshSignInDialog = ({ asked }: { asked: 'refused' | 'ahead' }) => {
  const styles = useStyles()
  const client = useQueryClient()
  const me = useMe()
  const { pathname, search } = useLocation()
  const provider = useConfig().data?.signIn === 'oidc'
  const [leaving, setLeaving] = useState(false)
  const signIn = useSignIn(async () => {
    await client.fetchQuery({ ...configQuery, staleTime: 0 })
    freshSignInDone()
    toast({
      intent: 'success',
      title: 'Signed in again',
      message: asked === 'refused' ? 'Nothing was sent yet: press the button once more.' : '',
    })
  })
  const again = () => {
    if (!provider) return signIn.send({ body: { userPrincipalName: me.userPrincipalName ?? '' } })
    setLeaving(true)
    globalThis.location.assign(paths.providerSignIn(pathname + search, true))
  }
  return (
    <FormDialog
      title="Sign in again to go on"
      error={signIn.error}
      pending={signIn.pending || leaving}
      onSubmit={again}
      onClose={freshSignInDone}
      submitLabel={provider ? 'Go to sign-in' : `Sign in again as ${me.displayName ?? 'me'}`}
      disabledReason={undefined}
    >
      <p className={styles.text}>
        {asked === 'refused' ? 'Nothing was changed. ' : ''}
        What you want to do needs a sign-in within the last 5 minutes, so that nobody does it from a
        screen you left open.
      </p>
      <p className={styles.text}>
        {provider
          ? 'You leave this page for your organization’s sign-in and come back to it. What you typed is kept in this tab.'
          : 'What you typed stays as it is.'}{' '}
        Nothing is sent by itself.
      </p>
    </FormDialog>
  )
}
