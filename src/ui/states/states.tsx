import { Button } from '@fluentui/react-components'
import {
  DocumentQuestionMarkRegular,
  ErrorCircleRegular,
  FolderOpenRegular,
  LockClosedRegular,
  SearchRegular,
} from '@fluentui/react-icons'
import { useEffect, useRef, type ReactNode } from 'react'

import type { Failure } from '#src/lib/failure.ts'
import { paths } from '#src/lib/paths.ts'

import { RequestId } from './RequestId.tsx'
import { StateMessage } from './StateMessage.tsx'
import { TextLink } from '../TextLink.tsx'

/** Nothing has ever been here: say what belongs here, why it is empty, and the first step. */
export const EmptyState = (props: { title: string; children: ReactNode; actions?: ReactNode }) => (
  <StateMessage icon={<FolderOpenRegular />} {...props} />
)

/** Something is here, but not under this filter. */
export const NoMatches = ({ what, onClear }: { what: string; onClear: () => void }) => (
  <StateMessage
    icon={<SearchRegular />}
    title={`No ${what} match`}
    actions={<Button onClick={onClear}>Clear search and filters</Button>}
  >
    Change or clear the search and filters to see more.
  </StateMessage>
)

type ForbiddenProps = {
  /** "elevation requests": you cannot see …. */
  what: string
  /** The missing right as the role editor calls it, and the built-in roles that have it: `rightText(action)`. */
  right: string
  roles: readonly string[]
}

/** Not permitted, with the right that is missing, so that one knows what to ask for. */
export const Forbidden = ({ what, right, roles }: ForbiddenProps) => (
  <StateMessage icon={<LockClosedRegular />} title={`Your roles do not show ${what}`}>
    <p>
      The missing right is <strong>{right}</strong>.
    </p>
    {roles.length > 0 && <p>Built-in roles that have it: {roles.join(', ')}.</p>}
    <p>Ask a role administrator for it.</p>
  </StateMessage>
)

/** No page at all is permitted: which right would open which page. */
export const NothingOpen = ({ pages }: { pages: readonly { page: string; right: string }[] }) => (
  <StateMessage icon={<LockClosedRegular />} title="Your roles open no page of this console">
    <p>Ask a role administrator for a role that has one of these rights:</p>
    <ul>
      {pages.map(({ page, right }) => (
        <li key={page}>
          <strong>{right}</strong> opens {page}.
        </li>
      ))}
    </ul>
  </StateMessage>
)

const soon = 10_000

/** After 429 it is tried again by itself (R54), as soon as the service lets it. Answers the seconds until then, or null. */
const useOwnRetry = (error: Failure, onRetry: () => void): number | null => {
  const retry = useRef(onRetry)
  useEffect(() => void (retry.current = onRetry))
  const wait = error.status === 429 ? (error.retryAfter ?? soon) : null
  useEffect(() => {
    if (wait === null) return
    const timer = setTimeout(() => retry.current(), wait)
    return () => clearTimeout(timer)
    // Another refusal is another wait, of the same length too.
  }, [wait, error])
  return wait === null ? null : Math.ceil(wait / 1000)
}

/** A read that failed; the person can try again, or quote the request id. */
export const Failed = ({ error, onRetry }: { error: Failure; onRetry: () => void }) => {
  const seconds = useOwnRetry(error, onRetry)
  const again = (
    <Button appearance="primary" onClick={onRetry}>
      Try again
    </Button>
  )
  return (
    <StateMessage
      alert
      icon={<ErrorCircleRegular />}
      title={error.title}
      {...(error.kind === 'notOffered' ? {} : { actions: again })}
    >
      <p>
        {seconds === null
          ? error.message
          : `The service asks to wait. It is tried again by itself in ${seconds === 1 ? 'a second' : `${seconds} seconds`}.`}
      </p>
      <RequestId id={error.requestId} />
    </StateMessage>
  )
}

/** An address under which nothing is, or nothing this person may see. */
export const NotFound = ({
  what = 'page',
  backTo,
}: {
  what?: string
  backTo?: { to: string; label: string }
}) => (
  <StateMessage
    icon={<DocumentQuestionMarkRegular />}
    title={`This ${what} was not found`}
    actions={
      <TextLink to={backTo?.to ?? paths.home()}>{backTo?.label ?? 'Go to the start page'}</TextLink>
    }
  >
    It does not exist, or your scope does not include it.
  </StateMessage>
)
