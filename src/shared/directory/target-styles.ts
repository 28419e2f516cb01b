import { makeStyles, tokens } from '#src/ui/styles.ts'

/** The look of included and excluded targets, and of what stands for them while they are read. */
export const useTargetStyles = makeStyles({
  list: { margin: 0, padding: 0, listStyleType: 'none' },
  item: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) auto',
    alignItems: 'center',
    columnGap: '8px',
    padding: '6px 0',
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  note: { margin: 0, color: tokens.colorNeutralForeground3, maxWidth: '80ch' },
  commandsPlace: { display: 'flex', alignItems: 'center', minHeight: '32px' },
  rowPlace: {
    display: 'flex',
    flexDirection: 'column',
    justifyContent: 'center',
    gap: '12px',
    minHeight: '84px',
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
  },
})
