import {
  Menu,
  MenuButton,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
} from '@fluentui/react-components'
import { MoreHorizontalRegular } from '@fluentui/react-icons'
import type { ReactElement } from 'react'
import { useNavigate } from 'react-router-dom'

export type MenuCommand = {
  label: string
  icon?: ReactElement
  /** What it is, or in one line why it cannot be used. */
  hint?: string
  /** It stays in the menu and says why. `undefined` when it can be used. */
  disabledReason: string | undefined
} & ({ to: string; onChoose?: undefined } | { onChoose: () => void; to?: undefined })

type Props = {
  /** The button's text; with `iconOnly` its name for screen readers. */
  label: string
  iconOnly?: boolean
  icon?: ReactElement
  appearance?: 'primary' | 'secondary' | 'subtle'
  commands: readonly MenuCommand[]
}

/** Commands behind one button: "…" in a row, or a choice of what to create. */
export const CommandMenu = ({ label, iconOnly = false, icon, appearance, commands }: Props) => {
  const navigate = useNavigate()
  return (
    <Menu positioning="below-end">
      <MenuTrigger disableButtonEnhancement>
        {iconOnly ? (
          <MenuButton
            appearance={appearance ?? 'subtle'}
            icon={<MoreHorizontalRegular />}
            menuIcon={null}
            aria-label={label}
            title={label}
          />
        ) : (
          <MenuButton
            appearance={appearance ?? 'secondary'}
            {...(icon === undefined ? {} : { icon })}
          >
            {label}
          </MenuButton>
        )}
      </MenuTrigger>
      {/* In React a click in the menu is also one on the row that the button stands in, which would open the row. */}
      <MenuPopover onClick={(event) => event.stopPropagation()}>
        <MenuList>
          {commands.map((command) => (
            <MenuItem
              key={command.label}
              {...(command.icon === undefined ? {} : { icon: command.icon })}
              disabled={command.disabledReason !== undefined}
              subText={command.disabledReason ?? command.hint}
              onClick={() => {
                if (command.onChoose) command.onChoose()
                else void navigate(command.to)
              }}
            >
              {command.label}
            </MenuItem>
          ))}
        </MenuList>
      </MenuPopover>
    </Menu>
  )
}
