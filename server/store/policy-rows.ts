import {
  elevationRulesTemplateId,
  elevationSettingsTemplateId,
  epmTemplateFamily,
  type ConfigurationPolicy,
  type PolicyAssignment,
} from '#contract/policies.ts'
import type { Setting } from '#contract/settings.ts'

import { parseStored } from './parse-stored.ts'
import { columnDate, etagOf } from './request-rows.ts'
import type { Schema } from './schema.ts'

export type PolicyRow = Schema['policies']
/** A whole policy with everything that hangs on it. */
export type WholePolicy = {
  header: ConfigurationPolicy
  settings: readonly Setting[]
  assignments: readonly PolicyAssignment[]
}

const templateNames: Record<string, string> = {
  [elevationSettingsTemplateId]: 'Elevation settings policy',
  [elevationRulesTemplateId]: 'Elevation rules policy',
}

/** The template reference as the service answers it, or null for a template that is none of EPM's two. */
export const templateReferenceOf = (templateId: string) => {
  const name = Object.hasOwn(templateNames, templateId) ? templateNames[templateId] : undefined
  return name === undefined
    ? null
    : {
        templateId,
        templateFamily: epmTemplateFamily,
        templateDisplayName: name,
        templateDisplayVersion: 'Version 1',
      }
}

/** Member order as the live service answers it (graph-contract 6.5). */
export const policyHeader = (policy: ConfigurationPolicy): ConfigurationPolicy => ({
  createdDateTime: policy.createdDateTime,
  creationSource: policy.creationSource ?? null,
  description: policy.description ?? '',
  lastModifiedDateTime: policy.lastModifiedDateTime,
  name: policy.name ?? '',
  platforms: policy.platforms,
  priorityMetaData: policy.priorityMetaData ?? null,
  roleScopeTagIds: policy.roleScopeTagIds,
  settingCount: policy.settingCount,
  technologies: policy.technologies,
  id: policy.id,
  templateReference: policy.templateReference,
})

/** Settings and assignments are kept word for word. */
export const fromPolicy = (whole: WholePolicy, version = 1): PolicyRow => {
  const { header, settings, assignments } = whole
  return {
    id: header.id,
    name: header.name ?? '',
    template_id: header.templateReference.templateId,
    template_family: header.templateReference.templateFamily ?? epmTemplateFamily,
    created_at: columnDate(header.createdDateTime),
    modified_at: columnDate(header.lastModifiedDateTime),
    is_assigned: assignments.length > 0 ? 1 : 0,
    setting_count: settings.length,
    version,
    resource: JSON.stringify(policyHeader({ ...header, settingCount: settings.length })),
    settings_json: JSON.stringify(settings),
    assignments_json: JSON.stringify(assignments),
  }
}

export const toPolicyHeader = (row: Pick<PolicyRow, 'resource' | 'version'>) => ({
  '@odata.etag': etagOf(row.version),
  ...(parseStored.resource(row.resource) as ConfigurationPolicy),
})

/** Settings as Graph answers them: each with its place as `id`, the rest untouched. */
export const withIds = (settings: readonly Setting[]): Setting[] =>
  settings.map((setting, index) => ('id' in setting ? setting : { id: String(index), ...setting }))

/** Ids of the reusable settings that a policy's rules refer to, each once. */
export const referencedSettings = (settings: readonly Setting[]): string[] => {
  const found = new Set<string>()
  const walk = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(walk)
    else if (typeof value === 'object' && value !== null) {
      const type: unknown = Reflect.get(value, '@odata.type')
      const id: unknown = Reflect.get(value, 'value')
      if (type === referenceType && typeof id === 'string') found.add(id)
      Object.values(value).forEach(walk)
    }
  }
  walk(settings)
  return [...found]
}
const referenceType = '#microsoft.graph.deviceManagementConfigurationReferenceSettingValue'
