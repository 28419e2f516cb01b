import { lazy, Suspense } from 'react'

import { leavingSignIn } from '#src/api/api.ts'

import { SignInPage } from './SignInPage.tsx'

const MicrosoftSignIn = lazy(async () => ({
  default: (await import('./MicrosoftSignIn.tsx')).MicrosoftSignIn,
}))

/** The sign-in of the backend this page speaks to. */
export const SignIn = () =>
  leavingSignIn() === null ? (
    <SignInPage />
  ) : (
    <Suspense>
      <MicrosoftSignIn />
    </Suspense>
  )
