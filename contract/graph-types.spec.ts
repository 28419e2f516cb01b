import type * as graph from '@microsoft/microsoft-graph-types-beta'
import { describe, expectTypeOf, it } from 'vitest'

import type { AssignmentFilter } from './assignment-filters.ts'
import type { AuditEvent } from './audit.ts'
import type { Group, ManagedDevice, RoleScopeTag, User } from './directory.ts'
import type {
  ElevationRequest,
  ElevationRequestApplicationDetail,
  elevationRequestStates,
} from './elevation-requests.ts'
import type { Elevation, elevationTypes } from './elevations.ts'
import type { ExportJob } from './export-jobs.ts'
import type { ConfigurationPolicy } from './policies.ts'
import type { ReusablePolicySetting } from './reusable-settings.ts'
import type { ResourceOperation, RoleAssignment, RoleDefinition, scopeTypes } from './roles.ts'

type KnownKeys<T> = keyof { [K in keyof T as string extends K ? never : K]: T[K] }
/** Names in our schema that Microsoft's type does not have, OData annotations aside. */
type Strangers<Ours, Theirs> = Exclude<KnownKeys<Ours>, keyof Theirs | `@odata.${string}`>

/** A schema that names a property Microsoft does not publish fails the type check here. */
describe('wire types agree with the published Graph types', () => {
  it('names only properties that Graph has', () => {
    expectTypeOf<
      Strangers<ElevationRequest, graph.PrivilegeManagementElevationRequest>
    >().toBeNever()
    expectTypeOf<
      Strangers<ElevationRequestApplicationDetail, graph.ElevationRequestApplicationDetail>
    >().toBeNever()
    expectTypeOf<Strangers<Elevation, graph.PrivilegeManagementElevation>>().toBeNever()
    expectTypeOf<Strangers<ExportJob, graph.DeviceManagementExportJob>>().toBeNever()
    expectTypeOf<
      Strangers<ConfigurationPolicy, graph.DeviceManagementConfigurationPolicy>
    >().toBeNever()
    expectTypeOf<
      Strangers<ReusablePolicySetting, graph.DeviceManagementReusablePolicySetting>
    >().toBeNever()
    expectTypeOf<
      Strangers<AssignmentFilter, graph.DeviceAndAppManagementAssignmentFilter>
    >().toBeNever()
    expectTypeOf<Strangers<Group, graph.Group>>().toBeNever()
    expectTypeOf<Strangers<User, graph.User>>().toBeNever()
    expectTypeOf<
      Strangers<RoleDefinition, graph.DeviceAndAppManagementRoleDefinition>
    >().toBeNever()
    expectTypeOf<
      Strangers<RoleAssignment, graph.DeviceAndAppManagementRoleAssignment>
    >().toBeNever()
    expectTypeOf<Strangers<ResourceOperation, graph.ResourceOperation>>().toBeNever()
    expectTypeOf<Strangers<RoleScopeTag, graph.RoleScopeTag>>().toBeNever()
    expectTypeOf<Strangers<ManagedDevice, graph.ManagedDevice>>().toBeNever()
    expectTypeOf<Strangers<AuditEvent, graph.AuditEvent>>().toBeNever()
  })

  it('keeps every enum member that Graph publishes', () => {
    type Missing<Theirs, Ours extends string> = Exclude<NonNullable<Theirs>, Ours>
    expectTypeOf<
      Missing<graph.ElevationRequestState, (typeof elevationRequestStates)[number]>
    >().toBeNever()
    expectTypeOf<
      Missing<graph.PrivilegeManagementElevationType, (typeof elevationTypes)[number]>
    >().toBeNever()
    type Written = Exclude<graph.RoleAssignmentScopeType, 'unknownFutureValue'>
    expectTypeOf<Missing<Written, (typeof scopeTypes)[number]>>().toBeNever()
  })
})
