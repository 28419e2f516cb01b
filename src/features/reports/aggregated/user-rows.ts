import { isSystemAccount } from '#domain/elevations/system-account.ts'

import { searchText } from './in-page.ts'

/** A row of `EpmAggregationReportByUser`. */
export type UserLine = {
  Upn: string | null
  ManagedCount: number
  UnmanagedCount: number
  TotalCount: number
}

export const userStates = ['unmanaged', 'mixed', 'managed'] as const
/** The three groups of the overview (epm-behaviour 2.1), here by the counts of the days shown. */
export type UserState = (typeof userStates)[number]

export const userStateWords: Readonly<Record<UserState, string>> = {
  unmanaged: 'Only unmanaged',
  mixed: 'Managed and unmanaged',
  managed: 'Only managed',
}

export type UserRow = {
  id: string
  /** May be a down-level name (`AzureAD\Ann`); null when no user was reported. */
  user: string | null
  /** One of Windows' own accounts, no person. */
  system: boolean
  managed: number
  unmanaged: number
  total: number
  /** Null for a user without any elevation of the two kinds, e.g. only denied ones. */
  state: UserState | null
  /** What a search looks in. */
  text: string
}

const stateOf = (managed: number, unmanaged: number): UserState | null => {
  if (managed > 0) return unmanaged > 0 ? 'mixed' : 'managed'
  return unmanaged > 0 ? 'unmanaged' : null
}

/** One row a user; the total is the service's own and may hold what is neither managed nor unmanaged. */
export const userRows = (lines: readonly UserLine[]): UserRow[] => {
  const users = new Map<string, UserRow>()
  for (const line of lines) {
    const id = JSON.stringify([line.Upn])
    const known = users.get(id)
    const managed = (known?.managed ?? 0) + line.ManagedCount
    const unmanaged = (known?.unmanaged ?? 0) + line.UnmanagedCount
    users.set(id, {
      id,
      user: line.Upn,
      system: line.Upn !== null && isSystemAccount(line.Upn),
      managed,
      unmanaged,
      total: (known?.total ?? 0) + line.TotalCount,
      state: stateOf(managed, unmanaged),
      text: known?.text ?? searchText([line.Upn]),
    })
  }
  return [...users.values()]
}

/**
 * People under a down-level name, as devices write it (`AzureAD\Ann`): the same person may stand in another row under their
 * user name. Which rows belong together is not known, so none are added up.
 */
export const downLevelPeople = (rows: readonly UserRow[]): number =>
  rows.filter(({ user, system }) => !system && user !== null && user.includes('\\')).length

/** A row of `EpmAggregationReportByUserAppByMonth`. */
export type UserFileLine = {
  DeviceName: string | null
  ElevationType: string
  FileName: string | null
  FileVersion: string | null
  HashValue: string | null
  MonthElevationCount: number
  Publisher: string | null
  UserName: string | null
}

export type UserFileRow = {
  id: string
  fileName: string | null
  version: string | null
  publisher: string | null
  hash: string | null
  device: string | null
  type: string
  count: number
  text: string
}

/** What one user elevated. The search of the report is no filter: only the very user's rows are kept. */
export const userFileRows = (lines: readonly UserFileLine[], user: string): UserFileRow[] => {
  const rows = new Map<string, UserFileRow>()
  for (const line of lines) {
    if (line.UserName?.toLowerCase() !== user.toLowerCase()) continue
    const id = JSON.stringify([
      line.HashValue,
      line.FileName,
      line.FileVersion,
      line.Publisher,
      line.DeviceName,
      line.ElevationType,
      // As the list of elevations finds them: without regard to case.
    ]).toLowerCase()
    const known = rows.get(id)
    rows.set(id, {
      id,
      fileName: line.FileName,
      version: line.FileVersion,
      publisher: line.Publisher,
      hash: line.HashValue,
      device: line.DeviceName,
      type: line.ElevationType,
      count: (known?.count ?? 0) + line.MonthElevationCount,
      text: known?.text ?? searchText([line.FileName, line.Publisher, line.FileVersion]),
    })
  }
  return [...rows.values()]
}
