import { decides, endpoint } from './endpoint.ts'
import { listOf } from './odata.ts'
import {
  PamApproverGroup,
  PamApproverGroupBody,
  PamDecisionBody,
  PamExecution,
  PamExecutionBody,
  PamMemberBody,
  PamPolicy,
  PamPolicyBody,
  PamPolicyPatch,
  PamRequest,
  PamRequestBody,
  PamSettings,
  PamSettingsPatch,
} from './pam.ts'

const base = '/epm/pam'
const decision = { ...decides, body: PamDecisionBody, response: PamRequest } as const

/** The rows of privileged access management in the one endpoint table (`endpoints.ts`). */
export const pamEndpoints = {
  pamSettingsGet: endpoint('GET', `${base}/settings`, { response: PamSettings }),
  pamSettingsUpdate: endpoint('PATCH', `${base}/settings`, {
    body: PamSettingsPatch,
    response: PamSettings,
    errors: [409, 412, 503],
  }),

  pamGroupList: endpoint('GET', `${base}/approverGroups`, { response: listOf(PamApproverGroup) }),
  pamGroupCreate: endpoint('POST', `${base}/approverGroups`, {
    body: PamApproverGroupBody,
    response: PamApproverGroup,
    success: 201,
    errors: [409, 422, 503],
    idempotent: true,
  }),
  pamGroupMemberAdd: endpoint('POST', `${base}/approverGroups/{id}/members`, {
    body: PamMemberBody,
    response: PamApproverGroup,
    errors: [404, 409, 503],
  }),
  pamGroupMemberRemove: endpoint('DELETE', `${base}/approverGroups/{id}/members/{userId}`, {
    response: PamApproverGroup,
    success: 200,
    errors: [404, 409, 503],
  }),

  pamPolicyList: endpoint('GET', `${base}/policies`, { response: listOf(PamPolicy), odata: true }),
  pamPolicyCreate: endpoint('POST', `${base}/policies`, {
    body: PamPolicyBody,
    response: PamPolicy,
    success: 201,
    errors: [409, 422, 503],
    idempotent: true,
  }),
  pamPolicyUpdate: endpoint('PATCH', `${base}/policies/{id}`, {
    body: PamPolicyPatch,
    response: PamPolicy,
    errors: [404, 409, 412, 503],
  }),
  pamPolicyDelete: endpoint('DELETE', `${base}/policies/{id}`, { errors: [404, 412, 503] }),

  pamRequestList: endpoint('GET', `${base}/requests`, {
    response: listOf(PamRequest),
    odata: true,
  }),
  pamRequestGet: endpoint('GET', `${base}/requests/{id}`, { response: PamRequest, errors: [404] }),
  pamRequestCreate: endpoint('POST', `${base}/requests`, {
    body: PamRequestBody,
    response: PamRequest,
    success: 201,
    errors: [409, 422, 429, 503],
    idempotent: true,
  }),
  pamRequestApprove: endpoint('POST', `${base}/requests/{id}/approve`, decision),
  pamRequestDeny: endpoint('POST', `${base}/requests/{id}/deny`, decision),
  pamRequestRevoke: endpoint('POST', `${base}/requests/{id}/revoke`, decision),
  pamRequestExecutions: endpoint('GET', `${base}/requests/{id}/executions`, {
    response: listOf(PamExecution),
    errors: [404],
  }),
  /** Not idempotent: an answer of before a revocation must never be given again. */
  pamExecutionCreate: endpoint('POST', `${base}/executions`, {
    body: PamExecutionBody,
    response: PamExecution,
    errors: [404, 503],
  }),
} as const
