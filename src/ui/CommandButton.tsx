import { Button } from '@fluentui/react-components'
import type { ReactElement, ReactNode } from 'react'
import { useNavigate } from 'react-router-dom'

import { Hint } from './Hint.tsx'

type Props = {
  children: ReactNode
  icon?: ReactElement
  appearance?: 'primary' | 'secondary' | 'subtle'
  size?: 'small' | 'medium'
  /** The name for screen readers where the text alone does not say which: begins with the text. */
  label?: string
  /** What it would make is missing: Next brings the focus here. */
  invalid?: boolean
  /** Why it cannot be used now; it stays reachable and says so. `undefined` when it can. */
  disabledReason: string | undefined
  /** The id of the element that already shows the reason, which then needs no hint over the page. */
  reasonShownBy?: string | undefined
} & ({ onClick: () => void; to?: undefined } | { to: string; onClick?: undefined })

/** A command that is never silently dead: impossible ones stay visible and explain themselves. */
export const CommandButton = ({
  children,
  icon,
  appearance = 'secondary',
  size = 'medium',
  label,
  invalid = false,
  disabledReason,
  reasonShownBy,
  onClick,
  to,
}: Props) => {
  const navigate = useNavigate()
  const button = (describedBy?: string) => (
    <Button
      {...(icon === undefined ? {} : { icon })}
      appearance={appearance}
      size={size}
      disabledFocusable={disabledReason !== undefined}
      aria-label={label}
      aria-describedby={describedBy}
      {...(invalid ? { 'aria-invalid': true } : {})}
      onClick={() => {
        if (onClick) onClick()
        else void navigate(to)
      }}
    >
      {children}
    </Button>
  )
  if (reasonShownBy !== undefined) return button(disabledReason && reasonShownBy)
  return <Hint text={disabledReason}>{button}</Hint>
}
