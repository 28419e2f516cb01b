import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { lineDifference, wordDifference } from './difference.ts'

const side = (before: string, after: string, left: 'removed' | 'added') =>
  wordDifference(before, after)
    .filter(({ kind }) => kind === 'same' || kind === left)
    .map(({ text }) => text)
    .join('')

describe('difference of two texts', () => {
  it('says which words were taken out and put in', () => {
    expect(wordDifference('for the north in March', 'for the north and west')).toEqual([
      { kind: 'same', text: 'for the north ' },
      { kind: 'removed', text: 'in' },
      { kind: 'added', text: 'and' },
      { kind: 'same', text: ' ' },
      { kind: 'removed', text: 'March' },
      { kind: 'added', text: 'west' },
    ])
  })

  it('loses no letter of either, whatever they are', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (one, other) => {
        expect(side(one, other, 'removed')).toBe(one)
        expect(side(one, other, 'added')).toBe(other)
      }),
    )
  })

  it('shows lines around a change and says how many are left out', () => {
    const lines = Array.from({ length: 20 }, (_each, index) => `line ${index}`)
    const changed = lines.with(10, 'another')
    expect(lineDifference(lines.join('\n'), changed.join('\n'))).toEqual([
      { kind: 'left out', text: '8 lines unchanged' },
      { kind: 'same', text: 'line 8' },
      { kind: 'same', text: 'line 9' },
      { kind: 'removed', text: 'line 10' },
      { kind: 'added', text: 'another' },
      { kind: 'same', text: 'line 11' },
      { kind: 'same', text: 'line 12' },
      { kind: 'left out', text: '7 lines unchanged' },
    ])
  })
})
