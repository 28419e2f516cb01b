import { ChevronRightRegular } from '@fluentui/react-icons'
import type { ReactNode } from 'react'

import { makeStyles, mergeClasses, tokens } from './styles.ts'

const useStyles = makeStyles({
  section: {
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    '&[open] > summary > svg': { transform: 'rotate(90deg)' },
  },
  summary: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: '4px 8px',
    padding: '12px 0',
    '& > svg': { flexShrink: 0 },
    cursor: 'pointer',
    listStyleType: 'none',
    '::-webkit-details-marker': { display: 'none' },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` },
  },
  heading: { margin: 0, fontSize: tokens.fontSizeBase300, fontWeight: tokens.fontWeightSemibold },
  hint: { color: tokens.colorNeutralForeground3 },
  beside: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 180px) minmax(0, 320px)',
    gap: '4px 16px',
    marginLeft: 'auto',
    flexBasis: '516px',
    flexShrink: 1,
    minWidth: 0,
    '@media (max-width: 900px)': {
      gridTemplateColumns: 'minmax(0, 1fr)',
      flexBasis: '100%',
      marginLeft: '28px',
    },
  },
  wraps: { '@media (max-width: 900px)': { flexWrap: 'wrap' } },
  body: { paddingBottom: '16px' },
})

type Props = {
  title: string
  hint?: string
  /** Seen without opening; no controls. */
  beside?: ReactNode
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
  beside,
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
      <summary className={mergeClasses(styles.summary, beside !== undefined && styles.wraps)}>
        <ChevronRightRegular aria-hidden />
        <Heading className={styles.heading}>{title}</Heading>
        {hint !== undefined && <span className={styles.hint}>{hint}</span>}
        {beside !== undefined && <span className={styles.beside}>{beside}</span>}
      </summary>
      <div className={styles.body}>{children}</div>
    </details>
  )
}
