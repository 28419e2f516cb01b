import {
  CheckmarkCircleFilled,
  DismissCircleFilled,
  QuestionCircleRegular,
  WarningFilled,
} from '@fluentui/react-icons'

import { StatusBadge } from '#src/ui/StatusBadge.tsx'
import { DeviceText } from '#src/ui/text/DeviceText.tsx'

import { complianceOf } from './device-words.ts'

const icons = {
  success: <CheckmarkCircleFilled />,
  warning: <WarningFilled />,
  danger: <DismissCircleFilled />,
  neutral: <QuestionCircleRegular />,
}

/** A compliance state as icon, word and colour. */
export const ComplianceSign = ({ state }: { state: string | null | undefined }) => {
  const { word, tone } = complianceOf(state)
  return (
    <StatusBadge intent={tone} icon={icons[tone]}>
      <DeviceText value={word} kind="name" />
    </StatusBadge>
  )
}
