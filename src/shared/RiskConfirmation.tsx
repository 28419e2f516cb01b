import { WarningFilled } from '@fluentui/react-icons/svg/warning'

import { CheckControl } from '#src/ui/form/controls.tsx'
import { Section } from '#src/ui/layout/Section.tsx'
import { makeStyles, tokens } from '#src/ui/styles.ts'
import { DeviceText } from '#src/ui/text/DeviceText.tsx'

/** Something that has to be confirmed, with what an attacker could do or what stops working. */
export type Risk = {
  key: string
  /** What it is of, as foreign text; null where the page says so already. */
  name: string | null
  flags: readonly { id: string; title: string; attack: string }[]
}

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

/** What an attacker could do with each of these. */
export const RiskList = ({ risks }: { risks: readonly Risk[] }) => {
  const styles = useStyles()
  return (
    <ul className={styles.list} aria-label="Risks">
      {risks.map(({ key, name, flags }) => (
        <li key={key}>
          {name !== null && (
            <span className={styles.name}>
              <DeviceText value={name} kind="name" flag missing="No rule name" />
            </span>
          )}
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
  risks: readonly Risk[]
  /** "this rule": what is wanted all the same. */
  want: string
  confirmed: boolean
  /** Going on was tried without it. */
  missing: boolean
  onConfirm: (confirmed: boolean) => void
}

/** The second confirmation (R12): what could go wrong, and a box that nobody has ticked beforehand. */
export const RiskConfirmation = ({ risks, want, confirmed, missing, onConfirm }: Props) => (
  <Section title="What could go wrong">
    <RiskList risks={risks} />
    <CheckControl
      name="confirmed"
      label={`I have read what could go wrong and want ${want}`}
      value={confirmed}
      onChange={(_, yes) => onConfirm(yes)}
      error={missing ? confirmFirst : undefined}
    />
  </Section>
)

export const confirmFirst = 'Confirm that you have read what could go wrong.'
