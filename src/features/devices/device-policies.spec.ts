// @vitest-environment jsdom
import { describe, expect, it } from 'vitest'

import {
  elevationRulesTemplateId,
  elevationSettingsTemplateId,
  type ConfigurationPolicyListItem,
} from '#contract/policies.ts'
import type { DeviceStatus } from '#src/shared/policy-status.ts'

import { isReaching, policiesOnDevice } from './device-policies.ts'

const target = (kind: string, groupId?: string) => ({
  id: `${kind} ${groupId}`,
  target: {
    '@odata.type': `#microsoft.graph.${kind}AssignmentTarget`,
    ...(groupId === undefined ? {} : { groupId }),
  },
})
const policy = (
  id: string,
  kind: 'settings' | 'rules',
  ...assignments: ReturnType<typeof target>[]
): ConfigurationPolicyListItem => ({
  id,
  name: id,
  assignments,
  templateReference: {
    templateId: kind === 'settings' ? elevationSettingsTemplateId : elevationRulesTemplateId,
  },
})
const status = (policyId: string): DeviceStatus => ({
  policyId,
  deviceId: 'd',
  deviceName: 'D',
  user: '',
  state: 'succeeded',
  at: null,
})
const groups = {
  ofDevice: new Map([['kiosks', 'Kiosks']]),
  ofUser: new Map([['sales', 'Sales']]),
}
const found = (policies: ConfigurationPolicyListItem[], states: DeviceStatus[] = []) =>
  policiesOnDevice(policies, states, groups)

describe('policies of a device', () => {
  it('are those that reach it and those an exclusion keeps away, settings first, kept away last', () => {
    const list = found([
      policy('b rules', 'rules', target('group', 'sales')),
      policy('a kept away', 'rules', target('allDevices'), target('exclusionGroup', 'kiosks')),
      policy('settings', 'settings', target('group', 'kiosks')),
      policy('elsewhere', 'rules', target('group', 'others')),
      policy('unassigned', 'rules'),
    ])
    expect(list.map(({ id }) => id)).toEqual(['settings', 'b rules', 'a kept away'])
    expect(list.map(isReaching)).toEqual([true, true, false])
    expect(list[2]?.reach?.excluded).toEqual([{ through: 'device', groupId: 'kiosks' }])
  })

  it('are also those that the device has through somebody else, or that were not listed', () => {
    const list = found(
      [policy('other user', 'rules', target('group', 'others'))],
      [status('other user'), status('not listed')],
    )
    expect(list.map(({ id, reach }) => [id, reach?.targeting ?? null])).toEqual([
      ['not listed', null],
      ['other user', []],
    ])
    expect(list.every(isReaching)).toBe(true)
  })
})
