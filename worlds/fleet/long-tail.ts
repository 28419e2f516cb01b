import type { Random } from '../random.ts'

/** Picks from many with weights 1 / (place + offset) ^ slope: a few make most. By bisection, so that picking stays quick. */
export const longTail = <T>(
  items: readonly T[],
  { slope, offset }: { slope: number; offset: number },
): ((random: Random) => T) => {
  const sums = new Float64Array(items.length)
  let total = 0
  items.forEach((_item, place) => {
    total += 1 / (place + 1 + offset) ** slope
    sums[place] = total
  })
  return (random) => {
    const wanted = random.next() * total
    let low = 0
    let high = items.length - 1
    while (low < high) {
      const middle = (low + high) >> 1
      if ((sums[middle] ?? 0) < wanted) low = middle + 1
      else high = middle
    }
    const item = items[low]
    if (item === undefined) throw new Error('Nothing to pick from an empty list')
    return item
  }
}
