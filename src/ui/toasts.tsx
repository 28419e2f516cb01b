import { Button } from '@fluentui/react-components'
import { CheckmarkCircleFilled, DismissRegular, InfoFilled } from '@fluentui/react-icons'
import { useEffect, useState, useSyncExternalStore } from 'react'

import { HeardOverDialogs } from './HeardOverDialogs.tsx'
import { makeStyles, tokens } from './styles.ts'
import { TextLink } from './TextLink.tsx'

type Toast = {
  id: number
  intent: 'success' | 'info'
  title: string
  message?: string
  /** Where to look at what was made; an address of `src/lib/paths.ts`. */
  link?: { to: string; label: string }
}

let toasts: readonly Toast[] = []
let lastId = 0
const listeners = new Set<() => void>()
const set = (next: readonly Toast[]) => {
  toasts = next
  for (const listener of listeners) listener()
}

/** Says that something has happened. Failures are never toasts: they stay where they happened. */
export const toast = (content: Omit<Toast, 'id'>) =>
  set([...toasts.slice(-2), { ...content, id: ++lastId }])

/** Takes all messages away. */
export const dismissToasts = () => {
  if (toasts.length > 0) set([])
}

const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

const useStyles = makeStyles({
  region: {
    position: 'fixed',
    // Over the header, where it covers no title: in the middle, or beside a drawer where there is room for both.
    left: 'max(196px, min(50%, 100vw - 756px))',
    transform: 'translateX(-50%)',
    top: '4px',
    // Beside and between the messages presses reach what lies under them.
    pointerEvents: 'none',
    display: 'flex',
    flexDirection: 'column',
    gap: '8px',
    // Over Fluent's portals, which stand at 1,000,000.
    zIndex: 1_000_001,
    width: 'min(360px, calc(100vw - 32px))',
    '@media (max-width: 640px)': { left: '50%' },
  },
  toast: {
    pointerEvents: 'auto',
    display: 'grid',
    gridTemplateColumns: '20px minmax(0, 1fr) auto',
    gap: '8px',
    alignItems: 'start',
    padding: '12px',
    borderRadius: tokens.borderRadiusMedium,
    border: `1px solid ${tokens.colorTransparentStroke}`,
    backgroundColor: tokens.colorNeutralBackground1,
    boxShadow: tokens.shadow16,
    overflowWrap: 'anywhere',
  },
  icon: { fontSize: '20px', display: 'flex' },
  success: { color: tokens.colorStatusSuccessForeground1 },
  info: { color: tokens.colorNeutralForeground3 },
  title: { fontWeight: tokens.fontWeightSemibold },
})

const shownFor = 7000

const Item = ({ item }: { item: Toast }) => {
  const styles = useStyles()
  const [held, setHeld] = useState(false)
  const close = () => set(toasts.filter(({ id }) => id !== item.id))
  useEffect(() => {
    if (held) return
    const timer = setTimeout(() => set(toasts.filter(({ id }) => id !== item.id)), shownFor)
    return () => clearTimeout(timer)
  }, [held, item.id])
  return (
    <div
      className={styles.toast}
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <span className={`${styles.icon} ${styles[item.intent]}`} aria-hidden>
        {item.intent === 'success' ? <CheckmarkCircleFilled /> : <InfoFilled />}
      </span>
      <div>
        <div className={styles.title}>{item.title}</div>
        {item.message !== undefined && <div>{item.message}</div>}
        {item.link !== undefined && <TextLink to={item.link.to}>{item.link.label}</TextLink>}
      </div>
      <Button
        size="small"
        appearance="transparent"
        icon={<DismissRegular />}
        aria-label="Dismiss"
        onClick={close}
      />
    </div>
  )
}

/** Once, in the shell. */
export const Toaster = () => {
  const styles = useStyles()
  const items = useSyncExternalStore(subscribe, () => toasts)
  return (
    <HeardOverDialogs label="Messages" className={styles.region}>
      {items.map((item) => (
        <Item key={item.id} item={item} />
      ))}
    </HeardOverDialogs>
  )
}
