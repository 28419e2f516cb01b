import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { countAxis, labelled } from './axis.ts'

describe('an axis of counts', () => {
  it('begins at zero, holds the largest count, and has few whole and round marks', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10_000_000 }), (largest) => {
        const { top, ticks } = countAxis(largest)
        expect(ticks[0]).toBe(0)
        expect(ticks.at(-1)).toBe(top)
        expect(top).toBeGreaterThanOrEqual(Math.max(1, largest))
        expect(ticks.length).toBeLessThanOrEqual(6)
        expect(ticks.every(Number.isInteger)).toBe(true)
        const step = ticks[1] ?? 0
        expect(String(step)).toMatch(/^[125]0*$/)
        // Nothing is drawn far smaller than it could be.
        expect(top).toBeLessThan(Math.max(largest, 1) + step)
      }),
    )
  })

  it.each([
    [0, [0, 1]],
    [1, [0, 1]],
    [3, [0, 1, 2, 3]],
    [115, [0, 50, 100, 150]],
    [228, [0, 50, 100, 150, 200, 250]],
    [4000, [0, 1000, 2000, 3000, 4000]],
  ])('marks %i with %j', (largest, ticks) => {
    expect(countAxis(largest).ticks).toEqual(ticks)
  })
})

describe('labels under the columns', () => {
  it('always name the newest day and never come closer than they have room', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 366 }),
        fc.double({ min: 0.5, max: 900, noNaN: true }),
        (count, spacing) => {
          const at = labelled(count, spacing, 58)
          expect(at.at(-1)).toBe(count - 1)
          for (const [index, place] of at.entries())
            if (index > 0)
              expect((place - (at[index - 1] ?? 0)) * spacing).toBeGreaterThanOrEqual(
                Math.min(58, spacing),
              )
        },
      ),
    )
    expect(labelled(30, 20, 58)).toEqual([2, 5, 8, 11, 14, 17, 20, 23, 26, 29])
  })
})
