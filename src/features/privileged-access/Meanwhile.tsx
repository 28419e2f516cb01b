import { useState } from 'react'

import { changedFields, type ShownField } from '#src/shared/decision/decision-problem.ts'
import { Button } from '#src/ui/basics.ts'
import { MessageBar } from '#src/ui/MessageBar.tsx'
import { DeviceText } from '#src/ui/text/DeviceText.tsx'

/**
 * What a form began with, and whether somebody else has saved since: a form that takes over each newer version would write
 * over changes that nobody looked at.
 */
export const useSeen = <R extends { '@odata.etag'?: string | undefined } | undefined>(
  current: R,
) => {
  const [seen, setSeen] = useState(current)
  return {
    seen,
    isNewer: current?.['@odata.etag'] !== seen?.['@odata.etag'],
    accept: () => setSeen(current),
  }
}

export const lookFirst = 'Look at what has changed first.'

type Props<R> = {
  fields: readonly ShownField<R>[]
  seen: R
  current: R
  /** Nothing is sent by it: the form stays as it is. */
  onAccept: () => void
}

/** Somebody else saved while the form was open. */
export const Meanwhile = <R,>({ fields, seen, current, onAccept }: Props<R>) => {
  const changed = changedFields({ fields }, seen, current)
  return (
    <MessageBar
      intent="warning"
      title="Changed by somebody else meanwhile."
      actions={<Button onClick={onAccept}>Keep mine and go on</Button>}
    >
      {' '}
      Nothing of yours was saved, and nothing is lost. Saving now puts yours in place of it.
      {changed.length > 0 && (
        <ul>
          {changed.map(({ label, was, is }) => (
            <li key={label}>
              {label}: was <DeviceText value={was} kind="name" shorten={60} missing="none" />, is
              now <DeviceText value={is} kind="name" shorten={60} missing="none" />
            </li>
          ))}
        </ul>
      )}
    </MessageBar>
  )
}
