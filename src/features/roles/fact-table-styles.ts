import { makeStyles, tokens } from '#src/ui/styles.ts'

/** Small tables of rights and assignments, which become lists of facts where it is narrow. */
export const useFactTableStyles = makeStyles({
  table: {
    borderCollapse: 'collapse',
    width: '100%',
    maxWidth: '1100px',
    tableLayout: 'fixed',
    '& th, & td': {
      textAlign: 'start',
      verticalAlign: 'top',
      padding: '8px 16px 8px 0',
      borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
      overflowWrap: 'anywhere',
      lineHeight: '20px',
    },
    '& thead th': { color: tokens.colorNeutralForeground3, fontWeight: tokens.fontWeightRegular },
    '& tbody th': { fontWeight: tokens.fontWeightSemibold },
    '@media (max-width: 640px)': {
      '& thead': {
        position: 'absolute',
        width: '1px',
        height: '1px',
        overflow: 'hidden',
        clipPath: 'inset(50%)',
      },
      '& tr, & th, & td': { display: 'block' },
      '& tr': { padding: '8px 0', borderBottom: `1px solid ${tokens.colorNeutralStroke2}` },
      '& th, & td': { padding: '2px 0', borderBottom: 'none' },
      // What the head of its column says where there is one.
      '& td::before': {
        content: 'attr(data-label) ": "',
        color: tokens.colorNeutralForeground3,
      },
    },
  },
  note: { margin: 0, color: tokens.colorNeutralForeground3 },
  permission: { color: tokens.colorNeutralForeground3, fontWeight: tokens.fontWeightRegular },
  list: { margin: 0, paddingLeft: '20px', lineHeight: '22px' },
})
