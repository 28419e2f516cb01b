import { useCallback, useState } from 'react'

/** Width of an element in px; null before it is known. Give `ref` to the element. */
export const useWidth = (): [ref: (element: HTMLElement | null) => void, width: number | null] => {
  const [width, setWidth] = useState<number | null>(null)
  const ref = useCallback((element: HTMLElement | null) => {
    if (element === null) return
    const measure = () => setWidth(element.clientWidth || null)
    measure()
    if (typeof ResizeObserver === 'undefined') return
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  return [ref, width]
}
