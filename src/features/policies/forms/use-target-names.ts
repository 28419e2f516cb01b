import { useMemo } from 'react'

import { useGroups } from '#src/shared/directory/use-groups.ts'
import { shownTargets, type Targets } from './assignment-targets.ts'
import { useAssignmentFilters } from './use-assignment-filters.ts'
import { groupIdsOf } from '#domain/assignments/read-assignments.ts'

/**
 * Everything that the rows of the picker are made of. `read`: all of it has an answer, so that no row changes its
 * height any more. `targets` must stay the same array between renders.
 */
export const useTargetNames = (targets: Targets) => {
  const shown = useMemo(() => shownTargets(targets), [targets])
  const groupIds = useMemo(() => groupIdsOf(shown), [shown])
  const groups = useGroups(groupIds)
  const { filters, read } = useAssignmentFilters()
  return { shown, groups, filters, read: read && groups.loading.size === 0 }
}
