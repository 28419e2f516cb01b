import { peopleRoleAssignments, peopleUsers, samplePeople } from '../people.ts'
import { roleDefinitions } from '../roles.ts'
import type { World } from '../world.ts'
import { sampleDevices } from './devices.ts'
import { sampleGroups } from './groups.ts'
import { scopeTags } from './scope-tags.ts'
import { employeeUsers } from './users.ts'

/** The sample tenant, every date relative to `at`: two calls with the same instant give the same world. */
export const sampleWorld = (at: Date): World => {
  const devices = sampleDevices(at)
  return {
    name: 'sample',
    at,
    users: [...peopleUsers, ...employeeUsers],
    groups: sampleGroups(devices),
    devices,
    scopeTags: [...scopeTags],
    policies: [],
    reusableSettings: [],
    elevationRequests: [],
    elevations: [],
    roleDefinitions: [...roleDefinitions],
    roleAssignments: [...peopleRoleAssignments],
    samplePeople: [...samplePeople],
  }
}
