import { useQuery } from '@tanstack/react-query'

import { useRights } from '#src/api/rights.ts'
import { isRulesPolicy, policiesQuery } from '#src/shared/rules-policy-queries.ts'
import { SelectFilter } from '#src/ui/table/FilterBar.tsx'
import { visibleText } from '#src/ui/text/visible-text.ts'

type Props = { value: string | undefined; onChange: (id: string | undefined) => void }

/** The rules policy that decided. One that no longer exists, or may not be read, stands there by its id. */
export const PolicyFilter = ({ value, onChange }: Props) => {
  const may = useRights().can('Microsoft.Intune_EpmPolicy_Read')
  const { data } = useQuery({ ...policiesQuery, enabled: may, staleTime: 60_000 })
  const policies = data?.ok ? data.data.value.filter(isRulesPolicy) : []
  const known = policies.map(({ id, name }) => ({
    value: id,
    label: visibleText(name ?? '') || id,
  }))
  const options =
    value === undefined || known.some((each) => each.value === value)
      ? known
      : [...known, { value, label: value }]
  if (options.length === 0) return null
  return <SelectFilter label="Policy" all="All" {...{ value, onChange, options }} />
}
