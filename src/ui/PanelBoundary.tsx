import { Button } from '@fluentui/react-components'
import { Component, type ReactNode } from 'react'

import { MessageBar } from './MessageBar.tsx'

type Props = { what: string; children: ReactNode }

/** A part of a page that may fail without taking the page with it (R55). */
export class PanelBoundary extends Component<Props, { failed: boolean }> {
  override state = { failed: false }

  static getDerivedStateFromError() {
    return { failed: true }
  }

  override render() {
    if (!this.state.failed) return this.props.children
    return (
      <MessageBar
        intent="error"
        title={`${this.props.what} could not be shown`}
        actions={<Button onClick={() => this.setState({ failed: false })}>Try again</Button>}
      >
        The rest of the page works.
      </MessageBar>
    )
  }
}
