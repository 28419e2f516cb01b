import { RoleScopeTag, User } from './directory.ts'
import { endpoint } from './endpoint.ts'
import { listOf } from './odata.ts'
import {
  AssignedRoleDetails,
  ResourceOperation,
  RoleAssignment,
  RoleAssignmentBody,
  RoleAssignmentPatch,
  RoleDefinition,
  RoleDefinitionBody,
  RoleDefinitionPatch,
  RoleScopeTagBody,
  RoleScopeTagPatch,
  ScopeTagAssignBody,
  ScopeTagAssignment,
  UserRights,
} from './roles.ts'

const roles = '/deviceManagement/roleDefinitions'
const roleAssignments = '/deviceManagement/roleAssignments'
const scopeTags = '/deviceManagement/roleScopeTags'

/** Who may do what: roles, their assignments, scope tags and the people of a group. Part of `endpoints.ts`. */
export const roleEndpoints = {
  /** The people in a group; devices in it are not told here. */
  groupUserList: endpoint('GET', '/groups/{id}/members/microsoft.graph.user', {
    response: listOf(User),
    odata: true,
    errors: [404],
  }),

  roleDefinitionList: endpoint('GET', roles, { response: listOf(RoleDefinition), odata: true }),
  roleDefinitionGet: endpoint('GET', `${roles}/{id}`, { response: RoleDefinition, errors: [404] }),
  roleDefinitionCreate: endpoint('POST', roles, {
    body: RoleDefinitionBody,
    response: RoleDefinition,
    success: 201,
    errors: [409, 422, 503],
    idempotent: true,
    freshSignIn: true,
  }),
  roleDefinitionUpdate: endpoint('PATCH', `${roles}/{id}`, {
    body: RoleDefinitionPatch,
    response: RoleDefinition,
    errors: [404, 409, 412, 428, 503],
    freshSignIn: true,
  }),
  roleDefinitionDelete: endpoint('DELETE', `${roles}/{id}`, {
    errors: [404, 409, 412, 428, 503],
    freshSignIn: true,
  }),
  /** The members of these are empty, as on Graph: read each assignment by itself. */
  roleDefinitionAssignmentList: endpoint('GET', `${roles}/{id}/roleAssignments`, {
    response: listOf(RoleAssignment),
    odata: true,
    errors: [404],
  }),
  roleAssignmentList: endpoint('GET', roleAssignments, {
    response: listOf(RoleAssignment),
    odata: true,
  }),
  roleAssignmentGet: endpoint('GET', `${roleAssignments}/{id}`, {
    response: RoleAssignment,
    odata: true,
    errors: [404],
  }),
  roleAssignmentCreate: endpoint('POST', roleAssignments, {
    body: RoleAssignmentBody,
    response: RoleAssignment,
    success: 201,
    errors: [409, 422, 503],
    idempotent: true,
    freshSignIn: true,
  }),
  roleAssignmentUpdate: endpoint('PATCH', `${roleAssignments}/{id}`, {
    body: RoleAssignmentPatch,
    response: RoleAssignment,
    errors: [404, 409, 412, 428, 503],
    freshSignIn: true,
  }),
  roleAssignmentDelete: endpoint('DELETE', `${roleAssignments}/{id}`, {
    errors: [404, 409, 412, 428, 503],
    freshSignIn: true,
  }),
  resourceOperationList: endpoint('GET', '/deviceManagement/resourceOperations', {
    response: listOf(ResourceOperation),
  }),
  /** On the wire `getAssignedRoleDetails()`: the caller's own. */
  assignedRoleDetails: endpoint('GET', '/deviceManagement/getAssignedRoleDetails', {
    response: AssignedRoleDetails,
  }),

  scopeTagList: endpoint('GET', scopeTags, { response: listOf(RoleScopeTag), odata: true }),
  scopeTagGet: endpoint('GET', `${scopeTags}/{id}`, { response: RoleScopeTag, errors: [404] }),
  scopeTagCreate: endpoint('POST', scopeTags, {
    body: RoleScopeTagBody,
    response: RoleScopeTag,
    success: 201,
    errors: [409, 422, 503],
    idempotent: true,
    freshSignIn: true,
  }),
  scopeTagUpdate: endpoint('PATCH', `${scopeTags}/{id}`, {
    body: RoleScopeTagPatch,
    response: RoleScopeTag,
    errors: [404, 409, 412, 428, 503],
    freshSignIn: true,
  }),
  /** 409 while anything carries it: an assignment without its last tag would reach everything. */
  scopeTagDelete: endpoint('DELETE', `${scopeTags}/{id}`, {
    errors: [404, 409, 412, 428, 503],
    freshSignIn: true,
  }),
  scopeTagAssignmentList: endpoint('GET', `${scopeTags}/{id}/assignments`, {
    response: listOf(ScopeTagAssignment),
    odata: true,
    errors: [404],
  }),
  /** Replaces the whole list; with an empty one no device has the tag through a group. */
  scopeTagAssign: endpoint('POST', `${scopeTags}/{id}/assign`, {
    body: ScopeTagAssignBody,
    response: listOf(ScopeTagAssignment),
    errors: [404, 412, 428, 503],
    freshSignIn: true,
  }),
  /** What a person may do, and which assignment, through which group, gives it; as far as the caller sees assignments. */
  userRights: endpoint('GET', '/epm/users/{id}/rights', { response: UserRights, errors: [404] }),
  /** The same of the caller, whole. */
  myRights: endpoint('GET', '/epm/me/rights', { response: UserRights }),
} as const
