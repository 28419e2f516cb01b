import {
  CheckmarkCircleFilled,
  DismissCircleFilled,
  QuestionCircleRegular,
} from '@fluentui/react-icons'

import type { AuditEvent } from '#contract/audit.ts'
import { StatusBadge } from '#src/ui/StatusBadge.tsx'

import { resultOf } from './audit-words.ts'

const icons = {
  success: <CheckmarkCircleFilled />,
  danger: <DismissCircleFilled />,
  neutral: <QuestionCircleRegular />,
}

/** Whether what was tried was done, as icon, word and colour. */
export const ResultSign = ({ event }: { event: AuditEvent }) => {
  const { word, tone } = resultOf(event)
  return (
    <StatusBadge intent={tone} icon={icons[tone]}>
      {word}
    </StatusBadge>
  )
}
