import { ArrowDownRegular, ArrowUpRegular } from '@fluentui/react-icons'

import { mergeClasses } from '../styles.ts'
import type { Column } from './column.ts'
import type { Sort } from './list-params.ts'
import { useTableStyles } from './table-styles.ts'

type Props<R> = {
  columns: readonly Column<R>[]
  tracks: string
  sort: Sort | null
  onSort: ((sort: Sort) => void) | undefined
}

/** Column headers; the sortable ones are buttons and say how they are sorted. */
export const HeadRow = <R,>({ columns, tracks, sort, onSort }: Props<R>) => {
  const styles = useTableStyles()
  return (
    <div role="rowgroup" className={styles.headRow} style={{ gridTemplateColumns: tracks }}>
      <div role="row" aria-rowindex={1} style={{ display: 'contents' }}>
        {columns.map((column) => {
          const sorted = sort !== null && sort.by === column.sortBy ? sort : null
          const direction =
            sorted === null ? undefined : sorted.descending ? 'descending' : 'ascending'
          const { sortBy } = column
          return (
            <div
              key={column.id}
              role="columnheader"
              aria-sort={direction}
              className={mergeClasses(styles.head, column.align === 'end' && styles.end)}
            >
              {sortBy === undefined || onSort === undefined ? (
                column.header
              ) : (
                <button
                  type="button"
                  className={styles.sort}
                  onClick={() =>
                    onSort({
                      by: sortBy,
                      descending: sorted === null ? column.lastFirst === true : !sorted.descending,
                    })
                  }
                >
                  {column.header}
                  {sorted !== null &&
                    (sorted.descending ? (
                      <ArrowDownRegular aria-hidden />
                    ) : (
                      <ArrowUpRegular aria-hidden />
                    ))}
                </button>
              )}
            </div>
          )
        })}
      </div>
    </div>
  )
}
