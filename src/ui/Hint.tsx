import { useId, useRef, type ReactElement, type ReactNode } from 'react'

import { makeStyles, tokens } from './styles.ts'

const useStyles = makeStyles({
  anchor: { display: 'inline-flex', maxWidth: '100%' },
  through: { display: 'contents' },
  hint: {
    position: 'fixed',
    inset: 'auto',
    margin: 0,
    maxWidth: 'min(320px, calc(100vw - 16px))',
    boxSizing: 'border-box',
    padding: '6px 10px',
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    color: tokens.colorNeutralForeground1,
    backgroundColor: tokens.colorNeutralBackground1,
    border: `1px solid ${tokens.colorNeutralStroke1}`,
    borderRadius: tokens.borderRadiusMedium,
    boxShadow: tokens.shadow8,
    pointerEvents: 'none',
  },
})

const margin = 8

/** Under the anchor, or over it when there is no room; never outside the window. */
const place = (anchor: DOMRect, hint: DOMRect) => {
  const below = anchor.bottom + margin
  const top = below + hint.height > innerHeight ? anchor.top - hint.height - margin : below
  const wished = anchor.left + anchor.width / 2 - hint.width / 2
  const left = Math.max(margin, Math.min(wished, innerWidth - hint.width - margin))
  return { top: Math.max(margin, top), left }
}

/** Browsers without popovers keep the text for screen readers only. */
const isOpen = (element: HTMLElement) =>
  typeof element.showPopover === 'function' && element.matches(':popover-open')

type Props = {
  /** `undefined` while there is nothing to say: what is explained stays the same element and keeps the focus. */
  text: string | undefined
  /** Gets the id of the hint for its `aria-describedby`. */
  children: (describedBy: string | undefined) => ReactElement
}

/** A short explanation on hover and focus, in the browser's top layer so that nothing cuts it off. */
export const Hint = ({ text, children }: Props): ReactNode => {
  const styles = useStyles()
  const id = useId()
  const anchor = useRef<HTMLSpanElement>(null)
  const hint = useRef<HTMLSpanElement>(null)
  const show = () => {
    const element = hint.current
    if (!element || !anchor.current || isOpen(element)) return
    element.showPopover?.()
    const { top, left } = place(
      anchor.current.getBoundingClientRect(),
      element.getBoundingClientRect(),
    )
    element.style.top = `${top}px`
    element.style.left = `${left}px`
  }
  const hide = () => {
    if (hint.current && isOpen(hint.current)) hint.current.hidePopover()
  }
  return (
    <span
      ref={anchor}
      role="presentation"
      className={text === undefined ? styles.through : styles.anchor}
      onPointerEnter={show}
      onPointerLeave={hide}
      onFocus={show}
      onBlur={hide}
      onKeyDown={(event) => event.key === 'Escape' && hide()}
    >
      {children(text === undefined ? undefined : id)}
      {text !== undefined && (
        <span id={id} ref={hint} role="tooltip" popover="manual" className={styles.hint}>
          {text}
        </span>
      )}
    </span>
  )
}
