import { useSyncExternalStore } from 'react'

import { innerCodes } from '#contract/errors.ts'

import type { ApiError } from './errors.ts'

/** Whether the page asks for a fresh sign-in (R42): because the service did, or before something is typed. */
let asked: 'refused' | 'ahead' | null = null
const listeners = new Set<() => void>()

const set = (next: typeof asked) => {
  asked = next
  for (const listener of listeners) listener()
}

/** Before typing starts: the person wants to sign in again now. */
export const askForFreshSignIn = () => set('ahead')
export const freshSignInDone = () => set(null)

/** Opens the question when this is what the service refused a call for. */
export const noteRefusal = (error: ApiError): ApiError => {
  if (error.innerCode === innerCodes.freshSignInRequired) set('refused')
  return error
}

export const useFreshSignInAsked = () =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => asked,
  )
