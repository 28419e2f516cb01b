import type { Random } from '../random.ts'
import { day, hour, startOfDay } from '../time.ts'
import type { Site } from './users.ts'

const hoursFromUtc: Record<Site, number> = {
  London: 0,
  Berlin: 1,
  Gothenburg: 1,
  Toronto: -5,
  Denver: -7,
  Curitiba: -3,
}

// Local hour of the day with its weight: two humps around lunch, a few people early and late.
const hourWeights = [
  [6, 1],
  [7, 4],
  [8, 12],
  [9, 18],
  [10, 17],
  [11, 13],
  [12, 6],
  [13, 12],
  [14, 15],
  [15, 12],
  [16, 9],
  [17, 4],
  [18, 2],
  [21, 1],
] as const

/**
 * A moment between `oldest` and `newest` (milliseconds) at which somebody at that site may be working: weekdays far
 * more often than weekends. Falls back to any moment between the two when the span is short.
 */
export const workingMoment = (
  random: Random,
  site: Site,
  oldest: number,
  newest: number,
): number => {
  for (let attempt = 0; attempt < 12; attempt += 1) {
    const midnight = startOfDay(new Date(random.whole(oldest, newest)))
    const weekday = new Date(midnight).getUTCDay()
    if ((weekday === 0 || weekday === 6) && !random.chance(0.1)) continue
    const moment =
      midnight +
      (random.weighted(hourWeights) - hoursFromUtc[site]) * hour +
      random.whole(0, hour - 1)
    if (moment >= oldest && moment <= newest) return moment
  }
  return random.whole(oldest, newest)
}

/** Night and day alike: what services and scheduled tasks do. */
export const anyMoment = (random: Random, oldest: number, newest: number): number =>
  random.whole(oldest, newest)

export const thirtyDays = 30 * day
