import { makeStyles } from '#src/ui/styles.ts'
import { DeviceText } from '#src/ui/text/DeviceText.tsx'
import { visibleText } from '#src/ui/text/visible-text.ts'

import { useScopeTagNames } from './scope-tag-query.ts'

const useStyles = makeStyles({
  // Two lines are as much as a row holds.
  inRow: {
    display: '-webkit-box',
    WebkitBoxOrient: 'vertical',
    WebkitLineClamp: '2',
    overflow: 'hidden',
    lineHeight: '18px',
  },
})

type Props = {
  ids: readonly string[]
  /** Of a list: two lines at most, the rest in the tooltip. */
  inRow?: boolean
}

/** The scope tags of an object by name; an object without one has the tag Default. */
export const ScopeTagNames = ({ ids, inRow = false }: Props) => {
  const styles = useStyles()
  const nameOf = useScopeTagNames()
  const names = ids.map(nameOf).join(', ')
  const text = <DeviceText value={names} kind="name" missing="None" />
  return inRow ? (
    <span className={styles.inRow} title={visibleText(names)}>
      {text}
    </span>
  ) : (
    text
  )
}
