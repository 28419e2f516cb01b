import { makeStyles, tokens } from '#src/ui/styles.ts'

/** Text of the drawer's sections. */
export const useDrawerStyles = makeStyles({
  sentence: {
    margin: 0,
    fontSize: tokens.fontSizeBase400,
    lineHeight: tokens.lineHeightBase400,
    overflowWrap: 'anywhere',
  },
  text: { margin: 0, lineHeight: '20px', overflowWrap: 'anywhere' },
  quiet: {
    margin: 0,
    color: tokens.colorNeutralForeground3,
    fontSize: tokens.fontSizeBase200,
    lineHeight: '16px',
  },
  reason: {
    margin: 0,
    padding: '8px 12px',
    borderLeft: `3px solid ${tokens.colorNeutralStroke1}`,
    backgroundColor: tokens.colorNeutralBackground3,
    borderRadius: tokens.borderRadiusMedium,
    overflowWrap: 'anywhere',
    flexShrink: 0,
    maxHeight: '160px',
    overflowY: 'auto',
  },
  list: { margin: '4px 0 0', paddingLeft: '20px', lineHeight: '20px' },
  warnings: {
    margin: 0,
    paddingLeft: '20px',
    lineHeight: '20px',
    color: tokens.colorStatusWarningForeground3,
  },
  warning: { margin: 0, lineHeight: '20px', color: tokens.colorStatusWarningForeground3 },
  why: { margin: 0, flexBasis: '100%', overflowWrap: 'anywhere', lineHeight: '20px' },
  commands: { display: 'flex', flexWrap: 'wrap', gap: '8px', alignItems: 'center' },
})
