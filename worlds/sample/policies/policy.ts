import {
  elevationRulesTemplateId,
  elevationSettingsTemplateId,
  epmTemplateFamily,
  type AssignmentTarget,
  type PolicyAssignment,
} from '#contract/policies.ts'
import type { Setting } from '#contract/settings.ts'

import { uuidOf } from '../../ids.ts'
import { before, day } from '../../time.ts'
import type { World } from '../../world.ts'

export type WorldPolicy = World['policies'][number] & { name: string }

/** As Graph stores an assignment: its id is the policy's id and the target's. */
const assignment = (policyId: string, target: AssignmentTarget): PolicyAssignment => ({
  id: `${policyId}_${target.groupId ?? builtInTargets[target['@odata.type']] ?? 'target'}`,
  source: 'direct',
  sourceId: policyId,
  target,
})
const builtInTargets: Record<string, string> = {
  '#microsoft.graph.allDevicesAssignmentTarget': 'adadadad-808e-44e2-905a-0b7873a8a531',
  '#microsoft.graph.allLicensedUsersAssignmentTarget': 'acacacac-9df4-4c7d-9d50-4ef0226f57a9',
}

const noFilter = {
  deviceAndAppManagementAssignmentFilterId: null,
  deviceAndAppManagementAssignmentFilterType: 'none',
}
export const include = (groupId: string): AssignmentTarget => ({
  '@odata.type': '#microsoft.graph.groupAssignmentTarget',
  ...noFilter,
  groupId,
})
export const exclude = (groupId: string): AssignmentTarget => ({
  '@odata.type': '#microsoft.graph.exclusionGroupAssignmentTarget',
  ...noFilter,
  groupId,
})
export const allDevices: AssignmentTarget = {
  '@odata.type': '#microsoft.graph.allDevicesAssignmentTarget',
  ...noFilter,
}

/** A policy as Graph answers it; ages are in days before `at`. */
export const policyOf = (
  kind: 'settings' | 'rules',
  at: Date,
  facts: {
    name: string
    description: string
    createdDaysAgo: number
    changedDaysAgo: number
    roleScopeTagIds: string[]
    targets: AssignmentTarget[]
    settings: Setting[]
  },
): WorldPolicy => {
  const id = uuidOf(`policy ${facts.name}`)
  return {
    id,
    name: facts.name,
    description: facts.description,
    platforms: 'windows10',
    technologies:
      kind === 'settings' ? 'mdm,endpointPrivilegeManagement' : 'endpointPrivilegeManagement',
    createdDateTime: before(at, facts.createdDaysAgo * day),
    lastModifiedDateTime: before(at, facts.changedDaysAgo * day),
    settingCount: facts.settings.length,
    creationSource: null,
    roleScopeTagIds: facts.roleScopeTagIds,
    isAssigned: facts.targets.length > 0,
    priorityMetaData: null,
    templateReference: {
      templateId: kind === 'settings' ? elevationSettingsTemplateId : elevationRulesTemplateId,
      templateFamily: epmTemplateFamily,
      templateDisplayName:
        kind === 'settings' ? 'Elevation settings policy' : 'Elevation rules policy',
      templateDisplayVersion: 'Version 1',
    },
    settings: facts.settings.map((setting, index) => ({ ...setting, id: String(index) })),
    assignments: facts.targets.map((target) => assignment(id, target)),
  }
}
