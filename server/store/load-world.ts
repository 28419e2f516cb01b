import type { Insertable } from 'kysely'

import type { AssignmentFilter } from '#contract/assignment-filters.ts'
import type { Group, ManagedDevice, RoleScopeTag, User } from '#contract/directory.ts'
import type { ElevationRequest } from '#contract/elevation-requests.ts'
import type { Elevation } from '#contract/elevations.ts'
import type { ConfigurationPolicy, PolicyAssignment } from '#contract/policies.ts'
import type { ReusablePolicySetting } from '#contract/reusable-settings.ts'
import type { ScopeType } from '#contract/roles.ts'
import type { Setting } from '#contract/settings.ts'

import { recordAudits, systemActor, type AuditDraft } from '../audit/record.ts'
import { storeElevations } from './elevations/intake.ts'
import { insertPam, type LoadablePam } from './pam/load-pam.ts'
import { fromPolicy, referencedSettings } from './policy-rows.ts'
import { fromVersion } from './policy-version-rows.ts'
import { columnDate, fromElevationRequest } from './request-rows.ts'
import { fromReusableSetting } from './reusable-setting-rows.ts'
import type { Db, Schema, Tx } from './schema.ts'

/** A whole tenant as data. The server does not know `worlds/`; this is the shape it can store. */
export type LoadableWorld = {
  name: string
  at: Date
  users: readonly User[]
  groups: readonly (Group & { memberIds: readonly string[] })[]
  devices: readonly ManagedDevice[]
  scopeTags: readonly RoleScopeTag[]
  assignmentFilters: readonly AssignmentFilter[]
  policies: readonly (ConfigurationPolicy & {
    settings: Setting[]
    assignments: PolicyAssignment[]
  })[]
  policyStates: readonly {
    policyId: string
    deviceId: string
    userPrincipalName: string | null
    status: number
    lastModifiedDateTime: string
  }[]
  reusableSettings: readonly ReusablePolicySetting[]
  elevationRequests: readonly ElevationRequest[]
  elevations: readonly Elevation[]
  roleDefinitions: readonly {
    id: string
    displayName: string
    description?: string
    isBuiltIn: boolean
    actions: readonly string[]
    roleScopeTagIds?: readonly string[]
  }[]
  roleAssignments: readonly {
    id: string
    displayName: string
    roleDefinitionId: string
    description?: string
    members: readonly string[]
    scopeTagIds: readonly string[]
    /** Every device and user when absent. */
    scopeType?: ScopeType
    scopeMembers?: readonly string[]
  }[]
  /** Privileged access; without it approvals are not required and nothing is there. */
  pam?: LoadablePam
}

// 17 columns at most, and SQLite takes 32,766 parameters to a statement.
const chunk = 500
const eventChunk = 1_000

const insertAll = async <Table extends keyof Schema>(
  tx: Tx,
  table: Table,
  rows: Insertable<Schema[Table]>[],
) => {
  for (let from = 0; from < rows.length; from += chunk) {
    await tx
      .insertInto(table)
      .values(rows.slice(from, from + chunk))
      .execute()
  }
}

const orDefault = (tags: readonly string[] | null | undefined): readonly string[] =>
  tags && tags.length > 0 ? tags : ['0']

const insertDirectory = async (tx: Tx, world: LoadableWorld) => {
  await insertAll(
    tx,
    'scope_tags',
    world.scopeTags.map((tag) => ({
      id: tag.id,
      display_name: tag.displayName ?? '',
      resource: JSON.stringify(tag),
      version: 1,
    })),
  )
  await insertAll(
    tx,
    'assignment_filters',
    world.assignmentFilters.map((filter) => ({
      id: filter.id,
      display_name: filter.displayName ?? '',
      platform: filter.platform ?? '',
      resource: JSON.stringify(filter),
    })),
  )
  await insertAll(
    tx,
    'users',
    world.users.map((user) => ({
      id: user.id,
      user_principal_name: user.userPrincipalName ?? user.id,
      display_name: user.displayName ?? '',
      enabled: user.accountEnabled === false ? 0 : 1,
      resource: JSON.stringify(user),
    })),
  )
  await insertAll(
    tx,
    'devices',
    world.devices.map((device) => ({
      id: device.id,
      device_name: device.deviceName ?? '',
      user_id: device.userId ?? null,
      user_principal_name: device.userPrincipalName ?? null,
      operating_system: device.operatingSystem ?? '',
      compliance_state: device.complianceState ?? 'unknown',
      last_sync_at: columnDate(device.lastSyncDateTime ?? world.at.toISOString()),
      directory_id: device.azureADDeviceId ?? null,
      resource: JSON.stringify(device),
    })),
  )
  await insertAll(
    tx,
    'device_scope_tags',
    world.devices.flatMap((device) =>
      orDefault(device.roleScopeTagIds).map((tag) => ({ device_id: device.id, scope_tag_id: tag })),
    ),
  )
  const deviceIds = new Set(world.devices.map((device) => device.id))
  await insertAll(
    tx,
    'groups',
    world.groups.map(({ memberIds: _members, ...group }) => ({
      id: group.id,
      display_name: group.displayName ?? '',
      resource: JSON.stringify(group),
    })),
  )
  await insertAll(
    tx,
    'group_members',
    world.groups.flatMap((group) =>
      group.memberIds.map((member) => ({
        group_id: group.id,
        member_id: member,
        member_type: deviceIds.has(member) ? ('device' as const) : ('user' as const),
      })),
    ),
  )
}

const insertRoles = async (tx: Tx, world: LoadableWorld) => {
  await insertAll(
    tx,
    'role_definitions',
    world.roleDefinitions.map((role) => ({
      id: role.id,
      display_name: role.displayName,
      is_built_in: role.isBuiltIn ? 1 : 0,
      actions_json: JSON.stringify(role.actions),
      description: role.description ?? '',
      scope_tags_json: JSON.stringify(role.isBuiltIn ? [] : orDefault(role.roleScopeTagIds)),
      version: 1,
    })),
  )
  await insertAll(
    tx,
    'role_assignments',
    world.roleAssignments.map((assignment) => ({
      id: assignment.id,
      display_name: assignment.displayName,
      role_definition_id: assignment.roleDefinitionId,
      members_json: JSON.stringify(assignment.members),
      scope_tags_json: JSON.stringify(assignment.scopeTagIds),
      description: assignment.description ?? '',
      scope_type: assignment.scopeType ?? 'allDevicesAndLicensedUsers',
      scope_members_json: JSON.stringify(assignment.scopeMembers ?? []),
      version: 1,
    })),
  )
}

const insertPolicies = async (tx: Tx, world: LoadableWorld) => {
  const loaded = world.at.toISOString()
  await insertAll(
    tx,
    'reusable_settings',
    world.reusableSettings.map((setting) =>
      fromReusableSetting(
        { createdDateTime: loaded, lastModifiedDateTime: loaded, ...setting },
        setting.version ?? 1,
      ),
    ),
  )
  const policies = world.policies.map(({ settings, assignments, ...header }) =>
    fromPolicy({ header, settings, assignments }),
  )
  await insertAll(tx, 'policies', policies)
  const facts = { activity: 'load', byId: null, by: systemActor.name, changedParts: [] } as const
  await insertAll(
    tx,
    'policy_versions',
    policies.map((policy) => fromVersion(policy, facts)),
  )
  await insertAll(
    tx,
    'device_policy_states',
    world.policyStates.map((state) => ({
      policy_id: state.policyId,
      device_id: state.deviceId,
      user_principal_name: state.userPrincipalName,
      status: state.status,
      modified_at: columnDate(state.lastModifiedDateTime),
    })),
  )
  await insertAll(
    tx,
    'policy_scope_tags',
    world.policies.flatMap((policy) =>
      orDefault(policy.roleScopeTagIds).map((tag) => ({ policy_id: policy.id, scope_tag_id: tag })),
    ),
  )
  await insertAll(
    tx,
    'policy_reusable_settings',
    world.policies.flatMap((policy) =>
      referencedSettings(policy.settings).map((id) => ({
        policy_id: policy.id,
        reusable_setting_id: id,
      })),
    ),
  )
}

const verbs: Record<string, string> = {
  approved: 'Approve',
  completed: 'Approve',
  denied: 'Deny',
  revoked: 'Revoke',
}

/** What the audit log would hold had this request been decided here. Null for one that nobody decided. */
const decisionOf = (
  request: ElevationRequest,
  tags: readonly string[],
): { at: string; draft: AuditDraft } | null => {
  const verb = Object.hasOwn(verbs, request.status) ? verbs[request.status] : undefined
  const reviewer = request.reviewCompletedByUserPrincipalName
  if (!verb || !request.reviewCompletedDateTime || !reviewer) return null
  const status = request.status === 'completed' ? 'approved' : request.status
  return {
    at: columnDate(request.reviewCompletedDateTime),
    draft: {
      category: 'ElevationRequest',
      activityType: `${verb} ElevationRequest`,
      operationType: 'Action',
      result: 'Success',
      actor: { type: 'ItPro', id: request.reviewCompletedByUserId || null, name: reviewer },
      resource: {
        type: 'ElevationRequest',
        id: request.id,
        displayName: request.applicationDetail?.fileName ?? request.id,
        changes: [
          { name: 'status', before: verb === 'Revoke' ? 'approved' : 'pending', after: status },
          {
            name: 'reviewerJustification',
            before: null,
            after: request.reviewerJustification ?? null,
          },
        ],
      },
      scopeTagIds: tags,
    },
  }
}

const recordDecisions = async (tx: Tx, world: LoadableWorld, newId: () => string) => {
  const tagsOf = new Map(
    world.devices.map((device) => [device.id, orDefault(device.roleScopeTagIds)]),
  )
  const decisions = world.elevationRequests
    .flatMap(
      (request) => decisionOf(request, tagsOf.get(request.requestedOnDeviceId ?? '') ?? []) ?? [],
    )
    .sort((one, other) => (one.at < other.at ? -1 : 1))
  await recordAudits(
    tx,
    decisions.map(({ at, draft }) => ({
      draft,
      scope: { now: new Date(at), newId, requestId: newId(), principal: null, ipAddress: null },
    })),
  )
}

/**
 * Writes a tenant into an empty, migrated database, all or nothing. Decisions of its past get their audit records in
 * the order of time, so that the chain holds from the first record on.
 */
export const loadWorld = async (db: Db, world: LoadableWorld, newId: () => string): Promise<void> =>
  db.transaction().execute(async (tx) => {
    await insertDirectory(tx, world)
    await insertRoles(tx, world)
    await insertPolicies(tx, world)
    await insertPam(tx, world)
    await insertAll(
      tx,
      'elevation_requests',
      world.elevationRequests.map((request) => fromElevationRequest(request)),
    )
    for (let from = 0; from < world.elevations.length; from += eventChunk) {
      await storeElevations(tx, world.elevations.slice(from, from + eventChunk))
    }
    await recordDecisions(tx, world, newId)
  })
