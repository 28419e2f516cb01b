import type { Elevation } from '#contract/elevations.ts'

import { fileHashOf, uuidOf } from '../ids.ts'
import type { Random } from '../random.ts'
import { childFiles, systemFiles, type BackgroundFile } from '../sample/background-files.ts'

/** A program of the fleet, and what its policies make of it. */
export type FleetFile = {
  name: string
  /** `{user}` stands for the profile's folder. */
  folder: string
  hash: string
  version: string
  company: string
  product: string
  description: string
  internalName: string
  certificate: string | null
  elevationType: Elevation['elevationType']
  rule: { ruleId: string; policyId: string; policyName: string } | null
}

const makers = ['Litware', 'Northwind', 'Fabrikam', 'Adatum', 'Proseware', 'Tailspin', 'Wingtip']
const forms = ['GmbH', 'Ltd', 'Inc.', 'AB', 'S.A.', 'Software', 'Systems', 'Tools', 'Labs', 'Group']
const words = ['scan', 'print', 'sync', 'cad', 'lab', 'plc', 'vpn', 'audio', 'map', 'note', 'diff']
const kinds = ['setup', 'updater', 'agent', 'studio', 'viewer', 'config', 'driver', 'console']
const policyNames = ['Developer tools', 'Printers', 'Laboratory', 'Workshop', 'Finance', 'Support']

const pick = <T>(items: readonly T[], index: number): T => {
  const item = items[index % items.length]
  if (item === undefined) throw new Error('Nothing to pick from an empty list')
  return item
}

const publisherOf = (index: number) =>
  `${pick(makers, index)} ${pick(forms, Math.floor(index / makers.length))}${index < 70 ? '' : ` ${index}`}`

const typeOf = (random: Random): FleetFile['elevationType'] =>
  random.weighted([
    ['unmanagedElevation', 52],
    ['userConfirmedElevation', 24],
    ['zeroTouchElevation', 19],
    ['supportApprovedElevation', 3],
    ['undetermined', 2],
  ] as const)

/** The programs that people elevate, the frequent ones first; about 400 publishers. */
export const fleetFiles = (random: Random, count: number): FleetFile[] =>
  Array.from({ length: count }, (_file, index): FleetFile => {
    // Several versions of one program follow one another.
    const program = Math.floor(index / 3)
    const company = publisherOf(Math.floor(400 * random.next() ** 2))
    const word = `${pick(words, program)}${pick(kinds, Math.floor(program / 11))}`
    const name = `${word}${program < 88 ? '' : program}.${random.chance(0.12) ? 'msi' : 'exe'}`
    const version = `${1 + (program % 9)}.${index % 3}.${random.whole(0, 99)}.0`
    const elevationType = typeOf(random)
    const policyName = pick(policyNames, program)
    return {
      name,
      folder: random.chance(0.3)
        ? 'C:\\Users\\{user}\\Downloads\\'
        : `C:\\Program Files\\${company}\\${word}\\`,
      hash: fileHashOf(`fleet ${name} ${version} ${index}`),
      version,
      company,
      product: word,
      description: `${word} of ${company}`,
      internalName: word,
      certificate: random.chance(0.8) ? fileHashOf(`certificate ${company}`) : null,
      elevationType,
      rule:
        elevationType === 'unmanagedElevation'
          ? null
          : {
              ruleId: uuidOf(`fleet rule ${policyName} ${program % 20}`),
              policyId: uuidOf(`fleet policy ${policyName}`),
              policyName,
            },
    }
  })

const noise = ({ path, ...file }: BackgroundFile): FleetFile => ({
  name: path.replace(/^.*\\/, ''),
  folder: path.replace(/[^\\]*$/, ''),
  hash: file.hash,
  version: file.version,
  company: file.company,
  product: file.product,
  description: file.description,
  internalName: path.replace(/^.*\\/, ''),
  certificate: fileHashOf(`certificate ${file.company}`),
  elevationType: 'unmanagedElevation',
  rule: null,
})

/** What Windows starts by itself, and below whatever runs. */
export const windowsProcesses = { system: systemFiles.map(noise), children: childFiles.map(noise) }
