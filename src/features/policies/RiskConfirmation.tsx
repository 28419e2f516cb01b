import { WarningFilled } from '@fluentui/react-icons/svg/warning'

import type { RiskyRule } from '#domain/rules/risky-rules.ts'
import { CheckControl } from '#src/ui/form/controls.tsx'
import { Section } from '#src/ui/layout/Section.tsx'
import { makeStyles, tokens } from '#src/ui/styles.ts'
import { DeviceText } from '#src/ui/text/DeviceText.tsx'

const useStyles = makeStyles({
  list: {
    margin: 0,
    padding: 0,
    listStyleType: 'none',
    display: 'flex',
    flexDirection: 'column',
    gap: '8px',
  },
  name: { fontWeight: tokens.fontWeightSemibold },
  risk: { display: 'grid', gridTemplateColumns: '20px minmax(0, 1fr)', columnGap: '4px' },
  icon: { color: tokens.colorStatusWarningForeground3, paddingTop: '2px' },
})

/** What an attacker could do with each of these rules. */
export const RiskList = ({ risky }: { risky: readonly RiskyRule[] }) => {
  const styles = useStyles()
  return (
    <ul className={styles.list} aria-label="Risks">
      {risky.map(({ index, rule, flags }) => (
        <li key={index}>
          <span className={styles.name}>
            <DeviceText value={rule.name} kind="name" flag missing="No rule name" />
          </span>
          {flags.map(({ id, title, attack }) => (
            <div key={id} className={styles.risk}>
              <WarningFilled aria-hidden className={styles.icon} />
              <span>
                <strong>{title}.</strong> {attack}
              </span>
            </div>
          ))}
        </li>
      ))}
    </ul>
  )
}

type Props = {
  risky: readonly RiskyRule[]
  confirmed: boolean
  /** Going on was tried without it. */
  missing: boolean
  onConfirm: (confirmed: boolean) => void
}

/** The second confirmation of risky rules (R12): what could go wrong, and a box that nobody has ticked beforehand. */
export const RiskConfirmation = ({ risky, confirmed, missing, onConfirm }: Props) => (
  <Section title="What could go wrong">
    <RiskList risky={risky} />
    <CheckControl
      name="confirmed"
      label={`I have read what could go wrong and want ${risky.length === 1 ? 'this rule' : 'these rules'}`}
      value={confirmed}
      onChange={(_, yes) => onConfirm(yes)}
      error={missing ? 'Confirm that you have read what could go wrong.' : undefined}
    />
  </Section>
)
