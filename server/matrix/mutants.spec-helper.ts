import { endpoints, type EndpointName } from '#contract/endpoints.ts'

import { notFound } from '../http/graph-failure.ts'
import { rights, type Right } from '../http/rights.ts'
import type { Context, Handler, Handlers } from '../http/types.ts'
import type { Change } from './world.spec-helper.ts'

/**
 * Services that are wrong in one place each: the matrix has to find every one of them, or a cell of it proves nothing.
 */
export type Mutant = {
  what: string
  name: EndpointName
  change?: Change
  /** Makes the mistake in a table that the service shares; returns what takes it back. */
  mutate?: () => () => void
}

/** The tables are constants only to the compiler. */
const setting = <T extends object, K extends keyof T>(table: T, key: K, value: T[K]) => {
  const before = table[key]
  table[key] = value
  return () => void (table[key] = before)
}

const wrongRight = (name: EndpointName, right: Right): Mutant => ({
  what: `${name} needs ${right.replace('Microsoft.Intune_', '')}`,
  name,
  mutate: () => setting(rights as Record<EndpointName, Right>, name, right),
})

/** Two guards stand before every endpoint, who may call at all and the right; this one has lost both. */
const opened = (name: EndpointName, audience: string): Mutant => ({
  what: `${name} is open to ${audience}`,
  name,
  mutate: () => {
    const takeBack = [
      setting(endpoints[name] as { audience: string }, 'audience', audience),
      setting(rights as Record<EndpointName, Right>, name, 'anyone'),
    ]
    return () => takeBack.forEach((back) => back())
  },
})

type Name = keyof Handlers

const around = (name: Name, wrap: (handler: Handler<EndpointName>) => Handler<EndpointName>) =>
  ((handlers: Handlers) => ({
    // The wrapper passes on what it is given, so the types of one endpoint stay together.
    [name]: wrap(handlers[name] as unknown as Handler<EndpointName>),
  })) as Change

/** The same call by somebody with another scope or another id. */
const asIf = (what: string, name: Name, over: object): Mutant => ({
  what: `${name} ${what}`,
  name,
  change: around(
    name,
    (handler) => (context) =>
      handler({
        ...context,
        principal: { ...context.principal, ...over },
      } as Context),
  ),
})
const unscoped = (name: Name) => asIf('does not look at scope', name, { scopeTagIds: null })

const policy = 'Microsoft.Intune_EpmPolicy_'

export const mutants: readonly Mutant[] = [
  wrongRight('policyList', 'signedIn'),
  wrongRight('policyGet', `${policy}ViewReports`),
  wrongRight('policyCreate', `${policy}Update`),
  wrongRight('policyReplace', `${policy}Create`),
  wrongRight('policyDelete', `${policy}Update`),
  wrongRight('policyAssign', `${policy}Update`),
  wrongRight('policyVersionRestore', `${policy}Read`),
  wrongRight('elevationRequestList', `${policy}Read`),
  wrongRight('elevationRequestGetAll', `${policy}ModifyElevationRequests`),
  wrongRight('elevationRequestApprove', `${policy}ViewElevationRequests`),
  wrongRight('elevationRequestRevoke', `${policy}ViewElevationRequests`),
  wrongRight('elevationList', `${policy}Read`),
  wrongRight('exportJobCreate', `${policy}ViewElevationRequests`),
  wrongRight('reusableSettingCreate', `${policy}Update`),
  wrongRight('deviceGet', 'signedIn'),
  wrongRight('auditEventList', `${policy}ViewReports`),
  wrongRight('groupList', `${policy}Read`),
  wrongRight('import', `${policy}Create`),
  unscoped('elevationRequestList'),
  unscoped('elevationRequestCount'),
  unscoped('elevationRequestGet'),
  unscoped('elevationRequestGetAll'),
  unscoped('elevationRequestDeny'),
  unscoped('elevationList'),
  unscoped('elevationCount'),
  unscoped('elevationGet'),
  unscoped('policyList'),
  unscoped('policyGet'),
  unscoped('policySettingList'),
  unscoped('policyDelete'),
  unscoped('policyCreateCopy'),
  unscoped('policyAssign'),
  unscoped('policyDevicesReport'),
  unscoped('policyDeviceSummaryReport'),
  unscoped('policyVersionList'),
  unscoped('reusableSettingUpdate'),
  unscoped('reusableSettingPolicyList'),
  unscoped('deviceList'),
  unscoped('deviceGet'),
  unscoped('auditEventList'),
  unscoped('auditEventGet'),
  asIf('takes everybody for somebody else', 'elevationRequestApprove', { userId: 'somebody' }),
  asIf('takes everybody for somebody else', 'exportJobGet', { userId: 'somebody' }),
  wrongRight('pamSettingsUpdate', 'signedIn'),
  wrongRight('pamPolicyDelete', 'Microsoft.Exchange_RoleManagement_Read'),
  wrongRight('pamGroupMemberAdd', 'Microsoft.Exchange_RoleManagement_Read'),
  asIf('takes everybody for somebody else', 'pamRequestApprove', { userId: 'somebody' }),
  asIf('takes everybody for a manager', 'pamRequestGet', { rights: new Set(['*']) }),
  asIf('takes everybody for a manager', 'pamRequestRevoke', { rights: new Set(['*']) }),
  opened('userList', 'user or device'),
  opened('policyAssignmentList', 'anyone'),
  {
    what: 'a refused deletion leaves no record',
    name: 'policyDelete',
    mutate: () => setting(endpoints.policyDelete as { changes: boolean }, 'changes', false),
  },
  {
    what: 'a deletion changes something and is refused then',
    name: 'policyDelete',
    change: around('policyDelete', () => async ({ deps }) => {
      await deps.db.updateTable('policies').set({ name: 'Taken' }).execute()
      throw notFound('The policy')
    }),
  },
]
