import { makeStyles, tokens } from '#src/ui/styles.ts'

const useStyles = makeStyles({
  header: {
    height: '48px',
    boxSizing: 'border-box',
    backgroundColor: tokens.colorNeutralBackground1,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
  },
})

/** The frame of the shell for the moment before anything is known. */
export const Starting = () => (
  <div role="status" aria-label="Starting the console" className={useStyles().header} />
)
