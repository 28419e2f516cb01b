import { createRandom } from '../random.ts'
import { reasons } from '../sample/reasons.ts'
import { requestedFiles } from '../sample/requested-files.ts'
import { day, minute } from '../time.ts'
import type { World } from '../world.ts'
import { pendingRequest, requesters, smallTenant } from './three-pending.ts'

/** The small tenant with `count` pending requests spread over six days, newest first. */
export const manyRequests = (at: Date, count: number): World => {
  const world = { ...smallTenant(at), name: 'many-requests' }
  const random = createRandom('many requests')
  const step = (6 * day) / Math.max(count, 1)
  return {
    ...world,
    elevationRequests: Array.from({ length: count }, (_, index) =>
      pendingRequest(world, {
        number: index + 1,
        requester: random.pick(requesters),
        file: random.pick(requestedFiles),
        reason: random.weighted(reasons),
        age: Math.round(minute + index * step),
      }),
    ),
  }
}
