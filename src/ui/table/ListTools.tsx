import { lazy, Suspense } from 'react'

import { makeStyles } from '../styles.ts'
import type { ListToolsProps } from './ListToolsSurface.tsx'

const Surface = lazy(async () => ({
  default: (await import('./ListToolsSurface.tsx')).ListToolsSurface,
}))

const useStyles = makeStyles({
  // The place of both buttons is kept while their code is loaded.
  place: { display: 'inline-flex', gap: '4px', minWidth: '239px', minHeight: '32px' },
})

/** Which columns a list shows, and its saved views. Loaded after the list. */
export const ListTools = <R,>(props: ListToolsProps<R>) => {
  const styles = useStyles()
  return (
    <span className={styles.place}>
      <Suspense>
        <Surface {...(props as ListToolsProps<unknown>)} />
      </Suspense>
    </span>
  )
}
