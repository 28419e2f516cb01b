import { Button, Tooltip } from '@fluentui/react-components'
import type { ReactElement, ReactNode } from 'react'
import { useNavigate } from 'react-router-dom'

type Props = {
  children: ReactNode
  icon?: ReactElement
  appearance?: 'primary' | 'secondary' | 'subtle'
  size?: 'small' | 'medium'
  /** Why it cannot be used now; it stays reachable and says so. `undefined` when it can. */
  disabledReason: string | undefined
} & ({ onClick: () => void; to?: undefined } | { to: string; onClick?: undefined })

/** A command that is never silently dead: impossible ones stay visible and explain themselves. */
export const CommandButton = ({
  children,
  icon,
  appearance = 'secondary',
  size = 'medium',
  disabledReason,
  onClick,
  to,
}: Props) => {
  const navigate = useNavigate()
  const button = (
    <Button
      {...(icon === undefined ? {} : { icon })}
      appearance={appearance}
      size={size}
      disabledFocusable={disabledReason !== undefined}
      onClick={() => {
        if (onClick) onClick()
        else void navigate(to)
      }}
    >
      {children}
    </Button>
  )
  if (disabledReason === undefined) return button
  return (
    <Tooltip content={disabledReason} relationship="description" withArrow>
      {button}
    </Tooltip>
  )
}
