import type { ConfigurationPolicy } from '#contract/policies.ts'
import type { PolicyVersionActivity } from '#contract/policy-versions.ts'
import type { Setting } from '#contract/settings.ts'

import type { AuditDraft } from '../../audit/record.ts'
import {
  fromPolicy,
  referencedSettings,
  toPolicyHeader,
  type PolicyRow,
  type WholePolicy,
} from '../../store/policy-rows.ts'
import { fromVersion } from '../../store/policy-version-rows.ts'
import type { Tx } from '../../store/schema.ts'
import { requireFreshSignIn } from '../fresh-sign-in.ts'
import { GraphFailure, staleVersion } from '../graph-failure.ts'
import type { UserPrincipal } from '../principal.ts'
import type { Context } from '../types.ts'
import { elevatesMore } from './automatic-rules.ts'
import { markPending, statesAfterAssignment } from './device-policy-states.ts'
import { readPolicy } from './policy-access.ts'
import { changedPartsOf, type Change } from './policy-changes.ts'

/** The audit record of a change of a policy; `verb` as Graph writes it, e.g. `Patch`. */
export const policyDraft = (
  verb: string,
  operationType: 'Create' | 'Patch' | 'Delete' | 'Action',
  policy: ConfigurationPolicy,
  changes: Change[],
): AuditDraft => ({
  category: 'DeviceConfiguration',
  activityType: `${verb} DeviceManagementConfigurationPolicy`,
  operationType,
  result: 'Success',
  resource: {
    type: 'DeviceManagementConfigurationPolicy',
    id: policy.id,
    displayName: policy.name ?? '',
    changes,
  },
  scopeTagIds: policy.roleScopeTagIds,
})

/** Rows that say which tags a policy carries and which reusable settings it uses. */
const writeLinks = async (
  tx: Tx,
  { id, roleScopeTagIds }: ConfigurationPolicy,
  settings: readonly Setting[],
) => {
  await tx.deleteFrom('policy_scope_tags').where('policy_id', '=', id).execute()
  await tx.deleteFrom('policy_reusable_settings').where('policy_id', '=', id).execute()
  await tx
    .insertInto('policy_scope_tags')
    .values(roleScopeTagIds.map((tag) => ({ policy_id: id, scope_tag_id: tag })))
    .execute()
  const references = referencedSettings(settings)
  if (references.length === 0) return
  await tx
    .insertInto('policy_reusable_settings')
    .values(references.map((setting) => ({ policy_id: id, reusable_setting_id: setting })))
    .execute()
}

/** What made a version, for the history. */
type Made = { activity: PolicyVersionActivity; changes: Change[]; restoredVersion?: number }

/** The entry in the history, in the transaction of the change it tells of. */
const remember = async (
  tx: Tx,
  principal: UserPrincipal,
  row: PolicyRow,
  { changes, ...made }: Made,
) => {
  const version = fromVersion(row, {
    ...made,
    // A command has a name but nobody's id.
    byId: principal.userId || null,
    by: principal.userPrincipalName,
    changedParts: changedPartsOf(changes),
  })
  await tx.insertInto('policy_versions').values(version).execute()
}

/** A new policy with everything that hangs on it, at version 1; its `lastModifiedDateTime` is now. */
export const insertPolicy = async (
  tx: Tx,
  principal: UserPrincipal,
  whole: WholePolicy,
  made: Made,
): Promise<PolicyRow> => {
  const row = fromPolicy(whole)
  if (elevatesMore(null, row)) requireFreshSignIn(principal, new Date(row.modified_at))
  await tx.insertInto('policies').values(row).execute()
  await writeLinks(tx, whole.header, whole.settings)
  await remember(tx, principal, row, made)
  return row
}

/** Moves a policy to its next version only if it still is the one that was read; 412 with the newer one otherwise. */
export const updatePolicy = async (
  tx: Tx,
  principal: UserPrincipal,
  row: PolicyRow,
  whole: WholePolicy,
  made: Made,
): Promise<PolicyRow> => {
  const next = fromPolicy(whole, row.version + 1)
  if (elevatesMore(row, next)) requireFreshSignIn(principal, new Date(next.modified_at))
  const { id: _id, created_at: _created, ...columns } = next
  const changed = await tx
    .updateTable('policies')
    .set(columns)
    .where('id', '=', row.id)
    .where('version', '=', row.version)
    .executeTakeFirst()
  if (changed.numUpdatedRows !== 1n) {
    throw changedMeanwhile(await readPolicy(tx, principal, row.id))
  }
  await writeLinks(tx, whole.header, whole.settings)
  await remember(tx, principal, next, made)
  if (next.assignments_json !== row.assignments_json) await statesAfterAssignment(tx, next)
  else if (next.settings_json !== row.settings_json) {
    await markPending(tx, [next.id], next.modified_at)
  }
  return next
}

/** Deletes the version that was read; 412 with the newer one otherwise. */
export const deletePolicy = async (
  tx: Tx,
  principal: UserPrincipal,
  row: PolicyRow,
): Promise<void> => {
  const deleted = await tx
    .deleteFrom('policies')
    .where('id', '=', row.id)
    .where('version', '=', row.version)
    .executeTakeFirst()
  if (deleted.numDeletedRows === 1n) return
  throw changedMeanwhile(await readPolicy(tx, principal, row.id))
}

/** 412 with the policy as it is now when `If-Match` names another version. */
export const checkPolicyVersion = (row: PolicyRow, ifMatch: number | null): void => {
  if (ifMatch !== null && ifMatch !== row.version) throw changedMeanwhile(row)
}

const changedMeanwhile = (row: PolicyRow) =>
  staleVersion(
    `The policy was changed at ${row.modified_at}, after you read it.`,
    toPolicyHeader(row),
  )

/** A browser always says which version it replaces; scripts written for Graph cannot (5.4 of the safety spec). */
export const requireVersion = ({
  principal,
  ifMatch,
}: {
  principal: UserPrincipal
  ifMatch: Context['ifMatch']
}): void => {
  if (principal.via !== 'session' || ifMatch !== null) return
  throw new GraphFailure(428, 'PreconditionRequired', 'Send If-Match with the ETag you read.')
}
