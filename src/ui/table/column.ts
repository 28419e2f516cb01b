import type { ReactNode } from 'react'

/**
 * A column, at module scope. The first column that is no `control` carries the row's link, so its cell holds no control of
 * its own.
 */
export type Column<R> = {
  id: string
  header: string
  cell: (row: R) => ReactNode
  /** A CSS grid track: `minmax(200px, 3fr)`, `120px`. */
  width: string
  /** The property the service sorts by; without it the column cannot be sorted. */
  sortBy?: string
  /** The first press sorts from the last to the first, e.g. the newest on top. */
  lastFirst?: true
  /** Numbers stand at the end. */
  align?: 'end'
  /** Shown only when the table is at least this wide, in px. The first column has none. */
  from?: number
  /** Holds a control of the row, e.g. a checkbox; only the first column may. */
  control?: true
  /** It cannot be put away, e.g. the commands of a row. The first column never can. */
  always?: boolean
  /** What remains of the column when the table is too narrow for it: a fact on a line of its own under the row. */
  folded?: (row: R) => ReactNode
  /** The folded fact is never shortened; the others give way. */
  foldedWhole?: boolean
}

/** The columns that nobody put away. */
export const chosenFrom = <R>(columns: readonly Column<R>[], hidden: readonly string[]) =>
  columns.filter((column, place) => place === 0 || column.always || !hidden.includes(column.id))

/** Columns for a table of this width; unknown width shows all. */
export const columnsFor = <R>(columns: readonly Column<R>[], width: number | null) =>
  width === null ? columns : columns.filter((column) => (column.from ?? 0) <= width)

/** Columns that a table of this width does not show but keeps a fact of, in their order. */
export const foldedFor = <R>(columns: readonly Column<R>[], width: number | null) =>
  width === null
    ? []
    : columns.filter((column) => (column.from ?? 0) > width && column.folded !== undefined)

/** What the line of folded facts adds to a row, in px. */
export const foldedHeight = 22
