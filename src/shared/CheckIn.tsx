import {
  CheckmarkCircleFilled,
  ClockRegular,
  DismissCircleFilled,
  SubtractCircleRegular,
  WarningFilled,
} from '@fluentui/react-icons'

import { Button } from '#src/ui/basics.ts'
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

type CountsProps = {
  counts: Readonly<Record<CheckInState, number>>
  /** Narrows the list below to one state; without it the numbers are only read. */
  onChoose?: (state: CheckInState) => void
}

/** How many devices or users stand in each of the five states. */
export const CheckInCounts = ({ counts, onChoose }: CountsProps) => {
  const styles = useStatusStyles()
  return (
    <dl className={styles.states}>
      {checkInStates.map((state) => (
        <div key={state} className={styles.state}>
          <dt>
            <CheckInSign state={state} />
          </dt>
          <dd className={styles.count}>
            {onChoose === undefined || counts[state] === 0 ? (
              counts[state].toLocaleString('en')
            ) : (
              <Button
                appearance="subtle"
                className={styles.pressed}
                aria-label={`Show ${counts[state].toLocaleString('en')} with the state ${checkInLabels[state]}`}
                onClick={() => onChoose(state)}
              >
                {counts[state].toLocaleString('en')}
              </Button>
            )}
          </dd>
        </div>
      ))}
    </dl>
  )
}
