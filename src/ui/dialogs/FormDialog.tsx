import { lazy, Suspense } from 'react'

import type { FormDialogProps } from './FormDialogSurface.tsx'

const FormDialogSurface = lazy(async () => ({
  default: (await import('./FormDialogSurface.tsx')).FormDialogSurface,
}))

/** A dialog with one form, loaded when it opens. What was typed stays whatever happens; Ctrl+Enter sends. */
export const FormDialog = (props: FormDialogProps) => (
  <Suspense>
    <FormDialogSurface {...props} />
  </Suspense>
)
