import { elevationTypes, endUserTypes, processTypes, type Elevation } from '#contract/elevations.ts'
import { parseInstant } from '#domain/instant.ts'

import { sha256 } from '../../audit/chain.ts'
import { dayMs } from './schema.ts'
import { splitPath } from './split-path.ts'

/** Longest text that is a key by itself: PostgreSQL's indexes take 2,704 bytes. */
const longestKey = 500

/** The key of a dictionary's entry; the mark in front keeps a text from passing for a digest. */
export const keyOf = (text: string): string | Promise<string> =>
  text.length <= longestKey ? `=${text}` : sha256(text).then((digest) => `#${digest}`)

/** One event taken apart: what goes into its own columns, and the entries it points to. */
export type ElevationFacts = {
  id: string
  eventMs: number
  day: number
  elevationType: number
  result: number
  systemInitiated: number
  processType: number
  userType: number
  publisher: string
  file: FileFacts
  folder: string
  upn: string
  deviceId: string
  deviceName: string
  rule: { ruleId: string; policyId: string; policyName: string }
  process: string
  justification: string | null
  rest: Record<string, unknown>
}
export type FileFacts = {
  hash: string
  name: string
  version: string
  company: string
  productName: string
  internalName: string
  description: string
  certificate: string
}

const known = new Set([
  'id',
  'deviceId',
  'deviceName',
  'eventDateTime',
  'elevationType',
  'filePath',
  'upn',
  'userType',
  'productName',
  'companyName',
  'fileVersion',
  'justification',
  'hash',
  'internalName',
  'fileDescription',
  'certificatePayload',
  'result',
  'processType',
  'ruleId',
  'parentProcessName',
  'policyId',
  'policyName',
  'systemInitiatedElevation',
])

/** The place of a member in its list; a member that the list does not have is the last, and `rest` keeps it. */
const codeOf = (
  members: readonly string[],
  name: string,
  value: string,
  rest: Record<string, unknown>,
): number => {
  const code = members.indexOf(value)
  if (code >= 0) return code
  rest[name] = value
  return members.length - 1
}

/** Takes an event apart. Throws for a date that is none. */
export const factsOf = (elevation: Elevation): ElevationFacts => {
  const eventMs = parseInstant(elevation.eventDateTime)
  if (eventMs === null) throw new Error(`Not a date-time: ${elevation.eventDateTime}`)
  const rest: Record<string, unknown> = {}
  for (const name in elevation) if (!known.has(name)) rest[name] = elevation[name]
  if (new Date(eventMs).toISOString() !== elevation.eventDateTime) {
    rest['eventDateTime'] = elevation.eventDateTime
  }
  const { folder, name } = splitPath(elevation.filePath ?? '')
  return {
    id: elevation.id,
    eventMs,
    day: Math.floor(eventMs / dayMs),
    elevationType: codeOf(elevationTypes, 'elevationType', elevation.elevationType, rest),
    result: elevation.result,
    systemInitiated: elevation.systemInitiatedElevation ? 1 : 0,
    processType: codeOf(processTypes, 'processType', elevation.processType, rest),
    userType: codeOf(endUserTypes, 'userType', elevation.userType, rest),
    publisher: elevation.companyName ?? '',
    file: {
      hash: elevation.hash ?? '',
      name,
      version: elevation.fileVersion ?? '',
      company: elevation.companyName ?? '',
      productName: elevation.productName ?? '',
      internalName: elevation.internalName ?? '',
      description: elevation.fileDescription ?? '',
      certificate: elevation.certificatePayload ?? '',
    },
    folder,
    upn: elevation.upn ?? '',
    deviceId: elevation.deviceId ?? '',
    deviceName: elevation.deviceName ?? '',
    rule: {
      ruleId: elevation.ruleId ?? '',
      policyId: elevation.policyId ?? '',
      policyName: elevation.policyName ?? '',
    },
    process: elevation.parentProcessName ?? '',
    justification: elevation.justification || null,
    rest,
  }
}
