import { Button } from '#src/ui/basics.ts'
import { MessageBar } from '#src/ui/MessageBar.tsx'

import { useSessionWatch } from './use-session-watch.ts'

/** Without numbers that count down, which would be read out each time. */
const within = (seconds: number) =>
  seconds > 60 ? 'within two minutes' : seconds > 15 ? 'within a minute' : 'in a moment'

/** Says that the session ends because nothing is done; pressing anything is doing something. */
export const SessionEnding = ({ className }: { className?: string }) => {
  const left = useSessionWatch()
  if (left === null) return null
  return (
    <div className={className} role="alert">
      <MessageBar
        intent="warning"
        title={`You will be signed out ${within(left)}.`}
        actions={<Button>Stay signed in</Button>}
      >
        {' '}
        Nothing was done here for a while. What you typed is kept in this tab.
      </MessageBar>
    </div>
  )
}
