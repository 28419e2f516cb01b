import { memo, type MouseEvent } from 'react'
import { Link, useNavigate } from 'react-router-dom'

import { mergeClasses } from '../styles.ts'
import type { Column } from './column.ts'
import { useTableStyles } from './table-styles.ts'

type Props<R> = {
  row: R
  index: number
  start: number
  height: number
  columns: readonly Column<R>[]
  folded: readonly Column<R>[]
  tracks: string
  link: string | undefined
  active: boolean
  selected: boolean
  onFocusRow: (index: number) => void
}

const isControl = (target: EventTarget) =>
  target instanceof Element && target.closest('a, button, input, select, summary') !== null

const Row = <R,>(props: Props<R>) => {
  const { row, index, columns, folded, link, selected } = props
  const styles = useTableStyles()
  const navigate = useNavigate()
  const linkAt = columns[0]?.control ? 1 : 0
  const open = (event: MouseEvent) => {
    // Selecting text to copy it is not a click on the row.
    if (link === undefined || isControl(event.target) || getSelection()?.toString()) return
    void navigate(link)
  }
  return (
    // The click is a convenience for the mouse; the keyboard has the link inside.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
    <div
      role="row"
      aria-rowindex={index + 2}
      className={mergeClasses(
        styles.row,
        link !== undefined && styles.openable,
        selected && styles.selected,
        folded.length > 0 && styles.withFolded,
        styles.focused,
      )}
      style={{
        gridTemplateColumns: props.tracks,
        height: props.height,
        transform: `translateY(${props.start}px)`,
      }}
      onClick={open}
    >
      {columns.map((column, position) => (
        <div
          key={column.id}
          role="cell"
          className={mergeClasses(styles.cell, column.align === 'end' && styles.end)}
        >
          {position === linkAt && link !== undefined ? (
            <Link
              to={link}
              className={styles.link}
              data-row-link={index}
              tabIndex={props.active ? 0 : -1}
              aria-current={selected ? 'true' : undefined}
              onFocus={() => props.onFocusRow(index)}
            >
              {column.cell(row)}
            </Link>
          ) : (
            column.cell(row)
          )}
          {position === linkAt && folded.length > 0 && <Folded row={row} columns={folded} />}
        </div>
      ))}
    </div>
  )
}

/** Belongs to the first cell for screen readers, and stands under the whole row for eyes. */
const Folded = <R,>({ row, columns }: { row: R; columns: readonly Column<R>[] }) => {
  const styles = useTableStyles()
  return (
    <div className={styles.folded}>
      {columns.map(({ id, folded, foldedWhole }) => (
        <span key={id} className={mergeClasses(styles.fact, foldedWhole && styles.whole)}>
          {folded?.(row)}
        </span>
      ))}
    </div>
  )
}

/** One row; drawn again only when something of it changes, so that scrolling stays smooth. */
export const TableRow = memo(Row) as typeof Row
