import type { Elevation } from '#contract/elevations.ts'

import { columnDate } from './request-rows.ts'
import type { Schema } from './schema.ts'

/** The row of a reported elevation; the whole event stays in `resource` as it was reported. */
export const fromElevation = (elevation: Elevation): Schema['elevations'] => ({
  id: elevation.id,
  device_id: elevation.deviceId ?? '',
  device_name: elevation.deviceName ?? '',
  event_at: columnDate(elevation.eventDateTime),
  elevation_type: elevation.elevationType,
  upn: elevation.upn ?? '',
  hash: elevation.hash ?? '',
  file_path: elevation.filePath ?? '',
  company_name: elevation.companyName ?? '',
  result: elevation.result,
  process_type: elevation.processType,
  rule_id: elevation.ruleId || null,
  policy_id: elevation.policyId || null,
  system_initiated: elevation.systemInitiatedElevation ? 1 : 0,
  resource: JSON.stringify(elevation),
})
