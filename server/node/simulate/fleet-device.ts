import type { DeviceCheckIn } from '#contract/device-check-in.ts'
import {
  elevationBatchLimits,
  type ElevationBatchBody,
  type ElevationCreateBody,
} from '#contract/elevations.ts'
import type { ElevationRequest } from '#contract/elevation-requests.ts'
import { approvalEndsAt } from '#domain/elevation-request/life-cycle.ts'
import { deniedResult } from '#domain/elevations/reported-type.ts'
import { applicationDetail } from '#worlds/application-detail.ts'
import { fileHashOf } from '#worlds/ids.ts'
import type { Random } from '#worlds/random.ts'
import { pathOf, type SampleFile } from '#worlds/sample/file.ts'
import { reasons } from '#worlds/sample/reasons.ts'
import { runnableFiles } from '#worlds/sample/runnable-files.ts'

import { clientBehaviour, type ClientBehaviour } from './client-settings.ts'
import type { DeviceClient } from './device-client.ts'
import { aliasOf, fromRequest, fromSampleFile, type ReportedFile } from './reported-file.ts'
import { printable, type Summary } from './summary.ts'
import { verdictOf, type RuleReference, type Verdict } from './verdict.ts'

/** One device of the fleet: it asks what applies, its users run files, and it tells the console what came of it. */
export type FleetDevice = {
  readonly name: string
  /** One happening; every call it makes is counted in the summary. */
  step: () => Promise<void>
}

const ranked = runnableFiles.map((file, index) => [file, 1 / (index + 3)] as const)
const exitCodes = [
  [0, 95],
  [3010, 3],
  [1602, 2],
] as const
const writtenReasons = reasons.filter(([text]) => text !== '')

type How = {
  type: ElevationCreateBody['elevationType']
  result: number
  rule: RuleReference
  reason: string | null
}

export const createFleetDevice = (facts: {
  name: string
  client: DeviceClient
  random: Random
  now: () => Date
  newId: () => string
  print: (line: string) => void
  summary: Summary
}): FleetDevice => {
  const { name, client, random, now, newId, print, summary } = facts
  let state: DeviceCheckIn | null = null
  let stepsSinceCheckIn = 0
  /** Approvals already told of, and those already used. */
  const announced = new Set<string>()
  const used = new Set<string>()
  /** Person and file: nobody asks twice for the same in one run. */
  const asked = new Set<string>()

  const say = (who: string, what: string) => {
    print(`${now().toISOString().slice(11, 19)}  ${printable(`${name}  ${who}  ${what}`)}`)
  }

  const isOpen = (request: ElevationRequest): boolean => {
    const ends = approvalEndsAt(request)
    return request.status === 'approved' && ends !== null && now() < ends
  }

  const checkIn = async (): Promise<DeviceCheckIn> => {
    const answer = await client.checkIn()
    state = answer
    summary.checkIns += 1
    stepsSinceCheckIn = 0
    for (const request of answer.elevationRequests.filter(isOpen)) {
      if (announced.has(request.id)) continue
      announced.add(request.id)
      const until = approvalEndsAt(request)?.toISOString() ?? ''
      say(request.requestedByUserPrincipalName ?? '', `may run ${nameOf(request)} until ${until}`)
    }
    return answer
  }

  /** What happened and was not taken yet; it keeps its ids, so that it can be sent again. */
  let outbox: ElevationBatchBody['value'] = []

  const flush = async (): Promise<void> => {
    while (outbox.length > 0) {
      const value = outbox.slice(0, elevationBatchLimits.events)
      await client.reportElevations({ value })
      outbox = outbox.slice(value.length)
      for (const { elevationType } of value) {
        summary.elevations[elevationType] = (summary.elevations[elevationType] ?? 0) + 1
      }
    }
  }

  const report = (user: string, file: ReportedFile, how: How): void => {
    outbox.push({
      id: newId(),
      eventDateTime: now().toISOString(),
      elevationType: how.type,
      filePath: file.path,
      upn: user,
      userType: 'azureAd',
      productName: file.product,
      companyName: file.company,
      fileVersion: file.version,
      justification: how.reason,
      hash: file.hash,
      internalName: file.internalName,
      fileDescription: file.description,
      certificatePayload: file.company === null ? null : fileHashOf(`certificate ${file.company}`),
      result: how.result,
      processType: 'parent',
      parentProcessName: 'explorer.exe',
      ...how.rule,
      systemInitiatedElevation: false,
    })
  }

  const runApproved = async (request: ElevationRequest): Promise<void> => {
    const user = request.requestedByUserPrincipalName ?? ''
    report(user, fromRequest(request), {
      type: 'supportApprovedElevation',
      result: 0,
      rule: null,
      reason: request.requestJustification ?? null,
    })
    await flush()
    used.add(request.id)
    summary.used += 1
    say(user, `ran ${nameOf(request)} with the approval`)
  }

  const ask = async (user: string, file: SampleFile): Promise<void> => {
    const key = `${user} ${file.hash}`
    if (asked.has(key)) {
      say(user, `still waits for an answer about ${file.name}`)
      return
    }
    await client.requestElevation({
      requestedByUserPrincipalName: user,
      requestJustification: random.weighted(reasons).slice(0, 256),
      applicationDetail: {
        ...applicationDetail(file, aliasOf(user)),
        fileHash: file.hash,
        fileName: file.name,
      },
    })
    asked.add(key)
    summary.requested += 1
    say(user, `asked to run ${file.name}`)
  }

  const act = async (
    user: string,
    file: SampleFile,
    verdict: Verdict,
    { reports }: ClientBehaviour,
  ): Promise<void> => {
    const send = async (how: How) => {
      const managed = how.type !== 'unmanagedElevation'
      if (reports === 'all' || (reports === 'managed' && managed)) {
        report(user, fromSampleFile(file, user), how)
        await flush()
      }
    }
    const result = random.weighted(exitCodes)
    switch (verdict.kind) {
      case 'unmanaged':
        // Without a rule and without the menu only an administrator's own start is elevated.
        if (random.chance(0.5)) {
          await send({ type: 'unmanagedElevation', result: 0, rule: null, reason: null })
          say(user, `ran ${file.name} as administrator, without EPM`)
        } else say(user, `started ${file.name} as a standard user`)
        return
      case 'denied':
        await send({ type: 'undetermined', result: deniedResult, rule: verdict.rule, reason: null })
        summary.denied += 1
        say(user, `was stopped from running ${file.name}: ${verdict.because}`)
        return
      case 'ask':
        await ask(user, file)
        return
      case 'confirm': {
        if (random.chance(0.1)) {
          summary.cancelled += 1
          say(user, `cancelled ${file.name}`)
          return
        }
        const reason = verdict.withReason ? random.weighted(writtenReasons).slice(0, 256) : null
        await send({ type: 'userConfirmedElevation', result, rule: verdict.rule, reason })
        say(user, `confirmed and ran ${file.name}`)
        return
      }
      case 'automatic':
        await send({ type: 'zeroTouchElevation', result, rule: verdict.rule, reason: null })
        say(user, `ran ${file.name}, elevated without asking`)
    }
  }

  return {
    name,
    step: async () => {
      // What the console did not take when it happened comes first.
      await flush()
      // A device asks again after a few happenings, which is how it learns of approvals.
      const known = state === null || stepsSinceCheckIn >= 2 ? await checkIn() : state
      stepsSinceCheckIn += 1
      const open = known.elevationRequests.find((each) => isOpen(each) && !used.has(each.id))
      if (open && random.chance(0.7)) {
        await runApproved(open)
        return
      }
      if (known.users.length === 0) {
        say('nobody', 'checked in; nobody signs in here')
        return
      }
      const user = random.pick(known.users)
      const upn = user.userPrincipalName
      const file = random.weighted(ranked)
      const client = clientBehaviour(user)
      if (client === null) {
        say(upn, `started ${file.name}; EPM is not turned on here`)
        return
      }
      const verdict = verdictOf({
        checkIn: known,
        user,
        client,
        file,
        path: pathOf(file, aliasOf(upn)),
        arguments: random.chance(0.15) ? '--force' : '',
        viaMenu: random.chance(0.85),
      })
      await act(upn, file, verdict, client)
    },
  }
}

const nameOf = (request: ElevationRequest): string =>
  request.applicationDetail?.fileName ?? 'a file'
