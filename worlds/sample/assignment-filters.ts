import type { AssignmentFilter } from '#contract/assignment-filters.ts'

import { uuidOf } from '../ids.ts'

/** Two filters that an assignment can be narrowed with. */
export const assignmentFilters: readonly AssignmentFilter[] = [
  {
    id: uuidOf('assignment filter corporate'),
    displayName: 'Corporate-owned devices',
    description: 'Leaves personal devices out',
    platform: 'windows10AndLater',
    rule: '(device.deviceOwnership -eq "Corporate")',
    assignmentFilterManagementType: 'devices',
  },
  {
    id: uuidOf('assignment filter Windows 11'),
    displayName: 'Windows 11 24H2 and later',
    description: '',
    platform: 'windows10AndLater',
    rule: '(device.operatingSystemVersion -ge 10.0.26100.0)',
    assignmentFilterManagementType: 'devices',
  },
]
