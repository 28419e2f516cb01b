import { makeStyles } from '#src/ui/styles.ts'
import { DeviceText } from '#src/ui/text/DeviceText.tsx'

const useStyles = makeStyles({
  name: { display: 'flex', minWidth: 0 },
  whole: {
    position: 'absolute',
    width: '1px',
    height: '1px',
    overflow: 'hidden',
    clipPath: 'inset(50%)',
    userSelect: 'none',
  },
  end: { flexShrink: 0, whiteSpace: 'nowrap' },
})

/** Names up to this length fit into the narrowest column. */
const short = 18
/** What always stays of a longer one, with its extension (R24). */
const keptAtEnd = 14

/** Where the name is cut in two; a space beside the cut would not be seen. */
const cutOf = (characters: readonly string[]): number => {
  const isSpace = (at: number) => /\s/.test(characters[at] ?? '')
  let at = characters.length - keptAtEnd
  while (at > 1 && (isSpace(at) || isSpace(at - 1))) at -= 1
  return at
}

/** A file name on one line of any width: its beginning gives way, its end and extension stay in sight. */
export const FileName = ({ value }: { value: string | null | undefined }) => {
  const styles = useStyles()
  const characters = Array.from(value ?? '')
  if (characters.length <= short)
    return <DeviceText value={value} kind="fileName" flag missing="File without a name" />
  const at = cutOf(characters)
  const begin = characters.slice(0, at).join('')
  return (
    <>
      {/* Two boxes would be read as two words. */}
      <span className={styles.whole}>
        <DeviceText value={value} kind="fileName" flag />
      </span>
      <span className={styles.name} aria-hidden>
        <DeviceText value={begin} kind="fileName" oneLine flag={value ?? ''} />
        <span className={styles.end}>
          <DeviceText value={characters.slice(at).join('')} kind="fileName" />
        </span>
      </span>
    </>
  )
}
