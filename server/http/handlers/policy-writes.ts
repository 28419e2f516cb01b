import { innerCodes } from '#contract/errors.ts'
import type {
  AssignmentTarget,
  ConfigurationPolicy,
  ConfigurationPolicyBody,
  PolicyAssignment,
} from '#contract/policies.ts'

import { parseStored } from '../../store/parse-stored.ts'
import {
  fromPolicy,
  policyHeader,
  referencedSettings,
  toPolicyHeader,
  type PolicyRow,
} from '../../store/policy-rows.ts'
import { etagOf } from '../../store/request-rows.ts'
import type { Tx } from '../../store/schema.ts'
import { badRequest, GraphFailure } from '../graph-failure.ts'
import type { UserPrincipal } from '../principal.ts'
import type { Context, Handlers } from '../types.ts'
import { listAnswer } from './list-answer.ts'
import { readPolicy } from './policy-access.ts'
import { assignmentChanges, policyChanges, type Change } from './policy-changes.ts'
import { checkPolicy, checkScopeTags, checkTargets } from './policy-checks.ts'

type Names = 'policyCreate' | 'policyReplace' | 'policyAssign'

const draft = (
  activityType: string,
  operationType: 'Create' | 'Patch' | 'Action',
  policy: ConfigurationPolicy,
  changes: Change[],
) => ({
  category: 'DeviceConfiguration' as const,
  activityType: `${activityType} DeviceManagementConfigurationPolicy`,
  operationType,
  result: 'Success' as const,
  resource: {
    type: 'DeviceManagementConfigurationPolicy',
    id: policy.id,
    displayName: policy.name ?? '',
    changes,
  },
  scopeTagIds: policy.roleScopeTagIds,
})

/** Rows that say which tags a policy carries and which reusable settings it uses. */
const writeLinks = async (tx: Tx, policy: ConfigurationPolicy, body: ConfigurationPolicyBody) => {
  await tx.deleteFrom('policy_scope_tags').where('policy_id', '=', policy.id).execute()
  await tx.deleteFrom('policy_reusable_settings').where('policy_id', '=', policy.id).execute()
  await tx
    .insertInto('policy_scope_tags')
    .values(policy.roleScopeTagIds.map((tag) => ({ policy_id: policy.id, scope_tag_id: tag })))
    .execute()
  const references = referencedSettings(body.settings)
  if (references.length === 0) return
  await tx
    .insertInto('policy_reusable_settings')
    .values(references.map((id) => ({ policy_id: policy.id, reusable_setting_id: id })))
    .execute()
}

/** The header a body asks for: what the service sets itself comes from `base`. */
const headerOf = async (
  tx: Tx,
  principal: UserPrincipal,
  body: ConfigurationPolicyBody,
  base: { id: string; created: string; modified: string; tags: readonly string[] },
): Promise<ConfigurationPolicy> =>
  policyHeader({
    id: base.id,
    createdDateTime: base.created,
    lastModifiedDateTime: base.modified,
    name: body.name,
    description: body.description ?? '',
    platforms: body.platforms,
    technologies: body.technologies,
    templateReference: await checkPolicy(tx, body),
    roleScopeTagIds: await checkScopeTags(tx, principal, body.roleScopeTagIds, base.tags),
    settingCount: body.settings.length,
  })

/** 412 with the policy as it is now when `If-Match` names another version. */
const checkVersion = (row: PolicyRow, ifMatch: number | null) => {
  if (ifMatch === null || ifMatch === row.version) return
  throw changedMeanwhile(row)
}

const changedMeanwhile = (row: PolicyRow) =>
  new GraphFailure(
    412,
    'PreconditionFailed',
    `The policy was changed at ${row.modified_at}, after you read it.`,
    { innerCode: innerCodes.staleVersion, current: toPolicyHeader(row) },
  )

/** Moves a policy to its next version only if it still is the one that was read. */
const update = async (
  tx: Tx,
  principal: UserPrincipal,
  row: PolicyRow,
  { id: _id, created_at: _created, ...next }: PolicyRow,
) => {
  const changed = await tx
    .updateTable('policies')
    .set(next)
    .where('id', '=', row.id)
    .where('version', '=', row.version)
    .executeTakeFirst()
  if (changed.numUpdatedRows === 1n) return
  throw changedMeanwhile(await readPolicy(tx, principal, row.id))
}

/** A browser always says which version it replaces; scripts written for Graph cannot (5.4 of the safety spec). */
const requireVersion = ({ principal, ifMatch }: Context<'policyReplace'>) => {
  if (principal.via !== 'session' || ifMatch !== null) return
  throw new GraphFailure(428, 'PreconditionRequired', 'Send If-Match with the ETag you read.')
}

const allDevices = 'adadadad-808e-44e2-905a-0b7873a8a531'
const allUsers = 'acacacac-9df4-4c7d-9d50-4ef0226f57a9'

/** What Graph puts behind the policy's id: the group, or a fixed id for all devices and all users. */
const targetSuffix = (target: AssignmentTarget): string => {
  switch (target['@odata.type']) {
    case '#microsoft.graph.allDevicesAssignmentTarget':
      return allDevices
    case '#microsoft.graph.allLicensedUsersAssignmentTarget':
      return allUsers
    default:
      return target.groupId ?? target['@odata.type'].replace(/^.*\./, '')
  }
}

const storedAssignments = (
  policyId: string,
  targets: readonly AssignmentTarget[],
): PolicyAssignment[] => {
  const stored = targets.map((target) => ({
    id: `${policyId}_${targetSuffix(target)}`,
    source: 'direct',
    sourceId: policyId,
    target: {
      deviceAndAppManagementAssignmentFilterId: null,
      deviceAndAppManagementAssignmentFilterType: 'none',
      ...target,
    },
  }))
  const ids = stored.map((assignment) => assignment.id)
  const twice = ids.findIndex((id, index) => ids.indexOf(id) < index)
  if (twice >= 0) {
    throw badRequest(
      'The same target is assigned or excluded more than once.',
      `assignments[${twice}].target`,
    )
  }
  return stored
}

export const policyWriteHandlers: Pick<Handlers, Names> = {
  policyCreate: async (context) => {
    const { body, principal, deps, hub } = context
    const reply = await context.change(async (tx, audit) => {
      const at = deps.now().toISOString()
      const base = { id: deps.newId(), created: at, modified: at, tags: [] }
      const header = await headerOf(tx, principal, body, base)
      const row = fromPolicy({ header, settings: body.settings, assignments: [] })
      await tx.insertInto('policies').values(row).execute()
      await writeLinks(tx, header, body)
      const changes = policyChanges(null, { header, settings: body.settings })
      await audit(draft('Create', 'Create', header, changes))
      return { status: 201, body: toPolicyHeader(row) }
    })
    hub.publish({ entity: 'configurationPolicies', id: reply.body.id })
    return reply
  },

  /** The whole policy but its assignments. */
  policyReplace: async (context) => {
    const { body, principal, deps, hub, params, ifMatch } = context
    requireVersion(context)
    const reply = await context.change(async (tx, audit) => {
      const row = await readPolicy(tx, principal, params.id)
      checkVersion(row, ifMatch)
      if (body.templateReference.templateId !== row.template_id) {
        throw badRequest('A policy keeps its template.', 'templateReference.templateId')
      }
      const seen = toPolicyHeader(row)
      const header = await headerOf(tx, principal, body, {
        id: row.id,
        created: seen.createdDateTime,
        modified: deps.now().toISOString(),
        tags: seen.roleScopeTagIds,
      })
      const { settings } = body
      const assignments = parseStored.assignments(row.assignments_json)
      await update(
        tx,
        principal,
        row,
        fromPolicy({ header, settings, assignments }, row.version + 1),
      )
      await writeLinks(tx, header, body)
      const before = { header: seen, settings: parseStored.settings(row.settings_json) }
      await audit(draft('Patch', 'Patch', header, policyChanges(before, { header, settings })))
      return { status: 204, headers: { ETag: etagOf(row.version + 1) } }
    })
    hub.publish({ entity: 'configurationPolicies', id: params.id })
    return reply
  },

  /** Replaces the whole list; an empty one removes all (graph-contract 6.3). */
  policyAssign: async (context) => {
    const { body, principal, deps, hub, params, ifMatch, url } = context
    const targets = body.assignments.map((assignment) => assignment.target)
    const reply = await context.change(async (tx, audit) => {
      const row = await readPolicy(tx, principal, params.id)
      checkVersion(row, ifMatch)
      await checkTargets(tx, targets)
      const assignments = storedAssignments(row.id, targets)
      const header = { ...toPolicyHeader(row), lastModifiedDateTime: deps.now().toISOString() }
      const settings = parseStored.settings(row.settings_json)
      await update(
        tx,
        principal,
        row,
        fromPolicy({ header, settings, assignments }, row.version + 1),
      )
      const changes = assignmentChanges(parseStored.assignments(row.assignments_json), assignments)
      await audit(draft('Assign', 'Action', header, changes))
      const set = `deviceManagement/configurationPolicies('${row.id}')/assignments`
      return {
        ...listAnswer(url, set, assignments),
        headers: { ETag: etagOf(row.version + 1) },
      }
    })
    hub.publish({ entity: 'configurationPolicies', id: params.id })
    return reply
  },
}
