import type { AssignmentTarget } from '#contract/policies.ts'

/** Who is in a group. Of an assigned group the wire does not tell: `unknown`. */
export type GroupKind = { members: 'users' | 'devices' | 'unknown'; dynamic: boolean }

/** What the matrix looks at in a group; `groupTypes` and `membershipRule` as on the wire. */
type GroupFacts = {
  groupTypes?: readonly string[] | undefined
  membershipRule?: string | null | undefined
}

/** A dynamic group says in its rule what it holds; text in quotes, which may hold anything, is passed over. */
export const groupKindOf = (group: GroupFacts | undefined): GroupKind => {
  const rule = (group?.membershipRule ?? '').replace(/"[^"]*"|'[^']*'/g, '')
  const devices = /\bdevice\./i.test(rule)
  const users = /\buser\./i.test(rule)
  return {
    members: devices === users ? 'unknown' : devices ? 'devices' : 'users',
    dynamic: rule.trim() !== '' || (group?.groupTypes ?? []).includes('DynamicMembership'),
  }
}

/** `unsupported` has no sure effect in Intune, `notAdvised` works late; the rest cannot be saved or does nothing. */
export type AssignmentIssueId =
  | 'unsupportedExclusion'
  | 'dynamicDeviceExclusion'
  | 'unknownExclusion'
  | 'groupsBesideAll'
  | 'includedAndExcluded'
  | 'duplicate'
  | 'filterOnExclusion'
  | 'filterWithoutMode'
  | 'onlyExclusions'
  | 'unknownTarget'

export type AssignmentIssue = {
  id: AssignmentIssueId
  kind: 'error' | 'warning' | 'advice'
  message: string
  /** Indexes in the list of targets; empty when the list as a whole is meant. */
  targets: number[]
}

const issueTexts: Readonly<Record<AssignmentIssueId, readonly [AssignmentIssue['kind'], string]>> =
  {
    unsupportedExclusion: [
      'warning',
      'Users are included and devices excluded, or the other way round. Intune does not support this: the exclusion may have no effect.',
    ],
    dynamicDeviceExclusion: [
      'warning',
      'A dynamic device group is excluded. Its membership is worked out late, so a device can get the policy before it is excluded.',
    ],
    unknownExclusion: [
      'advice',
      'An exclusion works only when included and excluded groups both hold users or both hold devices. These groups do not say what they hold.',
    ],
    groupsBesideAll: ['error', 'All users and All devices together leave no group to add.'],
    includedAndExcluded: ['error', 'The same group is included and excluded.'],
    duplicate: ['error', 'The same target is listed twice.'],
    filterOnExclusion: ['error', 'An excluded group cannot have a filter.'],
    filterWithoutMode: ['error', 'A filter either includes or excludes.'],
    onlyExclusions: ['warning', 'Nothing is included, so the policy reaches nobody.'],
    unknownTarget: [
      'advice',
      'This console does not know this kind of target. It is kept as it is.',
    ],
  }

const issue = (id: AssignmentIssueId, targets: number[]): AssignmentIssue => {
  const [kind, message] = issueTexts[id]
  return { id, kind, message, targets }
}

/** Shown beside the targets (epm-behaviour 12 and 13.2). */
export const targetingTexts = {
  users: 'A policy for users applies to each of them on every device where they sign in.',
  devices: 'A policy for devices applies to every user of the device.',
  precedence: 'When rules for both match one file, the rule that reached the user wins.',
  filter: 'A filter narrows an included target to devices that match it, or to those that do not.',
  delivery:
    'Devices are told within hours and check in about every eight hours. Whoever leaves a group can keep the policy for seven hours or more.',
} as const

type Place = 'include' | 'exclude'
type Judged = { index: number; place: Place; key: string; kind: GroupKind; all: boolean }

const prefix = '#microsoft.graph.'

const placeOf = (target: AssignmentTarget): Omit<Judged, 'index' | 'kind'> | null => {
  const id = (target.groupId ?? '').toLowerCase()
  switch (target['@odata.type']) {
    case `${prefix}groupAssignmentTarget`:
      return { place: 'include', key: id, all: false }
    case `${prefix}exclusionGroupAssignmentTarget`:
      return { place: 'exclude', key: id, all: false }
    case `${prefix}allLicensedUsersAssignmentTarget`:
      return { place: 'include', key: 'all users', all: true }
    case `${prefix}allDevicesAssignmentTarget`:
      return { place: 'include', key: 'all devices', all: true }
    default:
      return null
  }
}

/** Everything that is wrong, risky or without effect in how a policy is assigned (epm-behaviour 12). */
export const assignmentIssues = (
  targets: readonly AssignmentTarget[],
  groupKind: (groupId: string) => GroupKind,
): AssignmentIssue[] => {
  const judged: Judged[] = []
  const unknown: number[] = []
  for (const [index, target] of targets.entries()) {
    const place = placeOf(target)
    if (!place) unknown.push(index)
    else judged.push({ index, ...place, kind: kindOf(place.key, place.all, target, groupKind) })
  }
  return [
    ...exclusionIssues(judged),
    ...listIssues(judged, unknown.length),
    ...filterIssues(targets),
    ...(unknown.length > 0 ? [issue('unknownTarget', unknown)] : []),
  ]
}

const kindOf = (
  key: string,
  all: boolean,
  { groupId = '' }: AssignmentTarget,
  groupKind: (groupId: string) => GroupKind,
): GroupKind =>
  all ? { members: key === 'all users' ? 'users' : 'devices', dynamic: false } : groupKind(groupId)

const exclusionIssues = (judged: readonly Judged[]): AssignmentIssue[] => {
  const included = judged.filter(({ place }) => place === 'include')
  const excluded = judged.filter(({ place }) => place === 'exclude')
  const opposite = (one: Judged, other: Judged): boolean =>
    one.kind.members !== 'unknown' &&
    other.kind.members !== 'unknown' &&
    one.kind.members !== other.kind.members
  const pairs = excluded.flatMap((out) => included.map((inside) => [inside, out] as const))
  const mixed = excluded.filter((out) => included.some((inside) => opposite(inside, out)))
  const late = excluded.filter(({ kind }) => kind.members === 'devices' && kind.dynamic)
  const unsure = pairs.some(
    ([inside, out]) => inside.kind.members === 'unknown' || out.kind.members === 'unknown',
  )
  const indexes = (some: readonly Judged[]): number[] => some.map(({ index }) => index)
  return [
    ...(mixed.length > 0 ? [issue('unsupportedExclusion', indexes(mixed))] : []),
    ...(late.length > 0 ? [issue('dynamicDeviceExclusion', indexes(late))] : []),
    ...(unsure && mixed.length === 0 ? [issue('unknownExclusion', indexes(excluded))] : []),
  ]
}

const listIssues = (judged: readonly Judged[], unknown: number): AssignmentIssue[] => {
  const included = judged.filter(({ place }) => place === 'include')
  const excluded = judged.filter(({ place }) => place === 'exclude')
  const groups = included.filter(({ all }) => !all).map(({ index }) => index)
  const keys = new Set(included.map(({ key }) => key))
  const both = excluded.filter(({ key }) => keys.has(key)).map(({ index }) => index)
  const seen = new Set<string>()
  const twice = judged.flatMap(({ index, place, key }) => {
    const name = `${place} ${key}`
    if (seen.has(name)) return [index]
    seen.add(name)
    return []
  })
  const bothAll = keys.has('all users') && keys.has('all devices')
  return [
    ...(bothAll && groups.length > 0 ? [issue('groupsBesideAll', groups)] : []),
    ...(both.length > 0 ? [issue('includedAndExcluded', both)] : []),
    ...(twice.length > 0 ? [issue('duplicate', twice)] : []),
    ...(included.length + unknown === 0 && excluded.length > 0
      ? [issue('onlyExclusions', [])]
      : []),
  ]
}

const filterIssues = (targets: readonly AssignmentTarget[]): AssignmentIssue[] => {
  const indexesOf = (wrong: (target: AssignmentTarget) => boolean): number[] =>
    targets.flatMap((target, index) => (wrong(target) ? [index] : []))
  const hasFilter = (target: AssignmentTarget): boolean =>
    Boolean(target.deviceAndAppManagementAssignmentFilterId)
  const onExclusion = indexesOf(
    (target) => hasFilter(target) && placeOf(target)?.place === 'exclude',
  )
  const withoutMode = indexesOf((target) => {
    const mode = target.deviceAndAppManagementAssignmentFilterType ?? 'none'
    return hasFilter(target) && mode !== 'include' && mode !== 'exclude'
  })
  return [
    ...(onExclusion.length > 0 ? [issue('filterOnExclusion', onExclusion)] : []),
    ...(withoutMode.length > 0 ? [issue('filterWithoutMode', withoutMode)] : []),
  ]
}
