import { useQueries } from '@tanstack/react-query'
import { useMemo } from 'react'

import type { ReusablePolicySetting } from '#contract/reusable-settings.ts'
import { qAllowing } from '#src/api/queries.ts'
import { answerParts, toLookup, type Lookup } from '#src/shared/directory/lookup.ts'

/** The reusable settings that rules refer to. `ids` must stay the same array between renders. */
export const useReusableSettings = (ids: readonly string[]): Lookup<ReusablePolicySetting> => {
  const answers = useQueries({
    queries: ids.map((id) => ({
      ...qAllowing(
        'reusableSettingGet',
        { path: { id } },
        { statuses: [403, 404], why: 'the reusable setting is deleted, or not for this person' },
      ),
      staleTime: 60_000,
    })),
    combine: answerParts<ReusablePolicySetting>,
  })
  return useMemo(() => toLookup(ids, answers), [ids, answers])
}
