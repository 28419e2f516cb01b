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

import { CommandButton } from './CommandButton.tsx'

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
  const reasons = new Set(commands.map(({ disabledReason }) => disabledReason))
  const [only] = reasons
  // A menu of nothing but what cannot be done for one reason is not worth opening.
  if (reasons.size === 1 && only !== undefined && !iconOnly)
    return (
      <CommandButton
        {...(icon === undefined ? {} : { icon })}
        {...(appearance === undefined ? {} : { appearance })}
        disabledReason={only}
        onClick={() => undefined}
      >
        {label}
      </CommandButton>
    )
  return (
    <Menu positioning={iconOnly ? 'below-end' : 'below-start'}>
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
