import { makeStyles, tokens } from './styles.ts'

const useStyles = makeStyles({
  row: { display: 'inline-flex', alignItems: 'center', gap: '8px' },
  ring: {
    boxSizing: 'border-box',
    width: '16px',
    height: '16px',
    borderRadius: '50%',
    border: `2px solid ${tokens.colorNeutralStroke1}`,
    borderTopColor: tokens.colorBrandStroke1,
    animationName: { to: { transform: 'rotate(1turn)' } },
    animationDuration: '0.9s',
    animationTimingFunction: 'linear',
    animationIterationCount: 'infinite',
  },
})

/** Something short is going on; `label` says what. */
export const Spinner = ({ label }: { label?: string }) => {
  const styles = useStyles()
  return (
    <span className={styles.row} role={label === undefined ? undefined : 'status'}>
      <span className={styles.ring} aria-hidden />
      {label}
    </span>
  )
}
