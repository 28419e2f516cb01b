import { Button } from '@fluentui/react-components'
import { useEffect, useMemo, type ReactNode } from 'react'

import type { List } from '#src/lib/list.ts'

import { FailureBar } from '../FailureBar.tsx'
import { MessageBar } from '../MessageBar.tsx'
import { Failed } from '../states/states.tsx'
import { mergeClasses } from '../styles.ts'
import { useWidth } from '../use-width.ts'
import { chosenFrom, columnsFor, foldedFor, foldedHeight, type Column } from './column.ts'
import { useHiddenColumns } from './hidden-columns.ts'
import { HeadRow } from './HeadRow.tsx'
import type { Sort } from './list-params.ts'
import { SkeletonRows } from './SkeletonRows.tsx'
import { tellTableWidth } from './table-width.ts'
import { useTableStyles } from './table-styles.ts'
import { VirtualRows } from './VirtualRows.tsx'

/** Rows without an `id` must say what identifies them; rows with one must not. */
type Identified<R> = R extends { id: string } ? { getId?: never } : { getId: (row: R) => string }

export type DataTableProps<R> = {
  /** What the rows are: "Elevation requests". */
  label: string
  list: List<R>
  columns: readonly Column<R>[]
  /** The id of the list's kind, when it has `ListTools`: its columns can be put away. */
  listId?: string
  /** The address a row opens. */
  rowLink?: (row: R) => string
  /** 56 for rows of two lines. */
  rowHeight?: 44 | 56
  /** The item open beside the list. */
  selectedId?: string | undefined
  sort: Sort | null
  onSort?: (sort: Sort) => void
  /** Search or a filter narrows the list. */
  isFiltered: boolean
  /** Never any: `<EmptyState>`. */
  empty: ReactNode
  /** None under this filter: `<NoMatches>`. */
  noMatches: ReactNode
  /** The service answered 403: `<Forbidden>`. */
  forbidden: ReactNode
} & Identified<R>

/**
 * The one table: sorted, filtered and paged by the service, drawn only where it is looked at. It is always in one of
 * six states: loading, rows, never any, none match, not permitted, failed.
 */
export const DataTable = <R,>(props: DataTableProps<R>) => {
  const { label, list, isFiltered } = props
  const styles = useTableStyles()
  const [frame, width] = useWidth()
  const hidden = useHiddenColumns(props.listId ?? '')
  const { listId } = props
  useEffect(() => {
    if (listId === undefined) return
    tellTableWidth(listId, width)
    return () => tellTableWidth(listId, null)
  }, [listId, width])
  const chosen = useMemo(() => chosenFrom(props.columns, hidden), [props.columns, hidden])
  const columns = useMemo(() => columnsFor(chosen, width), [chosen, width])
  const folded = useMemo(() => foldedFor(chosen, width), [chosen, width])
  const rowHeight = (props.rowHeight ?? 44) + (folded.length > 0 ? foldedHeight : 0)
  const tracks = columns.map((column) => column.width).join(' ')

  if (list.error !== null && list.rows.length === 0)
    return list.error.status === 403 ? (
      props.forbidden
    ) : (
      <Failed error={list.error} onRetry={list.refresh} />
    )
  if (!list.loading && list.rows.length === 0) return isFiltered ? props.noMatches : props.empty

  const head = <HeadRow columns={columns} tracks={tracks} sort={props.sort} onSort={props.onSort} />
  // Rows with an id need no getId; the type above asks for it exactly when there is none.
  const getId = props.getId ?? ((row: R) => (row as { id: string }).id)
  return (
    <div className={styles.frame} ref={frame}>
      {list.error !== null && (
        <FailureBar
          error={list.error}
          actions={<Button onClick={list.refresh}>Try again</Button>}
        />
      )}
      {list.behind && (
        <MessageBar intent="info" actions={<Button onClick={list.refresh}>Refresh</Button>}>
          This list has changed since it was loaded.
        </MessageBar>
      )}
      {list.loading ? (
        <div role="table" aria-label={label} aria-busy className={styles.table}>
          {head}
          <SkeletonRows columns={columns} tracks={tracks} rowHeight={rowHeight} rows={8} />
        </div>
      ) : (
        <VirtualRows
          label={label}
          head={head}
          list={list}
          columns={columns}
          folded={folded}
          tracks={tracks}
          rowHeight={rowHeight}
          rowLink={props.rowLink}
          getId={getId}
          selectedId={props.selectedId}
          className={mergeClasses(styles.table, list.stale && styles.stale)}
        />
      )}
    </div>
  )
}
