import type { ElevationRequest } from '#contract/elevation-requests.ts'
import { approvalWindowMs, pendingLifetimeMs } from '#domain/elevation-request/life-cycle.ts'

import { applicationDetail } from '../application-detail.ts'
import { uuidOf } from '../ids.ts'
import { peopleUsers } from '../people.ts'
import { createRandom, type Random } from '../random.ts'
import { before, day, hour, minute } from '../time.ts'
import type { SampleDevice } from './devices.ts'
import type { SampleFile } from './file.ts'
import { thirtyDays, workingMoment } from './moments.ts'
import { approvalReasons, denialReasons, reasons } from './reasons.ts'
import { requestedFile, requestedFiles } from './requested-files.ts'
import { spoofedFiles } from './spoofed-files.ts'
import { employees } from './users.ts'

type Requester = { id: string; userPrincipalName: string }
type Draft = {
  requester: Requester
  device: SampleDevice
  file: SampleFile
  createdAt: number
  justification: string
}

const aliasOf = (person: Requester) => person.userPrincipalName.replace(/@.*$/, '')

const requestOf = (draft: Draft, number: number): ElevationRequest => ({
  id: uuidOf(`elevation request ${number}`),
  requestedByUserId: draft.requester.id,
  requestedByUserPrincipalName: draft.requester.userPrincipalName,
  requestedOnDeviceId: draft.device.id,
  deviceName: draft.device.deviceName,
  requestCreatedDateTime: new Date(draft.createdAt).toISOString(),
  requestLastModifiedDateTime: new Date(draft.createdAt).toISOString(),
  requestJustification: draft.justification,
  applicationDetail: applicationDetail(draft.file, aliasOf(draft.requester)),
  status: 'pending',
  reviewCompletedByUserId: null,
  reviewCompletedByUserPrincipalName: null,
  reviewCompletedDateTime: null,
  requestExpiryDateTime: new Date(draft.createdAt + pendingLifetimeMs).toISOString(),
  reviewerJustification: null,
})

const reviewers = ['epm.manager', 'security.manager', 'requests.approver', 'intune.admin'].map(
  (alias) => {
    const user = peopleUsers.find((each) => aliasOf(each) === alias)
    if (!user) throw new Error(`No sample person ${alias}`)
    return user
  },
)

/** Ages in minutes of the pending ones that matter: just arrived, and about to expire after seven days. */
const notableAges = [2, 6, 14, 41, 7 * 1440 - 9, 7 * 1440 - 38, 7 * 1440 - 150, 7 * 1440 - 420]

/** Minutes since the decision: from just now to a few minutes before the 24 hours end. */
const openAges = [4, 30, 95, 1_395, 1_432] as const

/** How many of each kind; 180 in all with the approver's own request. */
const counts = {
  pending: 35,
  approvedOpen: 12,
  approvedEnded: 28,
  completed: 52,
  denied: 30,
  expired: 17,
  revoked: 5,
} as const
type Kind = keyof typeof counts

/** When a request of this kind was made and decided, as ages in milliseconds. */
const agesOf = (kind: Kind, random: Random): { oldest: number; newest: number } => {
  switch (kind) {
    case 'pending':
      return { oldest: 6 * day, newest: 10 * minute }
    case 'approvedOpen':
      return { oldest: 3 * day, newest: 26 * hour }
    case 'approvedEnded':
    case 'expired':
      return { oldest: thirtyDays, newest: 9 * day }
    case 'completed':
    case 'denied':
    case 'revoked':
      return random.chance(0.5)
        ? { oldest: 12 * day, newest: 3 * day }
        : { oldest: thirtyDays, newest: 3 * day }
  }
}

/** 180 requests in every state, newest first. Files come with a heavy tail, so that several people ask for the same. */
export const sampleElevationRequests = (
  at: Date,
  devices: readonly SampleDevice[],
): ElevationRequest[] => {
  const random = createRandom('sample elevation requests')
  const now = at.getTime()
  const byRank = requestedFiles.map((file, index) => [file, 1 / (index + 1.5)] as const)
  const askers = employees.map((employee, index) => [employee, 1 / (index + 6)] as const)
  const deviceOf = (userId: string): SampleDevice => {
    const own = devices.find((device) => device.userId === userId)
    // Any user of a device may ask, so a few requests come from shared machines.
    const shared = devices.filter((device) => device.userId === null)
    if (own && !random.chance(0.06)) return own
    return random.pick(shared)
  }
  const draft = (createdAt: number | null, oldest: number, newest: number): Draft => {
    const requester = random.weighted(askers)
    return {
      requester,
      device: deviceOf(requester.id),
      file: random.weighted(byRank),
      createdAt: createdAt ?? workingMoment(random, requester.site, now - oldest, now - newest),
      justification: random.weighted(reasons),
    }
  }
  const reviewed = (
    request: ElevationRequest,
    status: 'approved' | 'denied',
    reviewedAt: number,
  ): ElevationRequest => {
    const reviewer = random.pick(reviewers)
    return {
      ...request,
      status,
      requestLastModifiedDateTime: new Date(reviewedAt).toISOString(),
      reviewCompletedByUserId: reviewer.id,
      reviewCompletedByUserPrincipalName: reviewer.userPrincipalName,
      reviewCompletedDateTime: new Date(reviewedAt).toISOString(),
      reviewerJustification: random.weighted(
        status === 'approved' ? approvalReasons : denialReasons,
      ),
    }
  }
  const afterApproval = (reviewedAt: number) =>
    reviewedAt + random.whole(3 * minute, approvalWindowMs - hour)
  const completed = (request: ElevationRequest, reviewedAt: number): ElevationRequest => ({
    ...reviewed(request, 'approved', reviewedAt),
    status: 'completed',
    requestLastModifiedDateTime: new Date(afterApproval(reviewedAt)).toISOString(),
  })
  // Taking an approval back is the last review: its person and its time stand in the request.
  const revoked = (request: ElevationRequest, reviewedAt: number): ElevationRequest => ({
    ...reviewed(request, 'denied', afterApproval(reviewedAt)),
    status: 'revoked',
    reviewerJustification: 'Approved for the wrong version, taken back.',
  })

  let number = 0
  const make = (kind: Kind, index: number): ElevationRequest => {
    const { oldest, newest } = agesOf(kind, random)
    const notable = kind === 'pending' ? notableAges[index] : undefined
    const facts = draft(notable === undefined ? null : now - notable * minute, oldest, newest)
    // Each misleading name waits once and was denied once, so that the warnings show in both places.
    const spoof = kind === 'pending' ? spoofedFiles[index - 8] : spoofedFiles[index]
    const misleading = kind === 'pending' || kind === 'denied' ? spoof : undefined
    number += 1
    const request = requestOf(misleading ? { ...facts, file: misleading } : facts, number)
    const created = facts.createdAt
    const soon = created + Math.min(random.heavyTail(20, 2_500) * minute, 2 * day)
    switch (kind) {
      case 'pending':
        return request
      case 'approvedOpen':
        // Ages of the decision from minutes to just under the 24 hours.
        return reviewed(
          request,
          'approved',
          now - (openAges[index % openAges.length] ?? 30) * minute,
        )
      case 'approvedEnded':
        return reviewed(request, 'approved', soon)
      case 'completed':
        return completed(request, Math.min(soon, now - 25 * hour))
      case 'denied':
        return reviewed(request, 'denied', soon)
      case 'expired':
        return {
          ...request,
          status: 'expired',
          requestLastModifiedDateTime: new Date(created + pendingLifetimeMs).toISOString(),
        }
      case 'revoked':
        return revoked(request, Math.min(soon, now - 25 * hour))
    }
  }
  const kinds = Object.keys(counts) as Kind[]
  const requests = kinds.flatMap((kind) =>
    Array.from({ length: counts[kind] }, (_, index) => make(kind, index)),
  )
  return [...requests, ownRequest(at, devices)].toSorted((one, other) =>
    other.requestCreatedDateTime.localeCompare(one.requestCreatedDateTime),
  )
}

/** The approver asks for a file too: the console has to refuse the approver's own approval. */
const ownRequest = (at: Date, devices: readonly SampleDevice[]): ElevationRequest => {
  const approver = reviewers.find((each) => aliasOf(each) === 'requests.approver')
  const device = devices.find((each) => each.userId === approver?.id)
  if (!approver || !device) throw new Error('requests.approver needs a device')
  return requestOf(
    {
      requester: approver,
      device,
      file: requestedFile('FabrikamStudioSetup-x64-8.4.1.exe'),
      createdAt: Date.parse(before(at, 3 * hour)),
      justification: 'Reproducing a problem that three developers have with this installer.',
    },
    180,
  )
}
