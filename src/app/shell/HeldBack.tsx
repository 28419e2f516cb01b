import { useHeldBack } from '#src/api/held-back.ts'
import { MessageBar } from '#src/ui/MessageBar.tsx'

/** Why a page stands still while the service asks its reads to wait; without numbers that count down, which would be read out. */
export const HeldBack = ({ className }: { className?: string }) => {
  const wait = useHeldBack()
  if (wait === 0) return null
  const seconds = Math.ceil(wait / 1000)
  return (
    <div className={className}>
      <MessageBar intent="info" title="Too many requests.">
        {' '}
        The service asks to wait. The page goes on by itself within{' '}
        {seconds === 1 ? 'a second' : `${seconds} seconds`}.
      </MessageBar>
    </div>
  )
}
