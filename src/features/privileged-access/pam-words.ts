import type { PamAccessType, PamExecution, PamMail, PamRequest } from '#contract/pam.ts'
import { pamPhase } from '#domain/pam/life-cycle.ts'
import { timeLeft } from '#src/lib/dates.ts'

export const typeWords: Readonly<Record<PamAccessType, string>> = {
  task: 'Task',
  role: 'Role',
  roleGroup: 'Role Group',
}
export const typeWord = (type: string): string =>
  Object.hasOwn(typeWords, type) ? typeWords[type as PamAccessType] : type

export const approvalWord = (type: string): string =>
  type === 'manual' ? 'Manual' : type === 'auto' ? 'Auto' : type

const counted = (count: number, word: string) => `${count} ${word}${count === 1 ? '' : 's'}`

/** "1 hour", "36 hours (1 day, 12 hours)" */
export const hoursText = (hours: number): string => {
  const [days, rest] = [Math.floor(hours / 24), hours % 24]
  if (hours <= 24) return counted(hours, 'hour')
  const parts = [counted(days, 'day'), ...(rest === 0 ? [] : [counted(rest, 'hour')])]
  return `${counted(hours, 'hour')} (${parts.join(', ')})`
}

export type Tone = 'waiting' | 'good' | 'bad' | 'over' | 'unknown'
export type StatusWords = { word: string; tone: Tone; more: string }

/** The state as the clock makes it, and what is left of it. `more` may name a person: show it as device text. */
export const statusWords = (request: PamRequest, now: number): StatusWords => {
  const phase = pamPhase(request, new Date(now))
  const left = (end: Date) => timeLeft(end.toISOString(), now)
  const by =
    request.approvalType === 'auto'
      ? 'by its policy'
      : `by ${request.decidedByUserPrincipalName ?? ''}`
  switch (phase.kind) {
    case 'pending':
      return { word: 'Pending', tone: 'waiting', more: `${left(phase.endsAt)} to answer` }
    case 'approved':
      return { word: 'Approved', tone: 'good', more: `${left(phase.endsAt)} · ${by}` }
    case 'accessEnded':
      return { word: 'Approved', tone: 'over', more: 'the access has ended' }
    case 'denied':
      return { word: 'Denied', tone: 'bad', more: by }
    case 'revoked':
      return {
        word: 'Revoked',
        tone: 'bad',
        more: `by ${request.revokedByUserPrincipalName ?? ''}`,
      }
    case 'expired':
      return { word: 'Expired', tone: 'over', more: 'nobody answered in time' }
    case 'unknown':
      return { word: 'Unknown state', tone: 'unknown', more: phase.status }
  }
}

/** `note` is what somebody wrote, `to` where a mail goes. */
export type Step = { at: string; text: string; note: string; to?: string }

const mailText = (mail: PamMail): Step => {
  const to = mail.audience === 'approvers' ? 'the approvers' : 'the requester'
  const where = { note: '', to: mail.to }
  if (mail.state === 'sent')
    return { at: mail.sentDateTime ?? '', text: `Mail sent to ${to}`, ...where }
  if (mail.state === 'failed')
    return { at: '', text: `Mail to ${to} could not be sent and is not tried again`, ...where }
  return {
    at: '',
    text:
      mail.attempts === 0
        ? `Mail to ${to} is about to be sent`
        : `Mail to ${to} is not sent yet: tried ${mail.attempts === 1 ? 'once' : `${mail.attempts} times`}`,
    ...where,
  }
}

/** What happened, the oldest first; what has no time yet stands at the end. */
export const timeLine = (
  request: PamRequest,
  uses: readonly PamExecution[],
  now: number,
): Step[] => {
  const { approvalType, decidedDateTime, status, revokedDateTime, accessEndDateTime } = request
  const phase = pamPhase(request, new Date(now)).kind
  const steps: Step[] = [
    {
      at: request.createdDateTime,
      text: `Asked by ${request.requestedByUserPrincipalName ?? ''}`,
      // What they wrote stands above already.
      note: '',
    },
    ...(decidedDateTime
      ? [
          {
            at: decidedDateTime,
            text: `${status === 'denied' ? 'Denied' : 'Approved'} by ${
              approvalType === 'auto' ? 'its policy' : (request.decidedByUserPrincipalName ?? '')
            }`,
            note: request.decisionComment ?? '',
          },
        ]
      : []),
    ...uses.map((use) => ({
      at: use.dateTime,
      text:
        use.askedByUserId === use.userId
          ? 'Used'
          : `Used through ${use.askedByUserPrincipalName ?? ''}`,
      note: '',
    })),
    ...(revokedDateTime
      ? [
          {
            at: revokedDateTime,
            text: `Revoked by ${request.revokedByUserPrincipalName ?? ''}`,
            note: request.revocationComment ?? '',
          },
        ]
      : []),
    ...(phase === 'expired'
      ? [{ at: request.expiryDateTime, text: 'Expired: nobody answered in time', note: '' }]
      : []),
    ...(phase === 'accessEnded' && accessEndDateTime
      ? [{ at: accessEndDateTime, text: 'The access ended', note: '' }]
      : []),
    ...(request.mails ?? []).map(mailText),
  ]
  return steps.toSorted((one, other) =>
    one.at === other.at ? 0 : one.at === '' ? 1 : other.at === '' ? -1 : one.at < other.at ? -1 : 1,
  )
}

/** The next try of a mail that was not sent yet; null when none waits. */
export const nextMailTry = (request: PamRequest): string | null =>
  (request.mails ?? []).find(({ state, attempts }) => state === 'waiting' && attempts > 0)
    ?.nextAttemptDateTime ?? null
