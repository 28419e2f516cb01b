import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
} from '@fluentui/react-components'
import {
  useEffect,
  useRef,
  useState,
  type FormEvent,
  type KeyboardEvent,
  type ReactElement,
  type ReactNode,
} from 'react'

import type { Failure } from '#src/lib/failure.ts'

import { FailureBar } from '../FailureBar.tsx'
import { Hint } from '../Hint.tsx'
import { Spinner } from '../Spinner.tsx'
import { makeStyles, mergeClasses, tokens } from '../styles.ts'
import { dismissToasts } from '../toasts.tsx'
import { useQuestion } from '../use-question.ts'

export type FormDialogProps = {
  title: string
  /** Required, so that no form forgets to show why it failed. */
  error: Failure | null
  pending: boolean
  /** No answer came; the truth is being read (R5). */
  checking?: boolean
  /** Usually `form.handleSubmit(…)`. Invalid fields get the focus afterwards. */
  onSubmit: () => void | Promise<void>
  onClose: () => void
  submitLabel: string
  /** "Cancel" unless the documented dialog says otherwise. */
  cancelLabel?: string
  /** Why it cannot be sent now; `undefined` when it can. Never for invalid input. */
  disabledReason: string | undefined
  /** Something was typed: closing asks first. */
  dirty?: boolean
  /** `danger`: what is sent takes or refuses something. */
  tone?: 'danger'
  /** There is nothing to send: one button closes it. */
  readOnly?: boolean
  /** The button that sends nothing takes the focus: for what cannot be undone. The order of the buttons is always the same. */
  focusCancel?: boolean
  /** Before the title. */
  icon?: ReactElement
  /** Asked when it closes: did what it was opened from, such as the row of what it deleted, go away with it? */
  openerGone?: () => boolean
  /** For long forms: 720 px. */
  wide?: boolean
  /** Beside the failure, e.g. a link to what happened instead. */
  errorActions?: ReactNode
  children: ReactNode
}

const useStyles = makeStyles({
  content: { display: 'flex', flexDirection: 'column', gap: '16px', paddingTop: '4px' },
  oneLine: { whiteSpace: 'nowrap', flexShrink: 0 },
  send: { whiteSpace: 'nowrap', '@media (max-width: 480px)': { whiteSpace: 'normal' } },
  title: { outlineStyle: 'none' },
  icon: {
    display: 'inline-flex',
    fontSize: '24px',
    verticalAlign: '-5px',
    marginRight: '8px',
    color: tokens.colorNeutralForeground3,
  },
  dangerIcon: { color: tokens.colorStatusDangerForeground1 },
  danger: {
    backgroundColor: tokens.colorStatusDangerBackground3,
    ':hover': { backgroundColor: tokens.colorStatusDangerBackground3Hover },
    ':hover:active': { backgroundColor: tokens.colorStatusDangerBackground3Pressed },
  },
  ask: {
    flexGrow: 1,
    alignSelf: 'center',
    whiteSpace: 'nowrap',
    '@media (max-width: 480px)': { whiteSpace: 'normal' },
  },
  wide: { maxWidth: '720px' },
  surface: { '@media (max-width: 640px)': { maxWidth: '100%', width: '100%' } },
})

/** Pixels up to which messages stand at the top of the window. */
const narrow = 640

const scrolled = (element: HTMLElement | null | undefined): element is HTMLElement =>
  element !== null && element !== undefined && element.scrollTop > 0

/** A letter on the title belongs to the first text field, so that one can type at once. */
const typeOn = (event: KeyboardEvent<HTMLElement>) => {
  const held = event.ctrlKey || event.metaKey || event.altKey
  if (held || event.target !== event.currentTarget || !/^[^ ]$/u.test(event.key)) return
  event.currentTarget.closest('form')?.querySelector<HTMLElement>('textarea, input')?.focus()
}

/** The dialog itself; load it through `FormDialog`. */
export const FormDialogSurface = (props: FormDialogProps) => {
  const { title, error, pending, checking = false, onSubmit, onClose, submitLabel } = props
  const { disabledReason, dirty = false, errorActions, children, cancelLabel = 'Cancel' } = props
  const styles = useStyles()
  const heading = useRef<HTMLDivElement>(null)
  const content = useRef<HTMLDivElement>(null)
  const form = useRef<HTMLFormElement>(null)
  const { asking, ask, stop } = useQuestion<'discard'>(form)
  const [submits, setSubmits] = useState(0)
  const busy = pending || checking

  const close = () => {
    if (busy) return
    if (dirty && !asking) ask('discard')
    else onClose()
  }
  const submit = async (event?: FormEvent) => {
    event?.preventDefault()
    if (busy || props.readOnly || disabledReason !== undefined) return
    stop()
    await onSubmit()
    setSubmits((count) => count + 1)
  }
  useEffect(() => {
    // Fields say that they are wrong only once they are drawn again.
    if (submits > 0) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
  }, [submits])
  useEffect(() => {
    if (error !== null)
      form.current?.querySelector('[data-failure]')?.scrollIntoView?.({ block: 'nearest' })
  }, [error])

  useEffect(() => {
    // On a small screen what was said of the last thing would lie over what is asked now.
    if (innerWidth <= narrow) dismissToasts()
    // A drawer that opens in the same moment, as by a link to the dialog, takes the focus after it.
    const late = setTimeout(() => {
      if (form.current?.contains(document.activeElement) === false)
        form.current.querySelector<HTMLElement>('textarea, input, select, button')?.focus()
      form.current?.querySelector<HTMLElement>('[data-cancel]')?.focus()
      // A field further down would open the dialog at its end: it is read from its beginning.
      const moved = [content.current, form.current?.parentElement].filter(scrolled)
      if (moved.length === 0) return
      heading.current?.focus({ preventScroll: true })
      for (const element of moved) element.scrollTop = 0
    })
    return () => clearTimeout(late)
  }, [])

  const blocked = busy || disabledReason !== undefined
  const send = (describedBy?: string) => (
    <Button
      type="submit"
      aria-describedby={describedBy}
      appearance="primary"
      className={mergeClasses(styles.send, props.tone === 'danger' && !blocked && styles.danger)}
      disabledFocusable={blocked}
      {...(busy ? { icon: <Spinner /> } : {})}
    >
      {checking ? 'Checking…' : submitLabel}
    </Button>
  )
  return (
    <Dialog
      open
      onOpenChange={(_, data) => {
        // A slip beside the dialog is no wish to discard what was typed.
        if (!data.open && !(dirty && data.type === 'backdropClick')) close()
      }}
    >
      <DialogSurface className={mergeClasses(props.wide && styles.wide, styles.surface)}>
        <form
          ref={form}
          noValidate
          onSubmit={(event) => void submit(event)}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void submit(event)
          }}
        >
          <DialogBody>
            <DialogTitle ref={heading} tabIndex={-1} className={styles.title} onKeyDown={typeOn}>
              {props.icon !== undefined && (
                <span
                  className={mergeClasses(styles.icon, props.tone && styles.dangerIcon)}
                  aria-hidden
                >
                  {props.icon}
                </span>
              )}
              {title}
            </DialogTitle>
            <DialogContent ref={content} className={styles.content}>
              {children}
              {checking && (
                <div role="status">Sent, but no answer came back. Reading the current state…</div>
              )}
              {error !== null && !busy && (
                <div data-failure>
                  <FailureBar error={error} actions={errorActions} />
                </div>
              )}
            </DialogContent>
            <DialogActions>
              {asking ? (
                <>
                  <span className={styles.ask} role="alert">
                    Discard what you typed?
                  </span>
                  <Button appearance="primary" className={styles.oneLine} data-stay onClick={stop}>
                    Keep editing
                  </Button>
                  <Button className={styles.oneLine} onClick={onClose}>
                    Discard
                  </Button>
                </>
              ) : (
                <>
                  {!props.readOnly && <Hint text={disabledReason}>{send}</Hint>}
                  <Button
                    onClick={close}
                    disabledFocusable={busy}
                    {...(props.focusCancel ? { 'data-cancel': true } : {})}
                    appearance={props.readOnly ? 'primary' : 'secondary'}
                  >
                    {cancelLabel}
                  </Button>
                </>
              )}
            </DialogActions>
          </DialogBody>
        </form>
      </DialogSurface>
    </Dialog>
  )
}
