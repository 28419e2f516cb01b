import { useEffect, useRef, type ReactNode } from 'react'

import { makeStyles, tokens } from './styles.ts'
import { visibleText } from './text/visible-text.ts'

const useStyles = makeStyles({
  header: { display: 'flex', flexDirection: 'column', gap: '4px', flexShrink: 0 },
  title: {
    margin: 0,
    fontSize: tokens.fontSizeBase500,
    lineHeight: tokens.lineHeightBase500,
    fontWeight: tokens.fontWeightSemibold,
    outlineStyle: 'none',
    overflowWrap: 'anywhere',
  },
  line: { margin: 0, color: tokens.colorNeutralForeground3, maxWidth: '90ch' },
  commands: { display: 'flex', flexWrap: 'wrap', gap: '8px', paddingTop: '12px' },
})

let firstPage = true

type Props = {
  /** Plain text: also the title of the browser tab. */
  title: string
  /** One line: what the page is for. */
  line?: ReactNode
  commands?: ReactNode
}

/** The one `h1` of a page. It takes the focus after navigation, so that screen readers read where one is. */
export const PageHeader = ({ title, line, commands }: Props) => {
  const styles = useStyles()
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    document.title = `${visibleText(title)} · EPM Console`
  }, [title])
  useEffect(() => {
    // The first page of a visit keeps the browser's own focus, so that the skip link comes first.
    if (!firstPage) heading.current?.focus({ preventScroll: true })
    firstPage = false
  }, [])
  return (
    <header className={styles.header}>
      <h1 ref={heading} tabIndex={-1} className={styles.title}>
        <bdi>{visibleText(title)}</bdi>
      </h1>
      {line !== undefined && <p className={styles.line}>{line}</p>}
      {commands !== undefined && <div className={styles.commands}>{commands}</div>}
    </header>
  )
}
