import { BookmarkRegular } from '@fluentui/react-icons/svg/bookmark'
import { ColumnTripleRegular } from '@fluentui/react-icons/svg/column-triple'
import { lazy, Suspense, useState, type ComponentType } from 'react'

import { Button } from '../basics.ts'
import { makeStyles } from '../styles.ts'
import type { ListToolsMenu, ListToolsProps } from './ListToolsSurface.tsx'

const load = async () => (await import('./ListToolsSurface.tsx')).ListToolsSurface
const Surface = lazy(async () => ({ default: await load() }))

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

type Loaded = { Tools: ComponentType<ListToolsProps<unknown>>; menu: ListToolsMenu }

/** The same where even that would be too much: plain buttons, whose menus are loaded by the first press of one of them. */
export const ListToolsOnDemand = <R,>(props: ListToolsProps<R>) => {
  const styles = useStyles()
  const [loaded, setLoaded] = useState<Loaded | null>(null)
  // The pressed button keeps the focus until the menus are there; a chunk that does not come is told by the shell.
  const open = (menu: ListToolsMenu) => void load().then((Tools) => setLoaded({ Tools, menu }))
  const menuButton = {
    appearance: 'subtle',
    'aria-haspopup': 'menu',
    'aria-expanded': false,
  } as const
  return (
    <span className={styles.place}>
      {loaded === null ? (
        <>
          <Button {...menuButton} icon={<BookmarkRegular />} onClick={() => open('views')}>
            Views
          </Button>
          <Button {...menuButton} icon={<ColumnTripleRegular />} onClick={() => open('columns')}>
            Columns
          </Button>
        </>
      ) : (
        <loaded.Tools {...(props as ListToolsProps<unknown>)} opened={loaded.menu} />
      )}
    </span>
  )
}
