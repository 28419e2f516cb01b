import {
  Button,
  DrawerBody,
  DrawerFooter,
  DrawerHeader,
  OverlayDrawer,
} from '@fluentui/react-components'
// As the rest of the shell has it: the other form of this icon lies in a chunk with the forms of policies.
import { DismissRegular } from '@fluentui/react-icons'
import { useEffect, useRef, useState, type ReactNode } from 'react'

import { makeStyles, tokens } from '../styles.ts'
import { useQuestion } from '../use-question.ts'

const useStyles = makeStyles({
  drawer: { width: 'min(720px, 100vw)', maxWidth: '100vw' },
  form: { display: 'contents' },
  head: { display: 'flex', alignItems: 'start', gap: '8px' },
  title: {
    margin: 0,
    flexGrow: 1,
    fontSize: tokens.fontSizeBase500,
    lineHeight: tokens.lineHeightBase500,
    fontWeight: tokens.fontWeightSemibold,
    outlineStyle: 'none',
    overflowWrap: 'anywhere',
  },
  body: { paddingTop: '12px', paddingBottom: '24px' },
  footer: {
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    paddingTop: '12px',
    flexWrap: 'wrap',
  },
  ask: { alignSelf: 'center' },
})

export type FormDrawerProps = {
  title: string
  submitLabel: string
  /** Something was typed: closing asks first. */
  dirty: boolean
  /** Checks and keeps what was typed. Fields that are then invalid get the focus. */
  onSubmit: () => void
  onClose: () => void
  children: ReactNode
}

/** The drawer itself; load it through `FormDrawer`. */
export const FormDrawerSurface = (props: FormDrawerProps) => {
  const { title, submitLabel, dirty, onSubmit, onClose, children } = props
  const styles = useStyles()
  const heading = useRef<HTMLHeadingElement>(null)
  const form = useRef<HTMLFormElement>(null)
  const { asking, ask, stop } = useQuestion<'discard'>(form)
  const [submits, setSubmits] = useState(0)
  useEffect(() => heading.current?.focus({ preventScroll: true }), [])
  useEffect(() => {
    // Fields say that they are wrong only once they are drawn again.
    if (submits > 0) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
  }, [submits])
  const close = () => {
    if (dirty && !asking) ask('discard')
    else onClose()
  }
  const submit = () => {
    stop()
    onSubmit()
    setSubmits((count) => count + 1)
  }
  return (
    <OverlayDrawer
      open
      position="end"
      className={styles.drawer}
      aria-labelledby="form-drawer-title"
      onOpenChange={(_, data) => {
        // A slip beside the drawer is no wish to discard what was typed.
        if (!data.open && !(dirty && data.type === 'backdropClick')) close()
      }}
    >
      <form
        ref={form}
        noValidate
        className={styles.form}
        onSubmit={(event) => {
          // The form stands inside another one as far as React is concerned.
          event.preventDefault()
          event.stopPropagation()
          submit()
        }}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
          event.preventDefault()
          submit()
        }}
      >
        <DrawerHeader>
          <div className={styles.head}>
            <h2 id="form-drawer-title" ref={heading} tabIndex={-1} className={styles.title}>
              {title}
            </h2>
            <Button
              appearance="subtle"
              icon={<DismissRegular />}
              aria-label="Close"
              title="Close"
              onClick={close}
            />
          </div>
        </DrawerHeader>
        <DrawerBody className={styles.body}>{children}</DrawerBody>
        <DrawerFooter className={styles.footer}>
          {asking ? (
            <>
              <span className={styles.ask} role="alert">
                Discard what you changed?
              </span>
              <Button appearance="primary" data-stay onClick={stop}>
                Keep editing
              </Button>
              <Button onClick={onClose}>Discard</Button>
            </>
          ) : (
            <>
              <Button type="submit" appearance="primary">
                {submitLabel}
              </Button>
              <Button onClick={close}>Cancel</Button>
            </>
          )}
        </DrawerFooter>
      </form>
    </OverlayDrawer>
  )
}
