import { describe, expect, it } from 'vitest'

import { countUsers, devicesOf, summaryOf, usersOf } from './policy-status.ts'

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
      { policyId: '', deviceId: '', deviceName: 'LAP-1', user: '', state, at: null },
    ])
  })

  it('is all zero without a row', () => {
    expect(Object.values(summaryOf(table([])))).toEqual([0, 0, 0, 0, 0])
  })
})

describe('users of a policy', () => {
  const rows = (...states: [user: string | null, status: number, at?: string][]) =>
    usersOf(
      devicesOf(
        table(
          ['UPN', 'PolicyStatus', 'PspdpuLastModifiedTimeUtc'],
          ...states.map(([user, status, at = '2026-11-01T00:00:00Z']) => [user, status, at]),
        ),
      ),
    )

  it('count once, in the worst state of their devices and at the newest check-in', () => {
    const users = rows(
      ['b@x', 2, '2026-11-02T00:00:00Z'],
      ['a@x', 2],
      ['B@X', 5],
      ['c@x', 1],
      ['c@x', 2],
      ['d@x', 99],
      ['d@x', 0],
    )
    expect(users.map(({ user, state, devices }) => [user, state, devices])).toEqual([
      ['b@x', 'error', 2],
      ['d@x', 'pending', 2],
      ['a@x', 'succeeded', 1],
      ['c@x', 'succeeded', 2],
    ])
    expect(users[0]?.at).toBe('2026-11-02T00:00:00Z')
    expect(countUsers(users)).toEqual({
      succeeded: 2,
      error: 1,
      conflict: 0,
      pending: 1,
      notApplicable: 0,
    })
  })

  it('are not made up for devices that name none', () => {
    expect(rows([null, 2], ['', 5])).toEqual([])
  })
})
