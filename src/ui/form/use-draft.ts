import { useEffect } from 'react'
import type { FieldValues, UseFormReturn } from 'react-hook-form'

const keyOf = (key: string) => `draft:${key}`

const read = (key: string): unknown => {
  try {
    return JSON.parse(sessionStorage.getItem(keyOf(key)) ?? 'null')
  } catch {
    return null
  }
}

/**
 * Keeps what is typed in this tab (`sessionStorage`), so that an ended session or a reload loses nothing (R54).
 * `key` names form and item: `deny:<request id>`. Call `clear` once it has been sent.
 */
export const useDraft = <V extends FieldValues>(form: UseFormReturn<V>, key: string) => {
  useEffect(() => {
    const saved = read(key)
    if (typeof saved === 'object' && saved !== null)
      form.reset(Object.assign({}, form.getValues(), saved as object), { keepDefaultValues: true })
    return form.subscribe({
      formState: { values: true, isDirty: true },
      callback: ({ values }) => {
        try {
          sessionStorage.setItem(keyOf(key), JSON.stringify(values))
        } catch {
          // Full or forbidden storage only costs the draft.
        }
      },
    })
  }, [form, key])
  return { clear: () => clearDraft(key) }
}

export const clearDraft = (key: string) => sessionStorage.removeItem(keyOf(key))
