import { createContext, useContext, useMemo, useState, type ReactNode } from 'react'

import type { Elevation } from '#contract/elevations.ts'
import { splitPath } from '#domain/file-name/shorten.ts'
import { visibleText } from '#src/ui/text/visible-text.ts'

/** More would make an address that is too long, and a rule that nobody can judge. */
export const mostSelected = 20

export type Selection = {
  ids: readonly string[]
  toggle: (id: string) => void
  clear: () => void
}

const SelectionContext = createContext<Selection>({ ids: [], toggle: () => {}, clear: () => {} })

/** Chosen rows of the report, kept while it is filtered or scrolled. */
export const useSelection = (): Selection => {
  const [ids, setIds] = useState<readonly string[]>([])
  return useMemo(
    () => ({
      ids,
      toggle: (id) =>
        setIds((now) => (now.includes(id) ? now.filter((each) => each !== id) : [...now, id])),
      clear: () => setIds([]),
    }),
    [ids],
  )
}

export const SelectionProvider = ({
  value,
  children,
}: {
  value: Selection
  children: ReactNode
}) => <SelectionContext value={value}>{children}</SelectionContext>

/** Chooses a row for a rule. Out of the tab order: Space on the row does the same. */
export const SelectBox = ({ elevation }: { elevation: Elevation }) => {
  const { ids, toggle } = useContext(SelectionContext)
  const file = visibleText(splitPath(elevation.filePath ?? '').name) || 'a file without a name'
  return (
    <input
      type="checkbox"
      tabIndex={-1}
      aria-label={`Select ${file} of ${visibleText(elevation.upn ?? '') || 'an unknown user'}`}
      checked={ids.includes(elevation.id)}
      onChange={() => toggle(elevation.id)}
    />
  )
}
