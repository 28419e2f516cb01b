import { CopyButton } from '../CopyButton.tsx'
import { makeStyles, tokens } from '../styles.ts'

const useStyles = makeStyles({
  row: { display: 'inline-flex', alignItems: 'center', gap: '2px', maxWidth: '100%' },
  // A whole one may take two lines; the command follows the last of them.
  whole: { display: 'inline' },
  hash: {
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
    overflowWrap: 'anywhere',
  },
  missing: { color: tokens.colorNeutralForeground3 },
})

/** Where there is no room for the whole, it breaks into two equal lines. */
const halves = (value: string) => [
  value.slice(0, value.length / 2),
  <wbr key="middle" />,
  value.slice(value.length / 2),
]

type Props = { value: string | null | undefined; what?: string; whole?: boolean }

/** A hash or id: monospace, shortened in the middle unless `whole`, copied with one click. */
export const Hash = ({ value, what = 'hash', whole = false }: Props) => {
  const styles = useStyles()
  if (!value) return <span className={styles.missing}>Not given</span>
  const short = whole || value.length <= 20 ? value : `${value.slice(0, 8)}…${value.slice(-8)}`
  return (
    <span className={whole ? styles.whole : styles.row}>
      <bdi className={styles.hash} title={short === value ? undefined : value}>
        {whole ? halves(value) : short}
      </bdi>
      <CopyButton text={value} what={what} />
    </span>
  )
}
