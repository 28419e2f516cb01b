import { lazy, Suspense } from 'react'

import { useReturnFocus } from '../use-return-focus.ts'
import type { FormDialogProps } from './FormDialogSurface.tsx'

const nothing: readonly string[] = []
const headings = ['#drawer-title', 'h1']

const FormDialogSurface = lazy(async () => ({
  default: (await import('./FormDialogSurface.tsx')).FormDialogSurface,
}))

/** A dialog with one form, loaded when it opens. What was typed stays whatever happens; Ctrl+Enter sends. */
export const FormDialog = (props: FormDialogProps) => {
  useReturnFocus(nothing, headings)
  return (
    <Suspense>
      <FormDialogSurface {...props} />
    </Suspense>
  )
}
