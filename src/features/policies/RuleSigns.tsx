import {
  FlashRegular,
  PersonAvailableRegular,
  PersonRegular,
  PersonSupportRegular,
  ProhibitedRegular,
  QuestionCircleRegular,
} from '@fluentui/react-icons'
import type { ReactElement } from 'react'

import { elevationTypeLabels } from '#domain/rules/in-words.ts'
import type { KnownElevationType, RuleModel } from '#domain/rules/rule-model.ts'
import { StatusBadge } from '#src/ui/StatusBadge.tsx'

const typeIcons: Record<KnownElevationType, ReactElement> = {
  userConfirmed: <PersonAvailableRegular />,
  automatic: <FlashRegular />,
  supportApproved: <PersonSupportRegular />,
  deny: <ProhibitedRegular />,
  currentUser: <PersonRegular />,
}

/** An elevation type as icon and word; the raw value of an unknown one is among the rule's fields. */
export const ElevationTypeSign = ({ type }: { type: RuleModel['elevationType'] }) =>
  typeof type === 'string' ? (
    <StatusBadge intent="neutral" icon={typeIcons[type]}>
      {elevationTypeLabels[type]}
    </StatusBadge>
  ) : (
    <StatusBadge intent="warning" icon={<QuestionCircleRegular />}>
      {type.unknown === '' ? 'No elevation type' : 'Unknown elevation type'}
    </StatusBadge>
  )
