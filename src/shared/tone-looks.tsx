import {
  CheckmarkCircleRegular,
  ClockRegular,
  DismissCircleRegular,
  HourglassRegular,
  QuestionCircleRegular,
} from '@fluentui/react-icons'
import type { ReactElement } from 'react'

import type { StatusIntent } from '#src/ui/StatusBadge.tsx'

/** How a request stands, whatever it is that was asked for. */
export type StatusTone = 'waiting' | 'good' | 'bad' | 'over' | 'unknown'

export const toneLooks: Record<StatusTone, { intent: StatusIntent; icon: ReactElement }> = {
  waiting: { intent: 'info', icon: <ClockRegular aria-hidden /> },
  good: { intent: 'success', icon: <CheckmarkCircleRegular aria-hidden /> },
  bad: { intent: 'danger', icon: <DismissCircleRegular aria-hidden /> },
  over: { intent: 'neutral', icon: <HourglassRegular aria-hidden /> },
  unknown: { intent: 'warning', icon: <QuestionCircleRegular aria-hidden /> },
}
