import { seededNumbers, seedOf } from '#domain/seeded.ts'

/**
 * A small seeded generator (mulberry32), so that a world is the same for the same instant on every machine. Each part of
 * a world starts its own stream by name: more rows in one part never change another part.
 */
export type Random = {
  /** In [0, 1). */
  next: () => number
  /** Whole number in [from, to], both included. */
  whole: (from: number, to: number) => number
  pick: <T>(items: readonly T[]) => T
  /** Picks by the weight beside each item. */
  weighted: <T>(items: readonly (readonly [T, number])[]) => T
  /** True with the given chance. */
  chance: (probability: number) => boolean
  /** Pareto-like: many small numbers, few very large ones. */
  heavyTail: (typical: number, most: number) => number
}

export const createRandom = (seed: number | string): Random => {
  const next = seededNumbers(typeof seed === 'string' ? seedOf(seed) : seed)
  const itemAt = <T>(items: readonly T[], index: number): T => {
    const item = items[index]
    if (item === undefined) throw new Error('Nothing to pick from an empty list')
    return item
  }
  return {
    next,
    whole: (from, to) => from + Math.floor(next() * (to - from + 1)),
    pick: (items) => itemAt(items, Math.floor(next() * items.length)),
    weighted: (items) => {
      const total = items.reduce((sum, [, weight]) => sum + weight, 0)
      let left = next() * total
      for (const [item, weight] of items) {
        left -= weight
        if (left < 0) return item
      }
      return itemAt(items, items.length - 1)[0]
    },
    chance: (probability) => next() < probability,
    heavyTail: (typical, most) => Math.min(most, Math.round(typical / Math.pow(1 - next(), 0.8))),
  }
}
