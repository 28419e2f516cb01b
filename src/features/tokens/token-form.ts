import { z } from '#contract/zod.ts'
import { tokenPurposes } from '#contract/tokens.ts'

import { lifetimes } from './token-words.ts'

export const TokenForm = z
  .object({
    displayName: z
      .string()
      .trim()
      .min(1, 'Say what the token is for, for example the name of the script.')
      .max(100, 'At most 100 characters.'),
    purpose: z.enum(tokenPurposes, 'Choose what the token may do.'),
    deviceId: z.string(),
    days: z.enum(lifetimes.map(String)),
  })
  .refine(({ purpose, deviceId }) => purpose !== 'device' || deviceId !== '', {
    path: ['deviceId'],
    message: 'Choose the device.',
  })
export type TokenForm = z.infer<typeof TokenForm>
