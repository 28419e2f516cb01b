import { changeNotices } from './change-notices.ts'
import {
  epmConfig,
  sampleSignIn,
  sessionList,
  signOut,
  signOutEverywhere,
} from './session-handlers.ts'
import type { Handlers } from './types.ts'

/** The endpoints about sessions and live events, for `createHandlers`. */
export const hostHandlers = {
  changeNotices,
  epmConfig,
  sampleSignIn,
  sessionList,
  signOut,
  signOutEverywhere,
} satisfies Partial<Handlers>
