import type { Token } from '#contract/tokens.ts'

/** What a token may do, as its purpose says. */
const purposes: Record<string, { label: string; hint: string }> = {
  read: { label: 'Read', hint: 'Reads what you may read, and changes nothing.' },
  decide: {
    label: 'Decide requests',
    hint: 'Reads elevation requests and approves, denies or revokes them in your name.',
  },
  use: {
    label: 'Ask before privileged tasks',
    hint: 'Asks whether a privileged task may run for you now. Each time is logged as a use.',
  },
  device: {
    label: 'Device',
    hint: 'Is one device: checks in, reports elevations and asks for them.',
  },
  full: {
    label: 'Full (old)',
    hint: 'Does all that its owner may, but tokens, roles and sign-in. New ones have one purpose.',
  },
}
const known = (purpose: string) =>
  Object.hasOwn(purposes, purpose) ? purposes[purpose] : undefined

export const purposeLabel = (purpose: string): string => known(purpose)?.label ?? purpose
export const purposeHint = (purpose: string): string => known(purpose)?.hint ?? ''

/** Whom a token stands for. */
export const standsFor = (token: Token): string =>
  token.deviceName ?? token.userPrincipalName ?? token.deviceId ?? 'Not recorded'

const day = 24 * 60 * 60 * 1000

/** How long a new token lasts, in days. */
export const lifetimes = [7, 30, 90, 180, 365] as const
export const usualLifetime = 90

/** The end of a token made now, at most a year later to the second. */
export const endAfter = (days: number, now: number): string =>
  new Date(Math.floor(now / 1000) * 1000 + days * day).toISOString()
