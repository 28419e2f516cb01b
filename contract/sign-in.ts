import { z } from './zod.ts'

/** Why a sign-in at the identity provider came to nothing, as `problem` of the sign-in page's address. */
export const signInProblems = [
  /** The provider did not sign the person in, or the person did not agree. */
  'denied',
  /** Too long on the way, or a second answer to one question. */
  'expired',
  /** The answer is not what the console asked for. */
  'notVerified',
  'unreachable',
  /** The provider does not say when the person signed in, so that it cannot be fresh. */
  'noTime',
  'disabled',
  /** Another user here has the name already. */
  'nameTaken',
  /** A fresh sign-in by somebody else. */
  'otherPerson',
  'tooMany',
  'failed',
] as const
export type SignInProblem = (typeof signInProblems)[number]

/** `POST /epm/setup`: the one-time code that the service printed on its console. */
export const SetupBody = z.strictObject({ code: z.string().min(1).max(64) })
