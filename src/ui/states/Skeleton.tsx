import { makeStyles, mergeClasses, tokens } from '../styles.ts'

const useStyles = makeStyles({
  bar: {
    display: 'block',
    height: '12px',
    borderRadius: tokens.borderRadiusSmall,
    backgroundColor: tokens.colorNeutralStencil1,
    animationName: { from: { opacity: 1 }, '50%': { opacity: 0.5 }, to: { opacity: 1 } },
    animationDuration: '1.6s',
    animationIterationCount: 'infinite',
    '@media (prefers-reduced-motion: reduce)': { animationName: 'none' },
    '@media (forced-colors: active)': { border: '1px solid GrayText' },
  },
  stack: { display: 'flex', flexDirection: 'column', gap: '14px', padding: '8px 0' },
})

/** One grey bar in the place of a text. */
export const SkeletonBar = ({ width }: { width: string }) => (
  <span aria-hidden className={mergeClasses(useStyles().bar)} style={{ width }} />
)

const widths = ['62%', '88%', '74%', '45%', '80%', '56%']

/** Stands where a block of text or a drawer's content will be. */
export const SkeletonLines = ({ lines, label }: { lines: number; label: string }) => (
  <div role="status" aria-label={label} className={useStyles().stack}>
    {Array.from({ length: lines }, (_, line) => (
      <SkeletonBar key={line} width={widths[line % widths.length] ?? '60%'} />
    ))}
  </div>
)
