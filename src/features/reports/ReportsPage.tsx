import { Link } from 'react-router-dom'

import { Page } from '#src/ui/layout/Page.tsx'
import { PageHeader } from '#src/ui/PageHeader.tsx'
import { makeStyles, tokens } from '#src/ui/styles.ts'

import { ReportFacts } from './ReportFacts.tsx'
import { reportTiles } from './report-list.ts'

const useStyles = makeStyles({
  tiles: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(min(280px, 100%), 1fr))',
    gap: '12px',
    margin: 0,
    padding: 0,
    listStyleType: 'none',
  },
  tile: {
    display: 'block',
    height: '100%',
    boxSizing: 'border-box',
    padding: '16px',
    color: tokens.colorNeutralForeground1,
    textDecorationLine: 'none',
    border: `1px solid ${tokens.colorNeutralStroke1}`,
    borderRadius: tokens.borderRadiusLarge,
    ':hover': { border: `1px solid ${tokens.colorNeutralStroke1Hover}` },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '2px' },
  },
  title: {
    display: 'block',
    marginBottom: '4px',
    color: tokens.colorBrandForegroundLink,
    fontSize: tokens.fontSizeBase400,
    lineHeight: tokens.lineHeightBase400,
    fontWeight: tokens.fontWeightSemibold,
  },
  line: { lineHeight: '20px', color: tokens.colorNeutralForeground2 },
})

/** Where the reports begin. */
export default function ReportsPage() {
  const styles = useStyles()
  return (
    <Page>
      <PageHeader title="Reports" line={<ReportFacts />} />
      <ul className={styles.tiles}>
        {reportTiles.map(({ title, line, to }) => (
          <li key={to}>
            <Link to={to} className={styles.tile}>
              <span className={styles.title}>{title}</span>
              <span className={styles.line}>{line}</span>
            </Link>
          </li>
        ))}
      </ul>
    </Page>
  )
}
