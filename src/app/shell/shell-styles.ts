import { makeStyles, tokens } from '#src/ui/styles.ts'

export const useShellStyles = makeStyles({
  shell: {
    display: 'flex',
    flexDirection: 'column',
    height: '100dvh',
    color: tokens.colorNeutralForeground1,
    backgroundColor: tokens.colorNeutralBackground2,
  },
  skip: {
    position: 'absolute',
    top: '-60px',
    left: '8px',
    zIndex: 100,
    padding: '8px 12px',
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground1,
    color: tokens.colorBrandForegroundLink,
    boxShadow: tokens.shadow8,
    ':focus': { top: '6px' },
  },
  middle: { display: 'flex', flex: '1 1 0', minHeight: 0, position: 'relative' },
  main: {
    flex: '1 1 0',
    minWidth: 0,
    overflowY: 'auto',
    position: 'relative',
    display: 'flex',
    flexDirection: 'column',
    backgroundColor: tokens.colorNeutralBackground1,
    outlineStyle: 'none',
  },
  outlet: { flex: '1 1 0', minHeight: 0, minWidth: 0 },
  bar: { padding: '8px 24px 0' },
  progress: {
    position: 'absolute',
    insetInline: 0,
    top: 0,
    height: '2px',
    backgroundColor: tokens.colorCompoundBrandBackground,
    transformOrigin: 'left',
    // Quick pages show no bar at all.
    animationName: {
      from: { opacity: 0, transform: 'scaleX(0)' },
      '5%': { opacity: 1 },
      to: { transform: 'scaleX(0.9)' },
    },
    animationDuration: '4s',
    animationDelay: '120ms',
    animationFillMode: 'both',
    animationTimingFunction: 'ease-out',
  },
})
