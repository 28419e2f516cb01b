import type { Elevation } from '#contract/elevations.ts'
import { deniedResult } from '#domain/elevations/reported-type.ts'

import { uuidOf } from '../ids.ts'
import { createRandom, type Random } from '../random.ts'
import { reasons } from '../sample/reasons.ts'
import { day, hour } from '../time.ts'
import { hoursFromUtc, type Fleet, type FleetDevice, type FleetUser } from './fleet.ts'
import { windowsProcesses, type FleetFile } from './fleet-files.ts'
import { longTail } from './long-tail.ts'

const workHours = [
  [7, 5],
  [8, 13],
  [9, 18],
  [10, 17],
  [11, 13],
  [12, 7],
  [13, 13],
  [14, 15],
  [15, 12],
  [16, 8],
  [17, 4],
  [20, 1],
] as const
const exitCodes = [
  [0, 930],
  [1, 14],
  [1602, 12],
  [1603, 10],
  [3010, 22],
] as const
const written = reasons.filter(([text]) => text !== '')

type Run = { file: FleetFile; device: FleetDevice; user: FleetUser | null; at: number }

const eventOf = (
  { file, device, user, at }: Run,
  kind: 'person' | 'system' | 'child',
  random: Random,
): Elevation => {
  const unmanaged = file.elevationType === 'unmanagedElevation'
  const confirmed =
    file.elevationType === 'userConfirmedElevation' ||
    file.elevationType === 'supportApprovedElevation'
  return {
    // Given by the place in time.
    id: '',
    deviceId: device.id,
    deviceName: device.deviceName,
    eventDateTime: new Date(at).toISOString(),
    elevationType: file.elevationType,
    filePath: file.folder.replace('{user}', user?.alias ?? 'Public') + file.name,
    upn: user?.userPrincipalName ?? 'NT AUTHORITY\\SYSTEM',
    userType: user ? 'azureAd' : 'local',
    productName: file.product,
    companyName: file.company,
    fileVersion: file.version,
    justification: confirmed ? random.weighted(written).slice(0, 256) : null,
    hash: file.hash,
    internalName: file.internalName,
    fileDescription: file.description,
    certificatePayload: file.certificate,
    result:
      file.elevationType === 'undetermined'
        ? deniedResult
        : unmanaged
          ? 0
          : random.weighted(exitCodes),
    processType: kind === 'child' ? 'child' : 'parent',
    ruleId: file.rule?.ruleId ?? null,
    parentProcessName: kind === 'system' ? 'svchost.exe' : 'explorer.exe',
    policyId: file.rule?.policyId ?? null,
    policyName: file.rule?.policyName ?? null,
    systemInitiatedElevation: kind === 'system',
  }
}

/**
 * `count` elevations of the 30 days before `at`, oldest first, one day in memory at a time. People elevate a few programs again
 * and again in their working hours; Windows starts its own at any hour. A few people, devices and files make most of it.
 */
export function* fleetElevations(
  fleet: Fleet,
  { at, count, seed }: { at: Date; count: number; seed: number },
): Generator<Elevation> {
  const random = createRandom(`fleet elevations ${seed}`)
  const shared = fleet.devices.slice(fleet.users.length)
  const places = fleet.users.map((user, index) => ({ user, own: fleet.devices[index] }))
  const somebody = longTail(places, { slope: 0.9, offset: 20 })
  const somewhere = longTail(fleet.devices, { slope: 0.5, offset: 50 })
  const something = longTail(fleet.files, { slope: 1.05, offset: 4 })
  const ofWindows = longTail(windowsProcesses.system, { slope: 1, offset: 1 })
  const children = longTail(windowsProcesses.children, { slope: 1, offset: 1 })

  const first = Math.floor(at.getTime() / day) - 29
  const weights = Array.from({ length: 30 }, (_day, index) => {
    const weekday = new Date((first + index) * day).getUTCDay()
    return weekday === 0 || weekday === 6 ? 0.25 : 1
  })
  const total = weights.reduce((sum, weight) => sum + weight, 0)

  const one = (midnight: number): Elevation => {
    const kind = random.weighted([
      ['person', 66],
      ['system', 22],
      ['child', 12],
    ] as const)
    if (kind === 'system') {
      const run = { file: ofWindows(random), device: somewhere(random), user: null }
      return eventOf({ ...run, at: midnight + random.whole(0, day - 1) }, kind, random)
    }
    const { user, own } = somebody(random)
    const device =
      own && random.chance(0.95) ? own : random.pick(shared.length > 0 ? shared : fleet.devices)
    const local = random.weighted(workHours) - hoursFromUtc(device)
    const of = ((local % 24) + 24) % 24
    const moment = midnight + of * hour + random.whole(0, hour - 1)
    const file = kind === 'child' ? children(random) : something(random)
    return eventOf({ file, device, user, at: moment }, kind, random)
  }

  let made = 0
  let number = 0
  for (const [index, weight] of weights.entries()) {
    const until = index === 29 ? count : Math.round(made + (count * weight) / total)
    const ofDay = Array.from({ length: until - made }, () => one((first + index) * day))
    ofDay.sort((a, b) => (a.eventDateTime < b.eventDateTime ? -1 : 1))
    for (const event of ofDay) {
      number += 1
      yield { ...event, id: uuidOf(`fleet elevation ${seed} ${number}`) }
    }
    made = until
  }
}
