import { MessageBar } from '#src/ui/MessageBar.tsx'

type Ended = { ended?: unknown; idleMinutes?: unknown }

/** Why somebody is at the sign-in page again, as the page that led here knows it. */
export const SessionEnded = ({ state }: { state: unknown }) => {
  const { ended, idleMinutes }: Ended = typeof state === 'object' && state !== null ? state : {}
  if (ended !== true) return null
  const idle = typeof idleMinutes === 'number' ? idleMinutes : null
  return (
    <MessageBar
      intent="info"
      title={idle === null ? 'Your session has ended.' : 'You were signed out.'}
    >
      {' '}
      {idle !== null &&
        `Nothing was done here for ${idle === 1 ? 'a minute' : `${idle} minutes`}, so your session has ended. `}
      Sign in as the same person to go on where you were; what you typed is kept in this tab.
    </MessageBar>
  )
}
