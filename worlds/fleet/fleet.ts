import type { ManagedDevice, User } from '#contract/directory.ts'

import { uuidOf } from '../ids.ts'
import { domainName } from '../people.ts'
import { createRandom } from '../random.ts'
import { fleetFiles, type FleetFile } from './fleet-files.ts'

export type FleetUser = User & { userPrincipalName: string; alias: string }
export type FleetDevice = ManagedDevice & { deviceName: string; site: number }

/** A large tenant: who works where with what. The same for the same seed. */
export type Fleet = { users: FleetUser[]; devices: FleetDevice[]; files: FleetFile[] }

const first = ['anna', 'ben', 'chen', 'dora', 'emil', 'fatma', 'goran', 'hana', 'ivan', 'jo', 'kim']
const last = ['adler', 'berg', 'costa', 'dahl', 'evans', 'ferri', 'gupta', 'haas', 'ito', 'jonas']

/** Sites with their hours from UTC and the tags of their devices. */
const sites = [
  ['LON', 0, ['1']],
  ['BER', 1, ['1']],
  ['DEN', -7, ['2']],
  ['TOR', -5, ['2']],
  ['SGP', 8, ['3']],
  ['GOT', 1, ['1', '4']],
  ['LAB', 0, ['0']],
] as const
export const hoursFromUtc = (device: FleetDevice): number => sites[device.site]?.[1] ?? 0

const siteWeights = [
  [0, 28],
  [1, 22],
  [2, 16],
  [3, 12],
  [4, 14],
  [5, 5],
  [6, 3],
] as const

export const createFleet = (
  seed: number,
  { users, devices, files }: { users: number; devices: number; files: number },
): Fleet => {
  const random = createRandom(`fleet ${seed}`)
  const people = Array.from({ length: users }, (_user, index): FleetUser => {
    const alias = `${first[index % 11] ?? ''}.${last[Math.floor(index / 11) % 10] ?? ''}${index}`
    return {
      id: uuidOf(`fleet user ${index}`),
      userPrincipalName: `${alias}@${domainName}`,
      displayName: alias,
      alias,
    }
  })
  return {
    users: people,
    devices: Array.from({ length: devices }, (_device, index): FleetDevice => {
      const site = random.weighted(siteWeights)
      const [code, , tags] = sites[site] ?? sites[0]
      // Devices beyond the people are shared ones.
      const user = people[index]
      const deviceName = `${code}-${user ? 'LT' : 'KIOSK'}-${String(index).padStart(5, '0')}`
      return {
        id: uuidOf(`fleet device ${index}`),
        deviceName,
        site,
        userId: user?.id ?? null,
        userPrincipalName: user?.userPrincipalName ?? null,
        operatingSystem: 'Windows',
        osVersion: '10.0.26100.6899',
        complianceState: 'compliant',
        roleScopeTagIds: [...tags],
      }
    }),
    files: fleetFiles(random, files),
  }
}
