import type { PolicyVersion } from '#contract/policy-versions.ts'
import { useRights } from '#src/api/rights.ts'
import { missingRight } from '#src/shared/missing-right.ts'
import { CommandButton } from '#src/ui/CommandButton.tsx'
import { Section } from '#src/ui/layout/Section.tsx'
import { makeStyles, mergeClasses, tokens } from '#src/ui/styles.ts'
import { DeviceText } from '#src/ui/text/DeviceText.tsx'
import { When } from '#src/ui/text/When.tsx'

import { activityWords } from './history-queries.ts'
import { partsInWords } from './version-parts.ts'

const useStyles = makeStyles({
  list: { margin: 0, padding: 0, listStyleType: 'none' },
  item: {
    padding: '10px 12px',
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    overflowWrap: 'anywhere',
  },
  shown: {
    backgroundColor: tokens.colorSubtleBackgroundSelected,
    boxShadow: `inset 3px 0 0 ${tokens.colorCompoundBrandStroke}`,
  },
  title: { fontWeight: tokens.fontWeightSemibold },
  note: { color: tokens.colorNeutralForeground3 },
  // The words of the buttons stand under the words above them.
  commands: { display: 'flex', flexWrap: 'wrap', gap: '4px', marginLeft: '-8px' },
  parts: { margin: '2px 0 0', paddingLeft: '18px', color: tokens.colorNeutralForeground2 },
})

const partsShown = 6

type Props = {
  versions: readonly PolicyVersion[]
  /** The version whose change is shown beside the list. */
  shown: number
  onShow: (version: number) => void
  onRestore: (version: number) => void
}

/** The versions of a policy, newest first. */
export const VersionList = ({ versions, shown, onShow, onRestore }: Props) => {
  const styles = useStyles()
  const rights = useRights()
  return (
    <Section title="Versions" level={2}>
      <ol className={styles.list} reversed>
        {versions.map((each, index) => (
          <li
            key={each.version}
            className={mergeClasses(styles.item, each.version === shown && styles.shown)}
          >
            <div>
              <span className={styles.title}>
                Version {each.version}
                {each.isCurrent && ', current'}
              </span>{' '}
              · {activityWords(each)}
            </div>
            <div className={styles.note}>
              <DeviceText value={each.changedBy} kind="name" missing="Nobody" />
              {', '}
              <When at={each.changedDateTime} withExact />
            </div>
            <Parts parts={partsInWords(each.changedParts, index === versions.length - 1)} />
            <div className={styles.commands}>
              {index < versions.length - 1 && each.version !== shown && (
                <CommandButton
                  size="small"
                  appearance="subtle"
                  label={`Show the change of version ${each.version}`}
                  disabledReason={undefined}
                  onClick={() => onShow(each.version)}
                >
                  Show the change
                </CommandButton>
              )}
              {!each.isCurrent && (
                <CommandButton
                  size="small"
                  appearance="subtle"
                  label={`Restore version ${each.version}`}
                  disabledReason={missingRight(rights, 'Microsoft.Intune_EpmPolicy_Update')}
                  onClick={() => onRestore(each.version)}
                >
                  Restore
                </CommandButton>
              )}
            </div>
          </li>
        ))}
      </ol>
    </Section>
  )
}

const Parts = ({ parts }: { parts: readonly string[] }) => {
  const styles = useStyles()
  if (parts.length === 0) return null
  return (
    <ul className={styles.parts}>
      {parts.slice(0, partsShown).map((part) => (
        <li key={part}>
          <DeviceText value={part} kind="text" />
        </li>
      ))}
      {parts.length > partsShown && <li>and {parts.length - partsShown} more</li>}
    </ul>
  )
}
