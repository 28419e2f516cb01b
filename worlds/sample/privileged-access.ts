import type { PamAccessType, PamExecution, PamPolicy, PamRequest } from '#contract/pam.ts'
import { executionMessage } from '#domain/pam/execution.ts'
import { begin, endOfAccess } from '#domain/pam/life-cycle.ts'

import { uuidOf } from '../ids.ts'
import { domainName, userOf } from '../people.ts'
import { before, day, hour, minute } from '../time.ts'
import type { World } from '../world.ts'

type Pam = NonNullable<World['pam']>
type WorldGroup = World['groups'][number]

const userId = (alias: string) => uuidOf(`user ${alias}`)
const upn = (alias: string) => `${alias}@${domainName}`

/** Automation that moves mailboxes at night: the one account that passes without a request. */
export const exchangeAutomation = userOf(
  'svc.mailbox-moves',
  'Mailbox moves (automation)',
  'Service account',
  'Information technology',
)

const groupIds = {
  approvers: uuidOf('group Privileged access approvers'),
  compliance: uuidOf('group Compliance approvers'),
} as const

const approverGroup = (
  id: string,
  displayName: string,
  alias: string,
  description: string,
  members: readonly string[],
): WorldGroup => ({
  id,
  displayName,
  description,
  mail: upn(alias),
  mailEnabled: true,
  securityEnabled: true,
  groupTypes: [],
  membershipRule: null,
  memberIds: members.map(userId),
})

export const approverGroups: readonly WorldGroup[] = [
  approverGroup(
    groupIds.approvers,
    'Privileged access approvers',
    'privileged.access',
    'Answer requests for privileged tasks of Exchange Online',
    ['intune.admin', 'exchange.admin', 'security.manager'],
  ),
  approverGroup(
    groupIds.compliance,
    'Compliance approvers',
    'compliance.approvers',
    'Answer requests that reach what people wrote',
    ['security.manager', 'readonly.operator'],
  ),
]

const policy = (
  at: Date,
  [policyType, policyName, approvalType, approvalGroupId, ageDays]: readonly [
    PamAccessType,
    string,
    'manual' | 'auto',
    string | null,
    number,
  ],
): PamPolicy => ({
  id: uuidOf(`access policy ${policyName}`),
  policyType,
  policyScope: 'Exchange',
  policyName,
  approvalType,
  approvalGroupId,
  createdDateTime: before(at, ageDays * day),
  lastModifiedDateTime: before(at, ageDays * day),
})

const policiesAt = (at: Date): PamPolicy[] => {
  const rows = [
    ['task', 'New-MoveRequest', 'manual', null, 90],
    ['task', 'New-JournalRule', 'manual', groupIds.compliance, 90],
    ['task', 'New-TransportRule', 'manual', null, 74],
    ['task', 'New-InboxRule', 'manual', groupIds.compliance, 40],
    ['task', 'Start-HistoricalSearch', 'auto', null, 33],
    ['role', 'Mailbox Search', 'manual', groupIds.compliance, 33],
    ['roleGroup', 'Recipient Management', 'manual', null, 12],
  ] as const
  return rows.map((row) => policy(at, row))
}

type Asked = {
  name: string
  by: string
  /** Milliseconds before the instant of the world. */
  age: number
  hours: number
  comments: string
  answer?: {
    status: 'approved' | 'denied' | 'revoked'
    by: string
    after: number
    comment: string
    revokedAfter?: number
  }
  uses?: readonly number[]
}

const asked: readonly Asked[] = [
  {
    name: 'New-MoveRequest',
    by: 'epm.reader',
    age: 25 * minute,
    hours: 4,
    comments: 'The mailbox of reception has errors since the migration of Saturday.',
  },
  {
    name: 'New-TransportRule',
    by: 'isla.macleod',
    age: 3 * hour,
    hours: 2,
    comments: 'Ticket 48213: invoices of one supplier are held back.',
  },
  {
    name: 'New-JournalRule',
    by: 'policy.author',
    age: 22 * hour + 40 * minute,
    hours: 8,
    comments: 'Asked for by the legal department.',
  },
  {
    name: 'New-MoveRequest',
    by: 'viktor.horvat',
    age: 5 * hour,
    hours: 8,
    comments: 'Moving the archive of two people who left.',
    answer: {
      status: 'approved',
      by: 'security.manager',
      after: 20 * minute,
      comment: 'Two only.',
    },
    uses: [4 * hour, 3 * hour + 50 * minute],
  },
  {
    name: 'Start-HistoricalSearch',
    by: 'epm.reader',
    age: 2 * hour,
    hours: 4,
    comments: 'Who got the phishing mail of this morning.',
    uses: [100 * minute],
  },
  {
    name: 'Recipient Management',
    by: 'jasmine.cole',
    age: 2 * day,
    hours: 4,
    comments: 'Renaming shared mailboxes of Denver.',
    answer: { status: 'approved', by: 'exchange.admin', after: hour, comment: '' },
    uses: [2 * day - 2 * hour],
  },
  {
    name: 'New-InboxRule',
    by: 'rodrigo.alves',
    age: 3 * day,
    hours: 1,
    comments: 'A manager wants to see the mail of somebody on leave.',
    answer: {
      status: 'denied',
      by: 'security.manager',
      after: 2 * hour,
      comment: 'Not without the person’s consent. Use an automatic reply.',
    },
  },
  {
    name: 'New-TransportRule',
    by: 'viktor.horvat',
    age: 4 * day,
    hours: 24,
    comments: 'Trying out a disclaimer.',
    answer: {
      status: 'revoked',
      by: 'exchange.admin',
      after: hour,
      comment: 'For the test only.',
      revokedAfter: 3 * hour,
    },
    uses: [4 * day - 2 * hour],
  },
  {
    name: 'New-MoveRequest',
    by: 'isla.macleod',
    age: 6 * day,
    hours: 4,
    comments: '',
  },
]

const requestOf = (at: Date, row: Asked, policies: readonly PamPolicy[]): PamRequest => {
  const rule = policies.find(({ policyName }) => policyName === row.name)
  if (!rule) throw new Error(`No access policy for ${row.name}`)
  const created = new Date(at.getTime() - row.age)
  const auto = rule.approvalType === 'auto'
  const start = begin(
    {
      kind: 'privilegedAccess',
      approvalType: auto ? 'auto' : 'manual',
      durationHours: row.hours,
    },
    created,
  )
  const groupId = rule.approvalGroupId ?? groupIds.approvers
  const { answer } = row
  const decided = answer ? new Date(created.getTime() + answer.after) : null
  const revoked =
    answer?.revokedAfter === undefined ? null : new Date(created.getTime() + answer.revokedAfter)
  const lastUse = row.uses?.at(-1)
  const expired = !answer && !auto && at >= new Date(start.expiryDateTime)
  const changed =
    revoked?.toISOString() ??
    (expired ? start.expiryDateTime : null) ??
    (lastUse === undefined ? null : before(at, lastUse)) ??
    decided?.toISOString() ??
    start.lastModifiedDateTime
  return {
    id: uuidOf(`access request ${row.name} ${row.by} ${row.age}`),
    kind: 'privilegedAccess',
    requestType: rule.policyType,
    requestScope: 'Exchange',
    requestedAccess: row.name,
    policyId: rule.id,
    approvalType: rule.approvalType,
    comments: row.comments,
    requestedByUserId: userId(row.by),
    requestedByUserPrincipalName: upn(row.by),
    ...start,
    lastModifiedDateTime: changed,
    approverGroupId: groupId,
    decisionComment: answer?.comment ?? '',
    revocationComment: revoked ? 'The test is over.' : '',
    usedCount: row.uses?.length ?? 0,
    lastUsedDateTime: lastUse === undefined ? null : before(at, lastUse),
    ...(expired ? { status: 'expired' } : {}),
    ...(answer && decided
      ? {
          status: answer.status,
          decidedByUserId: userId(answer.by),
          decidedByUserPrincipalName: upn(answer.by),
          decidedDateTime: decided.toISOString(),
          accessEndDateTime: answer.status === 'denied' ? null : endOfAccess(decided, row.hours),
        }
      : {}),
    ...(answer && revoked
      ? {
          revokedByUserId: userId(answer.by),
          revokedByUserPrincipalName: upn(answer.by),
          revokedDateTime: revoked.toISOString(),
        }
      : {}),
  }
}

const lockboxOf = (
  at: Date,
  row: { what: string; age: number; comments: string; denied?: boolean },
): PamRequest => {
  const created = new Date(at.getTime() - row.age)
  const start = begin(
    { kind: 'customerLockbox', approvalType: 'manual', durationHours: 8 },
    created,
  )
  const decided = new Date(created.getTime() + 2 * hour).toISOString()
  return {
    id: uuidOf(`lockbox request ${row.what}`),
    kind: 'customerLockbox',
    requestType: 'task',
    requestScope: 'Exchange',
    requestedAccess: row.what,
    policyId: null,
    approvalType: 'manual',
    comments: row.comments,
    requestedByUserId: '',
    requestedByUserPrincipalName: 'Microsoft support engineer',
    ...start,
    approverGroupId: null,
    decisionComment: '',
    revocationComment: '',
    usedCount: 0,
    ...(row.denied
      ? {
          status: 'denied',
          lastModifiedDateTime: decided,
          decidedByUserId: userId('exchange.admin'),
          decidedByUserPrincipalName: upn('exchange.admin'),
          decidedDateTime: decided,
          decisionComment: 'The case was solved without access to content.',
        }
      : {}),
  }
}

const usesOf = (at: Date, request: PamRequest, row: Asked): PamExecution[] =>
  (row.uses ?? []).map((age) => ({
    id: uuidOf(`use ${request.id} ${age}`),
    dateTime: before(at, age),
    type: request.requestType,
    name: request.requestedAccess,
    userId: request.requestedByUserId ?? '',
    userPrincipalName: request.requestedByUserPrincipalName,
    askedByUserId: request.requestedByUserId,
    askedByUserPrincipalName: request.requestedByUserPrincipalName,
    allowed: true,
    reason: 'approved',
    message: executionMessage('approved', request.requestedAccess),
    requestId: request.id,
    accessEndDateTime: request.accessEndDateTime,
  }))

/** Approvals are required; requests stand in every state, two of them Microsoft’s own. */
export const samplePrivilegedAccess = (at: Date): Pam => {
  const policies = policiesAt(at)
  const made = asked.map((row) => ({ row, request: requestOf(at, row, policies) }))
  return {
    approvalsRequired: true,
    defaultApproverGroupId: groupIds.approvers,
    systemAccountIds: [exchangeAutomation.id],
    policies,
    requests: [
      ...made.map(({ request }) => request),
      lockboxOf(at, {
        what: 'Mailbox content of olivia.hart@contoso.example',
        age: 90 * minute,
        comments: 'Case 2605110040: search does not find messages older than a year.',
      }),
      lockboxOf(at, {
        what: 'Mailbox content of grace.okafor@contoso.example',
        age: 9 * day,
        comments: 'Case 2604220017: calendar shows meetings twice.',
        denied: true,
      }),
    ],
    executions: made.flatMap(({ row, request }) => usesOf(at, request, row)),
  }
}
