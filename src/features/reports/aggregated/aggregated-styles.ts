import { makeStyles, tokens } from '#src/ui/styles.ts'

export const useAggregatedStyles = makeStyles({
  body: {
    display: 'flex',
    flexDirection: 'column',
    flex: '1 1 0',
    minHeight: '280px',
    gap: '12px',
  },
  beside: { flexDirection: 'row', gap: '24px' },
  list: {
    display: 'flex',
    flexDirection: 'column',
    flex: '1 1 0',
    minWidth: 0,
    minHeight: '320px',
  },
  chart: { flex: '0 0 340px', minWidth: 0, overflowY: 'auto' },
  totals: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: '2px 24px',
    margin: 0,
    padding: '8px',
    borderTop: `1px solid ${tokens.colorNeutralStroke1}`,
    fontVariantNumeric: 'tabular-nums',
    '& > div': { display: 'flex', gap: '8px' },
    '& dt': { color: tokens.colorNeutralForeground2 },
    '& dd': { margin: 0, fontWeight: tokens.fontWeightSemibold },
  },
  types: { display: 'flex', flexWrap: 'wrap', gap: '0 12px' },
  typeCount: { color: tokens.colorNeutralForeground3, fontVariantNumeric: 'tabular-nums' },
  check: { display: 'inline-flex', alignItems: 'center', gap: '6px', minHeight: '32px' },
  reading: { display: 'flex', alignItems: 'center', gap: '12px', flexWrap: 'wrap' },
})
