import {
  Menu,
  MenuButton,
  MenuDivider,
  MenuItem,
  MenuItemCheckbox,
  MenuList,
  MenuPopover,
  MenuTrigger,
} from '@fluentui/react-components'
import { ColumnTripleRegular } from '@fluentui/react-icons/svg/column-triple'

import type { Column } from './column.ts'
import { hideColumns, useHiddenColumns } from './hidden-columns.ts'
import type { ListKind } from './list-kind.ts'
import { useTableWidth } from './table-width.ts'

const mayHide = (column: Column<unknown>, place: number) => place > 0 && column.always !== true

/** Why a ticked column is not seen as a column; null when it is. */
const widthNote = ({ from, folded }: Column<unknown>, width: number | null) => {
  if (width === null || (from ?? 0) <= width) return null
  return folded === undefined
    ? 'Not shown at this width'
    : 'At this width on the line below the row'
}

/** Shows and hides columns; the first one, which opens the row, always stays. */
export const ColumnMenu = ({ list, opened }: { list: ListKind<unknown>; opened: boolean }) => {
  const hidden = useHiddenColumns(list.id)
  const width = useTableWidth(list.id)
  const choices = list.columns.filter(mayHide)
  const shown = choices.map(({ id }) => id).filter((id) => !hidden.includes(id))
  return (
    <Menu
      defaultOpen={opened}
      positioning="below-end"
      checkedValues={{ shown }}
      onCheckedValueChange={(_, { checkedItems }) =>
        hideColumns(
          list.id,
          choices.map(({ id }) => id).filter((id) => !checkedItems.includes(id)),
        )
      }
    >
      <MenuTrigger disableButtonEnhancement>
        <MenuButton appearance="subtle" icon={<ColumnTripleRegular />}>
          Columns
        </MenuButton>
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          {choices.map((column) => {
            const note = shown.includes(column.id) ? widthNote(column, width) : null
            return (
              <MenuItemCheckbox
                key={column.id}
                name="shown"
                value={column.id}
                persistOnClick
                {...(note === null ? {} : { subText: note })}
              >
                {column.header}
              </MenuItemCheckbox>
            )
          })}
          <MenuDivider />
          <MenuItem
            persistOnClick
            disabled={shown.length === choices.length}
            onClick={() => hideColumns(list.id, [])}
          >
            Show all
          </MenuItem>
        </MenuList>
      </MenuPopover>
    </Menu>
  )
}
