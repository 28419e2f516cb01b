import { useQueries, useQuery } from '@tanstack/react-query'

import type { ManagedDevice } from '#contract/directory.ts'
import type { ApiError } from '#src/api/errors.ts'
import { useRights } from '#src/api/rights.ts'
import { devicesOf } from '#src/shared/policy-status.ts'
import { policyQuery } from '#src/shared/rules-policy-queries.ts'

import {
  assignedPoliciesQuery,
  deviceGroupsQuery,
  isReaching,
  policiesOnDevice,
  settingsOnDevice,
  statesQuery,
  userGroupsQuery,
  type DevicePolicy,
  type SettingsOnDevice,
} from './device-policies.ts'

export type DevicePolicies =
  | { state: 'loading' }
  | { state: 'forbidden' }
  | { state: 'failed'; error: ApiError; retry: () => void }
  | {
      state: 'read'
      policies: readonly DevicePolicy[]
      settings: readonly SettingsOnDevice[]
      /** Names of the groups that the device or its user is in. */
      groupNames: ReadonlyMap<string, string>
      /** What could not be looked at, in words. */
      gaps: readonly string[]
    }

type Groups = {
  ok: true
  data: { value: { id: string; displayName?: string | null | undefined }[] }
}
const namesOf = (answer: Groups | { ok: false } | undefined): Map<string, string> =>
  new Map(
    answer?.ok === true
      ? answer.data.value.map(({ id, displayName }) => [id, displayName || id] as const)
      : [],
  )

/** The EPM policies of a device, how each reaches it, and what the settings policies among them say. */
export const useDevicePolicies = (device: ManagedDevice): DevicePolicies => {
  const may = useRights().can('Microsoft.Intune_EpmPolicy_Read')
  const states = useQuery({ ...statesQuery(device.id), enabled: may })
  const policies = useQuery({ ...assignedPoliciesQuery, enabled: may })
  const ofDevice = useQuery({
    ...deviceGroupsQuery(device),
    enabled: may && Boolean(device.azureADDeviceId),
  })
  const ofUser = useQuery({ ...userGroupsQuery(device), enabled: may && Boolean(device.userId) })
  const names = {
    ofDevice: namesOf(ofDevice.data),
    ofUser: device.userId ? namesOf(ofUser.data) : null,
  }
  const found =
    policies.data?.ok === true && states.data?.ok === true
      ? policiesOnDevice(policies.data.data.value, devicesOf(states.data.data), names)
      : []
  const settings = found.filter((policy) => policy.kind === 'settings' && isReaching(policy))
  const wholes = useQueries({ queries: settings.map(({ id }) => policyQuery(id)) })

  if (!may || states.data?.ok === false || policies.data?.ok === false)
    return { state: 'forbidden' }
  const all = [states, policies, ofDevice, ofUser, ...wholes]
  const error = all.find((query) => query.error !== null)?.error ?? null
  if (error !== null) {
    const retry = () => {
      for (const query of all) if (query.isError) void query.refetch()
    }
    return { state: 'failed', error, retry }
  }
  if (all.some((query) => query.isLoading)) return { state: 'loading' }
  const read = wholes.flatMap(({ data }) => (data?.ok ? [data.data] : []))
  return {
    state: 'read',
    policies: found,
    settings: settingsOnDevice(found, read),
    groupNames: new Map([...names.ofDevice, ...(names.ofUser ?? [])]),
    gaps: [
      ...(policies.data?.ok && policies.data.data['@odata.nextLink'] !== undefined
        ? ['Only the first 100 EPM policies were looked at.']
        : []),
      ...(!device.azureADDeviceId || ofDevice.data?.ok === false
        ? [
            'The groups of the device could not be read, so policies that come through them may be missing.',
          ]
        : []),
      ...(device.userId && ofUser.data?.ok === false
        ? [
            'The groups of the primary user could not be read, so policies that come through them may be missing.',
          ]
        : []),
      ...(read.length < settings.length
        ? ['An elevation settings policy could not be read, so the state may be another.']
        : []),
    ],
  }
}
