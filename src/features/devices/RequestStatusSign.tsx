import {
  CheckmarkCircleRegular,
  ClockRegular,
  DismissCircleRegular,
  HourglassRegular,
  QuestionCircleRegular,
} from '@fluentui/react-icons'

import type { ElevationRequest } from '#contract/elevation-requests.ts'
import { StatusBadge } from '#src/ui/StatusBadge.tsx'
import { DeviceText } from '#src/ui/text/DeviceText.tsx'

import { statusWord } from './request-words.ts'

const look = (status: string) => {
  switch (status) {
    case 'pending':
      return { intent: 'info', icon: <ClockRegular /> } as const
    case 'approved':
    case 'completed':
      return { intent: 'success', icon: <CheckmarkCircleRegular /> } as const
    case 'denied':
    case 'revoked':
      return { intent: 'danger', icon: <DismissCircleRegular /> } as const
    case 'expired':
      return { intent: 'neutral', icon: <HourglassRegular /> } as const
    default:
      return { intent: 'warning', icon: <QuestionCircleRegular /> } as const
  }
}

/** The status of a request as icon, word and colour. */
export const RequestStatusSign = ({ request }: { request: ElevationRequest }) => (
  <StatusBadge {...look(request.status)}>
    <DeviceText value={statusWord(request)} kind="name" />
  </StatusBadge>
)
