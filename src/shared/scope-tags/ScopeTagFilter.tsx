import { useQuery } from '@tanstack/react-query'

import { SelectFilter } from '#src/ui/table/FilterBar.tsx'
import { visibleText } from '#src/ui/text/visible-text.ts'

import { scopeTagsQuery } from './scope-tag-query.ts'

type Props = { value: string | undefined; onChange: (value: string | undefined) => void }

/** Narrows a list to what carries one scope tag; a tag of the address that cannot be read stays chosen. */
export const ScopeTagFilter = ({ value, onChange }: Props) => {
  const { data } = useQuery(scopeTagsQuery)
  const listed = (data?.ok === true ? data.data.value : []).map(({ id, displayName }) => ({
    value: id,
    label: visibleText(displayName ?? '') || `Scope tag ${id}`,
  }))
  const known = value === undefined || listed.some((option) => option.value === value)
  return (
    <SelectFilter
      label="Scope tag"
      all="All"
      value={value}
      onChange={onChange}
      options={known ? listed : [...listed, { value, label: `Scope tag ${value}` }]}
    />
  )
}
