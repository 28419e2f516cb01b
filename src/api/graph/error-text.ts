import type { GraphError } from '#contract/errors.ts'
import { z } from '#contract/zod.ts'

type Envelope = GraphError['error']

/** What Intune puts as JSON text into `message` (graph-contract 8). */
const Inside = z.looseObject({ Message: z.string(), CustomApiErrorPhrase: z.string().nullish() })

const insideOf = (message: string) => {
  if (!message.trimStart().startsWith('{')) return null
  try {
    return Inside.safeParse(JSON.parse(message)).data ?? null
  } catch {
    return null
  }
}

/** The sentence for a person: without the operation id, the activity id and the address behind it. */
const sentence = (text: string) => text.split(' - Operation ID', 1).join('').trim()

const needsApproval =
  'A second administrator has to approve this change (Multi Admin Approval), so nothing is saved yet. ' +
  'Once it is approved, save the same again here.'

/** An error of Graph with a message that can be read. */
export const readableError = (error: Envelope): Envelope => {
  if (error.code === 'ApprovalRequired') return { ...error, message: needsApproval }
  const inside = insideOf(error.message)
  const message =
    inside === null
      ? sentence(error.message)
      : inside.CustomApiErrorPhrase?.trim() || sentence(inside.Message)
  return { ...error, message }
}
