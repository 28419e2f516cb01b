import { userOf } from '../people.ts'
import {
  approverGroups,
  exchangeAutomation,
  samplePrivilegedAccess,
} from '../sample/privileged-access.ts'
import type { World } from '../world.ts'
import { smallTenant } from './three-pending.ts'

/** The small tenant with the privileged access of the sample one: requests in every state, nine of people and two of Microsoft’s. */
export const accessTenant = (at: Date): World => {
  const small = smallTenant(at)
  return {
    ...small,
    name: 'access-tenant',
    users: [
      ...small.users,
      exchangeAutomation,
      userOf('isla.macleod', 'Isla MacLeod', 'Messaging engineer', 'Information technology'),
    ],
    groups: [...small.groups, ...approverGroups],
    pam: samplePrivilegedAccess(at),
  }
}

/** Its approvers' groups, without settings, policies or requests: nobody has begun. */
export const accessUnused = (at: Date): World => ({
  ...accessTenant(at),
  name: 'access-unused',
  pam: {
    approvalsRequired: false,
    defaultApproverGroupId: null,
    systemAccountIds: [],
    policies: [],
    requests: [],
    executions: [],
  },
})
