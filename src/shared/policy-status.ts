import { policyStatuses, type ReportTable } from '#contract/reports.ts'

/** The five states of a policy on a device, as the policy page names them (epm-behaviour 3.5). */
export const checkInStates = ['succeeded', 'error', 'conflict', 'pending', 'notApplicable'] as const
export type CheckInState = (typeof checkInStates)[number]

export const checkInLabels: Readonly<Record<CheckInState, string>> = {
  succeeded: 'Succeeded',
  error: 'Error',
  conflict: 'Conflict',
  pending: 'Pending',
  notApplicable: 'Not applicable',
}

/** What each state means for the device, in one line. */
export const checkInMeanings: Readonly<Record<CheckInState, string>> = {
  succeeded: 'The device has the policy.',
  error: 'The device could not take it, e.g. for a missing Windows update.',
  conflict: 'Another policy says otherwise. After quick edits it clears by itself within the hour.',
  pending: 'The device has not checked in since the policy was assigned or changed.',
  notApplicable: 'The device’s Windows version does not support it.',
}

/** Rows by column name: the order of columns differs between reports (graph-contract 6.4). */
export const rowsOf = ({ Schema, Values }: ReportTable): Record<string, unknown>[] =>
  Values.map((row) => Object.fromEntries(Schema.map(({ Column }, index) => [Column, row[index]])))

const countOf = (row: Record<string, unknown>, ...names: string[]) =>
  names.reduce((sum, name) => sum + (typeof row[name] === 'number' ? row[name] : 0), 0)

/** How many devices stand in each state. Graph counts non-compliant ones apart; to EPM they are errors. */
export const summaryOf = (report: ReportTable): Record<CheckInState, number> => {
  const row = rowsOf(report)[0] ?? {}
  return {
    succeeded: countOf(row, 'NumberOfCompliantDevices'),
    error: countOf(row, 'NumberOfErrorDevices', 'NumberOfNonCompliantDevices'),
    conflict: countOf(row, 'NumberOfConflictDevices'),
    pending: countOf(row, 'NumberOfInProgressDevices'),
    notApplicable: countOf(row, 'NumberOfNotApplicableDevices'),
  }
}

const states: ReadonlyMap<unknown, CheckInState> = new Map([
  [policyStatuses.pending, 'pending'],
  [policyStatuses.notApplicable, 'notApplicable'],
  [policyStatuses.succeeded, 'succeeded'],
  [policyStatuses.noncompliant, 'error'],
  [policyStatuses.error, 'error'],
  [policyStatuses.conflict, 'conflict'],
])

/** The numbers of the wire that mean a state; to EPM a device that does not comply is in error. */
export const codesOf = (state: CheckInState): number[] =>
  [...states].flatMap(([code, each]) => (each === state && typeof code === 'number' ? code : []))

export type DeviceStatus = {
  policyId: string
  deviceId: string
  deviceName: string
  user: string
  /** Null for a code that is not documented. */
  state: CheckInState | null
  at: string | null
}

const text = (value: unknown) => (typeof value === 'string' ? value : '')

/** One line for each device that has or should have the policy. */
export const devicesOf = (report: ReportTable): DeviceStatus[] =>
  rowsOf(report).map((row) => ({
    policyId: text(row['PolicyId']),
    deviceId: text(row['IntuneDeviceId']),
    deviceName: text(row['DeviceName']),
    user: text(row['UPN']),
    state: states.get(row['PolicyStatus']) ?? null,
    at: text(row['PspdpuLastModifiedTimeUtc']) || null,
  }))

export type UserStatus = {
  user: string
  /** Of all this user's devices the worst; null when no code of theirs is documented. */
  state: CheckInState | null
  devices: number
  /** The newest of the devices. */
  at: string | null
}

/** What needs somebody stands first; a policy that fits one device of several has succeeded. */
const worstFirst: readonly (CheckInState | null)[] = [
  'error',
  'conflict',
  'pending',
  'succeeded',
  'notApplicable',
  null,
]
const rank = (state: CheckInState | null) => worstFirst.indexOf(state)

/** Each user once, whatever the capitals of the name; the worst first, then by name. Devices without a user are left out. */
export const usersOf = (devices: readonly DeviceStatus[]): UserStatus[] => {
  const users = new Map<string, UserStatus>()
  for (const { user, state, at } of devices) {
    if (user === '') continue
    const key = user.toLowerCase()
    const known = users.get(key) ?? { user, state, devices: 0, at }
    users.set(key, {
      user: known.user,
      state: rank(state) < rank(known.state) ? state : known.state,
      devices: known.devices + 1,
      at:
        at !== null && (known.at === null || Date.parse(at) > Date.parse(known.at)) ? at : known.at,
    })
  }
  return [...users.values()].sort(
    (one, other) => rank(one.state) - rank(other.state) || one.user.localeCompare(other.user),
  )
}

/** How many users stand in each state; undocumented states are in none. */
export const countUsers = (users: readonly UserStatus[]): Record<CheckInState, number> => {
  const counts = { succeeded: 0, error: 0, conflict: 0, pending: 0, notApplicable: 0 }
  for (const { state } of users) if (state !== null) counts[state] += 1
  return counts
}
