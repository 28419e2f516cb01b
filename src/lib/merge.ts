/** What both admins wanted, as far as it goes together; `clashes` names what both changed, where mine is kept. */
export type Merged<T> = { value: T; clashes: string[] }

const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other)

/** Field by field: what I left alone becomes what it is now, what I changed stays mine. */
export const mergeFields = <T extends object>(base: T, mine: T, theirs: T): Merged<T> => {
  const value = { ...mine }
  const clashes: string[] = []
  for (const name of Object.keys(mine) as (keyof T & string)[]) {
    if (same(base[name], mine[name])) value[name] = theirs[name]
    else if (!same(base[name], theirs[name]) && !same(mine[name], theirs[name])) clashes.push(name)
  }
  return { value, clashes }
}

/**
 * The same for a list whose items are known by a key: added and removed ones of both sides, mine where both changed
 * one item. The order is mine; what they added comes last.
 */
export const mergeItems = <T>(
  base: readonly T[],
  mine: readonly T[],
  theirs: readonly T[],
  keyOf: (item: T) => string,
): Merged<T[]> => {
  const was = new Map(base.map((item) => [keyOf(item), item]))
  const own = new Set(mine.map(keyOf))
  const now = new Map(theirs.map((item) => [keyOf(item), item]))
  const value: T[] = []
  const clashes: string[] = []
  for (const item of mine) {
    const key = keyOf(item)
    const before = was.get(key)
    const current = now.get(key)
    if (before !== undefined && same(before, item)) {
      if (current !== undefined) value.push(current)
      continue
    }
    value.push(item)
    const touched = current === undefined ? before !== undefined : !same(before, current)
    if (touched && !same(current, item)) clashes.push(key)
  }
  for (const item of theirs) {
    const key = keyOf(item)
    if (own.has(key)) continue
    const before = was.get(key)
    if (before === undefined) value.push(item)
    else if (!same(before, item)) clashes.push(key)
  }
  return { value, clashes }
}
