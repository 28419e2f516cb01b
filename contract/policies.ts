import { DateTimeOffset, nullableText } from './odata.ts'
import { Setting } from './settings.ts'
import { z } from './zod.ts'

/** Both EPM profiles share a family; the template id tells them apart (graph-contract 3 and 4.1). */
export const epmTemplateFamily = 'endpointSecurityEndpointPrivilegeManagement'
export const elevationSettingsTemplateId = 'e7dcaba4-959b-46ed-88f0-16ba39b14fd8_1'
export const elevationRulesTemplateId = 'cff02aad-51b1-498d-83ad-81161a393f56_1'

export const PolicyTemplateReference = z.looseObject({
  templateId: z.string(),
  templateFamily: z.string().optional(),
  templateDisplayName: nullableText,
  templateDisplayVersion: nullableText,
})

/** Loose, because Graph knows more target kinds than EPM offers; unknown ones are kept on write. */
export const AssignmentTarget = z.looseObject({
  '@odata.type': z.string(),
  groupId: z.string().optional(),
  deviceAndAppManagementAssignmentFilterId: nullableText,
  deviceAndAppManagementAssignmentFilterType: z.string().optional(),
})
export type AssignmentTarget = z.infer<typeof AssignmentTarget>

export const PolicyAssignment = z.looseObject({
  id: z.string(),
  source: z.string().optional(),
  sourceId: nullableText,
  target: AssignmentTarget,
})
export type PolicyAssignment = z.infer<typeof PolicyAssignment>

export const ConfigurationPolicy = z.looseObject({
  '@odata.type': z.string().optional(),
  '@odata.etag': z.string().optional(),
  id: z.string(),
  name: nullableText,
  description: nullableText,
  platforms: z.string(),
  technologies: z.string(),
  createdDateTime: DateTimeOffset,
  lastModifiedDateTime: DateTimeOffset,
  settingCount: z.number().int(),
  creationSource: nullableText,
  roleScopeTagIds: z.array(z.string()),
  /** Only answered when named in `$select` (graph-contract 6.2). */
  isAssigned: z.boolean().optional(),
  templateReference: PolicyTemplateReference,
  priorityMetaData: z.unknown().optional(),
  settings: z.array(Setting).optional(),
  assignments: z.array(PolicyAssignment).optional(),
})
export type ConfigurationPolicy = z.infer<typeof ConfigurationPolicy>

/** A page of policies named by `$select` may lack what was not asked for. */
export const ConfigurationPolicyListItem = ConfigurationPolicy.partial().extend({ id: z.string() })
export type ConfigurationPolicyListItem = z.infer<typeof ConfigurationPolicyListItem>

/** POST and PUT send the whole policy; PUT answers 204 and replaces the settings (graph-contract 6.2). */
export const ConfigurationPolicyBody = z.strictObject({
  '@odata.type': z.string().optional(),
  /** Kept as sent: real names end in spaces, and trimming would change the document. */
  name: z.string().min(1).max(200).regex(/\S/),
  description: z.string().max(1000).nullish(),
  platforms: z.literal('windows10'),
  technologies: z.string().regex(/^(mdm,)?endpointPrivilegeManagement$/),
  roleScopeTagIds: z.array(z.string()).min(1).max(100).optional(),
  templateReference: z.looseObject({ templateId: z.string() }),
  settings: z.array(Setting).min(1, 'A policy has at least one setting.'),
})
export type ConfigurationPolicyBody = z.infer<typeof ConfigurationPolicyBody>

/** PATCH changes what it names of these three, and nothing else (graph-contract 6.2). */
export const ConfigurationPolicyPatch = z
  .strictObject({
    '@odata.type': z.string().optional(),
    name: z.string().min(1).max(200).regex(/\S/).optional(),
    description: z.string().max(1000).nullish(),
    roleScopeTagIds: z.array(z.string()).min(1).max(100).optional(),
  })
  .refine(
    ({ name, description, roleScopeTagIds }) =>
      name !== undefined || description !== undefined || roleScopeTagIds !== undefined,
    'Name at least one of name, description and roleScopeTagIds.',
  )
export type ConfigurationPolicyPatch = z.infer<typeof ConfigurationPolicyPatch>

/** `displayName` is the new policy's name: the action has its own word for it. */
export const PolicyCopyBody = z.strictObject({
  displayName: z.string().min(1).max(200).regex(/\S/),
  description: z.string().max(1000).nullish(),
})
export type PolicyCopyBody = z.infer<typeof PolicyCopyBody>

export const AssignBody = z.strictObject({
  assignments: z.array(z.looseObject({ target: AssignmentTarget })).max(500),
})
export type AssignBody = z.infer<typeof AssignBody>
