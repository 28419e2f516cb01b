import type { PamApprovalType } from '#contract/pam.ts'

import { accessIdentity } from './catalogue.ts'

/**
 * Exactly the commands of Exchange Online PowerShell that do what the console does. Everything that somebody typed goes
 * through `quoted`; there is no other way into a command.
 */

// PowerShell takes four more characters for a single quote: each of them ends the text or, doubled, stands for itself.
const quotes = /['\u2018\u2019\u201a\u201b]/g

// What steers a terminal, breaks a line or turns the direction of writing is spelled out, so that what is pasted is what was read.
const unseen = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u

const spelledOut = (character: string): string => {
  const point = character.codePointAt(0) ?? 0
  const hex = `0x${point.toString(16).toUpperCase().padStart(4, '0')}`
  return point > 0xffff ? `[char]::ConvertFromUtf32(${hex})` : `[char]${hex}`
}

/** A text as one argument of a command. */
export const quoted = (text: string): string => {
  const parts: string[] = []
  let plain = ''
  // By code point; a lone half of a pair comes as itself.
  for (const character of text) {
    if (!unseen.test(character)) plain += character
    else {
      // The first part is a text even when empty, so that what follows is added to a text.
      if (plain !== '' || parts.length === 0) parts.push(literal(plain))
      parts.push(spelledOut(character))
      plain = ''
    }
  }
  if (parts.length === 0) return literal(plain)
  if (plain !== '') parts.push(literal(plain))
  return `(${parts.join(' + ')})`
}

const literal = (text: string) => `'${text.replace(quotes, '$&$&')}'`

const list = (texts: readonly string[]) => `@(${texts.map(quoted).join(', ')})`

const number = (value: number): string => String(Math.max(1, Math.trunc(value) || 1))

const approvalTypes: Readonly<Record<PamApprovalType, string>> = { manual: 'Manual', auto: 'Auto' }

export const pamCommands = {
  connect: () => 'Connect-ExchangeOnline',
  listRequests: () => 'Get-ElevatedAccessRequest',
  enable: (to: { group: string; systemAccounts: readonly string[] }) =>
    `Enable-ElevatedAccessControl -AdminGroup ${quoted(to.group)} -SystemAccounts ${list(to.systemAccounts)}`,
  disable: () => 'Disable-ElevatedAccessControl',
  newGroup: (group: { name: string; mail: string; description: string }) =>
    [
      `New-DistributionGroup -Name ${quoted(group.name)} -PrimarySmtpAddress ${quoted(group.mail)} -Type Security`,
      ...(group.description === '' ? [] : [`-Notes ${quoted(group.description)}`]),
    ].join(' '),
  addMember: (group: string, member: string) =>
    `Add-DistributionGroupMember -Identity ${quoted(group)} -Member ${quoted(member)}`,
  removeMember: (group: string, member: string) =>
    `Remove-DistributionGroupMember -Identity ${quoted(group)} -Member ${quoted(member)}`,
  newPolicy: (policy: { name: string; approvalType: PamApprovalType; group: string }) =>
    `New-ElevatedAccessApprovalPolicy -Task ${quoted(accessIdentity(policy.name))} ` +
    `-ApprovalType ${approvalTypes[policy.approvalType]} -ApproverGroup ${quoted(policy.group)}`,
  removePolicy: (identity: string) =>
    `Remove-ElevatedAccessApprovalPolicy -Identity ${quoted(identity)}`,
  newRequest: (request: { name: string; reason: string; hours: number }) =>
    `New-ElevatedAccessRequest -Task ${quoted(accessIdentity(request.name))} ` +
    `-Reason ${quoted(request.reason)} -DurationHours ${number(request.hours)}`,
  approve: (requestId: string, comment: string) =>
    `Approve-ElevatedAccessRequest -RequestId ${quoted(requestId)} -Comment ${quoted(comment)}`,
  deny: (requestId: string, comment: string) =>
    `Deny-ElevatedAccessRequest -RequestId ${quoted(requestId)} -Comment ${quoted(comment)}`,
  revoke: (requestId: string, comment: string) =>
    `Revoke-ElevatedAccessAuthorization -RequestId ${quoted(requestId)} -Comment ${quoted(comment)}`,
} as const
