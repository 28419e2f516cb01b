import { makeStyles, tokens } from '#src/ui/styles.ts'

export const useRuleListStyles = makeStyles({
  bar: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: '8px 16px' },
  count: {
    marginLeft: 'auto',
    color: tokens.colorNeutralForeground3,
    fontVariantNumeric: 'tabular-nums',
  },
  list: {
    margin: 0,
    padding: 0,
    listStyleType: 'none',
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusMedium,
  },
  item: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: '4px 16px',
    padding: '8px 12px',
    // A hundred rules are laid out only when they come into sight.
    contentVisibility: 'auto',
    containIntrinsicSize: 'auto 76px',
    '& + &': { borderTop: `1px solid ${tokens.colorNeutralStroke2}` },
  },
  text: { display: 'flex', flexDirection: 'column', flexGrow: 1, flexBasis: '240px', minWidth: 0 },
  order: { margin: 0, color: tokens.colorNeutralForeground3 },
  name: { fontWeight: tokens.fontWeightSemibold },
  line: { color: tokens.colorNeutralForeground3 },
  error: { color: tokens.colorPaletteRedForeground1 },
  icon: { verticalAlign: '-2px', marginRight: '4px' },
  asking: {
    display: 'flex',
    flexDirection: 'column',
    gap: '8px',
    flexBasis: '100%',
    padding: '8px 0 4px',
  },
  commands: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: '4px',
    '@media (max-width: 400px)': { columnGap: 0, marginInlineEnd: '-8px' },
  },
})
