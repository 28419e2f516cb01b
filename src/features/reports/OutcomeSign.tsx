import { CheckmarkCircleRegular } from '@fluentui/react-icons/svg/checkmark-circle'
import { DismissCircleRegular } from '@fluentui/react-icons/svg/dismiss-circle'
import { ProhibitedRegular } from '@fluentui/react-icons/svg/prohibited'
import { QuestionCircleRegular } from '@fluentui/react-icons/svg/question-circle'
import type { ReactElement } from 'react'

import type { Elevation } from '#contract/elevations.ts'
import { outcomeWords } from '#domain/elevations/elevation-words.ts'
import { outcomeOf, type ElevationOutcome } from '#domain/elevations/result-code.ts'
import { StatusBadge, type StatusIntent } from '#src/ui/StatusBadge.tsx'

const looks: Record<ElevationOutcome, { intent: StatusIntent; icon: ReactElement }> = {
  succeeded: { intent: 'success', icon: <CheckmarkCircleRegular aria-hidden /> },
  failed: { intent: 'danger', icon: <DismissCircleRegular aria-hidden /> },
  denied: { intent: 'warning', icon: <ProhibitedRegular aria-hidden /> },
  notTold: { intent: 'neutral', icon: <QuestionCircleRegular aria-hidden /> },
}

/** How an elevation ended, in a word. */
export const OutcomeSign = ({ elevation }: { elevation: Elevation }) => {
  const outcome = outcomeOf(elevation)
  return <StatusBadge {...looks[outcome]}>{outcomeWords[outcome]}</StatusBadge>
}
