import type { AssignmentFilter } from '#contract/assignment-filters.ts'
import type { Group, ManagedDevice, RoleScopeTag, User } from '#contract/directory.ts'
import type { ElevationRequest } from '#contract/elevation-requests.ts'
import type { Elevation } from '#contract/elevations.ts'
import type { ConfigurationPolicy, PolicyAssignment } from '#contract/policies.ts'
import type { PamExecution, PamPolicy, PamRequest } from '#contract/pam.ts'
import type { PolicyStatus } from '#contract/reports.ts'
import type { ReusablePolicySetting } from '#contract/reusable-settings.ts'
import type { ScopeType } from '#contract/roles.ts'
import type { Setting } from '#contract/settings.ts'

/** A whole tenant as data, written relative to one instant. `server/node` loads it; it decides nothing. */
export type World = {
  name: string
  /** The instant everything is relative to. */
  at: Date
  users: User[]
  groups: (Group & { id: string; displayName: string; memberIds: string[] })[]
  devices: ManagedDevice[]
  scopeTags: RoleScopeTag[]
  assignmentFilters: AssignmentFilter[]
  policies: (ConfigurationPolicy & { settings: Setting[]; assignments: PolicyAssignment[] })[]
  /** How devices stand to the policies that reach them. */
  policyStates: {
    policyId: string
    deviceId: string
    userPrincipalName: string | null
    status: PolicyStatus
    lastModifiedDateTime: string
  }[]
  reusableSettings: ReusablePolicySetting[]
  elevationRequests: ElevationRequest[]
  elevations: Elevation[]
  roleDefinitions: {
    id: string
    displayName: string
    description: string
    isBuiltIn: boolean
    actions: string[]
    roleScopeTagIds?: string[]
  }[]
  roleAssignments: {
    id: string
    displayName: string
    roleDefinitionId: string
    /** Group or user ids. */
    members: string[]
    description?: string
    /** Empty: everything. */
    scopeTagIds: string[]
    /** Whom policies may be assigned to under it; everyone and every device when absent. */
    scopeType?: ScopeType
    scopeMembers?: string[]
  }[]
  /** Privileged access for Microsoft 365; groups that take mail are its approvers' groups. */
  pam?: {
    approvalsRequired: boolean
    defaultApproverGroupId: string | null
    systemAccountIds: string[]
    policies: PamPolicy[]
    requests: PamRequest[]
    executions: PamExecution[]
  }
  /** Who the sign-in page offers; only the sample world has any. */
  samplePeople: {
    userPrincipalName: string
    displayName: string
    role: string
    description: string
  }[]
}
