import {
  CheckmarkCircleFilled,
  ClockRegular,
  DismissCircleFilled,
  SubtractCircleRegular,
  WarningFilled,
} from '@fluentui/react-icons'

import { Hint } from '#src/ui/Hint.tsx'
import { StatusBadge } from '#src/ui/StatusBadge.tsx'

import {
  checkInLabels,
  checkInMeanings,
  checkInStates,
  type CheckInState,
} from './policy-status.ts'
import { useStatusStyles } from './status-parts.ts'

const signs = {
  succeeded: { intent: 'success', icon: <CheckmarkCircleFilled /> },
  error: { intent: 'danger', icon: <DismissCircleFilled /> },
  conflict: { intent: 'warning', icon: <WarningFilled /> },
  pending: { intent: 'info', icon: <ClockRegular /> },
  notApplicable: { intent: 'neutral', icon: <SubtractCircleRegular /> },
} as const

/** One state as icon and word, with what it means on hover and focus. */
export const CheckInSign = ({ state }: { state: CheckInState | null }) =>
  state === null ? (
    <>Not known</>
  ) : (
    <Hint text={checkInMeanings[state]}>
      {(id) => (
        <span aria-describedby={id}>
          <StatusBadge {...signs[state]}>{checkInLabels[state]}</StatusBadge>
        </span>
      )}
    </Hint>
  )

/** How many devices or users stand in each of the five states. */
export const CheckInCounts = ({ counts }: { counts: Readonly<Record<CheckInState, number>> }) => {
  const styles = useStatusStyles()
  return (
    <dl className={styles.states}>
      {checkInStates.map((state) => (
        <div key={state} className={styles.state}>
          <dt>
            <CheckInSign state={state} />
          </dt>
          <dd className={styles.count}>{counts[state].toLocaleString('en')}</dd>
        </div>
      ))}
    </dl>
  )
}
