import { elevationSettingsTemplateId, type PolicyAssignment } from '#contract/policies.ts'
import { policyStatuses, type PolicyStatus } from '#contract/reports.ts'
import type { Setting } from '#contract/settings.ts'
import { reachOf } from '#domain/assignments/reach.ts'
import { canRunClient } from '#domain/devices/requirements.ts'
import { readElevationSettings } from '#domain/rules/elevation-settings.ts'

import { parseStored } from '../../store/parse-stored.ts'
import type { PolicyRow } from '../../store/policy-rows.ts'
import type { Schema, Tx } from '../../store/schema.ts'

type StateRow = Schema['device_policy_states']

const chunk = 1000

const putStates = async (tx: Tx, rows: readonly StateRow[]) => {
  for (let from = 0; from < rows.length; from += chunk) {
    await tx
      .insertInto('device_policy_states')
      .values(rows.slice(from, from + chunk))
      .onConflict((conflict) =>
        conflict.columns(['policy_id', 'device_id']).doUpdateSet((of) => ({
          user_principal_name: of.ref('excluded.user_principal_name'),
          status: of.ref('excluded.status'),
          // Since when the state is what it is: a device that says the same again changes nothing.
          modified_at: of
            .case()
            .when('device_policy_states.status', '=', of.ref('excluded.status'))
            .then(of.ref('device_policy_states.modified_at'))
            .else(of.ref('excluded.modified_at'))
            .end(),
        })),
      )
      .execute()
  }
}

/** Everything these policies said is on its way again: pending until a device checks in. */
export const markPending = async (
  tx: Tx,
  policyIds: readonly string[],
  at: string,
): Promise<void> => {
  if (policyIds.length === 0) return
  await tx
    .updateTable('device_policy_states')
    .set({ status: policyStatuses.pending, modified_at: at })
    .where('policy_id', 'in', [...policyIds])
    .execute()
}

/** Devices and users in the groups that assignments name. */
const membersOf = async (tx: Tx, assignments: readonly PolicyAssignment[]) => {
  const groups = assignments.flatMap(({ target }) => target.groupId ?? [])
  const rows =
    groups.length === 0
      ? []
      : await tx.selectFrom('group_members').selectAll().where('group_id', 'in', groups).execute()
  const found = new Map<string, Set<string>>()
  for (const row of rows) {
    found.set(row.member_id, (found.get(row.member_id) ?? new Set()).add(row.group_id))
  }
  return (id: string) => ({ groupIds: found.get(id) ?? new Set<string>() })
}

/**
 * After a new assignment: devices that the policy now reaches, through themselves or their primary user, are pending; those
 * that have it already stay as they are, and those it no longer reaches are forgotten. Who else signs in on a device shows
 * at its next check-in.
 */
export const statesAfterAssignment = async (tx: Tx, policy: PolicyRow): Promise<void> => {
  const assignments = parseStored.assignments(policy.assignments_json)
  const rows = await tx
    .selectFrom('device_policy_states')
    .select('device_id')
    .where('policy_id', '=', policy.id)
    .execute()
  const before = new Set(rows.map((row) => row.device_id))
  const member = await membersOf(tx, assignments)
  const devices = await tx
    .selectFrom('devices')
    .select(['id', 'user_id', 'user_principal_name'])
    .execute()
  const reached = devices.filter(({ id, user_id }) => {
    const user = user_id === null ? null : member(user_id)
    return reachOf(assignments, user, member(id)).targeting.length > 0
  })
  const after = new Set(reached.map((device) => device.id))
  const gone = [...before].filter((id) => !after.has(id))
  for (let from = 0; from < gone.length; from += chunk) {
    await tx
      .deleteFrom('device_policy_states')
      .where('policy_id', '=', policy.id)
      .where('device_id', 'in', gone.slice(from, from + chunk))
      .execute()
  }
  await putStates(
    tx,
    reached
      .filter((device) => !before.has(device.id))
      .map((device) => ({
        policy_id: policy.id,
        device_id: device.id,
        user_principal_name: device.user_principal_name,
        status: policyStatuses.pending,
        modified_at: policy.modified_at,
      })),
  )
}

type Received = {
  id: string
  templateReference: { templateId: string }
  settings: readonly Setting[]
}

/** Settings policies that say different things to one device are in conflict (epm-behaviour 13.1). */
const conflicting = (policies: readonly Received[]): Set<string> => {
  const said = policies
    .filter((policy) => policy.templateReference.templateId === elevationSettingsTemplateId)
    .map(({ id, settings }) => ({ id, says: JSON.stringify(readElevationSettings(settings)) }))
  const differs = new Set(said.map(({ says }) => says)).size > 1
  return new Set(differs ? said.map(({ id }) => id) : [])
}

/** What a check-in tells of each policy that reached the device; those that no longer do are forgotten. */
export const statesAfterCheckIn = async (
  tx: Tx,
  device: { id: string; osVersion: string | null; userPrincipalName: string | null },
  policies: readonly Received[],
  at: string,
): Promise<void> => {
  const conflicts = conflicting(policies)
  const statusOf = (id: string): PolicyStatus => {
    if (canRunClient(device.osVersion) === false) return policyStatuses.notApplicable
    return conflicts.has(id) ? policyStatuses.conflict : policyStatuses.succeeded
  }
  const rows = policies.map(({ id }) => ({
    policy_id: id,
    device_id: device.id,
    user_principal_name: device.userPrincipalName,
    status: statusOf(id),
    modified_at: at,
  }))
  await putStates(tx, rows)
  const gone = tx.deleteFrom('device_policy_states').where('device_id', '=', device.id)
  const ids = rows.map((row) => row.policy_id)
  await (ids.length === 0 ? gone : gone.where('policy_id', 'not in', ids)).execute()
}
