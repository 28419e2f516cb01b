import { useState } from 'react'

import { ColumnMenu } from './ColumnMenu.tsx'
import type { ListKind } from './list-kind.ts'
import { DeleteViewsDialog, SaveViewDialog } from './ViewDialogs.tsx'
import { ViewMenu } from './ViewMenu.tsx'

export type ListToolsProps<R> = { list: ListKind<R> }

export const ListToolsSurface = ({ list }: ListToolsProps<unknown>) => {
  const [open, setOpen] = useState<'save' | 'delete' | null>(null)
  const close = () => setOpen(null)
  return (
    <>
      <ViewMenu list={list} onSave={() => setOpen('save')} onDelete={() => setOpen('delete')} />
      <ColumnMenu list={list} />
      {open === 'save' && <SaveViewDialog list={list} onClose={close} />}
      {open === 'delete' && <DeleteViewsDialog list={list} onClose={close} />}
    </>
  )
}
