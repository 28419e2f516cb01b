import { z } from './zod.ts'

/** Graph's error envelope (graph-contract 8). Both spellings of the inner error are read; `innerError` is written. */
const InnerError = z.looseObject({
  code: z.string().optional(),
  date: z.string().optional(),
  'request-id': z.string().optional(),
  'client-request-id': z.string().optional(),
})

export const GraphErrorDetail = z.looseObject({
  code: z.string(),
  message: z.string(),
  /** The field at fault, as a path into the body or the name of a query option. */
  target: z.string().optional(),
})
export type GraphErrorDetail = z.infer<typeof GraphErrorDetail>

export const GraphError = z.looseObject({
  error: z.looseObject({
    code: z.string(),
    message: z.string(),
    details: z.array(GraphErrorDetail).optional(),
    innerError: InnerError.optional(),
    innererror: InnerError.optional(),
    /** The resource as it is now, sent with 409 and 412 so that the loser sees who won. */
    current: z.unknown().optional(),
  }),
})
export type GraphError = z.infer<typeof GraphError>

/** Inner codes the service gives beside Graph's own `code`; clients match these, never messages. */
export const innerCodes = {
  alreadyDecided: 'requestAlreadyDecided',
  ownRequest: 'selfApprovalNotAllowed',
  requestExpired: 'requestExpired',
  notApproved: 'requestNotApproved',
  approvalEnded: 'approvalEnded',
  staleVersion: 'resourceModified',
  idempotencyMismatch: 'idempotencyKeyReused',
  idempotencyRunning: 'idempotencyKeyInUse',
  settingInUse: 'reusableSettingInUse',
  missingRight: 'missingRight',
  rightNotHeld: 'rightNotHeld',
  scopeNotHeld: 'scopeNotHeld',
  ownRole: 'ownRoleOrAssignment',
  lastAdministrator: 'lastAdministrator',
  builtInRole: 'builtInRole',
  roleInUse: 'roleInUse',
  scopeTagInUse: 'scopeTagInUse',
  duplicateName: 'duplicateName',
  auditUnavailable: 'auditUnavailable',
  freshSignInRequired: 'freshSignInRequired',
  tokenPurpose: 'tokenPurpose',
  notApprover: 'notApprover',
  accessEnded: 'accessEnded',
  policyRemoved: 'accessPolicyRemoved',
  policyLimit: 'accessPolicyLimitReached',
  policyExists: 'accessPolicyExists',
  approvalsNotRequired: 'approvalsNotRequired',
  groupUsedElsewhere: 'groupUsedElsewhere',
} as const
