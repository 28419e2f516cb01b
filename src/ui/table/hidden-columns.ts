import { keep, useKept } from './kept.ts'

/** Ids of columns; anything else that may stand in the storage is left out. */
export const readIds = (saved: unknown): readonly string[] =>
  Array.isArray(saved) ? saved.filter((id): id is string => typeof id === 'string') : []

const key = (listId: string) => `${listId}:hidden`

/** The columns of a list that this person has put away. Their order is fixed. */
export const useHiddenColumns = (listId: string) => useKept(key(listId), readIds)
export const hideColumns = (listId: string, ids: readonly string[]) => keep(key(listId), ids)
