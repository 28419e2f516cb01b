import { lazy, Suspense } from 'react'

import { useReturnFocus } from '../use-return-focus.ts'
import type { DetailDrawerProps } from './DrawerSurface.tsx'

// The row of the item shown last, which need not be the one it was opened from.
const activeRow = ['[data-row-link][tabindex="0"]']
const heading = ['h1']

const DrawerSurface = lazy(async () => ({
  default: (await import('./DrawerSurface.tsx')).DrawerSurface,
}))

/**
 * Details of one item over its list; its address is its own, closing goes back to the list's. Its code is not part of
 * the list's first visit.
 */
export const DetailDrawer = (props: DetailDrawerProps) => {
  useReturnFocus(activeRow, heading)
  return (
    <Suspense>
      <DrawerSurface {...props} />
    </Suspense>
  )
}
