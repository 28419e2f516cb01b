import { useThemeClassName } from '@fluentui/react-components'
import type { ReactNode } from 'react'
import { createPortal } from 'react-dom'

import { makeStyles, mergeClasses, tokens } from './styles.ts'

const useStyles = makeStyles({
  text: {
    fontFamily: tokens.fontFamilyBase,
    fontSize: tokens.fontSizeBase300,
    lineHeight: tokens.lineHeightBase300,
    color: tokens.colorNeutralForeground1,
    // Fluent draws its rings only inside its provider.
    '& :focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` },
  },
})

/**
 * A live region beside the page. Fluent hides everything but the open dialog or drawer from screen readers, which would
 * then never hear what became of a decision; it leaves out a child of the body that carries its attribute.
 */
export const HeardOverDialogs = ({
  label,
  className,
  children,
}: {
  label?: string
  className: string | undefined
  children: ReactNode
}) => {
  const styles = useStyles()
  const theme = useThemeClassName()
  return createPortal(
    <div
      role="status"
      aria-live="polite"
      aria-label={label}
      data-tabster-never-hide=""
      className={mergeClasses(theme, styles.text, className)}
    >
      {children}
    </div>,
    document.body,
  )
}
