import {
  defaultRangeExtractor,
  observeElementRect,
  useVirtualizer,
  type Range,
} from '@tanstack/react-virtual'
import { useEffect, type ReactNode } from 'react'

import type { List } from '#src/lib/list.ts'

import type { Column } from './column.ts'
import { TableRow } from './TableRow.tsx'
import { useRowKeys } from './use-row-keys.ts'
import { useTableStyles } from './table-styles.ts'

type Props<R> = {
  label: string
  head: ReactNode
  list: List<R>
  columns: readonly Column<R>[]
  folded: readonly Column<R>[]
  tracks: string
  rowHeight: number
  rowLink: ((row: R) => string) | undefined
  getId: (row: R) => string
  selectedId: string | undefined
  className: string
}

const headHeight = 36
/** More rows are asked for when so few are left below the window. */
const ahead = 20
const withoutLayout = { width: 1024, height: 720 }

/** The scrolling part: only the rows in sight (and the focused one) are in the document. */
export const VirtualRows = <R,>(props: Props<R>) => {
  const { label, head, list, columns, tracks, rowHeight, rowLink, getId, selectedId } = props
  const styles = useTableStyles()
  const { rows, hasMore, loadingMore, error, loadMore } = list
  const keys = useRowKeys(rows.length, 10, (index) => virtual.scrollToIndex(index))
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => keys.table.current,
    estimateSize: () => rowHeight,
    overscan: 10,
    scrollPaddingStart: headHeight,
    initialRect: withoutLayout,
    // A page that is not laid out (hidden, printed) has no height; it then shows a first screenful.
    observeElementRect: (instance, report) =>
      observeElementRect(instance, (rect) => report(rect.height > 0 ? rect : withoutLayout)),
    rangeExtractor: (range: Range) => {
      const shown = defaultRangeExtractor(range)
      // The focused row stays, or scrolling would throw the focus away.
      return shown.includes(keys.active) || keys.active >= rows.length
        ? shown
        : [...shown, keys.active].sort((a, b) => a - b)
    },
  })
  // The rows were measured at the height they had; folding columns changes it.
  useEffect(() => virtual.measure(), [virtual, rowHeight])
  const selected =
    selectedId === undefined ? -1 : rows.findIndex((row) => getId(row) === selectedId)
  const { setActive } = keys
  // The row of what is open is where the keyboard goes on after closing.
  useEffect(() => {
    if (selected >= 0) setActive(selected)
  }, [selected, setActive])
  const last = virtual.range?.endIndex ?? 0
  useEffect(() => {
    if (hasMore && !loadingMore && error === null && last >= rows.length - ahead) loadMore()
  }, [hasMore, loadingMore, error, last, rows.length, loadMore])

  return (
    <div
      role="table"
      aria-label={label}
      aria-rowcount={list.total === null ? (hasMore ? -1 : rows.length + 1) : list.total + 1}
      aria-busy={list.stale || loadingMore}
      ref={keys.table}
      className={props.className}
      onKeyDown={keys.onKeyDown}
    >
      {head}
      <div role="rowgroup" className={styles.body} style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map((item) => {
          const row = rows[item.index]
          if (row === undefined) return null
          const id = getId(row)
          return (
            <TableRow
              key={id}
              row={row}
              index={item.index}
              start={item.start}
              height={rowHeight}
              columns={columns}
              folded={props.folded}
              tracks={tracks}
              link={rowLink?.(row)}
              active={item.index === keys.active}
              selected={id === selectedId}
              onFocusRow={keys.setActive}
            />
          )
        })}
      </div>
      {(loadingMore || hasMore) && <div className={styles.foot}>Loading more…</div>}
    </div>
  )
}
