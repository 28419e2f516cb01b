import type { ElevationRequest } from '#contract/elevation-requests.ts'
import type { Elevation } from '#contract/elevations.ts'
import { parseInstant } from '#domain/instant.ts'

import { text } from './request-text.ts'

/** What was decided before about the same file: requests with the same hash, this one aside. */
export type RequestPrecedents = {
  /** Newest first. */
  others: readonly ElevationRequest[]
  approved: number
  denied: number
  pending: number
  expired: number
  revoked: number
  /** In states this console does not know. */
  rest: number
  people: number
  /** Of those, asked by the same person. */
  samePerson: number
  /** A name under which the same bytes were asked for before, differing from this one's. */
  otherNames: readonly string[]
}

export const requestPrecedents = (
  request: ElevationRequest,
  sameHash: readonly ElevationRequest[],
): RequestPrecedents => {
  const others = sameHash
    .filter(({ id }) => id !== request.id)
    .toSorted((one, other) => at(other.requestCreatedDateTime) - at(one.requestCreatedDateTime))
  const count = (...states: string[]) =>
    others.filter(({ status }) => states.includes(status)).length
  const approved = count('approved', 'completed')
  const denied = count('denied')
  const pending = count('pending')
  const expired = count('expired')
  const revoked = count('revoked')
  const name = text(request.applicationDetail?.fileName).toLowerCase()
  const names = new Map(
    others
      .map((other) => text(other.applicationDetail?.fileName))
      .filter((other) => other !== '' && other.toLowerCase() !== name)
      .map((other) => [other.toLowerCase(), other]),
  )
  return {
    others,
    approved,
    denied,
    pending,
    expired,
    revoked,
    rest: others.length - approved - denied - pending - expired - revoked,
    people: new Set(others.map(personOf)).size,
    samePerson: others.filter((other) => personOf(other) === personOf(request)).length,
    otherNames: [...names.values()],
  }
}

const at = (iso: string) => parseInstant(iso) ?? 0
const personOf = (request: ElevationRequest) =>
  (text(request.requestedByUserId) || text(request.requestedByUserPrincipalName)).toLowerCase()

const times = (count: number) => (count === 1 ? 'once' : count === 2 ? 'twice' : `${count} times`)
const list = (parts: readonly string[]) =>
  parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`

/** "Approved twice and denied once before, asked by 2 people." `more` says that not all of them were read. */
export const precedentSentence = (found: RequestPrecedents, more: boolean): string => {
  if (found.others.length === 0)
    return 'Nobody asked for a file with this hash in the requests you can see.'
  const parts = [
    found.approved > 0 && `approved ${times(found.approved)}`,
    found.denied > 0 && `denied ${times(found.denied)}`,
    found.expired > 0 && `expired ${times(found.expired)}`,
    found.revoked > 0 && `revoked ${times(found.revoked)}`,
    found.rest > 0 && `in an unknown state ${times(found.rest)}`,
    found.pending > 0 && `pending ${times(found.pending)} more`,
  ].filter((part) => part !== false)
  const first = list(parts)
  const sentence = first.charAt(0).toUpperCase() + first.slice(1)
  const people = found.people === 1 ? 'one person' : `${found.people} people`
  const also = found.samePerson > 0 ? ', this one among them' : ''
  return `${sentence}, asked by ${people}${also}.${more ? ' There are more than are counted here.' : ''}`
}

/** Elevations of the same hash that devices reported. */
export type ElevationPrecedents = {
  /** Of those read. */
  count: number
  people: number
  devices: number
  failed: number
  latest: string | null
}

export const elevationPrecedents = (elevations: readonly Elevation[]): ElevationPrecedents => ({
  count: elevations.length,
  people: new Set(elevations.map(({ upn }) => text(upn).toLowerCase())).size,
  devices: new Set(elevations.map(({ deviceId }) => text(deviceId).toLowerCase())).size,
  failed: elevations.filter(({ result }) => result !== 0).length,
  latest:
    elevations
      .map(({ eventDateTime }) => eventDateTime)
      .toSorted((one, other) => at(other) - at(one))[0] ?? null,
})

/** `total` is the service's own count, null when it did not count. */
export const elevationSentence = (found: ElevationPrecedents, total: number | null): string => {
  if (found.count === 0) return 'No device has reported an elevation of a file with this hash.'
  const all = total ?? found.count
  const some = all > found.count ? `; of the latest ${found.count}:` : ','
  const by = `${some} by ${found.people === 1 ? 'one person' : `${found.people} people`}`
  const on = `on ${found.devices === 1 ? 'one device' : `${found.devices} devices`}`
  const failed = found.failed === 0 ? '' : `, ${found.failed} failed`
  return `Ran elevated ${times(all)} so far${by} ${on}${failed}.`
}
