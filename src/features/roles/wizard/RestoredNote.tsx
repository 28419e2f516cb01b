import { Button } from '#src/ui/basics.ts'
import { MessageBar } from '#src/ui/MessageBar.tsx'

/** What was entered before came back from the tab. */
export const RestoredNote = ({ onDiscard }: { onDiscard: () => void }) => (
  <MessageBar
    intent="info"
    actions={
      <Button size="small" onClick={onDiscard}>
        Discard it
      </Button>
    }
  >
    What you entered here before is back.
  </MessageBar>
)
