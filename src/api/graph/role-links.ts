import type { RoleAssignment, RoleDefinition } from '#contract/roles.ts'

import type { AnyCall, Send } from '../api.ts'
import type { ApiResult } from '../result.ts'

type ListOf<T> = { value: T[]; '@odata.nextLink'?: string | undefined }

/** All pages of a list; what cannot be read is left out. */
const readAll = async <T>(send: Send, name: AnyCall['name'], args: AnyCall['args']) => {
  const found: T[] = []
  for (let next = args; ;) {
    const page = await send(name, next)
    if (page.type !== 'success') return found
    // Checked against the contract by the client.
    const { value, '@odata.nextLink': nextLink } = page.data as ListOf<T>
    found.push(...value)
    if (nextLink === undefined) return found
    next = { nextLink, signal: args.signal }
  }
}

const lacksRole = ({ roleDefinition }: RoleAssignment) => (roleDefinition ?? null) === null

/**
 * On Graph an assignment does not name its role: only the assignments below a definition tell which are its (graph-contract 7.5).
 * The role of an assignment never becomes another one, so a link that is known stays known.
 */
export const createRoleLinks = () => {
  const roleOf = new Map<string, string>()

  const learn = async (send: Send, roles: readonly RoleDefinition[], signal?: AbortSignal) => {
    await Promise.all(
      roles.map(async ({ id }) => {
        const own = await readAll<RoleAssignment>(send, 'roleDefinitionAssignmentList', {
          path: { id },
          signal,
        })
        for (const assignment of own) roleOf.set(assignment.id, id)
      }),
    )
  }

  /** The same answer, each assignment with the definition of its role. */
  return async (
    { name, args }: AnyCall,
    result: ApiResult<unknown>,
    send: Send,
  ): Promise<ApiResult<unknown>> => {
    if (result.type !== 'success') return result
    if (name !== 'roleAssignmentList' && name !== 'roleAssignmentGet') return result
    // Checked against the contract by the client.
    const data = result.data as RoleAssignment | ListOf<RoleAssignment>
    const found =
      'value' in data ? (data as ListOf<RoleAssignment>).value : [data as RoleAssignment]
    const unlinked = found.filter(lacksRole)
    if (unlinked.length === 0) return result
    const roles = await readAll<RoleDefinition>(send, 'roleDefinitionList', { signal: args.signal })
    if (unlinked.some(({ id }) => !roleOf.has(id))) await learn(send, roles, args.signal)
    const linked = (assignment: RoleAssignment): RoleAssignment => {
      const role = roles.find(({ id }) => id === roleOf.get(assignment.id))
      return lacksRole(assignment) && role ? { ...assignment, roleDefinition: role } : assignment
    }
    return {
      ...result,
      data:
        'value' in data ? { ...data, value: found.map(linked) } : linked(data as RoleAssignment),
    }
  }
}
