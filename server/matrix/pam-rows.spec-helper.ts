import type { EndpointName } from '#contract/endpoints.ts'

import { holds } from './people.spec-helper.ts'
import { change, one, plain, signedIn, version1, type Cell, type Row } from './row.spec-helper.ts'
import { employeeUpn, guid } from './world.spec-helper.ts'

const read = 'RoleManagement_Read'
const manage = 'RoleManagement_Update'

const policyBody = {
  policyType: 'task',
  policyScope: 'Exchange',
  policyName: 'Set-Mailbox',
  approvalType: 'manual',
}
const ofPolicy = { params: { id: guid('pam policy') }, headers: version1 }

const may = ({ principal, needs }: Cell, right: string) => holds(principal, right, needs)
/** Of a request that was asked of another group only whoever asked and managers know. */
const unseen = (cell: Cell) =>
  cell.place.scope === 'out' &&
  cell.place.owner === 'other' &&
  !may(cell, read) &&
  !may(cell, manage)

/** The members of the group that was asked answer, whatever their role; in scope that is everybody (epm-behaviour 19.4). */
const answer = (cell: Cell): number | null =>
  unseen(cell) ? 404 : cell.place.scope === 'out' ? 403 : null

/** Who manages, asks, answers and uses in privileged access (epm-behaviour 19). */
export const pamRows = {
  pamSettingsGet: { needs: signedIn, ...plain() },
  pamSettingsUpdate: {
    needs: manage,
    ...change,
    ...plain({ body: { systemAccounts: [employeeUpn] } }),
  },
  pamGroupList: { needs: read, ...plain() },
  pamGroupCreate: {
    needs: manage,
    ...change,
    ...plain({ body: { displayName: 'Night shift', mail: 'night@contoso.example' } }),
  },
  pamGroupMemberAdd: {
    needs: manage,
    ...change,
    ...plain({ params: { id: guid('pam group') }, body: { userId: guid('employee') } }),
  },
  pamGroupMemberRemove: {
    needs: manage,
    ...change,
    ...plain({ params: { id: guid('pam others'), userId: guid('employee') } }),
  },
  pamPolicyList: { needs: signedIn, ...plain() },
  pamPolicyCreate: { needs: manage, ...change, ...plain({ body: policyBody }) },
  pamPolicyUpdate: {
    needs: manage,
    ...change,
    ...plain({ ...ofPolicy, body: { approvalType: 'auto' } }),
  },
  pamPolicyDelete: { needs: manage, ...change, ...plain(ofPolicy) },

  pamRequestList: { needs: signedIn, ...plain() },
  pamRequestGet: {
    needs: signedIn,
    rule: (cell) => (unseen(cell) ? 404 : null),
    ...one('pam request pending'),
  },
  pamRequestExecutions: {
    needs: signedIn,
    rule: (cell) => (unseen(cell) ? 404 : null),
    ...one('pam request pending'),
  },
  pamRequestCreate: {
    needs: signedIn,
    ...change,
    ...plain({
      body: { requestType: 'task', requestScope: 'Exchange', requestedAccess: 'New-MoveRequest' },
    }),
  },
  /** Nobody approves their own, although everybody is in the group (R7). */
  pamRequestApprove: {
    needs: signedIn,
    ...change,
    rule: (cell) => answer(cell) ?? (cell.place.owner === 'own' ? 403 : null),
    ...one('pam request pending', { body: {}, headers: version1 }),
  },
  pamRequestDeny: {
    needs: signedIn,
    ...change,
    rule: answer,
    ...one('pam request pending', { body: {}, headers: version1 }),
  },
  /** Whoever asked may give access back, and managers may take it. */
  pamRequestRevoke: {
    needs: signedIn,
    ...change,
    rule: (cell) =>
      unseen(cell)
        ? 404
        : cell.place.scope === 'in' || cell.place.owner === 'own' || may(cell, manage)
          ? null
          : 403,
    ...one('pam request approved', { body: {}, headers: version1 }),
  },
  pamExecutionCreate: { needs: signedIn, ...change, ...plain({ body: { name: 'Set-Mailbox' } }) },
} satisfies Partial<Record<EndpointName, Row>>
