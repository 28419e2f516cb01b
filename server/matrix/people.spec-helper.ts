import { resourceActions } from '#contract/rights.ts'
import type { roles } from '#worlds/roles.ts'

/**
 * Who may hold what, written down from epm-behaviour 10.2 and not taken from the service or from the sample roles: a wrong
 * right there has to show here.
 */
const policy = ['Read', 'Create', 'Update', 'Delete', 'Assign'].map((right) => `EpmPolicy_${right}`)
const reports = ['EpmPolicy_ViewReports']
const view = ['EpmPolicy_ViewElevationRequests']
const modify = ['EpmPolicy_ModifyElevationRequests']
const inventory = ['ManagedDevices_Read', 'Organization_Read']
const admin = 'AdminTasks_Read'
const adminWrites = ['AdminTasks_Create', 'AdminTasks_Update', 'AdminTasks_Delete']
const roleWrites = ['Roles_Create', 'Roles_Update', 'Roles_Delete', 'Roles_Assign']

type Person = { name: string; role: keyof typeof roles | null; holds: readonly string[] | '*' }

/** The principals of R16 that are people; `none` and `device` come without a role. */
const people = [
  { name: 'no role', role: null, holds: [] },
  {
    name: 'Endpoint Privilege Reader',
    role: 'privilegeReader',
    holds: ['EpmPolicy_Read', ...reports, ...view, ...inventory, admin],
  },
  {
    name: 'Read Only Operator',
    role: 'readOnlyOperator',
    holds: ['EpmPolicy_Read', ...reports, ...view, ...inventory, 'Audit_Read', 'Roles_Read'],
  },
  {
    name: 'requests only',
    role: 'requestsApprover',
    holds: [...view, ...modify, 'ManagedDevices_Read'],
  },
  { name: 'policy author', role: 'policyAuthor', holds: [...policy, ...reports] },
  {
    name: 'Endpoint Privilege Manager',
    role: 'privilegeManager',
    holds: [...policy, ...reports, ...view, ...modify, ...inventory, admin, ...adminWrites],
  },
  {
    name: 'Endpoint Security Manager',
    role: 'securityManager',
    holds: [...policy, ...reports, ...view, ...modify, ...inventory, 'Audit_Read', 'Roles_Read'],
  },
  {
    name: 'role administrator',
    role: 'roleAdministrator',
    holds: ['Organization_Read', 'Roles_Read', ...roleWrites],
  },
  {
    name: 'Exchange Administrator',
    role: 'exchangeAdministrator',
    holds: ['RoleManagement_Read', 'RoleManagement_Update', 'CustomerLockbox_Approve'],
  },
  { name: 'full administrator', role: 'intuneAdministrator', holds: '*' },
] as const satisfies readonly Person[]

/** An administrator whose session is over: whatever they hold must not count. */
const late = { name: 'expired session', role: 'intuneAdministrator' } as const

/**
 * The roles above have all rights over policies or none, so that they cannot tell one of them from another. These two hold what
 * the row in question asks for and nothing else, and everything but that.
 */
export const only = 'only the right'
export const allBut = 'all but the right'

export const principals = [
  'none',
  late.name,
  ...people.map((person) => person.name),
  only,
  allBut,
  'device',
] as const satisfies readonly string[]
export type Principal = (typeof principals)[number]

/** The sample role of a principal, null for none. */
export const roleOf = (principal: Principal): keyof typeof roles | null =>
  [...people, late].find((person) => person.name === principal)?.role ?? null
export const isPerson = (principal: Principal) =>
  !['none', 'expired session', 'device'].includes(principal)
export const isUser = (principal: Principal) => principal !== 'none' && principal !== 'device'

/** The resource action of a right: Intune's, but for those of Exchange. */
const actionOf = (right: string) =>
  `Microsoft.${/^(RoleManagement|CustomerLockbox)_/.test(right) ? 'Exchange' : 'Intune'}_${right}`

/** What `only the right` and `all but the right` hold for a row that needs this. */
export const actionsOf = (principal: typeof only | typeof allBut, needs: string): string[] =>
  resourceActions.filter((action) => (action === actionOf(needs)) === (principal === only))

/** Does this principal hold the right, in a row that needs `needs`? `expired session` holds none, whatever its role. */
export const holds = (principal: Principal, right: string, needs: string): boolean => {
  if (principal === only || principal === allBut) {
    return actionsOf(principal, needs).includes(actionOf(right))
  }
  const held = people.find((person) => person.name === principal)?.holds ?? []
  return held === '*' || held.some((each) => each === right)
}
