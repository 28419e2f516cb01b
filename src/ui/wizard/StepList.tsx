import { CheckmarkCircleFilled } from '@fluentui/react-icons/svg/checkmark-circle'
import { CircleRegular } from '@fluentui/react-icons/svg/circle'
import { ErrorCircleFilled } from '@fluentui/react-icons/svg/error-circle'
import { RecordRegular } from '@fluentui/react-icons/svg/record'
import type { ReactElement } from 'react'

import { mergeClasses } from '../styles.ts'
import { useWizardStyles } from './wizard-styles.ts'

export type StepState = 'done' | 'current' | 'wrong' | 'ahead'

const signs: Record<StepState, { icon: ReactElement; word: string }> = {
  done: { icon: <CheckmarkCircleFilled aria-hidden />, word: 'done' },
  current: { icon: <RecordRegular aria-hidden />, word: 'current step' },
  wrong: { icon: <ErrorCircleFilled aria-hidden />, word: 'has errors' },
  ahead: { icon: <CircleRegular aria-hidden />, word: 'not done yet' },
}

type Step = { id: string; title: string; state: StepState; reachable: boolean }

/** Where one is in a wizard; steps that were there once can be gone to. */
export const StepList = (props: { steps: readonly Step[]; onGo: (place: number) => void }) => {
  const styles = useWizardStyles()
  return (
    <nav aria-label="Steps">
      <ol className={styles.steps}>
        {props.steps.map(({ id, title, state, reachable }, place) => {
          const { icon, word } = signs[state]
          const text = (
            <>
              <span className={mergeClasses(styles.sign, styles[state])}>{icon}</span>
              {title}
              <span className={styles.hidden}>, {word}</span>
            </>
          )
          return (
            <li
              key={id}
              {...(state === 'current' ? { 'aria-current': 'step' as const } : {})}
              className={mergeClasses(styles.step, state === 'current' && styles.here)}
            >
              {reachable && state !== 'current' ? (
                <button type="button" className={styles.go} onClick={() => props.onGo(place)}>
                  {text}
                </button>
              ) : (
                <span className={styles.plain}>{text}</span>
              )}
            </li>
          )
        })}
      </ol>
    </nav>
  )
}
