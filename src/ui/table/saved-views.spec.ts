import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import type { ListSpec } from './list-params.ts'
import {
  longestViewName,
  readViews,
  viewAddress,
  viewNamed,
  withSaved,
  withView,
  type SavedView,
} from './saved-views.ts'

const spec: ListSpec<'type'> = {
  filters: { type: ['rules', 'settings'] },
  sorts: ['name'],
  defaultSort: { by: 'name', descending: false },
}
const view = (name: string, address = ''): SavedView => ({ name, address, hidden: [] })

describe('what stands in the storage', () => {
  it('is read whatever it is', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (saved) => {
        for (const { name, address, hidden } of readViews(saved)) {
          expect(name.trim()).not.toBe('')
          expect(name.length).toBeLessThanOrEqual(longestViewName)
          expect(typeof address).toBe('string')
          expect(hidden.every((id) => typeof id === 'string')).toBe(true)
        }
      }),
    )
  })

  it('comes back as it was written', () => {
    const views = [view('Rules only', 'type=rules'), { ...view('B'), hidden: ['tags'] }]
    expect(readViews(JSON.parse(JSON.stringify(views)))).toEqual(views)
  })

  it.each([null, 'text', [null, 3, { name: ' ', address: '' }, { name: 'A' }]])(
    'leaves out what is no view: %j',
    (saved) => expect(readViews(saved)).toEqual([]),
  )
})

describe('a view and an address', () => {
  it('keeps only what belongs to the list', () => {
    const address = new URLSearchParams('export=choose&sort=name:desc&type=rules&search=a%26b')
    expect(viewAddress(spec, address)).toBe('search=a%26b&sort=name%3Adesc&type=rules')
  })

  it('replaces the list’s part and nothing else', () => {
    const address = new URLSearchParams('export=choose&search=x&type=settings')
    const next = withView(spec, address, view('A', 'type=rules'))
    expect(next.toString()).toBe('export=choose&type=rules')
  })

  it('is what the address says after it was applied', () => {
    const part = fc.record({ search: fc.string(), type: fc.string(), other: fc.string() })
    fc.assert(
      fc.property(part, part, (saved, now) => {
        const address = viewAddress(spec, new URLSearchParams(saved))
        const applied = withView(spec, new URLSearchParams(now), { address })
        expect(viewAddress(spec, applied)).toBe(address)
        expect(applied.get('other')).toBe(now.other)
      }),
    )
  })
})

describe('names', () => {
  it('are the same whatever their capitals, and the newer view stands', () => {
    const views = withSaved([view('Rules'), view('B')], view(' rules', 'type=rules'))
    expect(views.map(({ name }) => name)).toEqual(['B', ' rules'].toSorted())
    expect(viewNamed(views, 'RULES ')?.address).toBe('type=rules')
  })
})
