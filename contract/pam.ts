import { DateTimeOffset, nullableText, openEnum } from './odata.ts'
import { z } from './zod.ts'

/**
 * Privileged access management for Microsoft 365. It has no public interface (graph-contract 9), so this wire is the
 * service's own, below `/epm/pam`; names follow the cmdlets of Exchange Online where there are any.
 */

export const pamAccessTypes = ['task', 'role', 'roleGroup'] as const
export type PamAccessType = (typeof pamAccessTypes)[number]
export const pamApprovalTypes = ['manual', 'auto'] as const
export type PamApprovalType = (typeof pamApprovalTypes)[number]
export const pamRequestKinds = ['privilegedAccess', 'customerLockbox'] as const
export type PamRequestKind = (typeof pamRequestKinds)[number]
export const pamRequestStates = ['pending', 'approved', 'denied', 'expired', 'revoked'] as const
export type PamRequestState = (typeof pamRequestStates)[number]

/** At most 30 policies is the product's; the other limits are ours (R27). A year is longer than any access should last. */
export const pamLimits = {
  policies: 30,
  name: 128,
  comment: 1024,
  description: 1024,
  address: 254,
  systemAccounts: 50,
  members: 200,
  durationHours: 8760,
  defaultDurationHours: 4,
} as const

/** One line that a person typed: neither empty nor with characters that end a line or steer a terminal. */
const line = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .regex(/^[^\u0000-\u001f\u007f-\u009f\u2028\u2029]*$/, 'has to be one line of text')
const etag = { '@odata.etag': z.string().optional() }

const PamPerson = z.looseObject({
  id: z.string(),
  displayName: nullableText,
  userPrincipalName: nullableText,
})
export type PamPerson = z.infer<typeof PamPerson>

export const PamSettings = z.looseObject({
  ...etag,
  /** Off: nothing needs an approval; policies and groups are kept. */
  approvalsRequired: z.boolean(),
  defaultApproverGroupId: nullableText,
  defaultApproverGroupName: nullableText,
  /** People and automation that pass without a request; only told to those who may read the settings. */
  systemAccounts: z.array(PamPerson).optional(),
  lastModifiedDateTime: DateTimeOffset.nullish(),
  policyCount: z.number().int(),
  /** Whether mail is sent at all, and from which address. */
  mail: z.looseObject({ sends: z.boolean(), from: nullableText }),
  /** What the asker is in here: rights do not tell who is a member of which group. */
  caller: z.looseObject({ approverGroupIds: z.array(z.string()), isSystemAccount: z.boolean() }),
})
export type PamSettings = z.infer<typeof PamSettings>

export const PamSettingsPatch = z.strictObject({
  approvalsRequired: z.boolean().optional(),
  defaultApproverGroupId: z.string().min(1).max(64).optional(),
  /** User principal names; the whole list. */
  systemAccounts: z.array(line(pamLimits.address)).max(pamLimits.systemAccounts).optional(),
})
export type PamSettingsPatch = z.infer<typeof PamSettingsPatch>

export const PamApproverGroup = z.looseObject({
  id: z.string(),
  displayName: nullableText,
  mail: nullableText,
  description: nullableText,
  members: z.array(PamPerson),
})
export type PamApproverGroup = z.infer<typeof PamApproverGroup>

export const PamApproverGroupBody = z.strictObject({
  displayName: line(64),
  /** Group email address. */
  mail: line(pamLimits.address).regex(
    /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@[A-Za-z0-9.-]{1,189}$/,
    'has to be an e-mail address',
  ),
  description: z.string().max(pamLimits.description).optional(),
})
export type PamApproverGroupBody = z.infer<typeof PamApproverGroupBody>

export const PamMemberBody = z.strictObject({ userId: z.string().min(1).max(64) })

export const PamPolicy = z.looseObject({
  ...etag,
  id: z.string(),
  policyType: openEnum(pamAccessTypes),
  policyScope: z.literal('Exchange'),
  policyName: z.string(),
  approvalType: openEnum(pamApprovalTypes),
  /** Null: the default approvers group, whichever it is then. */
  approvalGroupId: nullableText,
  approvalGroupName: nullableText,
  createdDateTime: DateTimeOffset,
  lastModifiedDateTime: DateTimeOffset,
})
export type PamPolicy = z.infer<typeof PamPolicy>

export const PamPolicyBody = z.strictObject({
  policyType: z.enum(pamAccessTypes),
  policyScope: z.literal('Exchange'),
  policyName: line(pamLimits.name),
  approvalType: z.enum(pamApprovalTypes),
  approvalGroupId: z.string().min(1).max(64).nullish(),
})
export type PamPolicyBody = z.infer<typeof PamPolicyBody>

/** What a policy is about does not change; another task is another policy. */
export const PamPolicyPatch = z.strictObject({
  approvalType: z.enum(pamApprovalTypes).optional(),
  approvalGroupId: z.string().min(1).max(64).nullish(),
})
export type PamPolicyPatch = z.infer<typeof PamPolicyPatch>

/** A mail about a request, and how far it came. */
export const PamMail = z.looseObject({
  audience: openEnum(['approvers', 'requester']),
  to: z.string(),
  subject: z.string(),
  state: openEnum(['waiting', 'sent', 'failed']),
  attempts: z.number().int(),
  nextAttemptDateTime: DateTimeOffset.nullish(),
  sentDateTime: DateTimeOffset.nullish(),
})
export type PamMail = z.infer<typeof PamMail>

export const PamRequest = z.looseObject({
  ...etag,
  id: z.string(),
  kind: openEnum(pamRequestKinds),
  requestType: openEnum(pamAccessTypes),
  requestScope: z.string(),
  /** The task, role or role group; of a Customer Lockbox request what Microsoft asks to reach. */
  requestedAccess: z.string(),
  /** Null for Customer Lockbox, and once the policy was removed while this waited. */
  policyId: nullableText,
  approvalType: openEnum(pamApprovalTypes),
  durationHours: z.number().int(),
  comments: nullableText,
  requestedByUserId: nullableText,
  requestedByUserPrincipalName: nullableText,
  createdDateTime: DateTimeOffset,
  lastModifiedDateTime: DateTimeOffset,
  /** Not answered before this instant, it expires. */
  expiryDateTime: DateTimeOffset,
  status: openEnum(pamRequestStates),
  /** The group that was asked; null for Customer Lockbox. */
  approverGroupId: nullableText,
  approverGroupName: nullableText,
  decidedByUserId: nullableText,
  decidedByUserPrincipalName: nullableText,
  decidedDateTime: DateTimeOffset.nullish(),
  decisionComment: nullableText,
  /** The first instant at which approved access no longer holds. */
  accessEndDateTime: DateTimeOffset.nullish(),
  revokedByUserId: nullableText,
  revokedByUserPrincipalName: nullableText,
  revokedDateTime: DateTimeOffset.nullish(),
  revocationComment: nullableText,
  usedCount: z.number().int(),
  lastUsedDateTime: DateTimeOffset.nullish(),
  /** Only of a single request. */
  mails: z.array(PamMail).optional(),
})
export type PamRequest = z.infer<typeof PamRequest>

export const PamRequestBody = z.strictObject({
  requestType: z.enum(pamAccessTypes),
  requestScope: z.literal('Exchange'),
  requestedAccess: line(pamLimits.name),
  durationHours: z.number().int().min(1).max(pamLimits.durationHours).optional(),
  comments: z.string().max(pamLimits.comment).optional(),
})
export type PamRequestBody = z.infer<typeof PamRequestBody>

export const PamDecisionBody = z.strictObject({
  comment: z.string().max(pamLimits.comment).optional(),
})

export const pamExecutionReasons = [
  'approved',
  'systemAccount',
  'approvalsNotRequired',
  'noPolicy',
  'noApproval',
] as const
export type PamExecutionReason = (typeof pamExecutionReasons)[number]

/** "May this run now?", asked before it runs. Asking counts as a use and is logged as one. */
export const PamExecutionBody = z.strictObject({
  type: z.enum(pamAccessTypes).optional(),
  name: line(pamLimits.name),
  /** Whom it runs for, when that is not the caller; only system accounts may ask for others. */
  userPrincipalName: line(pamLimits.address).optional(),
})

export const PamExecution = z.looseObject({
  id: z.string(),
  dateTime: DateTimeOffset,
  type: openEnum(pamAccessTypes),
  name: z.string(),
  userId: z.string(),
  userPrincipalName: nullableText,
  askedByUserId: nullableText,
  askedByUserPrincipalName: nullableText,
  allowed: z.boolean(),
  reason: openEnum(pamExecutionReasons),
  /** One plain sentence. */
  message: z.string(),
  requestId: nullableText,
  accessEndDateTime: DateTimeOffset.nullish(),
})
export type PamExecution = z.infer<typeof PamExecution>
