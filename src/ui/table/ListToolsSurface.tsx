import { useState } from 'react'

import { ColumnMenu } from './ColumnMenu.tsx'
import type { ListKind } from './list-kind.ts'
import { DeleteViewsDialog, SaveViewDialog } from './ViewDialogs.tsx'
import { ViewMenu } from './ViewMenu.tsx'

export type ListToolsMenu = 'views' | 'columns'
export type ListToolsProps<R> = {
  list: ListKind<R>
  /** The menu that is open from the beginning. */
  opened?: ListToolsMenu
}

export const ListToolsSurface = ({ list, opened }: ListToolsProps<unknown>) => {
  const [open, setOpen] = useState<'save' | 'delete' | null>(null)
  const close = () => setOpen(null)
  return (
    <>
      <ViewMenu
        list={list}
        opened={opened === 'views'}
        onSave={() => setOpen('save')}
        onDelete={() => setOpen('delete')}
      />
      <ColumnMenu list={list} opened={opened === 'columns'} />
      {open === 'save' && <SaveViewDialog list={list} onClose={close} />}
      {open === 'delete' && <DeleteViewsDialog list={list} onClose={close} />}
    </>
  )
}
