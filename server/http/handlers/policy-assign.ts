import type { AssignmentTarget, PolicyAssignment } from '#contract/policies.ts'

import { parseStored } from '../../store/parse-stored.ts'
import { toPolicyHeader } from '../../store/policy-rows.ts'
import { etagOf } from '../../store/request-rows.ts'
import { badRequest } from '../graph-failure.ts'
import type { Handlers } from '../types.ts'
import { listAnswer } from './list-answer.ts'
import { readPolicy } from './policy-access.ts'
import { assignmentChanges } from './policy-changes.ts'
import { checkTargets } from './target-checks.ts'
import { checkTargetScope } from './target-scope.ts'
import { checkPolicyVersion, policyDraft, updatePolicy } from './policy-store.ts'

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

/** Assignments as Graph stores them. Throws 400 when one target is named twice. */
export const storedAssignments = (
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

export const policyAssignHandlers: Pick<Handlers, 'policyAssign'> = {
  /** Replaces the whole list; an empty one removes all (graph-contract 6.3). */
  policyAssign: async (context) => {
    const { body, principal, deps, hub, params, ifMatch, url } = context
    const targets = body.assignments.map((assignment) => assignment.target)
    const reply = await context.change(async (tx, audit) => {
      const row = await readPolicy(tx, principal, params.id)
      checkPolicyVersion(row, ifMatch)
      await checkTargets(tx, targets)
      const assignments = storedAssignments(row.id, targets)
      const header = { ...toPolicyHeader(row), lastModifiedDateTime: deps.now().toISOString() }
      const settings = parseStored.settings(row.settings_json)
      const before = parseStored.assignments(row.assignments_json)
      await checkTargetScope(tx, principal, header.roleScopeTagIds, [before, assignments])
      const changes = assignmentChanges(before, assignments)
      const whole = { header, settings, assignments }
      const next = await updatePolicy(tx, principal, row, whole, { activity: 'assign', changes })
      await audit(policyDraft('Assign', 'Action', header, changes))
      const set = `deviceManagement/configurationPolicies('${row.id}')/assignments`
      return {
        ...listAnswer(url, set, assignments),
        headers: { ETag: etagOf(next.version) },
      }
    })
    hub.publish({ entity: 'configurationPolicies', id: params.id })
    return reply
  },
}
