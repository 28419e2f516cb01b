import { Button } from '@fluentui/react-components'
import { Fragment, useEffect, useRef, useState, type ReactNode } from 'react'
import { useSearchParams } from 'react-router-dom'

import { announce } from '../announcer.tsx'
import { Spinner } from '../Spinner.tsx'
import { useQuestion } from '../use-question.ts'
import { StepList, type StepState } from './StepList.tsx'
import { useWizardStyles } from './wizard-styles.ts'

export type WizardStep = {
  /** What `?step=` says. */
  id: string
  title: string
  /** Everything that keeps one from going on, in words; empty when the step is right. */
  problems: () => readonly string[] | Promise<readonly string[]>
  /** `tried`: Next was pressed here, so that what is missing is an error from then on. */
  render: (tried: boolean) => ReactNode
}

type Props = {
  /** At least one; the last one is the review. */
  steps: readonly WizardStep[]
  submitLabel: string
  /** Sent, and not answered yet. */
  pending: boolean
  dirty: boolean
  onSubmit: () => void
  onCancel: () => void
  /** Over the buttons: what became of sending. */
  outcome?: ReactNode
}

/**
 * Steps in the address (`?step=`). Next always answers: it goes on, or says what is wrong and brings the focus there.
 * Changing the step brings the focus to its heading.
 */
export const Wizard = (props: Props) => {
  const { steps, submitLabel, pending, dirty, onSubmit, onCancel, outcome } = props
  const styles = useWizardStyles()
  const [params, setParams] = useSearchParams()
  const wanted = steps.findIndex(({ id }) => id === params.get('step'))
  const index = Math.max(wanted, 0)
  const step = steps[index]
  const [furthest, setFurthest] = useState(index)
  const [tried, setTried] = useState<Readonly<Record<string, boolean>>>({})
  /** How much is wrong, by step, when it was last looked at. */
  const [wrong, setWrong] = useState<Readonly<Record<string, number>>>({})
  const [checking, setChecking] = useState(false)
  const buttons = useRef<HTMLDivElement>(null)
  const { asking, ask, stop } = useQuestion<'discard'>(buttons)
  const [tries, setTries] = useState(0)
  const busy = pending || checking
  const heading = useRef<HTMLHeadingElement>(null)
  const content = useRef<HTMLDivElement>(null)

  const shown = useRef(index)
  useEffect(() => {
    if (shown.current === index) return
    shown.current = index
    heading.current?.focus()
    heading.current?.scrollIntoView?.({ block: 'nearest' })
  }, [index])
  useEffect(() => {
    if (tries === 0) return
    // Fields say that they are wrong only once they are drawn again.
    const first = content.current?.querySelector<HTMLElement>('[aria-invalid="true"]')
    ;(first ?? heading.current)?.focus()
  }, [tries])

  const go = (to: number) => {
    const target = steps[to]
    if (target === undefined) return
    setFurthest((before) => Math.max(before, to))
    stop()
    setParams((before) => {
      const next = new URLSearchParams(before)
      next.set('step', target.id)
      return next
    })
  }
  const look = async (one: WizardStep) => {
    const problems = await one.problems()
    setWrong((before) => ({ ...before, [one.id]: problems.length }))
    return problems
  }
  const check = (one: WizardStep) => {
    setTried((before) => ({ ...before, [one.id]: true }))
    return look(one)
  }
  const refuse = (problems: readonly string[]) => {
    announce(
      `${problems.length === 1 ? 'One thing' : `${problems.length} things`} to mend: ${problems.join(' ')}`,
    )
    setTries((count) => count + 1)
  }
  const whileChecking = async (work: () => Promise<void>) => {
    if (busy) return
    setChecking(true)
    try {
      await work()
    } finally {
      setChecking(false)
    }
  }
  /** Goes on, or stays where something is wrong. */
  const next = () =>
    whileChecking(async () => {
      if (step === undefined) return
      const problems = await check(step)
      if (problems.length > 0) refuse(problems)
      else go(index + 1)
    })
  /** All steps are looked at again: the address leads to the last one too. */
  const submit = () =>
    whileChecking(async () => {
      for (const [place, one] of steps.entries()) {
        // One after the other: the first that is wrong is where one has to go.
        const problems = await check(one)
        if (problems.length === 0) continue
        if (place !== index) go(place)
        refuse(problems)
        return
      }
      onSubmit()
    })
  /** Another step may be gone to at any time; this one is looked at when it was already said to be wrong. */
  const jump = (to: number) =>
    whileChecking(async () => {
      if (step !== undefined && tried[step.id] === true) await look(step)
      go(to)
    })
  // What a reload or a link leaves behind is as right or wrong as if one had come from there.
  const [opened] = useState(() => steps.slice(0, index))
  useEffect(() => {
    // Only once, with the steps as they were.
    void Promise.all(
      opened.map(async (one) => [one.id, (await one.problems()).length] as const),
    ).then((found) => setWrong((before) => ({ ...Object.fromEntries(found), ...before })))
  }, [opened])
  const stateOf = (one: WizardStep, place: number): StepState => {
    if (place === index) return 'current'
    const problems = wrong[one.id]
    return problems === undefined ? 'ahead' : problems > 0 ? 'wrong' : 'done'
  }
  if (step === undefined) return null
  const last = index === steps.length - 1
  return (
    <div className={styles.wizard}>
      <StepList
        steps={steps.map((one, place) => ({
          id: one.id,
          title: one.title,
          state: stateOf(one, place),
          reachable: place <= Math.max(furthest, index),
        }))}
        onGo={(place) => void jump(place)}
      />
      <form
        noValidate
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault()
          if (!last) void next()
        }}
      >
        <h2 ref={heading} tabIndex={-1} className={styles.heading}>
          {step.title}
        </h2>
        <div ref={content} className={styles.content}>
          {step.render(tried[step.id] === true)}
        </div>
        {outcome}
        <div ref={buttons} className={styles.buttons}>
          {asking ? (
            // Keys, so that no button turns into another one under the press that it is still answering.
            <Fragment key="question">
              <span role="alert" className={styles.ask}>
                Discard what you entered?
              </span>
              <Button appearance="primary" data-stay onClick={stop}>
                Keep editing
              </Button>
              <Button onClick={onCancel}>Discard</Button>
            </Fragment>
          ) : (
            <Fragment key="commands">
              <Button
                disabledFocusable={busy || index === 0}
                onClick={() => index > 0 && void jump(index - 1)}
              >
                Previous
              </Button>
              {last ? (
                <Button
                  key="submit"
                  appearance="primary"
                  disabledFocusable={busy}
                  {...(busy ? { icon: <Spinner /> } : {})}
                  onClick={() => void submit()}
                >
                  {submitLabel}
                </Button>
              ) : (
                <Button key="next" type="submit" appearance="primary" disabledFocusable={busy}>
                  Next
                </Button>
              )}
              <Button
                disabledFocusable={pending}
                onClick={() => {
                  if (pending) return
                  if (dirty) ask('discard')
                  else onCancel()
                }}
              >
                Cancel
              </Button>
            </Fragment>
          )}
        </div>
      </form>
    </div>
  )
}
