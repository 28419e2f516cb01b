import { WarningFilled } from '@fluentui/react-icons'

import type { ElevationSettings } from '#domain/rules/elevation-settings.ts'
import { makeStyles, tokens } from '#src/ui/styles.ts'
import { DeviceText } from '#src/ui/text/DeviceText.tsx'

import { settingsInWords, type SettingWords } from './settings-in-words.ts'

const useStyles = makeStyles({
  list: { margin: 0, display: 'flex', flexDirection: 'column' },
  row: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 280px) minmax(0, 1fr)',
    columnGap: '24px',
    padding: '12px 0',
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    '@media (max-width: 640px)': { gridTemplateColumns: 'minmax(0, 1fr)', rowGap: '2px' },
  },
  label: { color: tokens.colorNeutralForeground3 },
  value: { margin: 0, maxWidth: '80ch' },
  name: { fontWeight: tokens.fontWeightSemibold },
  consequence: { color: tokens.colorNeutralForeground2, margin: '2px 0 0' },
  caution: {
    display: 'inline-flex',
    verticalAlign: '-2px',
    marginRight: '6px',
    color: tokens.colorStatusWarningForeground3,
  },
  raw: { fontFamily: tokens.fontFamilyMonospace, fontSize: tokens.fontSizeBase200 },
})

/** The settings of an elevation settings policy, each with what follows from it on devices. */
export const PolicySettings = ({ settings }: { settings: ElevationSettings }) => {
  const styles = useStyles()
  return (
    <dl className={styles.list}>
      {settingsInWords(settings).map((words) => (
        <div key={words.label} className={styles.row}>
          <dt className={styles.label}>{words.label}</dt>
          <dd className={styles.value}>
            <Value words={words} />
          </dd>
        </div>
      ))}
    </dl>
  )
}

const Value = ({ words: { value, raw, consequence, caution } }: { words: SettingWords }) => {
  const styles = useStyles()
  return (
    <>
      <span className={styles.name}>{value}</span>
      {raw !== null && (
        <div className={styles.raw}>
          <DeviceText value={raw} kind="name" />
        </div>
      )}
      {consequence !== null && (
        <p className={styles.consequence}>
          {caution && (
            <span className={styles.caution} role="img" aria-label="Caution">
              <WarningFilled aria-hidden />
            </span>
          )}
          {consequence}
        </p>
      )}
    </>
  )
}
