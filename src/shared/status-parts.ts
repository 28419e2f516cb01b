import { eq, filterText } from '#src/lib/odata.ts'
import { makeStyles, tokens } from '#src/ui/styles.ts'

/** The filter of a report over one policy. */
export const ofPolicy = (id: string) => filterText(eq('PolicyId', id)) ?? ''

/** The filter of a report over one device. */
export const onDevice = (id: string) => filterText(eq('IntuneDeviceId', id)) ?? ''

/** The look of a policy's check-in status, by device and by user. */
export const useStatusStyles = makeStyles({
  states: { display: 'flex', flexWrap: 'wrap', gap: '12px 32px', margin: 0 },
  state: { display: 'flex', flexDirection: 'column', gap: '2px' },
  count: {
    margin: 0,
    fontSize: tokens.fontSizeBase500,
    lineHeight: tokens.lineHeightBase500,
    fontVariantNumeric: 'tabular-nums',
  },
  /** A count that can be pressed looks like one that cannot, underlined. */
  pressed: {
    minWidth: '24px',
    justifyContent: 'flex-start',
    padding: 0,
    fontSize: 'inherit',
    fontWeight: 'inherit',
    lineHeight: 'inherit',
    textDecorationLine: 'underline',
  },
  note: { margin: 0, color: tokens.colorNeutralForeground3 },
  table: { width: '100%', borderCollapse: 'collapse', tableLayout: 'fixed' },
  header: {
    padding: '6px 16px 6px 0',
    textAlign: 'start',
    fontWeight: tokens.fontWeightSemibold,
    color: tokens.colorNeutralForeground3,
  },
  cell: {
    padding: '6px 16px 6px 0',
    verticalAlign: 'top',
    overflowWrap: 'anywhere',
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  list: { margin: 0, padding: 0, listStyleType: 'none' },
  device: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 2fr) minmax(0, 3fr) 160px 120px',
    gap: '2px 16px',
    padding: '6px 0',
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    '@media (max-width: 800px)': {
      gridTemplateColumns: 'minmax(0, 1fr) auto',
      '& > :nth-child(2n)': { justifySelf: 'end' },
    },
  },
})
