import {
  Button,
  DrawerBody,
  DrawerFooter,
  DrawerHeader,
  OverlayDrawer,
} from '@fluentui/react-components'
import { ChevronDownRegular, ChevronUpRegular, DismissRegular } from '@fluentui/react-icons'
import { useEffect, useRef, type ReactNode } from 'react'
import { useNavigate } from 'react-router-dom'

import { makeStyles, tokens } from '../styles.ts'

const useStyles = makeStyles({
  drawer: { width: 'min(560px, 100vw)', maxWidth: '100vw' },
  wide: { width: 'min(720px, 100vw)' },
  head: { display: 'flex', alignItems: 'start', gap: '8px' },
  titles: { flexGrow: 1, minWidth: 0 },
  title: {
    margin: 0,
    fontSize: tokens.fontSizeBase500,
    lineHeight: tokens.lineHeightBase500,
    fontWeight: tokens.fontWeightSemibold,
    outlineStyle: 'none',
    overflowWrap: 'anywhere',
  },
  line: { color: tokens.colorNeutralForeground3, overflowWrap: 'anywhere' },
  buttons: { display: 'flex', flexShrink: 0, marginRight: '-8px' },
  body: {
    display: 'flex',
    flexDirection: 'column',
    gap: '16px',
    paddingBottom: '16px',
    '& > *': { flexShrink: 0 },
  },
  footer: {
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    paddingTop: '12px',
    flexWrap: 'wrap',
  },
})

export type DetailDrawerProps = {
  title: ReactNode
  line?: ReactNode
  /** The address of the list, with its filter. */
  closeTo: string
  /** Addresses of the neighbours in the list, when there are any. */
  previousTo?: string | undefined
  nextTo?: string | undefined
  /** What the neighbours are: "request". */
  itemName?: string
  /** Changes with the item, so that the focus returns to the heading. */
  itemKey: string
  commands?: ReactNode
  wide?: boolean
  children: ReactNode
}

/** The drawer itself; load it through `DetailDrawer`. */
export const DrawerSurface = (props: DetailDrawerProps) => {
  const { title, line, closeTo, previousTo, nextTo, itemName = 'item', itemKey } = props
  const styles = useStyles()
  const navigate = useNavigate()
  const heading = useRef<HTMLHeadingElement>(null)
  const body = useRef<HTMLDivElement>(null)
  useEffect(() => {
    heading.current?.focus({ preventScroll: true })
    // Another item is read from its beginning.
    if (body.current !== null) body.current.scrollTop = 0
  }, [itemKey])
  const go = (to: string | undefined) => {
    if (to !== undefined) void navigate(to, { preventScrollReset: true })
  }
  // In place of its own entry, so that Back does not open again what was closed.
  const close = () => void navigate(closeTo, { preventScrollReset: true, replace: true })
  return (
    <OverlayDrawer
      open
      position="end"
      className={props.wide ? `${styles.drawer} ${styles.wide}` : styles.drawer}
      aria-labelledby="drawer-title"
      onOpenChange={(_, data) => !data.open && close()}
    >
      <DrawerHeader>
        <div className={styles.head}>
          <div className={styles.titles}>
            <h2 id="drawer-title" ref={heading} tabIndex={-1} className={styles.title}>
              {title}
            </h2>
            {line !== undefined && <div className={styles.line}>{line}</div>}
          </div>
          <div className={styles.buttons}>
            {(previousTo ?? nextTo) !== undefined && (
              <>
                <Button
                  appearance="subtle"
                  icon={<ChevronUpRegular />}
                  aria-label={`Previous ${itemName}`}
                  title={`Previous ${itemName}`}
                  disabledFocusable={previousTo === undefined}
                  onClick={() => go(previousTo)}
                />
                <Button
                  appearance="subtle"
                  icon={<ChevronDownRegular />}
                  aria-label={`Next ${itemName}`}
                  title={`Next ${itemName}`}
                  disabledFocusable={nextTo === undefined}
                  onClick={() => go(nextTo)}
                />
              </>
            )}
            <Button
              appearance="subtle"
              icon={<DismissRegular />}
              aria-label="Close"
              title="Close"
              onClick={close}
            />
          </div>
        </div>
      </DrawerHeader>
      <DrawerBody ref={body} className={styles.body}>
        {props.children}
      </DrawerBody>
      {props.commands !== undefined && (
        <DrawerFooter className={styles.footer}>{props.commands}</DrawerFooter>
      )}
    </OverlayDrawer>
  )
}
