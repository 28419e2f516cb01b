import { changeNotices } from './change-notices.ts'
import { providerHandlers } from './provider-handlers.ts'
import {
  epmConfig,
  sampleSignIn,
  sessionEnd,
  sessionList,
  signOut,
  signOutEverywhere,
} from './session-handlers.ts'
import { setupAdministrator } from './setup-code.ts'
import type { Handlers } from './types.ts'

/** The endpoints about sessions and live events, for `createHandlers`. */
export const hostHandlers = {
  changeNotices,
  epmConfig,
  ...providerHandlers,
  sampleSignIn,
  sessionEnd,
  sessionList,
  setupAdministrator,
  signOut,
  signOutEverywhere,
} satisfies Partial<Handlers>
