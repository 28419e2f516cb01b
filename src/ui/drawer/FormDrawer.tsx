import { lazy, Suspense } from 'react'

import { useReturnFocus } from '../use-return-focus.ts'
import type { FormDrawerProps } from './FormDrawerSurface.tsx'

const nothing: readonly string[] = []
const headings = ['h2', 'h1']

const FormDrawerSurface = lazy(async () => ({
  default: (await import('./FormDrawerSurface.tsx')).FormDrawerSurface,
}))

/** A full-height drawer of 720 px with one form, loaded when it opens; full width under 640 px. */
export const FormDrawer = (props: FormDrawerProps) => {
  useReturnFocus(nothing, headings)
  return (
    <Suspense>
      <FormDrawerSurface {...props} />
    </Suspense>
  )
}
