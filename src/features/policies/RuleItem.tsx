import { ChevronRightRegular } from '@fluentui/react-icons'
import { memo, useEffect, useId, useRef, useState, type ReactNode } from 'react'

import { RuleStanding } from '#src/shared/RuleStanding.tsx'
import { makeStyles, mergeClasses, tokens } from '#src/ui/styles.ts'
import { DeviceText } from '#src/ui/text/DeviceText.tsx'

import { errorsOf, type RuleJudgement } from './rule-judgement.ts'
import type { PolicyRule } from './rule-list.ts'
import { RuleDetails } from './RuleDetails.tsx'
import { ElevationTypeSign } from './RuleSigns.tsx'

const useStyles = makeStyles({
  item: {
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    // A hundred rules are laid out only when they come into sight.
    contentVisibility: 'auto',
    containIntrinsicSize: 'auto 56px',
  },
  heading: { margin: 0, fontSize: 'inherit', fontWeight: 'inherit' },
  button: {
    display: 'grid',
    gridTemplateColumns: '20px minmax(0, 1fr) 200px minmax(220px, 320px)',
    columnGap: '12px',
    alignItems: 'center',
    width: '100%',
    minHeight: '56px',
    padding: '6px 8px 6px 4px',
    border: 'none',
    backgroundColor: 'transparent',
    color: 'inherit',
    font: 'inherit',
    textAlign: 'start',
    cursor: 'pointer',
    ':hover': { backgroundColor: tokens.colorSubtleBackgroundHover },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '-2px' },
    '@media (max-width: 900px)': {
      gridTemplateColumns: '20px minmax(0, 1fr) auto',
      rowGap: '4px',
    },
  },
  chevron: { display: 'flex', fontSize: '16px', color: tokens.colorNeutralForeground3 },
  turned: { transform: 'rotate(90deg)' },
  names: {
    minWidth: 0,
    '@media (max-width: 900px)': { gridColumn: '2 / -1' },
  },
  name: { display: 'block', fontWeight: tokens.fontWeightSemibold },
  file: { display: 'block', color: tokens.colorNeutralForeground3 },
  type: { '@media (max-width: 900px)': { gridColumnStart: '2' } },
  standing: { minWidth: 0, '@media (max-width: 900px)': { gridColumn: '2 / -1' } },
  body: {
    padding: '4px 8px 24px 36px',
    '@media (max-width: 640px)': { paddingLeft: '8px' },
  },
})

type Props = {
  item: PolicyRule
  judgement: RuleJudgement
  open: boolean
  /** The same function all the time, so that a search draws no row again that stays. */
  onToggle: (key: string, open: boolean) => void
  reusableSettingName: (id: string) => string | undefined
  certificate: ReactNode
}

const RuleItemCore = ({ item, judgement, open, onToggle, ...details }: Props) => {
  const styles = useStyles()
  const body = useId()
  const row = useRef<HTMLLIElement>(null)
  // A link to a rule of a long list leads to it.
  const [linked] = useState(open)
  useEffect(() => {
    if (linked) row.current?.scrollIntoView?.({ block: 'start' })
  }, [linked])
  const { rule, position } = item
  const { strength, issues } = judgement
  return (
    <li ref={row} className={styles.item}>
      <h3 className={styles.heading}>
        <button
          type="button"
          className={styles.button}
          aria-expanded={open}
          aria-controls={body}
          onClick={() => onToggle(item.key, !open)}
        >
          <span className={mergeClasses(styles.chevron, open && styles.turned)} aria-hidden>
            <ChevronRightRegular />
          </span>
          <span className={styles.names}>
            <span className={styles.name}>
              <DeviceText
                value={rule.name}
                kind="name"
                shorten={120}
                flag
                missing={`Rule ${position} has no name`}
              />
            </span>
            <span className={styles.file}>
              <DeviceText
                value={rule.fileName}
                kind="fileName"
                shorten={64}
                flag
                missing="No file name"
              />
            </span>
          </span>
          <span className={styles.type}>
            <ElevationTypeSign type={rule.elevationType} />
          </span>
          <span className={styles.standing}>
            <RuleStanding strength={strength} errors={errorsOf(issues)} />
          </span>
        </button>
      </h3>
      <div id={body} hidden={!open} className={styles.body}>
        {open && <RuleDetails item={item} judgement={judgement} {...details} />}
      </div>
    </li>
  )
}
/** One rule of the list: a row that opens to everything about it. */
export const RuleItem = memo(RuleItemCore)
