import { describe, expect, it } from 'vitest'

import type { ElevationSettings } from './elevation-settings.ts'
import { settingsConflicts } from './settings-conflicts.ts'

const settings = (over: Partial<ElevationSettings> = {}): ElevationSettings => ({
  enabled: true,
  defaultResponse: 'deny',
  validation: [],
  sendData: true,
  reportingScope: 'all',
  detectElevations: null,
  ...over,
})
const of = (...list: ElevationSettings[]) =>
  settingsConflicts(list.map((each, index) => ({ id: `p${index}`, settings: each })))

describe('settingsConflicts', () => {
  it('is nothing for one policy and for policies that say the same', () => {
    expect(of(settings())).toEqual([])
    expect(of(settings(), settings())).toEqual([])
  })

  it('names the setting and what each policy says of it', () => {
    expect(of(settings(), settings({ defaultResponse: 'supportApproval' }))).toEqual([
      {
        label: 'Default elevation response',
        says: [
          { policyId: 'p0', value: 'Deny all requests' },
          { policyId: 'p1', value: 'Require support approval' },
        ],
      },
    ])
  })

  it('counts a setting that only one of them has', () => {
    const [conflict] = of(settings(), settings({ sendData: false }))
    expect(conflict?.label).toBe('Send elevation data for reporting')
    const labels = of(settings(), settings({ sendData: false })).map(({ label }) => label)
    expect(labels).toContain('Reporting scope')
  })

  it('is about whether EPM is on, and nothing else, when they disagree on that', () => {
    expect(of(settings(), settings({ enabled: false })).map(({ label }) => label)).toEqual([
      'Endpoint Privilege Management',
    ])
  })
})
