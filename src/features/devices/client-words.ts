import { daysLeft, keptDays, type ClientState } from '#domain/devices/client-state.ts'

export type ClientWords = {
  word: string
  tone: 'success' | 'warning' | 'danger' | 'neutral'
  /** How it was concluded. */
  because: string
  /** When the components are removed. */
  removal: string | null
}

const words = (
  word: string,
  tone: ClientWords['tone'],
  because: string,
  removal: string | null = null,
): ClientWords => ({ word, tone, because, removal })

const days = (count: number) => (count === 1 ? '1 day' : `${count} days`)

const notProvisioned = {
  noPolicy: `No elevation settings policy reaches this device. If one did until lately, its components stay for ${keptDays} days.`,
  removed: `An elevation settings policy turned Endpoint Privilege Management off more than ${keptDays} days ago, after which the components are removed.`,
  notSaid:
    'The elevation settings policy that reaches this device does not say in a way this console knows whether Endpoint Privilege Management is on.',
} as const

const notApplicable = {
  system: 'Endpoint Privilege Management is for Windows only.',
  windows: 'This Windows version is older than Endpoint Privilege Management needs.',
  reported: 'The device reported that its elevation settings policy does not apply to it.',
} as const

/** The EPM state of a device in words (epm-behaviour 16). */
export const clientWords = (state: ClientState, now: Date): ClientWords => {
  switch (state.kind) {
    case 'enabled':
      return state.because === 'conflict'
        ? words(
            'Enabled',
            'warning',
            'Elevation settings policies disagree on whether Endpoint Privilege Management is on. Until that is solved it stays on.',
          )
        : words(
            'Enabled',
            'success',
            'The device has an elevation settings policy that turns Endpoint Privilege Management on.',
          )
    case 'disabled':
      return words(
        `Disabled (removal in ${days(daysLeft(state.removal, now))})`,
        'warning',
        `An elevation settings policy turned Endpoint Privilege Management off. The components stay ${keptDays} days, so that a mistake can be undone.`,
        state.removal.toISOString(),
      )
    case 'notProvisioned':
      return words('Not provisioned', 'neutral', notProvisioned[state.because])
    case 'notApplicable':
      return words('Not applicable', 'neutral', notApplicable[state.because])
    case 'error':
      return words(
        'Error',
        'danger',
        'The device reported that it could not take an elevation settings policy, e.g. for a missing Windows update.',
      )
    case 'waiting':
      return words(
        'Not known yet',
        'neutral',
        'An elevation settings policy is on its way: the device has not checked in since the policy was assigned or changed.',
      )
  }
}
