import { nullableText, openEnum } from './odata.ts'
import { RolePermission } from './rights.ts'
import { z } from './zod.ts'

/** Lengths Graph documents for names and descriptions; at most 100 tags on anything (epm-behaviour 11). */
export const roleLimits = { name: 128, description: 1024, tags: 100, members: 500 } as const

/** Both spellings of one list, as Graph answers them; lists narrowed by `$select` leave properties out. */
export const RoleDefinition = z.looseObject({
  '@odata.type': z.string().optional(),
  '@odata.etag': z.string().optional(),
  id: z.string(),
  displayName: nullableText,
  description: nullableText,
  isBuiltIn: z.boolean().optional(),
  isBuiltInRoleDefinition: z.boolean().optional(),
  rolePermissions: z.array(RolePermission).optional(),
  permissions: z.array(RolePermission).optional(),
  roleScopeTagIds: z.array(z.string()).optional(),
})
export type RoleDefinition = z.infer<typeof RoleDefinition>

export const scopeTypes = [
  'resourceScope',
  'allDevices',
  'allLicensedUsers',
  'allDevicesAndLicensedUsers',
] as const
export type ScopeType = (typeof scopeTypes)[number]

/**
 * `members` get the role. `scopeMembers` and `resourceScopes` are one list: the groups that policies may be assigned to
 * under it, when `scopeType` is `resourceScope`. No `roleScopeTagIds`: everything. `roleDefinition` only with `$expand`.
 */
export const RoleAssignment = z.looseObject({
  '@odata.type': z.string().optional(),
  '@odata.etag': z.string().optional(),
  id: z.string(),
  displayName: nullableText,
  description: nullableText,
  members: z.array(z.string()).optional(),
  scopeMembers: z.array(z.string()).optional(),
  scopeType: openEnum(scopeTypes).optional(),
  resourceScopes: z.array(z.string()).optional(),
  roleScopeTagIds: z.array(z.string()).optional(),
  roleDefinition: RoleDefinition.nullish(),
})
export type RoleAssignment = z.infer<typeof RoleAssignment>

const named = {
  '@odata.type': z.string().optional(),
  displayName: z.string().min(1).max(roleLimits.name).regex(/\S/),
  description: z.string().max(roleLimits.description).nullish(),
}
const ids = (most: number) => z.array(z.string().min(1).max(256)).max(most)
const tags = ids(roleLimits.tags)

const permissionsToWrite = z
  .array(
    z.strictObject({
      '@odata.type': z.string().optional(),
      /** Deprecated by Graph, and read over. */
      actions: z.array(z.string()).optional(),
      resourceActions: z
        .array(
          z.strictObject({
            '@odata.type': z.string().optional(),
            allowedResourceActions: z.array(z.string().max(256)).max(500),
            notAllowedResourceActions: z
              .array(z.string())
              .max(0, 'A right that is not wanted is left out.')
              .optional(),
          }),
        )
        .max(50),
    }),
  )
  .max(50)

/** A custom role. Its rights are those allowed in any of the permissions. */
export const RoleDefinitionBody = z.strictObject({
  ...named,
  isBuiltIn: z.literal(false).optional(),
  isBuiltInRoleDefinition: z.literal(false).optional(),
  rolePermissions: permissionsToWrite,
  roleScopeTagIds: tags.min(1).optional(),
})
export type RoleDefinitionBody = z.infer<typeof RoleDefinitionBody>

const somethingNamed = (body: Record<string, unknown>) =>
  Object.entries(body).some(([name, value]) => name !== '@odata.type' && value !== undefined)

/** PATCH changes what it names; rights as a whole. */
export const RoleDefinitionPatch = RoleDefinitionBody.partial().refine(
  somethingNamed,
  'Name at least one property to change.',
)
export type RoleDefinitionPatch = z.infer<typeof RoleDefinitionPatch>

const reach = {
  members: ids(roleLimits.members),
  scopeType: z.enum(scopeTypes).optional(),
  scopeMembers: ids(roleLimits.members).optional(),
  resourceScopes: ids(roleLimits.members).optional(),
  roleScopeTagIds: tags.optional(),
}

/** The role as Graph binds it: the address of a definition. A role without members or scope groups reaches nobody. */
export const RoleAssignmentBody = z.strictObject({
  ...named,
  ...reach,
  'roleDefinition@odata.bind': z.string().max(512),
})
export type RoleAssignmentBody = z.infer<typeof RoleAssignmentBody>

/** PATCH changes what it names; lists as a whole. The role of an assignment stays. */
export const RoleAssignmentPatch = z
  .strictObject({ ...named, ...reach })
  .partial()
  .refine(somethingNamed, 'Name at least one property to change.')
export type RoleAssignmentPatch = z.infer<typeof RoleAssignmentPatch>

/** `id` is the resource action, `resourceName` the permission of the role editor, `actionName` the right in it. */
export const ResourceOperation = z.looseObject({
  id: z.string(),
  resource: nullableText,
  resourceName: nullableText,
  actionName: nullableText,
  description: nullableText,
  enabledForScopeValidation: z.boolean().optional(),
})
export type ResourceOperation = z.infer<typeof ResourceOperation>

export const AssignedRoleDetails = z.looseObject({
  roleDefinitionIds: z.array(z.string()),
  roleAssignmentIds: z.array(z.string()),
})

export const RoleScopeTagBody = z.strictObject(named)
export type RoleScopeTagBody = z.infer<typeof RoleScopeTagBody>
export const RoleScopeTagPatch = z
  .strictObject(named)
  .partial()
  .refine(somethingNamed, 'Name at least one property to change.')
export type RoleScopeTagPatch = z.infer<typeof RoleScopeTagPatch>

/** A group whose devices get the tag by themselves. */
export const ScopeTagAssignment = z.looseObject({
  id: z.string(),
  target: z.looseObject({ '@odata.type': z.string(), groupId: z.string().optional() }),
})

/** The whole list, as `assign` takes it. Filters are for policies: one that nobody keeps to is refused, not read over. */
export const ScopeTagAssignBody = z.strictObject({
  assignments: z
    .array(
      z.strictObject({
        '@odata.type': z.string().optional(),
        id: z.string().optional(),
        target: z.strictObject({
          '@odata.type': z.literal('#microsoft.graph.groupAssignmentTarget'),
          groupId: z.string().min(1).max(64),
          deviceAndAppManagementAssignmentFilterId: z.null().optional(),
          deviceAndAppManagementAssignmentFilterType: z.literal('none').optional(),
        }),
      }),
    )
    .max(roleLimits.members),
})
export type ScopeTagAssignBody = z.infer<typeof ScopeTagAssignBody>

const Named = z.looseObject({ id: z.string(), displayName: z.string() })

/** One assignment that reaches a person. */
export const UserRightsAssignment = z.looseObject({
  id: z.string(),
  displayName: z.string(),
  roleDefinition: Named.extend({ isBuiltIn: z.boolean() }),
  /** Whether the person stands in it by name, and the groups through which they do. */
  direct: z.boolean(),
  groups: z.array(Named),
  /** Null: everything. */
  scopeTags: z.array(Named).nullable(),
  scopeType: z.enum(scopeTypes),
  scopeGroups: z.array(Named),
})
export type UserRightsAssignment = z.infer<typeof UserRightsAssignment>

/** What a person may do, and why. Every right of the console has an entry; those that are lacking have `held: false`. */
export const UserRights = z.looseObject({
  user: Named.extend({ userPrincipalName: z.string(), accountEnabled: z.boolean() }),
  /** Holds every right over everything. */
  isAdministrator: z.boolean(),
  /** False when the caller sees only the assignments of their own scope, so that there may be more. */
  complete: z.boolean(),
  assignments: z.array(UserRightsAssignment),
  rights: z.array(
    z.looseObject({
      action: z.string(),
      permission: z.string(),
      right: z.string(),
      description: z.string(),
      held: z.boolean(),
      /** The assignments whose role has it. */
      assignmentIds: z.array(z.string()),
      /** Where it holds: null everywhere. Tags of all assignments with rights of the same permission count together. */
      scopeTags: z.array(Named).nullable(),
    }),
  ),
})
export type UserRights = z.infer<typeof UserRights>
