import type { DeviceCheckIn } from '#contract/device-check-in.ts'
import { elevationSettingsTemplateId } from '#contract/policies.ts'
import { readElevationSettings, type ElevationSettings } from '#domain/rules/elevation-settings.ts'

type User = DeviceCheckIn['users'][number]

/** What the EPM client of a device does for one user. Null: no settings policy reaches it, or it is turned off. */
export type ClientBehaviour = {
  defaultResponse: ElevationSettings['defaultResponse']
  withReason: boolean
  reports: 'all' | 'managed' | 'none'
}

const agreed = <T>(values: readonly T[], fallback: T): T => {
  const [first, ...rest] = values
  if (first === undefined) return fallback
  return rest.every((each) => JSON.stringify(each) === JSON.stringify(first)) ? first : fallback
}

/** Settings policies that contradict each other fall back to the client's defaults: on, deny (epm-behaviour 13.1). */
export const clientBehaviour = (user: User): ClientBehaviour | null => {
  const all = user.policies.flatMap(({ policy }) =>
    sameTemplate(policy.templateReference.templateId, elevationSettingsTemplateId)
      ? (readElevationSettings(policy.settings ?? []) ?? [])
      : [],
  )
  if (all.length === 0) return null
  const enabled = agreed(
    all.map((each) => each.enabled),
    true,
  )
  if (enabled === false) return null
  const sends = agreed(
    all.map((each) => each.sendData),
    true,
  )
  const scope = agreed(
    all.map((each) => each.reportingScope),
    'all',
  )
  return {
    defaultResponse: agreed(
      all.map((each) => each.defaultResponse),
      'deny',
    ),
    withReason: all.some((each) => each.validation.includes('businessJustification')),
    reports:
      sends === false || scope === 'diagnosticOnly'
        ? 'none'
        : scope === 'managed'
          ? 'managed'
          : 'all',
  }
}

/** Template ids carry their version after the GUID: `…_1`. */
export const sameTemplate = (one: string, other: string): boolean =>
  one.split('_')[0] === other.split('_')[0]
