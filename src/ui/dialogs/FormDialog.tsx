import { lazy, Suspense } from 'react'

import { useReturnFocus } from '../use-return-focus.ts'
import type { FormDialogProps } from './FormDialogSurface.tsx'

const nothing: readonly string[] = []
const headings = ['#drawer-title', 'h1']

const FormDialogSurface = lazy(async () => ({
  default: (await import('./FormDialogSurface.tsx')).FormDialogSurface,
}))

/** Loads the dialog's code before somebody asks for it, so that it opens at once. */
export const preloadFormDialog = () => import('./FormDialogSurface.tsx')

/** A dialog with one form, loaded when it opens. What was typed stays whatever happens; Ctrl+Enter sends. */
export const FormDialog = (props: FormDialogProps) => {
  useReturnFocus(nothing, headings, props.openerGone)
  return (
    <Suspense>
      <FormDialogSurface {...props} />
    </Suspense>
  )
}
