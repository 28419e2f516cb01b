import { makeStyles, tokens } from '#src/ui/styles.ts'

import { HeldBack } from './HeldBack.tsx'

const useStyles = makeStyles({
  header: {
    height: '48px',
    boxSizing: 'border-box',
    backgroundColor: tokens.colorNeutralBackground1,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
  },
})

/** The frame of the shell for the moment before anything is known; says why when that takes longer. */
export const Starting = () => (
  <>
    <div role="status" aria-label="Starting the console" className={useStyles().header} />
    <HeldBack />
  </>
)
