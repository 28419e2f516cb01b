import type { ReactNode } from 'react'

import { Button } from '#src/ui/basics.ts'
import { MessageBar } from '#src/ui/MessageBar.tsx'
import { DeviceText } from '#src/ui/text/DeviceText.tsx'

import type { DecisionProblem as Problem } from './decision-problem.ts'

/** The real outcome in words. `by` and `reason` are text that others wrote. */
export type Outcome = { word: string; by: string; when: string; reason: string }

type Props<R> = {
  problem: Problem<R>
  outcomeOf: (request: R) => Outcome
  /** After "Nobody decided in time, and it can no longer be decided." */
  expired: ReactNode
  onAccept: (request: R) => void
  onLook: () => void
}

/** Why the decision was not made, as a state of the dialog. Failures without more to say are the shell's. */
export const DecisionProblem = <R,>({
  problem,
  outcomeOf,
  expired,
  onAccept,
  onLook,
}: Props<R>) => {
  switch (problem.kind) {
    case 'decided': {
      const { word, by, when, reason } = outcomeOf(problem.request)
      return (
        <MessageBar intent="warning" title="Already decided">
          {' '}
          {word} <DeviceText value={by} kind="name" />
          {when !== '' && `, ${when}`}. Your decision was not recorded.
          {reason !== '' && (
            <>
              {' '}
              Their reason: <DeviceText value={reason} kind="text" />
            </>
          )}
        </MessageBar>
      )
    }
    case 'changed':
      return (
        <MessageBar
          intent="warning"
          title="The request has changed"
          actions={
            <Button onClick={() => onAccept(problem.request)}>Continue with the new values</Button>
          }
        >
          {' '}
          Nothing was sent.
          {problem.fields.length === 0 ? (
            ' It was written again, without a difference in what is shown here.'
          ) : (
            <ul>
              {problem.fields.map(({ label, was, is }) => (
                <li key={label}>
                  {label}: was{' '}
                  <DeviceText value={was} kind="name" shorten={60} missing="not given" />, is now{' '}
                  <DeviceText value={is} kind="name" shorten={60} missing="not given" />
                </li>
              ))}
            </ul>
          )}
        </MessageBar>
      )
    case 'unknown':
      return (
        <MessageBar
          intent="warning"
          title="Sent, but no answer came back"
          actions={<Button onClick={onLook}>Check again</Button>}
        >
          {' '}
          It is not known whether your decision was recorded, and looking at the request failed too.
          Check before you send it again.
        </MessageBar>
      )
    case 'notRecorded':
      return (
        <MessageBar intent="warning" title="Not recorded">
          {' '}
          No answer came back, and the request was as it had been when we looked. You can send it
          again; it cannot be recorded twice.
        </MessageBar>
      )
    case 'offline':
      return (
        <MessageBar intent="error" title="You are offline">
          {' '}
          Nothing was sent. Your text is kept; send it when the connection is back.
        </MessageBar>
      )
    case 'ownRequest':
      return (
        <MessageBar intent="error" title="Your own request">
          {' '}
          Nobody can approve their own request. Somebody else has to decide.
        </MessageBar>
      )
    case 'expired':
      return (
        <MessageBar intent="warning" title="The request has expired">
          {' '}
          Nobody decided in time, and it can no longer be decided. {expired}
        </MessageBar>
      )
    case 'forbidden':
      return (
        <MessageBar intent="error" title="Not permitted">
          {' '}
          {problem.message} Nothing was changed.
        </MessageBar>
      )
    case 'failed':
      return null
  }
}
