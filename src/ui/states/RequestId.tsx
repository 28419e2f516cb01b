import { CopyButton } from '../CopyButton.tsx'
import { makeStyles, tokens } from '../styles.ts'

const useStyles = makeStyles({
  row: {
    display: 'inline-flex',
    alignItems: 'center',
    justifyContent: 'inherit',
    flexWrap: 'wrap',
    gap: '4px',
    fontSize: tokens.fontSizeBase200,
  },
  id: { fontFamily: tokens.fontFamilyMonospace, overflowWrap: 'anywhere' },
})

/** The id support asks for, copied with one click. */
export const RequestId = ({ id }: { id: string }) => {
  const styles = useStyles()
  return (
    <span className={styles.row}>
      Request id <bdi className={styles.id}>{id}</bdi>
      <CopyButton text={id} what="request id" />
    </span>
  )
}
