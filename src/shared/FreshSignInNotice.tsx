import { askForFreshSignIn } from '#src/api/fresh-sign-in.ts'
import { useConfig } from '#src/api/session.ts'
import { parseInstant } from '#src/lib/dates.ts'
import { Button } from '#src/ui/basics.ts'
import { MessageBar } from '#src/ui/MessageBar.tsx'
import { useNow } from '#src/ui/use-now.ts'

const freshFor = 5 * 60_000

/**
 * Says, before anything is typed, that saving needs a sign-in of the last five minutes (R42), where this session's is older.
 * The service decides when it is sent; nothing that is typed depends on it.
 */
export const FreshSignInNotice = ({ what }: { what: string }) => {
  const now = useNow()
  const session = useConfig().data?.session
  if (session === undefined) return null
  const { signedInDateTime: at } = session
  if (at !== null && now - parseInstant(at) <= freshFor) return null
  return (
    <MessageBar
      intent="info"
      title={`${what} needs a sign-in within the last 5 minutes.`}
      actions={
        <Button size="small" onClick={askForFreshSignIn}>
          Sign in again now
        </Button>
      }
    >
      {' '}
      You can also be asked when you save; what you type is kept either way.
    </MessageBar>
  )
}
