import { ChevronRightRegular } from '@fluentui/react-icons'
import type { ReactNode } from 'react'

import { makeStyles, tokens } from './styles.ts'

const useStyles = makeStyles({
  section: {
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    '&[open] > summary svg': { transform: 'rotate(90deg)' },
  },
  summary: {
    display: 'flex',
    alignItems: 'center',
    gap: '8px',
    padding: '12px 0',
    cursor: 'pointer',
    listStyleType: 'none',
    '::-webkit-details-marker': { display: 'none' },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` },
  },
  heading: { margin: 0, fontSize: tokens.fontSizeBase300, fontWeight: tokens.fontWeightSemibold },
  hint: { color: tokens.colorNeutralForeground3 },
  body: { paddingBottom: '16px' },
})

type Props = {
  title: string
  hint?: string
  /** 2 directly under a page's title. */
  level?: 2 | 3
  open?: boolean
  /** For content too heavy to be there while folded. */
  onToggle?: (open: boolean) => void
  children: ReactNode
}

/** Secondary facts, folded until asked for. */
export const ExpandableSection = ({
  title,
  hint,
  level = 3,
  open = false,
  onToggle,
  children,
}: Props) => {
  const styles = useStyles()
  const Heading = level === 2 ? 'h2' : 'h3'
  return (
    <details
      className={styles.section}
      open={open}
      onToggle={(event) => onToggle?.(event.currentTarget.open)}
    >
      <summary className={styles.summary}>
        <ChevronRightRegular aria-hidden />
        <Heading className={styles.heading}>{title}</Heading>
        {hint !== undefined && <span className={styles.hint}>{hint}</span>}
      </summary>
      <div className={styles.body}>{children}</div>
    </details>
  )
}
