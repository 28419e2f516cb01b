import type { ReactNode } from 'react'

import type { Failure } from '#src/lib/failure.ts'

import { MessageBar } from './MessageBar.tsx'
import { RequestId } from './states/RequestId.tsx'
import { makeStyles } from './styles.ts'

const useStyles = makeStyles({
  details: { margin: '4px 0', paddingLeft: '18px' },
  id: { display: 'block' },
})

/** A failed change beside what was to be changed: title, reason, what is at fault, request id. */
export const FailureBar = ({ error, actions }: { error: Failure; actions?: ReactNode }) => {
  const styles = useStyles()
  // Of one fault alone the service says the same in both.
  const details = error.details.filter(({ message }) => message !== error.message)
  return (
    <MessageBar intent="error" title={error.title} {...(actions === undefined ? {} : { actions })}>
      {' '}
      {error.message}
      {details.length > 0 && (
        <ul className={styles.details}>
          {details.map((detail, index) => (
            <li key={index}>{detail.message}</li>
          ))}
        </ul>
      )}
      <span className={styles.id}>
        <RequestId id={error.requestId} />
      </span>
    </MessageBar>
  )
}
