import type { ElevationRequest } from '#contract/elevation-requests.ts'
import { approvalWindowMs, phase, type Phase } from '#domain/elevation-request/life-cycle.ts'
import { localToTheMinute, relativeAge, timeLeft, zoneName } from '#src/lib/dates.ts'

export type Decision = 'approve' | 'deny'

/** Graph sends null, `''` or nothing for the same thing (graph-contract 1.1). */
export const text = (value: string | null | undefined) => value ?? ''

export const fileNameOf = (request: ElevationRequest) =>
  text(request.applicationDetail?.fileName) || 'a file without a name'
export const requesterOf = (request: ElevationRequest) =>
  text(request.requestedByUserPrincipalName) || 'a user who is not named'
export const deviceOf = (request: ElevationRequest) =>
  text(request.deviceName) || 'a device without a name'
export const reviewerOf = (request: ElevationRequest) =>
  text(request.reviewCompletedByUserPrincipalName) ||
  (text(request.reviewCompletedByUserId) === ''
    ? 'an administrator who is not named'
    : `the administrator with id ${text(request.reviewCompletedByUserId)}`)

export type StatusTone = 'waiting' | 'good' | 'bad' | 'over' | 'unknown'
export type StatusText = {
  /** The documented word. */
  word: string
  tone: StatusTone
  /** Who or what decided; `''` while nothing has. Names a person from the wire: show it as device text. */
  by: string
  /** Time left of an approval; `''` for everything else. */
  left: string
}

const describe = (current: Phase, request: ElevationRequest, now: number): StatusText => {
  const until = (end: Date | null) => (end === null ? '' : timeLeft(end.toISOString(), now))
  const by = `by ${reviewerOf(request)}`
  switch (current.kind) {
    case 'pending':
      return { word: 'Pending', tone: 'waiting', by: '', left: '' }
    case 'approved':
      return { word: 'Approved', tone: 'good', by, left: until(current.endsAt) }
    case 'approvalEnded':
      return { word: 'Approved', tone: 'over', by, left: 'ended without use' }
    case 'completed':
      return {
        word: 'Completed',
        tone: 'good',
        by: `approved ${by}, then run`,
        left: current.msLeft === 0 ? '' : until(current.endsAt),
      }
    case 'denied':
      return { word: 'Denied', tone: 'bad', by, left: '' }
    case 'revoked':
      return { word: 'Revoked', tone: 'bad', by, left: '' }
    case 'expired':
      return { word: 'Expired', tone: 'over', by: 'nobody decided in time', left: '' }
    case 'unknown':
      return { word: 'Unknown state', tone: 'unknown', by: `“${current.status}”`, left: '' }
  }
}

/** The status cell: the state as the clock makes it, who or what decided, and what is left of an approval. */
export const statusText = (request: ElevationRequest, now: number) =>
  describe(phase(request, new Date(now)), request, now)

/** "4 h ago" and, while it waits, "6 days left". */
export const ageText = (request: ElevationRequest, now: number) => {
  const current = phase(request, new Date(now))
  return {
    age: relativeAge(request.requestCreatedDateTime, now),
    left:
      current.kind === 'pending' && current.endsAt !== null
        ? timeLeft(current.endsAt.toISOString(), now)
        : '',
    /** Less than six hours until it expires undecided. */
    urgent: current.kind === 'pending' && current.msLeft !== null && current.msLeft < 6 * 3_600_000,
  }
}

/** What follows the names in the drawer's first sentence: ", asked 4 h ago. Waits for a decision, 6 days left." */
export const sentenceEnd = (request: ElevationRequest, now: number) => {
  const { age, left } = ageText(request, now)
  const asked = `, asked ${age}.`
  const status = statusText(request, now)
  if (status.word === 'Pending')
    return left === ''
      ? `${asked} Waits for a decision.`
      : `${asked} Waits for a decision, ${left}.`
  if (status.word === 'Expired') return `${asked} Expired: nobody decided in time.`
  if (status.tone === 'unknown') return `${asked} Its state is not known to this console.`
  return asked
}

/** A decision that somebody made, for sentences: "Denied by …"; what became of an approval stands in `after`. */
type DecisionText = { verb: string; by: string; at: string; reason: string; after: string }

/** Who decided, when, why, and what became of it; null while nobody has. `by` and `reason` are device text. */
export const decisionText = (request: ElevationRequest, now: number): DecisionText | null => {
  const current = phase(request, new Date(now))
  const about = {
    by: reviewerOf(request),
    at: text(request.reviewCompletedDateTime),
    reason: text(request.reviewerJustification),
  }
  const { left } = statusText(request, now)
  switch (current.kind) {
    case 'approved':
      return { verb: 'Approved', ...about, after: left === '' ? '' : `${left} to run it.` }
    case 'approvalEnded':
      return { verb: 'Approved', ...about, after: 'The 24 hours ended without use.' }
    case 'completed':
      return { verb: 'Approved', ...about, after: 'The file was run.' }
    case 'denied':
      return { verb: 'Denied', ...about, after: '' }
    case 'revoked':
      return {
        verb: 'Approval revoked',
        ...about,
        after: 'This console cannot revoke; it was done elsewhere.',
      }
    case 'pending':
    case 'expired':
    case 'unknown':
      return null
  }
}

/** What happened to a request that no longer waits, and when: "denied", with an instant. Null while it waits. */
export const endedText = (
  request: ElevationRequest,
  now: number,
): { verb: string; at: string } | null => {
  const decision = decisionText(request, now)
  if (decision !== null)
    return {
      verb: decision.verb === 'Approval revoked' ? 'revoked' : decision.verb.toLowerCase(),
      at: decision.at,
    }
  return phase(request, new Date(now)).kind === 'expired'
    ? { verb: 'expired', at: text(request.requestExpiryDateTime) }
    : null
}

/** "21 Nov 2026, 09:12, Europe/Berlin (UTC+01:00)": the end of an approval given now. */
export const approvalUntil = (now: number) =>
  `${localToTheMinute(new Date(now + approvalWindowMs).toISOString())}, ${zoneName(now)}`

/** What the dialog says will happen, true to epm-behaviour 7.4. */
export const consequences = (decision: Decision, now: number): readonly string[] =>
  decision === 'approve'
    ? [
        `This user may run exactly this file elevated on this device for 24 hours, until about ${approvalUntil(now)}.`,
        'This console has no command to cancel the approval before the 24 hours end.',
        'The device is told to sync, and the user then sees a notification. This can take some time.',
      ]
    : ['Nothing is sent to the device, and the user is not told. Tell them yourself, for example:']

/** A message to the person whose request was denied. `reason` is what the approver typed. */
export const denialMessage = (request: ElevationRequest, reason: string) => {
  const file = text(request.applicationDetail?.fileName)
  const device = text(request.deviceName)
  const what = `Your request to run ${file === '' ? 'a file' : `“${file}”`} as administrator${
    device === '' ? '' : ` on ${device}`
  } was not approved.`
  return reason.trim() === '' ? what : `${what}\n\nReason: ${reason.trim()}`
}

/** The real outcome of a request that somebody decided: "Approved by x on 20 Nov 2026, 21:55". */
export const outcomeText = (request: ElevationRequest, now: number) => {
  const { word, by } = statusText(request, now)
  const when = text(request.reviewCompletedDateTime)
  return when === '' ? { word, by, when: '' } : { word, by, when: localToTheMinute(when) }
}
