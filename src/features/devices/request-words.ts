import type { Elevation } from '#contract/elevations.ts'
import type { ElevationRequest } from '#contract/elevation-requests.ts'

const statuses: Record<string, string> = {
  none: 'No status',
  pending: 'Pending',
  approved: 'Approved',
  denied: 'Denied',
  expired: 'Expired',
  revoked: 'Revoked',
  completed: 'Completed',
}
const known = (words: Record<string, string>, value: string) =>
  Object.hasOwn(words, value) ? (words[value] ?? value) : value

/** A request's status in a word; a status of the future is said as it is. */
export const statusWord = ({ status }: Pick<ElevationRequest, 'status'>) => known(statuses, status)

/** 0 is success, anything else the exit code; of unmanaged elevations it is always 0 and says nothing (graph-contract 2.1). */
export const resultWord = ({
  result,
  elevationType,
}: Pick<Elevation, 'result' | 'elevationType'>) =>
  elevationType === 'unmanagedElevation'
    ? 'Result not reported'
    : result === 0
      ? 'Succeeded'
      : `Exit code ${result}`
