import { useEffect } from 'react'

import { preloadFormDialog } from '#src/ui/dialogs/FormDialog.tsx'

/** After the drawer has drawn itself, in milliseconds. */
const later = 150

/** Loads the dialog of a decision while its request is being read, so that it opens at once. */
export const usePreloadedDialogs = (wanted: boolean) => {
  useEffect(() => {
    if (!wanted) return
    const timer = setTimeout(() => {
      // Opening the dialog loads them again, and tells of a failure.
      Promise.all([preloadFormDialog(), import('./ReviewDialog.tsx')]).catch(() => {})
    }, later)
    return () => clearTimeout(timer)
  }, [wanted])
}
