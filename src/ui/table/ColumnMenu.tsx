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

const mayHide = (column: Column<unknown>, place: number) => place > 0 && column.always !== true

/** Shows and hides columns; the first one, which opens the row, always stays. */
export const ColumnMenu = ({ list, opened }: { list: ListKind<unknown>; opened: boolean }) => {
  const hidden = useHiddenColumns(list.id)
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
          {choices.map(({ id, header }) => (
            <MenuItemCheckbox key={id} name="shown" value={id} persistOnClick>
              {header}
            </MenuItemCheckbox>
          ))}
          <MenuDivider />
          <MenuItem
            persistOnClick
            disabled={shown.length === choices.length}
            onClick={() => hideColumns(list.id, [])}
            subText="A narrow window shows fewer, whatever is chosen."
          >
            Show all
          </MenuItem>
        </MenuList>
      </MenuPopover>
    </Menu>
  )
}
