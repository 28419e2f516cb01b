import { useCallback, useEffect, useRef } from 'react'

type Find = () => HTMLElement | null | undefined

/**
 * For a command that takes away what it was given on, such as the row it stands in: call the answer with the way to
 * find what follows, and that gets the focus once the change is drawn.
 */
export const useFocusAfter = () => {
  const wanted = useRef<Find | null>(null)
  // After each drawing on purpose: the change comes with one of the next.
  useEffect(() => {
    const find = wanted.current
    if (find === null) return
    wanted.current = null
    find()?.focus()
  })
  return useCallback((find: Find) => {
    wanted.current = find
  }, [])
}
