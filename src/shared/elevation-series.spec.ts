import { describe, expect, it } from 'vitest'

import { elevationSeries } from './elevation-series.ts'

describe('series of elevation types', () => {
  it('keep order, name and tone whatever occurs, and show types of the future', () => {
    expect(
      elevationSeries(['denyElevation', 'supportApprovedElevation', 'unmanagedElevation']),
    ).toEqual([
      { key: 'unmanagedElevation', label: 'Unmanaged', tone: 'solid' },
      { key: 'supportApprovedElevation', label: 'Support approved', tone: 'lines' },
      { key: 'denyElevation', label: 'denyElevation', tone: 'grid' },
    ])
  })
})
