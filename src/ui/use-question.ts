import { useEffect, useRef, useState, type RefObject } from 'react'

const twinOf = (button: Element, place: HTMLElement | null) => {
  const all = [...(place?.querySelectorAll('button') ?? [])]
  const same = ({ textContent, ariaLabel }: Element) =>
    textContent === button.textContent && ariaLabel === button.ariaLabel
  return all.find(same) ?? all.at(-1)
}

/**
 * A question that takes the place of buttons, such as "Discard what you changed?". `place` holds both by turns; the
 * answer that changes nothing has `data-stay` and gets the focus. Afterwards the focus is where it was, or on the
 * button that asked, which is drawn anew.
 */
export const useQuestion = <Question extends string>(place: RefObject<HTMLElement | null>) => {
  const [asking, setAsking] = useState<Question | null>(null)
  const before = useRef<Element | null>(null)
  useEffect(() => {
    if (asking !== null) {
      place.current?.querySelector<HTMLElement>('[data-stay]')?.focus()
      return
    }
    const from = before.current
    if (from === null) return
    before.current = null
    const back = from.isConnected ? from : twinOf(from, place.current)
    if (back instanceof HTMLElement) back.focus()
  }, [asking, place])
  const ask = (question: Question) => {
    before.current = document.activeElement
    setAsking(question)
  }
  return { asking, ask, stop: () => setAsking(null) }
}
