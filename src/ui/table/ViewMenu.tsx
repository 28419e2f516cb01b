import {
  Menu,
  MenuButton,
  MenuDivider,
  MenuItem,
  MenuItemRadio,
  MenuList,
  MenuPopover,
  MenuTrigger,
} from '@fluentui/react-components'
import { BookmarkRegular } from '@fluentui/react-icons/svg/bookmark'
import { useSearchParams } from 'react-router-dom'

import { announce } from '../announcer.tsx'
import { DeviceText } from '../text/DeviceText.tsx'
import { visibleText } from '../text/visible-text.ts'
import { hideColumns, useHiddenColumns } from './hidden-columns.ts'
import type { ListKind } from './list-kind.ts'
import { mostViews, useSavedViews, viewAddress, withView } from './saved-views.ts'

type Props = {
  list: ListKind<unknown>
  opened: boolean
  onSave: () => void
  onDelete: () => void
}

/** Goes to a saved view, or saves what is shown now as one. */
export const ViewMenu = ({ list, opened, onSave, onDelete }: Props) => {
  const [address, setAddress] = useSearchParams()
  const views = useSavedViews(list.id)
  const hidden = useHiddenColumns(list.id)
  const now = viewAddress(list.spec, address)
  const current = views.find(
    (view) => view.address === now && [...view.hidden].sort().join() === [...hidden].sort().join(),
  )
  const full = views.length >= mostViews
  return (
    <Menu
      defaultOpen={opened}
      positioning="below-end"
      checkedValues={{ view: current === undefined ? [] : [current.name] }}
      onCheckedValueChange={(_, { checkedItems }) => {
        const view = views.find(({ name }) => name === checkedItems[0])
        if (view === undefined) return
        hideColumns(list.id, view.hidden)
        setAddress((before) => withView(list.spec, before, view))
        announce(`View ${visibleText(view.name)} shown`)
      }}
    >
      <MenuTrigger disableButtonEnhancement>
        <MenuButton appearance="subtle" icon={<BookmarkRegular />}>
          Views
        </MenuButton>
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          {views.length === 0 ? (
            <MenuItem disabled subText="Filter and sort the list, choose columns, then save them.">
              No saved views yet
            </MenuItem>
          ) : (
            views.map(({ name }) => (
              <MenuItemRadio key={name} name="view" value={name}>
                <DeviceText value={name} kind="name" oneLine />
              </MenuItemRadio>
            ))
          )}
          <MenuDivider />
          <MenuItem
            disabled={full}
            {...(full ? { subText: `A list keeps ${mostViews} views. Delete one first.` } : {})}
            onClick={onSave}
          >
            Save this view…
          </MenuItem>
          <MenuItem disabled={views.length === 0} onClick={onDelete}>
            Delete views…
          </MenuItem>
        </MenuList>
      </MenuPopover>
    </Menu>
  )
}
