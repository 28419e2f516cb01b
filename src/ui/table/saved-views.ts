import { readIds } from './hidden-columns.ts'
import { keep, useKept } from './kept.ts'
import type { ListSpec } from './list-params.ts'

/** Filter, search, sort and columns of a list under a name. */
export type SavedView = {
  name: string
  /** Only the list's own parameters, e.g. `type=rules&sort=name:desc`. */
  address: string
  hidden: readonly string[]
}

export const mostViews = 20
export const longestViewName = 60

const isRecord = (saved: unknown): saved is Record<string, unknown> =>
  typeof saved === 'object' && saved !== null

export const readViews = (saved: unknown): readonly SavedView[] =>
  Array.isArray(saved)
    ? saved
        .filter(isRecord)
        .flatMap(({ name, address, hidden }) =>
          typeof name === 'string' && name.trim() !== '' && typeof address === 'string'
            ? [{ name: name.slice(0, longestViewName), address, hidden: readIds(hidden) }]
            : [],
        )
    : []

const namesOf = (spec: ListSpec<string>) => ['search', 'sort', ...Object.keys(spec.filters)]

/** The part of an address that belongs to the list, in an order of its own so that two can be compared. */
export const viewAddress = (spec: ListSpec<string>, address: URLSearchParams): string => {
  const kept = new URLSearchParams()
  for (const name of namesOf(spec)) {
    const value = address.get(name)
    if (value) kept.set(name, value)
  }
  return kept.toString()
}

/** The address with the list's part replaced by the view's; what else stands there stays. */
export const withView = (
  spec: ListSpec<string>,
  address: URLSearchParams,
  view: Pick<SavedView, 'address'>,
): URLSearchParams => {
  const next = new URLSearchParams(address)
  const wanted = new URLSearchParams(view.address)
  for (const name of namesOf(spec)) {
    const value = wanted.get(name)
    if (value) next.set(name, value)
    else next.delete(name)
  }
  return next
}

const sameName = (one: string, other: string) =>
  one.trim().toLocaleLowerCase() === other.trim().toLocaleLowerCase()

/** The view that already has this name, whatever its capitals. */
export const viewNamed = (views: readonly SavedView[], name: string) =>
  views.find((view) => sameName(view.name, name))

/** By name; one of the same name is replaced. */
export const withSaved = (views: readonly SavedView[], view: SavedView): readonly SavedView[] =>
  [...views.filter(({ name }) => !sameName(name, view.name)), view].sort((one, other) =>
    one.name.localeCompare(other.name),
  )

const key = (listId: string) => `${listId}:views`

export const useSavedViews = (listId: string) => useKept(key(listId), readViews)
export const keepViews = (listId: string, views: readonly SavedView[]) => keep(key(listId), views)
