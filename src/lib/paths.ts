/** The URL registry: every address of the console is written here and nowhere else (DESIGN 6). */

const at = (...segments: string[]) => '/' + segments.map(encodeURIComponent).join('/')

export type RequestAction = 'approve' | 'deny' | 'rule'
export const requestActions: readonly RequestAction[] = ['approve', 'deny', 'rule']

export type PolicyKind = 'settings' | 'rules'
export type PolicySection = 'basics' | 'configuration' | 'scope-tags' | 'assignments'
/** The two profiles as Intune names them, in the address. */
const profiles: Readonly<Record<PolicyKind, string>> = {
  settings: 'elevation-settings',
  rules: 'elevation-rules',
}
export const policyKindOfProfile = (profile: string | undefined): PolicyKind | null =>
  profile === profiles.settings ? 'settings' : profile === profiles.rules ? 'rules' : null

export type RoleSection = 'basics' | 'permissions' | 'scope-tags'
export type RoleAssignmentSection = 'basics' | 'members' | 'scope-groups' | 'scope-tags'

export type AccessAction = 'approve' | 'deny' | 'revoke'
export type PrivilegedAccessTab = 'requests' | 'policies' | 'settings'

/**
 * What narrows the elevation report in its address. Days are UTC days (`2026-11-18`), both included; of `file` a part is
 * enough, the other texts are the whole value, and an empty one is what devices did not report.
 */
export type ElevationsFilter = {
  type?: string
  result?: 'succeeded' | 'failed' | 'denied'
  user?: string
  device?: string
  file?: string
  hash?: string
  /** File name without its folder. */
  name?: string
  version?: string
  internal?: string
  publisher?: string
  system?: 'hide' | 'only'
  from?: string
  to?: string
}
/** The reports that add up; each has a page of its own below `/epm/reports`. */
export type AggregatedReport = 'applications' | 'publishers' | 'users'

/** The two reports that list single elevations. */
export type ElevationReport = 'elevations' | 'managed'

/** A value that the report has to match whole; without the quotes a part is enough. */
const whole = (value: string | undefined) => (value === undefined ? undefined : `"${value}"`)

const withQuery = (path: string, query: Record<string, string | undefined>) => {
  const pairs = Object.entries(query).filter((pair): pair is [string, string] => !!pair[1])
  return pairs.length === 0 ? path : `${path}?${new URLSearchParams(pairs).toString()}`
}

export const paths = {
  home: () => '/',
  signIn: (returnTo?: string) => withQuery('/sign-in', { returnTo }),
  /** Leaves the page for the organization's sign-in; `fresh`: to prove anew who one is. */
  providerSignIn: (returnTo: string, fresh = false) =>
    withQuery('/beta/epm/sign-in/start', { returnTo, fresh: fresh ? '1' : undefined }),

  overview: () => '/epm/overview',
  reports: () => '/epm/reports',
  report: (report: string) => at('epm', 'reports', report),
  elevations: (filter: ElevationsFilter = {}) =>
    withQuery(at('epm', 'reports', 'elevations'), {
      ...filter,
      user: whole(filter.user),
      device: whole(filter.device),
      publisher: whole(filter.publisher),
      hash: filter.hash === '' ? whole('') : filter.hash,
      name: whole(filter.name),
      version: whole(filter.version),
      internal: whole(filter.internal),
    }),
  /** One elevation over its report. */
  elevation: (report: ElevationReport, id: string) => at('epm', 'reports', report, id),
  elevationRule: (report: ElevationReport, id: string) => at('epm', 'reports', report, id, 'rule'),
  /** One rule for several elevations; `search` is the report's own, which stays. */
  elevationsRule: (report: ElevationReport, ids: readonly string[], search: string) => {
    const query = new URLSearchParams(search)
    query.set('of', ids.join(','))
    return `${at('epm', 'reports', report, 'rule')}?${query.toString()}`
  },
  aggregatedReport: (report: AggregatedReport, filter: Record<string, string | undefined> = {}) =>
    withQuery(at('epm', 'reports', report), filter),
  /** The applications one person elevated, in the days given. */
  userApplications: (
    user?: string,
    days: { from?: string | undefined; to?: string | undefined } = {},
  ) => withQuery(at('epm', 'reports', 'users', 'applications'), { user, ...days }),

  policies: () => '/epm/policies',
  policyNew: (kind: PolicyKind) => at('epm', 'policies', 'new', profiles[kind]),
  policy: (id: string) => at('epm', 'policies', id),
  /** One rule of a policy, open; a rule without a name is looked for in its policy. */
  policyRule: (id: string, ruleName: string) =>
    withQuery(at('epm', 'policies', id), { rule: ruleName }),
  policiesWithTag: (tag: string) => withQuery('/epm/policies', { tag }),
  policiesImport: () => '/epm/policies/import',
  policyHistory: (id: string) => at('epm', 'policies', id, 'history'),
  policyEdit: (id: string, section: PolicySection) => at('epm', 'policies', id, 'edit', section),

  reusableSettings: () => '/epm/reusable-settings',
  reusableSettingNew: () => '/epm/reusable-settings/new',
  reusableSetting: (id: string) => at('epm', 'reusable-settings', id),
  reusableSettingEdit: (id: string) => at('epm', 'reusable-settings', id, 'edit'),

  elevationRequests: () => '/epm/elevation-requests',
  elevationRequest: (id: string) => at('epm', 'elevation-requests', id),
  elevationRequestAction: (id: string, action: RequestAction) =>
    at('epm', 'elevation-requests', id, action),

  evaluator: () => '/epm/evaluator',

  privilegedAccessHome: () => '/privileged-access',
  privilegedAccess: (tab: PrivilegedAccessTab) => at('privileged-access', tab),
  /** `of`: what the form begins with. */
  accessRequestNew: (of: { type?: string; access?: string } = {}) =>
    withQuery('/privileged-access/requests/new', of),
  accessRequest: (id: string) => at('privileged-access', 'requests', id),
  accessRequestAction: (id: string, action: AccessAction) =>
    at('privileged-access', 'requests', id, action),

  auditLogs: () => '/audit-logs',
  /** Every record of one thing, whenever it was made. */
  auditLogsOf: (id: string) => withQuery('/audit-logs', { object: id, range: 'all' }),
  auditEvent: (id: string) => at('audit-logs', id),
  roles: () => '/roles',
  roleNew: (copyOf?: string) => withQuery('/roles/new', { copy: copyOf }),
  role: (id: string) => at('roles', id),
  roleEdit: (id: string, section: RoleSection) => at('roles', id, 'edit', section),
  roleAssign: (id: string) => at('roles', id, 'assign'),
  roleAssignments: () => '/roles/assignments',
  roleAssignment: (id: string) => at('roles', 'assignments', id),
  roleAssignmentEdit: (id: string, section: RoleAssignmentSection) =>
    at('roles', 'assignments', id, 'edit', section),
  scopeTags: () => '/roles/scope-tags',
  scopeTag: (id: string) => at('roles', 'scope-tags', id),
  peopleRights: () => '/roles/people',
  personRights: (id: string) => at('roles', 'people', id),
  tokens: () => '/tokens',
  devices: () => '/devices',
  device: (id: string) => at('devices', id),
}

/** Keeps filter, sort and search when an item opens over its list or closes back to it. */
export const keepingSearch = (path: string, search: string) =>
  search === '' || search === '?' ? path : path + (search.startsWith('?') ? search : `?${search}`)
