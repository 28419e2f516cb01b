import { parseInstant } from '../instant.ts'
import { canRunClient } from './requirements.ts'

/** What one elevation settings policy says of EPM, and how far it has come to the device. */
export type ClientPolicy = {
  /** Null where the policy does not say, or says what is not known here. */
  enabled: boolean | null
  state: 'succeeded' | 'error' | 'conflict' | 'pending' | 'notApplicable' | null
  /** Since when the state is so. */
  since: string | null
}

/** The states of epm-behaviour 16, each with what it was concluded from; `waiting` where the device has yet to tell. */
export type ClientState =
  | { kind: 'enabled'; because: 'agreed' | 'conflict' }
  | { kind: 'disabled'; removal: Date }
  | { kind: 'notProvisioned'; because: 'noPolicy' | 'removed' | 'notSaid' }
  | { kind: 'notApplicable'; because: 'system' | 'windows' | 'reported' }
  | { kind: 'error' }
  | { kind: 'waiting' }

/** The components stay this long after EPM was turned off (epm-behaviour 16). */
export const keptDays = 7
const dayMs = 86_400_000

const removalOf = (policies: readonly ClientPolicy[]): Date | null => {
  const times = policies.flatMap(({ since }) => {
    const at = parseInstant(since)
    return at === null ? [] : [at]
  })
  return times.length === 0 ? null : new Date(Math.max(...times) + keptDays * dayMs)
}

/**
 * What is known of the EPM client on a device, from its Windows and from the settings policies that reach it. Policies that
 * disagree leave EPM on until one value arrives (epm-behaviour 13.1).
 */
export const clientState = (
  device: { operatingSystem: string | null | undefined; osVersion: string | null | undefined },
  policies: readonly ClientPolicy[],
  now: Date,
): ClientState => {
  if (device.operatingSystem && device.operatingSystem.toLowerCase() !== 'windows') {
    return { kind: 'notApplicable', because: 'system' }
  }
  if (canRunClient(device.osVersion) === false) return { kind: 'notApplicable', because: 'windows' }
  if (policies.length === 0) return { kind: 'notProvisioned', because: 'noPolicy' }
  if (policies.some(({ state }) => state === 'error')) return { kind: 'error' }
  if (policies.every(({ state }) => state === 'notApplicable')) {
    return { kind: 'notApplicable', because: 'reported' }
  }
  const arrived = policies.filter(({ state }) => state === 'succeeded' || state === 'conflict')
  if (arrived.length === 0) return { kind: 'waiting' }
  const says = (value: boolean) => arrived.some(({ enabled }) => enabled === value)
  if (says(true)) return { kind: 'enabled', because: says(false) ? 'conflict' : 'agreed' }
  const off = arrived.filter(({ enabled }) => enabled === false)
  const removal = removalOf(off)
  if (off.length === 0 || removal === null) return { kind: 'notProvisioned', because: 'notSaid' }
  return removal > now
    ? { kind: 'disabled', removal }
    : { kind: 'notProvisioned', because: 'removed' }
}

/** Whole days until the components are removed, at least one while they are there. */
export const daysLeft = (removal: Date, now: Date): number =>
  Math.max(1, Math.ceil((removal.getTime() - now.getTime()) / dayMs))
