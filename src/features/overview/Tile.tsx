import type { UseQueryResult } from '@tanstack/react-query'
import { LockClosedRegular } from '@fluentui/react-icons/svg/lock-closed'
import { useId, type ReactNode } from 'react'

import type { ApiError } from '#src/api/errors.ts'
import { rightText } from '#src/api/rights.ts'
import { Button } from '#src/ui/basics.ts'
import { FailureBar } from '#src/ui/FailureBar.tsx'
import { PanelBoundary } from '#src/ui/PanelBoundary.tsx'

import { useOverviewStyles } from './overview-styles.ts'

type Props<T> = {
  title: string
  /** What the figures are of: "Last 48 hours". */
  line?: ReactNode
  query: UseQueryResult<T, ApiError>
  /** Has the shape and the height of what comes. */
  skeleton: ReactNode
  isEmpty?: (data: T) => boolean
  empty?: ReactNode
  children: (data: T) => ReactNode
}

/** One part of the overview: loading, empty, not permitted or failed by itself, whatever the others do. */
export const Tile = <T,>({ title, line, query, skeleton, isEmpty, empty, children }: Props<T>) => {
  const styles = useOverviewStyles()
  const id = useId()
  return (
    <section aria-labelledby={id} className={styles.tile}>
      <div className={styles.tileHead}>
        <h2 id={id} className={styles.tileTitle}>
          {title}
        </h2>
        {line !== undefined && <p className={styles.quiet}>{line}</p>}
      </div>
      <PanelBoundary what={title}>
        <Content {...{ query, skeleton, isEmpty, empty, children }} />
      </PanelBoundary>
    </section>
  )
}

type ContentProps<T> = Pick<Props<T>, 'query' | 'skeleton' | 'children'> & {
  isEmpty: Props<T>['isEmpty'] | undefined
  empty: ReactNode
}

const Content = <T,>({ query, skeleton, isEmpty, empty, children }: ContentProps<T>) => {
  if (query.data !== undefined)
    return isEmpty?.(query.data) === true ? <Quiet>{empty}</Quiet> : children(query.data)
  if (query.error === null) return skeleton
  if (query.error.status === 403) return <NotShown />
  return (
    <FailureBar
      error={query.error}
      actions={
        <Button size="small" onClick={() => void query.refetch()}>
          Try again
        </Button>
      }
    />
  )
}

const Quiet = ({ children }: { children: ReactNode }) => (
  <p className={useOverviewStyles().quiet}>{children}</p>
)

const NotShown = () => {
  const styles = useOverviewStyles()
  return (
    <p className={styles.notShown}>
      <LockClosedRegular aria-hidden />
      <span>
        Your roles do not show this. The missing right is{' '}
        <strong>{rightText('Microsoft.Intune_EpmPolicy_ViewReports').right}</strong>.
      </span>
    </p>
  )
}
