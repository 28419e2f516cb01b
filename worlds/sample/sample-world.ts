import { peopleUsers, samplePeople } from '../people.ts'
import type { World } from '../world.ts'
import { assignmentFilters } from './assignment-filters.ts'
import { sampleDevices } from './devices.ts'
import { sampleElevationRequests } from './elevation-requests.ts'
import { sampleElevations } from './elevations.ts'
import { sampleGroups } from './groups.ts'
import {
  countUses,
  sampleRulesPolicies,
  sampleSettingsPolicies,
} from './policies/sample-policies.ts'
import { samplePolicyStates } from './policy-states.ts'
import { approverGroups, exchangeAutomation, samplePrivilegedAccess } from './privileged-access.ts'
import { sampleReusableSettings } from './reusable-settings.ts'
import { sampleRoleAssignments, sampleRoleDefinitions } from './roles.ts'
import { scopeTags } from './scope-tags.ts'
import { employeeUsers } from './users.ts'

/** The sample tenant, every date relative to `at`: two calls with the same instant give the same world. */
export const sampleWorld = (at: Date): World => {
  const devices = sampleDevices(at)
  const rulesPolicies = sampleRulesPolicies(at)
  const groups = sampleGroups(devices)
  const policies = [...sampleSettingsPolicies(at), ...rulesPolicies.map(({ policy }) => policy)]
  const elevationRequests = sampleElevationRequests(at, devices)
  return {
    name: 'sample',
    at,
    users: [...peopleUsers, ...employeeUsers, exchangeAutomation],
    groups: [...groups, ...approverGroups],
    devices,
    scopeTags: [...scopeTags],
    assignmentFilters: [...assignmentFilters],
    policies,
    policyStates: samplePolicyStates({ at, devices, groups, policies }),
    reusableSettings: sampleReusableSettings(at, countUses(rulesPolicies)),
    elevationRequests,
    elevations: sampleElevations(at, devices, rulesPolicies, elevationRequests),
    roleDefinitions: [...sampleRoleDefinitions],
    roleAssignments: [...sampleRoleAssignments],
    pam: samplePrivilegedAccess(at),
    samplePeople: [...samplePeople],
  }
}
