import { PlugDisconnectedRegular } from '@fluentui/react-icons'

import { Button } from '#src/ui/basics.ts'
import { StateMessage } from '#src/ui/states/StateMessage.tsx'

/** Browsers word it differently when a chunk of an older build is gone. */
const isMissingChunk = (reason: unknown) =>
  reason instanceof TypeError && /dynamically imported module|module script/i.test(reason.message)

/** A fault of the console itself, or a newer version that has replaced this one. */
export const PageFault = ({ reason, onRetry }: { reason: unknown; onRetry: () => void }) => {
  const missing = isMissingChunk(reason)
  return (
    <StateMessage
      alert
      icon={<PlugDisconnectedRegular />}
      title={missing ? 'This page could not be loaded' : 'The console made a mistake'}
      actions={
        <Button appearance="primary" onClick={onRetry}>
          Reload
        </Button>
      }
    >
      {missing
        ? 'The connection failed, or the console has been updated since you opened it.'
        : 'Nothing was changed by showing this page. Reload it; if it fails again, tell your administrator what you did.'}
    </StateMessage>
  )
}
