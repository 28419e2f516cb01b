import { useSyncExternalStore } from 'react'

import { HeardOverDialogs } from './HeardOverDialogs.tsx'
import { makeStyles } from './styles.ts'

let message = ''
const listeners = new Set<() => void>()

/** Says a short sentence to screen readers, e.g. "Copied". */
export const announce = (text: string) => {
  // The same sentence twice is only read again when it differs, hence the invisible change.
  message = text === message ? `${text}\u00a0` : text
  for (const listener of listeners) listener()
}

const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

const useStyles = makeStyles({
  hidden: {
    // In the flow it would make every page a pixel too high.
    position: 'fixed',
    top: 0,
    width: '1px',
    height: '1px',
    overflow: 'hidden',
    clipPath: 'inset(50%)',
    whiteSpace: 'nowrap',
  },
})

/** Once, in the shell. */
export const Announcer = () => {
  const text = useSyncExternalStore(subscribe, () => message)
  const styles = useStyles()
  return <HeardOverDialogs className={styles.hidden}>{text}</HeardOverDialogs>
}
