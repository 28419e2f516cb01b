import {
  MessageBar as FluentMessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
} from '@fluentui/react-components'
import type { ReactNode } from 'react'

type Props = {
  intent: 'info' | 'success' | 'warning' | 'error'
  title?: string
  children?: ReactNode
  actions?: ReactNode
}

/** A message that stays on the page: icon, word and colour. */
export const MessageBar = ({ intent, title, children, actions }: Props) => (
  <FluentMessageBar
    intent={intent}
    layout="auto"
    politeness={intent === 'error' ? 'assertive' : 'polite'}
  >
    <MessageBarBody>
      {title !== undefined && <MessageBarTitle>{title}</MessageBarTitle>}
      {children}
    </MessageBarBody>
    {actions !== undefined && <MessageBarActions>{actions}</MessageBarActions>}
  </FluentMessageBar>
)
