import { describe, expect, it } from 'vitest'

import { devicesOf, summaryOf } from './policy-status.ts'

const table = (columns: string[], ...rows: unknown[][]) => ({
  TotalRowCount: rows.length,
  Schema: columns.map((Column) => ({ Column, PropertyType: 'String' })),
  Values: rows,
  SessionId: '',
})

describe('reports of a policy', () => {
  it('maps by column name, whatever the order', () => {
    const summary = table(
      ['NumberOfErrorDevices', 'NumberOfCompliantDevices', 'NumberOfNonCompliantDevices', 'New'],
      [2, 41, 1, 'x'],
    )
    expect(summaryOf(summary)).toEqual({
      succeeded: 41,
      error: 3,
      conflict: 0,
      pending: 0,
      notApplicable: 0,
    })
  })

  it.each([
    [0, 'pending'],
    [1, 'notApplicable'],
    [2, 'succeeded'],
    [5, 'error'],
    [6, 'conflict'],
    [99, null],
  ])('reads the code %i as %s', (code, state) => {
    const report = table(['PolicyStatus', 'DeviceName', 'UPN'], [code, 'LAP-1', null])
    expect(devicesOf(report)).toEqual([
      { deviceId: '', deviceName: 'LAP-1', user: '', state, at: null },
    ])
  })

  it('is all zero without a row', () => {
    expect(Object.values(summaryOf(table([])))).toEqual([0, 0, 0, 0, 0])
  })
})
