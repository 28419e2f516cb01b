import { describe, expect, it } from 'vitest'

import { busiestUsers, filterUsers, largestFiles, userTotals } from './user-report.ts'
import { downLevelPeople, userFileRows, userRows, type UserFileLine } from './user-rows.ts'

const user = (Upn: string | null, ManagedCount: number, UnmanagedCount: number, other = 0) => ({
  Upn,
  ManagedCount,
  UnmanagedCount,
  TotalCount: ManagedCount + UnmanagedCount + other,
})

describe('users', () => {
  const rows = userRows([
    user('ann@contoso.example', 0, 4),
    user('AzureAD\\Bob', 2, 1),
    user('cem@contoso.example', 3, 0),
    user('dee@contoso.example', 0, 0, 2),
    user('NT AUTHORITY\\SYSTEM', 0, 90),
    user(null, 1, 0),
  ])
  const names = (filters: Parameters<typeof filterUsers>[0]['filters'], search = '') =>
    filterUsers({ filters, search })(rows).map((row) => row.user)

  it('are only unmanaged, mixed, only managed, or neither', () => {
    expect(rows.map(({ state }) => state)).toEqual([
      'unmanaged',
      'mixed',
      'managed',
      null,
      'unmanaged',
      'managed',
    ])
    expect(names({ state: 'unmanaged' })).toEqual(['ann@contoso.example', 'NT AUTHORITY\\SYSTEM'])
    expect(names({ state: 'unmanaged', accounts: 'people' })).toEqual(['ann@contoso.example'])
    expect(names({}, 'azuread')).toEqual(['AzureAD\\Bob'])
  })

  it('are counted with what is neither managed nor unmanaged', () => {
    expect(userTotals(rows)).toEqual([
      { name: 'Users', count: 6 },
      { name: 'Elevations in all', count: 103 },
      { name: 'Unmanaged', count: 95 },
      { name: 'Managed', count: 6 },
    ])
    expect(busiestUsers(rows)[0]).toMatchObject({ counts: [90, 0] })
  })
})

describe('the applications of a user', () => {
  const line = (more: Partial<UserFileLine>): UserFileLine => ({
    DeviceName: 'PC-1',
    ElevationType: 'unmanagedElevation',
    FileName: 'setup.exe',
    FileVersion: '1.0',
    HashValue: 'AB',
    MonthElevationCount: 1,
    Publisher: 'Fabrikam',
    UserName: 'ann@contoso.example',
    ...more,
  })

  it('are of this user alone, whatever else the search of the report found', () => {
    const rows = userFileRows(
      [
        line({}),
        line({ MonthElevationCount: 3 }),
        line({ UserName: 'joann@contoso.example', MonthElevationCount: 50 }),
        line({ UserName: null }),
        line({ UserName: 'Ann@Contoso.example', DeviceName: 'PC-2' }),
      ],
      'ann@contoso.example',
    )
    expect(rows.map(({ device, count }) => ({ device, count }))).toEqual([
      { device: 'PC-1', count: 4 },
      { device: 'PC-2', count: 1 },
    ])
    const { bars, total, totals } = largestFiles(rows)
    expect(bars).toHaveLength(1)
    expect(total).toBe(5)
    expect(totals).toEqual([
      { name: 'In all', count: 5 },
      { name: 'Unmanaged', count: 5 },
    ])
  })
})

it('people under a down-level name are counted, Windows’ own accounts and user names are not', () => {
  const line = { ManagedCount: 1, UnmanagedCount: 0, TotalCount: 1 }
  const names = ['AzureAD\\Ann', 'ann@contoso.example', 'NT AUTHORITY\\SYSTEM', null]
  expect(downLevelPeople(userRows(names.map((Upn) => ({ ...line, Upn }))))).toBe(1)
})
