import { CheckmarkCircleRegular } from '@fluentui/react-icons/svg/checkmark-circle'
import { DismissCircleRegular } from '@fluentui/react-icons/svg/dismiss-circle'
import { WarningRegular } from '@fluentui/react-icons/svg/warning'

import { StatusBadge } from '#src/ui/StatusBadge.tsx'

import { userStateWords, type UserState } from './user-rows.ts'

const signs = {
  unmanaged: { intent: 'danger', icon: <DismissCircleRegular /> },
  mixed: { intent: 'warning', icon: <WarningRegular /> },
  managed: { intent: 'success', icon: <CheckmarkCircleRegular /> },
} as const

/** Icon, word and colour of a user's group. */
export const UserStateSign = ({ state }: { state: UserState | null }) =>
  state === null ? (
    <>Neither</>
  ) : (
    <StatusBadge {...signs[state]}>{userStateWords[state]}</StatusBadge>
  )
