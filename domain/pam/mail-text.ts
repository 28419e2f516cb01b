import type { PamRequest } from '#contract/pam.ts'

/** A mail as text; who it goes to is the service's to say. */
export type PamMailText = { subject: string; body: string }

// Line breaks and everything that steers a terminal, ends a header line or turns the direction of writing.
const unseen = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]+/gu
const mostOfComment = 500
const mostOfName = 120

/** One line of harmless text, cut where it is too long. */
export const mailLine = (text: string | null | undefined, most = mostOfName): string => {
  const plain = (text ?? '').replace(unseen, ' ').replace(/\s+/g, ' ').trim()
  const characters = Array.from(plain)
  return characters.length > most ? `${characters.slice(0, most - 1).join('')}…` : plain
}

/** What somebody wrote, marked as theirs line by line so that it can be taken for nothing of ours. */
const quotation = (text: string | null | undefined): string => {
  const lines = (text ?? '')
    .split(/\r\n|[\r\n\u0085\u2028\u2029]/)
    .map((each) => mailLine(each, mostOfComment))
    .filter((each) => each !== '')
  const quoted: string[] = []
  let left = mostOfComment
  for (const each of lines) {
    if (left <= 0) break
    const part = mailLine(each, left)
    quoted.push(`> ${part}`)
    left -= part.length
  }
  return quoted.length === 0 ? '> (nothing was written)' : quoted.join('\n')
}

const utc = (instant: string | null | undefined): string =>
  instant ? `${instant.slice(0, 16).replace('T', ' ')} UTC` : 'an unknown time'

const hoursText = (hours: number) => (hours === 1 ? '1 hour' : `${hours} hours`)
const what = (request: PamRequest) => mailLine(request.requestedAccess)
const who = (request: PamRequest) => mailLine(request.requestedByUserPrincipalName) || 'Somebody'

/** To the group: somebody asks, until when it can be answered, and where. */
export const approversMail = (request: PamRequest, link: string): PamMailText => ({
  subject: `Approval asked: ${what(request)}`,
  body: [
    `${who(request)} asks to use ${what(request)} for ${hoursText(request.durationHours)}.`,
    '',
    'Their reason:',
    quotation(request.comments),
    '',
    `Answer before ${utc(request.expiryDateTime)}; after that the request expires. Nobody can approve their own request.`,
    `Open the request: ${link}`,
    '',
  ].join('\n'),
})

/** To the person who asked: approved or denied, by whom, and until when it holds. */
export const requesterMail = (request: PamRequest, link: string): PamMailText => {
  const approved = request.status === 'approved'
  const auto = request.approvalType === 'auto'
  const by = auto
    ? 'by its policy'
    : `by ${mailLine(request.decidedByUserPrincipalName) || 'somebody'}`
  return {
    subject: `${approved ? 'Approved' : 'Denied'}: ${what(request)}`,
    body: [
      `Your request to use ${what(request)} was ${approved ? 'approved' : 'denied'} ${by}.`,
      ...(approved
        ? [`Access holds until ${utc(request.accessEndDateTime)}. Each use is logged.`]
        : []),
      ...(auto ? [] : ['', 'Their comment:', quotation(request.decisionComment)]),
      '',
      `Open the request: ${link}`,
      '',
    ].join('\n'),
  }
}
