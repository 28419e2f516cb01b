import { makeStyles, tokens } from '#src/ui/styles.ts'

const box = {
  border: `1px solid ${tokens.colorNeutralStroke2}`,
  borderRadius: tokens.borderRadiusLarge,
} as const

export const useOverviewStyles = makeStyles({
  grid: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(300px, 100%), 1fr))',
    gap: '16px',
  },
  tile: {
    ...box,
    display: 'flex',
    flexDirection: 'column',
    gap: '12px',
    minWidth: 0,
    padding: '16px',
    backgroundColor: tokens.colorNeutralBackground1,
  },
  tileHead: { display: 'flex', flexDirection: 'column', gap: '2px' },
  tileTitle: {
    margin: 0,
    fontSize: tokens.fontSizeBase300,
    lineHeight: tokens.lineHeightBase300,
    fontWeight: tokens.fontWeightSemibold,
  },
  pending: { margin: 0 },
  quiet: { margin: 0, color: tokens.colorNeutralForeground3 },
  notShown: {
    display: 'flex',
    gap: '8px',
    margin: 0,
    color: tokens.colorNeutralForeground2,
    '& > svg': { flexShrink: 0, fontSize: '20px' },
  },
  people: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(220px, 100%), 1fr))',
    gap: '16px 24px',
    margin: 0,
    padding: 0,
    listStyleType: 'none',
  },
  group: { display: 'flex', flexDirection: 'column', gap: '4px', minWidth: 0 },
  // Two lines in each group, so that the numbers stand in one line.
  groupTitle: {
    color: tokens.colorNeutralForeground2,
    '@media (min-width: 641px)': { minHeight: '40px' },
  },
  number: {
    display: 'flex',
    alignItems: 'center',
    flexWrap: 'wrap',
    gap: '4px 12px',
    margin: 0,
    minHeight: '28px',
    fontSize: tokens.fontSizeBase500,
    lineHeight: tokens.lineHeightBase500,
    fontWeight: tokens.fontWeightSemibold,
    fontVariantNumeric: 'tabular-nums',
    '& > span': { fontSize: tokens.fontSizeBase300, lineHeight: tokens.lineHeightBase300 },
  },
  advice: { margin: 0, color: tokens.colorNeutralForeground3 },
  loading: { display: 'flex', flexDirection: 'column', gap: '16px', paddingBottom: '4px' },
  skeletonRows: {
    display: 'flex',
    flexDirection: 'column',
    gap: '51px',
    padding: '58px 8px 0',
    boxSizing: 'border-box',
  },
  // Five rows, so that the tiles beside each other are of one height from the beginning.
  rows: { '@media (min-width: 641px)': { minHeight: '351px' } },
  foot: { margin: 'auto 0 0' },
  part: { margin: '8px 0 0', fontSize: tokens.fontSizeBase300 },
  steps: { display: 'flex', flexDirection: 'column', gap: '12px', margin: 0, paddingLeft: '20px' },
  step: { paddingLeft: '4px', '& p': { margin: 0 } },
  stepTitle: { fontWeight: tokens.fontWeightSemibold },
  wide: { overflowX: 'auto' },
  table: {
    borderCollapse: 'collapse',
    width: '100%',
    minWidth: '560px',
    '& th, & td': {
      padding: '6px 12px 6px 0',
      textAlign: 'start',
      verticalAlign: 'top',
      borderBottom: `1px solid ${tokens.colorNeutralStroke3}`,
    },
    '& thead th': {
      fontSize: tokens.fontSizeBase200,
      fontWeight: tokens.fontWeightSemibold,
      color: tokens.colorNeutralForeground2,
    },
    '& tbody th': { fontWeight: tokens.fontWeightSemibold },
  },
})
