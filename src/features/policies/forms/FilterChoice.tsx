import type { AssignmentFilter } from '#contract/assignment-filters.ts'
import type { AssignedTarget } from '#domain/assignments/read-assignments.ts'
import { SelectControl } from '#src/ui/form/controls.tsx'
import { makeStyles } from '#src/ui/styles.ts'
import { visibleText } from '#src/ui/text/visible-text.ts'

const useStyles = makeStyles({
  row: { display: 'flex', flexWrap: 'wrap', gap: '8px', paddingTop: '4px' },
})

const modes = [
  { value: 'include', label: 'Only devices that match' },
  { value: 'exclude', label: 'Only devices that do not match' },
]

type Props = {
  target: AssignedTarget
  /** The name of the target, for screen readers. */
  name: string
  filters: readonly AssignmentFilter[]
  onChange: (filter: AssignedTarget['filter']) => void
}

/** The one filter that an included target may have (epm-behaviour 12). */
export const FilterChoice = ({ target, name, filters, onChange }: Props) => {
  const styles = useStyles()
  const { filter } = target
  const known = filters.some(({ id }) => id === filter?.id)
  if (filters.length === 0 && filter === null) return null
  const options = [
    { value: '', label: 'No filter' },
    ...filters.map(({ id, displayName }) => ({ value: id, label: visibleText(displayName ?? id) })),
    ...(filter !== null && !known ? [{ value: filter.id, label: visibleText(filter.id) }] : []),
  ]
  return (
    <div className={styles.row}>
      <SelectControl
        name={`filter ${target.key}`}
        label={`Filter for ${name}`}
        value={filter?.id ?? ''}
        options={options}
        onChange={(_, id) => onChange(id === '' ? null : { id, mode: filter?.mode ?? 'include' })}
      />
      {filter !== null && (
        <SelectControl
          name={`mode ${target.key}`}
          label={`Filter mode for ${name}`}
          value={filter.mode}
          options={modes}
          onChange={(_, mode) =>
            onChange({ id: filter.id, mode: mode === 'exclude' ? 'exclude' : 'include' })
          }
        />
      )}
    </div>
  )
}
