import { useCallback, useState } from 'react'

import { clearDraft } from './use-draft.ts'

/**
 * State that survives a reload and an ended session in this tab, beside `useDraft` for forms that are one plain value
 * (R54). `parse` answers null for what an older version left behind. `key` names form and item.
 */
export const useDraftState = <T>(
  key: string,
  initial: () => T,
  parse: (saved: unknown) => T | null,
) => {
  const [first] = useState(() => {
    const saved = read(key, parse)
    return { value: saved ?? initial(), restored: saved !== null }
  })
  const [value, setValue] = useState(first.value)
  const set = useCallback(
    (next: T) => {
      setValue(next)
      try {
        sessionStorage.setItem(`draft:${key}`, JSON.stringify(next))
      } catch {
        // Full or forbidden storage only costs the draft.
      }
    },
    [key],
  )
  const clear = useCallback(() => clearDraft(key), [key])
  return { value, set, clear, restored: first.restored }
}

const read = <T>(key: string, parse: (saved: unknown) => T | null): T | null => {
  try {
    const text = sessionStorage.getItem(`draft:${key}`)
    return text === null ? null : parse(JSON.parse(text))
  } catch {
    return null
  }
}
