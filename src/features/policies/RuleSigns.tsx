import {
  FlashRegular,
  PersonAvailableRegular,
  PersonRegular,
  PersonSupportRegular,
  ProhibitedRegular,
  QuestionCircleRegular,
  ShieldCheckmarkRegular,
  ShieldDismissRegular,
  ShieldErrorRegular,
  ShieldRegular,
} from '@fluentui/react-icons'
import type { ReactElement } from 'react'

import { elevationTypeLabels } from '#domain/rules/in-words.ts'
import type { KnownElevationType, RuleModel } from '#domain/rules/rule-model.ts'
import type { StrengthLevel } from '#domain/rules/strength.ts'
import { StatusBadge, type StatusIntent } from '#src/ui/StatusBadge.tsx'

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

type StrengthWords = { word: string; meaning: string; intent: StatusIntent; icon: ReactElement }

/** What each level says about the file that a rule finds (epm-behaviour 17); the action is judged apart. */
export const strengthWords: Record<StrengthLevel, StrengthWords> = {
  strong: {
    word: 'Strong',
    meaning: 'The rule finds only the file it means.',
    intent: 'success',
    icon: <ShieldCheckmarkRegular />,
  },
  medium: {
    word: 'Medium',
    meaning: 'The signer and one more attribute are checked; other files of the signer may match.',
    intent: 'info',
    icon: <ShieldRegular />,
  },
  weak: {
    word: 'Weak',
    meaning: 'Any file of this signer matches once it is renamed.',
    intent: 'warning',
    icon: <ShieldErrorRegular />,
  },
  invalid: {
    word: 'Invalid',
    meaning: 'The rule has neither a hash nor a certificate, so nothing proves which file it is.',
    intent: 'danger',
    icon: <ShieldDismissRegular />,
  },
}

export const StrengthSign = ({ level }: { level: StrengthLevel }) => {
  const { word, intent, icon } = strengthWords[level]
  return (
    <StatusBadge intent={intent} icon={icon}>
      {word}
    </StatusBadge>
  )
}
