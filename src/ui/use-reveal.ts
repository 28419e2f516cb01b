import { useEffect, useRef } from 'react'

/**
 * Brings what has just come up before the eyes and the keyboard: what answers a press at the end of a long form would
 * else stand unseen at its beginning. Again whenever `key` changes. The element needs `tabIndex={-1}`.
 */
export const useReveal = <E extends HTMLElement>(key: string | undefined) => {
  const ref = useRef<E>(null)
  useEffect(() => {
    ref.current?.scrollIntoView({ block: 'start' })
    ref.current?.focus({ preventScroll: true })
  }, [key])
  return ref
}
