import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { mergeFields, mergeItems } from './merge.ts'

describe('fields', () => {
  it('takes theirs where I changed nothing, and keeps mine where both did', () => {
    const base = { name: 'a', description: 'b' }
    expect(
      mergeFields(base, { ...base, name: 'mine' }, { ...base, description: 'theirs' }),
    ).toEqual({ value: { name: 'mine', description: 'theirs' }, clashes: [] })
    expect(mergeFields(base, { ...base, name: 'mine' }, { ...base, name: 'theirs' })).toEqual({
      value: { name: 'mine', description: 'b' },
      clashes: ['name'],
    })
  })
})

type Item = { key: string; text: string }
const list = fc.uniqueArray(
  fc.record({
    key: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
    text: fc.constantFrom('1', '2', '3'),
  }),
  { selector: ({ key }) => key },
)
const keyOf = ({ key }: Item) => key
const byKey = (items: readonly Item[]) => items.toSorted((x, y) => x.key.localeCompare(y.key))

describe('items', () => {
  it('is theirs when I changed nothing, and mine when they changed nothing', () => {
    fc.assert(
      fc.property(list, list, (base, other) => {
        const theirs = mergeItems(base, base, other, keyOf)
        expect(byKey(theirs.value)).toEqual(byKey(other))
        expect(theirs.clashes).toEqual([])
        expect(mergeItems(base, other, base, keyOf)).toEqual({ value: other, clashes: [] })
      }),
    )
  })

  it('never loses what I added or changed, and names each key once at most', () => {
    fc.assert(
      fc.property(list, list, list, (base, mine, theirs) => {
        const { value, clashes } = mergeItems(base, mine, theirs, keyOf)
        for (const item of mine)
          if (!base.some((was) => was.key === item.key && was.text === item.text))
            expect(value).toContainEqual(item)
        expect(new Set(clashes).size).toBe(clashes.length)
        expect(new Set(value.map(keyOf)).size).toBe(value.length)
      }),
    )
  })

  it('names what one side changed and the other removed', () => {
    const base = [{ key: 'a', text: '1' }]
    const changed = [{ key: 'a', text: '2' }]
    expect(mergeItems(base, changed, [], keyOf)).toEqual({ value: changed, clashes: ['a'] })
    expect(mergeItems(base, [], changed, keyOf)).toEqual({ value: [], clashes: ['a'] })
  })
})
