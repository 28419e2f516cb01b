import { lazy, Suspense } from 'react'

import { leavingSignIn } from '#src/api/api.ts'
import { useConfig } from '#src/api/session.ts'

const SignInPage = lazy(async () => ({ default: (await import('./SignInPage.tsx')).SignInPage }))
const ProviderSignIn = lazy(async () => ({
  default: (await import('./ProviderSignIn.tsx')).ProviderSignIn,
}))
const MicrosoftSignIn = lazy(async () => ({
  default: (await import('./MicrosoftSignIn.tsx')).MicrosoftSignIn,
}))

/** The sign-in of the backend this page speaks to; each is loaded when it is shown. */
export const SignIn = () => {
  const provider = useConfig().data?.signIn === 'oidc'
  const Page = leavingSignIn() !== null ? MicrosoftSignIn : provider ? ProviderSignIn : SignInPage
  return (
    <Suspense>
      <Page />
    </Suspense>
  )
}
