import type { ReusablePolicySetting } from '#contract/reusable-settings.ts'

import { columnDate } from './request-rows.ts'
import type { Schema } from './schema.ts'

/** The row of a reusable setting. What is counted or versioned on reading is not stored in the resource. */
export const fromReusableSetting = (
  setting: ReusablePolicySetting,
  version: number,
): Schema['reusable_settings'] => {
  const {
    '@odata.etag': _etag,
    version: _version,
    referencingConfigurationPolicyCount: _count,
    ...resource
  } = setting
  return {
    id: setting.id,
    display_name: setting.displayName ?? '',
    setting_definition_id: setting.settingDefinitionId ?? '',
    created_at: columnDate(setting.createdDateTime ?? ''),
    modified_at: columnDate(setting.lastModifiedDateTime ?? ''),
    version,
    resource: JSON.stringify(resource),
  }
}
