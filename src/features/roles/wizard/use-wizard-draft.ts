import { useState } from 'react'

import { useDraftState } from '#src/ui/form/use-draft-state.ts'

/** Everything entered in a wizard as one value, kept in the tab until it is sent or discarded. */
export const useWizardDraft = <T>(
  key: string,
  initial: () => T,
  parse: (saved: unknown) => T | null,
) => {
  const { value, set, clear, restored } = useDraftState<T>(key, initial, parse)
  const [atFirst] = useState(() => JSON.stringify(value))
  return {
    value,
    change: (part: Partial<T>) => set({ ...value, ...part }),
    clear,
    restored,
    dirty: restored || JSON.stringify(value) !== atFirst,
  }
}
