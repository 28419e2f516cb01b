import { MessageBar } from '#src/ui/MessageBar.tsx'

import { saveEffect } from './save-effect.ts'
import type { SectionChange, Seen } from './section-change.ts'

/** What saving does that one could regret, before it is done. */
export const SaveEffect = ({ base, change }: { base: Seen; change: SectionChange }) => {
  const effect = saveEffect(base, change)
  return effect === null ? null : <MessageBar intent="warning">{effect}</MessageBar>
}
