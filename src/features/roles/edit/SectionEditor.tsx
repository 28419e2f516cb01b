import { useMemo, useRef, useState, type ComponentType } from 'react'
import { useNavigate } from 'react-router-dom'

import type { z } from '#contract/zod.ts'
import { ApiError } from '#src/api/errors.ts'
import type { Merged } from '#src/lib/merge.ts'
import { FreshSignInNotice } from '#src/shared/FreshSignInNotice.tsx'
import { announce } from '#src/ui/announcer.tsx'
import { Button } from '#src/ui/basics.ts'
import { CommandButton } from '#src/ui/CommandButton.tsx'
import { FailureBar } from '#src/ui/FailureBar.tsx'
import { useDraftState } from '#src/ui/form/use-draft-state.ts'
import { Stack } from '#src/ui/layout/Stack.tsx'
import { MessageBar } from '#src/ui/MessageBar.tsx'
import { makeStyles, tokens } from '#src/ui/styles.ts'
import { visibleText } from '#src/ui/text/visible-text.ts'
import { toast } from '#src/ui/toasts.tsx'
import { useQuestion } from '#src/ui/use-question.ts'
import { useReveal } from '#src/ui/use-reveal.ts'

import type { ChangedView } from './SavedMeanwhile.tsx'

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', gap: '20px', maxWidth: '960px' },
  place: { outlineStyle: 'none', scrollMarginTop: '16px' },
  theirs: { marginTop: '8px' },
  foot: {
    position: 'sticky',
    bottom: 0,
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: '8px',
    padding: '12px 0',
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground1,
  },
})

type Versioned = {
  id: string
  displayName?: string | null | undefined
  '@odata.etag'?: string | undefined
}

/** How one section of a role or assignment is edited: its value, its form, what stops saving, what is sent. */
export type SectionForm<E, T, B> = {
  title: string
  valueOf: (entity: E) => T
  Fields: ComponentType<{ value: T; onChange: (value: T) => void; showErrors: boolean }>
  error: (value: T) => string | undefined
  bodyOf: (value: T) => B
  merge: (base: T, mine: T, theirs: T) => Merged<T>
  /** What somebody else saved meanwhile. */
  Changed: ChangedView<T>
  /** What saving does to people, said before it. */
  Effect?: ComponentType<{ entity: E; value: T }>
  /** Only the outer shape of a draft: the service checks what is sent. */
  draft: z.ZodType
}

type Props<E, T, B> = {
  form: SectionForm<E, T, B>
  /** As it was read when the page opened. */
  seen: E
  draftKey: string
  save: (body: B, ifMatch: string | undefined) => Promise<unknown>
  reread: () => Promise<E>
  busy: boolean
  checking: boolean
  backTo: string
}

type Theirs<T> = { before: T; after: T; clashes: readonly string[]; at: string }
type Draft<E, T> = { base: E; value: T }
const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other)

/** In any order: lists of ids and rights are sets, and the service may keep them in an order of its own. */
const canonical = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(canonical).toSorted(byText)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, canonical(each)]))
}
const byText = (one: unknown, other: unknown) =>
  (JSON.stringify(one) ?? '') < (JSON.stringify(other) ?? '') ? -1 : 1

/** After a lost answer: what is there now, if it is what was sent; null when it is not. */
export const savedAs = <E, T, B>(
  form: SectionForm<E, T, B>,
  current: E,
  body: unknown,
): E | null =>
  same(canonical(form.bodyOf(form.valueOf(current))), canonical(body)) ? current : null

/** One section's form. What was typed outlives a reload, an ended session and somebody else's save (R54). */
export const SectionEditor = <E extends Versioned, T, B>(props: Props<E, T, B>) => {
  const { form, seen, draftKey, busy } = props
  const styles = useStyles()
  const navigate = useNavigate()
  const draft = useDraftState<Draft<E, T>>(
    draftKey,
    () => ({ base: seen, value: form.valueOf(seen) }),
    (saved) => {
      if (typeof saved !== 'object' || saved === null || !('base' in saved) || !('value' in saved))
        return null
      // The draft's own shape is looked at; the base was read from the service by this page.
      const { base, value } = saved as Draft<E, T>
      return base?.id === seen.id && form.draft.safeParse(value).success ? { base, value } : null
    },
  )
  const { base, value } = draft.value
  const [showErrors, setShowErrors] = useState(false)
  const [error, setError] = useState<ApiError | null>(null)
  const [theirs, setTheirs] = useState<Theirs<T> | null>(null)
  const buttons = useRef<HTMLDivElement>(null)
  const { asking, ask, stop } = useQuestion<'discard'>(buttons)
  const before = useMemo(() => form.valueOf(base), [form, base])
  const dirty = !same(value, before)
  const problem = form.error(value)
  const { Fields, Effect } = form

  const leave = () => {
    draft.clear()
    void navigate(props.backTo)
  }
  const save = async () => {
    if (busy) return
    setError(null)
    if (problem !== undefined) {
      setShowErrors(true)
      announce(problem)
      return
    }
    try {
      await props.save(form.bodyOf(value), base['@odata.etag'])
    } catch (reason) {
      if (!(reason instanceof ApiError)) throw reason
      const current = reason.status === 412 ? await props.reread().catch(() => null) : null
      if (current === null) {
        setError(reason)
        return
      }
      const after = form.valueOf(current)
      const merged = form.merge(before, value, after)
      setTheirs({ before, after, clashes: merged.clashes, at: base['@odata.etag'] ?? '' })
      draft.set({ base: current, value: merged.value })
      return
    }
    toast({ intent: 'success', title: 'Saved', message: visibleText(seen.displayName ?? '') })
    leave()
  }
  return (
    <div className={styles.form}>
      <FreshSignInNotice what="Saving" />
      {draft.restored && dirty && (
        <MessageBar
          intent="info"
          title="What you changed here before is back."
          actions={
            <Button
              size="small"
              onClick={() => {
                draft.set({ base: seen, value: form.valueOf(seen) })
                setTheirs(null)
              }}
            >
              Start again from what is saved
            </Button>
          }
        >
          {' '}
          It is not saved yet.
        </MessageBar>
      )}
      {theirs !== null && <Meanwhile theirs={theirs} Changed={form.Changed} />}
      <Fields
        value={value}
        onChange={(next) => draft.set({ base, value: next })}
        showErrors={showErrors}
      />
      {Effect !== undefined && dirty && problem === undefined && (
        <Effect entity={base} value={value} />
      )}
      {error !== null && !busy && <FailureBar error={error} />}
      {showErrors && problem !== undefined && <MessageBar intent="error">{problem}</MessageBar>}
      <div ref={buttons} className={styles.foot}>
        {asking ? (
          <>
            <span role="alert">Discard what you changed?</span>
            <Button appearance="primary" data-stay onClick={stop}>
              Keep editing
            </Button>
            <Button onClick={leave}>Discard</Button>
          </>
        ) : (
          <Stack row>
            <CommandButton
              appearance="primary"
              disabledReason={dirty ? undefined : 'Nothing is changed.'}
              onClick={() => void save()}
            >
              {props.checking ? 'Checking…' : busy ? 'Saving…' : 'Save'}
            </CommandButton>
            <CommandButton
              disabledReason={busy ? 'It is being saved.' : undefined}
              onClick={() => (dirty ? ask('discard') : leave())}
            >
              Cancel
            </CommandButton>
          </Stack>
        )}
      </div>
    </div>
  )
}

/** Somebody else saved first: what they changed, what both did, and that one's own stays. */
const Meanwhile = <T,>({ theirs, Changed }: { theirs: Theirs<T>; Changed: ChangedView<T> }) => {
  const styles = useStyles()
  const { before, after, clashes } = theirs
  const place = useReveal<HTMLDivElement>(theirs.at)
  return (
    <div ref={place} tabIndex={-1} className={styles.place}>
      <MessageBar intent="warning" title="Changed by somebody else meanwhile.">
        {' '}
        Nothing was saved. What is here now is what they saved with your changes on top
        {clashes.length > 0 &&
          `; you both changed ${clashes.map(visibleText).join(', ')}, where yours is shown`}
        . Look at it, then save again.
        <section aria-label="What they saved" className={styles.theirs}>
          <Changed before={before} after={after} />
        </section>
      </MessageBar>
    </div>
  )
}
