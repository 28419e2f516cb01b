import type { Group } from '#contract/directory.ts'
import type { PamExecution, PamPolicy, PamRequest } from '#contract/pam.ts'

import { columnDate } from '../request-rows.ts'
import type { Tx } from '../schema.ts'
import { fromPamRequest } from './request-rows.ts'

export type LoadablePam = {
  approvalsRequired: boolean
  defaultApproverGroupId: string | null
  systemAccountIds: readonly string[]
  policies: readonly PamPolicy[]
  requests: readonly PamRequest[]
  executions: readonly PamExecution[]
}

const insertRecords = async (tx: Tx, pam: LoadablePam, at: string) => {
  await tx
    .updateTable('pam_settings')
    .set({
      approvals_required: pam.approvalsRequired ? 1 : 0,
      default_group_id: pam.defaultApproverGroupId,
      system_account_ids_json: JSON.stringify(pam.systemAccountIds),
      modified_at: at,
    })
    .execute()
  for (const policy of pam.policies) {
    await tx
      .insertInto('pam_policies')
      .values({
        id: policy.id,
        policy_type: policy.policyType,
        name: policy.policyName,
        approval_type: policy.approvalType,
        group_id: policy.approvalGroupId ?? null,
        created_at: columnDate(policy.createdDateTime),
        modified_at: columnDate(policy.lastModifiedDateTime),
        version: 1,
      })
      .execute()
  }
  for (const request of pam.requests) {
    await tx.insertInto('pam_requests').values(fromPamRequest(request)).execute()
  }
  for (const execution of pam.executions) {
    await tx
      .insertInto('pam_executions')
      .values({
        id: execution.id,
        at: columnDate(execution.dateTime),
        user_id: execution.userId,
        user_upn: execution.userPrincipalName ?? '',
        asked_by_id: execution.askedByUserId ?? execution.userId,
        asked_by_upn: execution.askedByUserPrincipalName ?? '',
        access_type: execution.type,
        name: execution.name,
        allowed: execution.allowed ? 1 : 0,
        reason: execution.reason,
        request_id: execution.requestId ?? null,
        access_ends_at: execution.accessEndDateTime ?? null,
      })
      .execute()
  }
}

/** Groups that take mail become approvers' groups; the rest of privileged access where the world has it. */
export const insertPam = async (
  tx: Tx,
  world: { at: Date; groups: readonly Group[]; pam?: LoadablePam },
): Promise<void> => {
  for (const group of world.groups) {
    if (group.mailEnabled !== true || group.securityEnabled !== true || !group.mail) continue
    await tx.insertInto('pam_groups').values({ group_id: group.id, mail: group.mail }).execute()
  }
  if (world.pam) await insertRecords(tx, world.pam, world.at.toISOString())
}
