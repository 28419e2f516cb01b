import { makeStyles, tokens } from '../styles.ts'

/** Native controls in Fluent's look: Fluent's own would be an eighth of the queue's first visit. */
export const useFilterStyles = makeStyles({
  bar: { display: 'flex', flexWrap: 'wrap', gap: '8px 12px', alignItems: 'center', flexShrink: 0 },
  folded: {
    '@media (max-width: 640px)': {
      '& > :not(:first-child):not([data-stays])': { display: 'none' },
    },
  },
  fold: { display: 'none', '@media (max-width: 640px)': { display: 'inline-flex' } },
  box: {
    position: 'relative',
    display: 'inline-flex',
    alignItems: 'center',
    height: '32px',
    boxSizing: 'border-box',
    minWidth: 0,
    backgroundColor: tokens.colorNeutralBackground1,
    border: `1px solid ${tokens.colorNeutralStroke1}`,
    borderBottomColor: tokens.colorNeutralStrokeAccessible,
    borderRadius: tokens.borderRadiusMedium,
    ':hover': {
      border: `1px solid ${tokens.colorNeutralStroke1Hover}`,
      borderBottomColor: tokens.colorNeutralStrokeAccessibleHover,
    },
    ':focus-within': {
      outline: `2px solid ${tokens.colorCompoundBrandStroke}`,
      outlineOffset: '-1px',
    },
    '@media (forced-colors: active)': { ':focus-within': { outline: '2px solid Highlight' } },
  },
  search: {
    // Gives way before the bar breaks into a second line.
    flex: '1 1 220px',
    maxWidth: '320px',
    // In a column the basis is a height.
    minHeight: '32px',
    maxHeight: '32px',
    '@media (max-width: 640px)': { flexBasis: '100%', maxWidth: 'none' },
  },
  narrow: {
    flex: '0 0 180px',
    '@media (max-width: 640px)': { flexBasis: 'calc(50% - 6px)' },
  },
  icon: {
    position: 'absolute',
    left: '10px',
    fontSize: '16px',
    pointerEvents: 'none',
    color: tokens.colorNeutralForeground3,
  },
  input: {
    width: '100%',
    height: '100%',
    minWidth: 0,
    boxSizing: 'border-box',
    margin: 0,
    font: 'inherit',
    color: tokens.colorNeutralForeground1,
    backgroundColor: 'transparent',
    border: 'none',
    outlineStyle: 'none',
    '::placeholder': { color: tokens.colorNeutralForeground3, opacity: 1 },
  },
  searchInput: { padding: '0 8px 0 34px', textOverflow: 'ellipsis' },
  select: {
    appearance: 'none',
    maxWidth: '220px',
    padding: '0 30px 0 12px',
    textOverflow: 'ellipsis',
    cursor: 'pointer',
    '& option': {
      color: tokens.colorNeutralForeground1,
      backgroundColor: tokens.colorNeutralBackground1,
    },
  },
  chevron: {
    position: 'absolute',
    right: '8px',
    fontSize: '16px',
    pointerEvents: 'none',
    color: tokens.colorNeutralForeground3,
  },
  filter: {
    display: 'inline-flex',
    alignItems: 'center',
    gap: '6px',
    minWidth: 0,
    maxWidth: '100%',
    color: tokens.colorNeutralForeground2,
  },
  end: {
    display: 'inline-flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    justifyContent: 'flex-end',
    gap: '8px',
    marginLeft: 'auto',
    minHeight: '32px',
    maxWidth: '100%',
  },
  clear: { minWidth: 0, padding: '0 8px' },
  // Wide enough for most counts: the bar must not wrap anew with every figure.
  summary: {
    minWidth: '140px',
    textAlign: 'end',
    color: tokens.colorNeutralForeground3,
    fontVariantNumeric: 'tabular-nums',
    whiteSpace: 'nowrap',
  },
})
