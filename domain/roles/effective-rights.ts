import type { ScopeType } from '#contract/roles.ts'

import { permissionOf } from './right-texts.ts'

/** One role assignment that reaches a person, with the actions of its role. */
export type Grant = {
  assignmentId: string
  roleDefinitionId: string
  /** `*` is every action. */
  actions: readonly string[]
  /** Empty: everything. */
  scopeTagIds: readonly string[]
  scopeType: ScopeType
  /** Groups that may be targeted under it, with `resourceScope`. */
  scopeMembers: readonly string[]
}

const gives = (grant: Grant, action: string) =>
  grant.actions.includes('*') || grant.actions.includes(action)

const concerns = (grant: Grant, permission: string) =>
  grant.actions.some((action) => action === '*' || permissionOf(action) === permission)

/** Every action of the grants together; `*` is all of them. */
export const actionsOf = (grants: readonly Grant[]): Set<string> =>
  new Set(grants.flatMap((grant) => grant.actions))

export const holds = (grants: readonly Grant[], action: string): boolean =>
  grants.some((grant) => gives(grant, action))

/** Scope tags of grants taken together: null is everything, an empty list nothing. */
export const unionOfTags = (grants: readonly Grant[]): readonly string[] | null =>
  grants.some((grant) => grant.scopeTagIds.length === 0)
    ? null
    : [...new Set(grants.flatMap((grant) => grant.scopeTagIds))].sort()

/**
 * Where an action holds. Intune merges: rights over one kind of object hold in the tags of every assignment about that
 * kind. They do not carry over to other kinds, so that a wide role about roles does not widen a narrow one about policies.
 */
export const tagsFor = (grants: readonly Grant[], action: string): readonly string[] | null => {
  const permission = permissionOf(action)
  return unionOfTags(grants.filter((grant) => concerns(grant, permission)))
}

/** Holds every right over everything. */
export const isAdministrator = (grants: readonly Grant[]): boolean =>
  grants.some((grant) => grant.actions.includes('*') && grant.scopeTagIds.length === 0)
