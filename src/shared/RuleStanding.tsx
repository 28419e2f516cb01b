import { ErrorCircleFilled } from '@fluentui/react-icons/svg/error-circle'
import { ShieldCheckmarkRegular } from '@fluentui/react-icons/svg/shield-checkmark'
import { ShieldErrorRegular } from '@fluentui/react-icons/svg/shield-error'
import { WarningFilled } from '@fluentui/react-icons/svg/warning'

import type { RiskFlag, Strength, StrengthLevel } from '#domain/rules/strength.ts'
import { StatusBadge } from '#src/ui/StatusBadge.tsx'
import { makeStyles, tokens } from '#src/ui/styles.ts'

const useStyles = makeStyles({
  standing: { display: 'flex', flexDirection: 'column', gap: '2px', minWidth: 0 },
  risk: { display: 'flex', flexWrap: 'wrap', columnGap: '8px' },
  muted: { color: tokens.colorNeutralForeground3 },
})

const levelWords: Record<StrengthLevel, string> = {
  strong: 'strong',
  medium: 'medium',
  weak: 'weak',
  invalid: 'not proven',
}

/** How bad it is, and the worst risk by its name. `flags` come worst first. */
export const RiskSign = ({ flags }: { flags: readonly RiskFlag[] }) => {
  const styles = useStyles()
  const [worst, ...more] = flags
  if (worst === undefined)
    return (
      <StatusBadge intent="success" icon={<ShieldCheckmarkRegular />}>
        No risk found
      </StatusBadge>
    )
  return (
    <span className={styles.risk}>
      <StatusBadge
        intent={worst.serious ? 'danger' : 'warning'}
        icon={worst.serious ? <ShieldErrorRegular /> : <WarningFilled />}
      >
        {worst.serious ? 'Serious risk' : 'Risk'}
      </StatusBadge>{' '}
      <span>
        {worst.title}
        {more.length > 0 && `, and ${more.length} more`}
      </span>
    </span>
  )
}

type Props = {
  strength: Strength
  /** How many fields are refused: nothing is said to be strong, or safe, while there are any. */
  errors: number
  /** In a sentence of its own, which files match. */
  explained?: boolean
}

/**
 * How a rule stands: its worst risk in colour, and apart from it, without colour, how surely it finds its file. A rule that
 * finds only its file may be the most dangerous of all (epm-behaviour 17).
 */
export const RuleStanding = ({ strength, errors, explained }: Props) => {
  const styles = useStyles()
  const { level, finds, flags } = strength
  return (
    <span className={styles.standing}>
      {errors > 0 && (
        <StatusBadge intent="danger" icon={<ErrorCircleFilled />}>
          Not complete: {errors === 1 ? 'one thing' : `${errors} things`} to mend
        </StatusBadge>
      )}
      {(errors === 0 || flags.length > 0) && <RiskSign flags={flags} />}
      {errors === 0 && <span className={styles.muted}>File identity: {levelWords[level]}</span>}
      {errors === 0 && explained && <span className={styles.muted}>{finds}</span>}
    </span>
  )
}
