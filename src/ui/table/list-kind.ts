import type { Column } from './column.ts'
import type { ListSpec } from './list-params.ts'

/** A list that remembers columns and views; stands at module scope. */
export type ListKind<R> = {
  /** Part of what is kept in the browser: never changed. */
  id: string
  /** "policies" */
  what: string
  columns: readonly Column<R>[]
  spec: ListSpec<string>
}
