import { roleDefinitions } from './roles.ts'
import type { World } from './world.ts'

/** A tenant with nothing in it but what Intune itself brings: the Default scope tag and the built-in roles. */
export const emptyWorld = (at: Date): World => ({
  name: 'empty',
  at,
  users: [],
  groups: [],
  devices: [],
  scopeTags: [
    {
      id: '0',
      displayName: 'Default',
      description: 'Every object without a tag of its own',
      isBuiltIn: true,
    },
  ],
  assignmentFilters: [],
  policies: [],
  policyStates: [],
  reusableSettings: [],
  elevationRequests: [],
  elevations: [],
  roleDefinitions: roleDefinitions.filter((role) => role.isBuiltIn),
  roleAssignments: [],
  samplePeople: [],
})
