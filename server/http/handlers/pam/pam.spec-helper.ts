import type { LoadableWorld } from '../../../store/load-world.ts'
import { smallWorld, tenant, type Answer } from '../tenant.spec-helper.ts'

export const base = '/epm/pam'
const right = (name: string) => `Microsoft.Exchange_${name}`

const approvers = {
  id: 'pam-approvers',
  displayName: 'Privileged access approvers',
  mail: 'pam@contoso.example',
  mailEnabled: true,
  securityEnabled: true,
  memberIds: ['approver', 'olga'],
}
const ceos = {
  id: 'pam-second',
  displayName: 'Second approvers',
  mail: 'second@contoso.example',
  mailEnabled: true,
  securityEnabled: true,
  memberIds: ['second'],
}

/** `manager` manages, `approver` and `olga` approve for the default group, `second` for another, `lockbox` for Microsoft’s. */
export const pamTenant = async (over: Partial<LoadableWorld> = {}) => {
  const small = smallWorld()
  const user = (id: string) => ({
    id,
    userPrincipalName: `${id}@contoso.example`,
    displayName: id,
    accountEnabled: true,
  })
  return tenant({
    users: [...small.users, ...['manager', 'lockbox', 'robot'].map(user)],
    groups: [...small.groups, approvers, ceos],
    roleDefinitions: [
      ...small.roleDefinitions,
      {
        id: 'role-management',
        displayName: 'Role Management',
        isBuiltIn: true,
        actions: [right('RoleManagement_Read'), right('RoleManagement_Update')],
      },
      {
        id: 'role-lockbox',
        displayName: 'Customer Lockbox access approver',
        isBuiltIn: true,
        actions: [right('CustomerLockbox_Approve')],
      },
    ],
    roleAssignments: [
      ...small.roleAssignments.map((each) =>
        each.id === 'a1' ? { ...each, members: ['admin'] } : each,
      ),
      {
        id: 'p1',
        displayName: 'Managers',
        roleDefinitionId: 'role-management',
        members: ['manager'],
        scopeTagIds: [],
      },
      {
        id: 'p2',
        displayName: 'Lockbox',
        roleDefinitionId: 'role-lockbox',
        members: ['lockbox'],
        scopeTagIds: [],
      },
    ],
    ...over,
  })
}
export type PamTenant = Awaited<ReturnType<typeof pamTenant>>

export const mustBe = (answer: Answer, status: number): Answer => {
  if (answer.status !== status) throw new Error(`${answer.status}: ${answer.text}`)
  return answer
}

export const switchOn = async (world: PamTenant, more: Record<string, unknown> = {}) =>
  mustBe(
    await world.patch('user:manager', `${base}/settings`, {
      approvalsRequired: true,
      defaultApproverGroupId: 'pam-approvers',
      ...more,
    }),
    200,
  )

export const policyBody = (over: Record<string, unknown> = {}) => ({
  policyType: 'task',
  policyScope: 'Exchange',
  policyName: 'New-MoveRequest',
  approvalType: 'manual',
  ...over,
})
export const addPolicy = async (world: PamTenant, over: Record<string, unknown> = {}) =>
  mustBe(await world.post('user:manager', `${base}/policies`, policyBody(over)), 201)

export const requestBody = (over: Record<string, unknown> = {}) => ({
  requestType: 'task',
  requestScope: 'Exchange',
  requestedAccess: 'New-MoveRequest',
  ...over,
})
/** Asks as this person; the id of the request. */
export const ask = async (
  world: PamTenant,
  who = 'user:nobody',
  over: Record<string, unknown> = {},
) => String(mustBe(await world.post(who, `${base}/requests`, requestBody(over)), 201).body['id'])

export const use = (world: PamTenant, who = 'user:nobody', over: Record<string, unknown> = {}) =>
  world.post(who, `${base}/executions`, { name: 'New-MoveRequest', ...over })

export const activities = async (world: PamTenant) =>
  (
    await world.db
      .selectFrom('audit')
      .select(['activity_type', 'result', 'actor_name', 'resource'])
      .where('category', '=', 'PrivilegedAccess')
      .orderBy('seq')
      .execute()
  ).map((row) => [row.activity_type, row.result, row.actor_name])
