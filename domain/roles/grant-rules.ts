import { resourceActions } from '#contract/rights.ts'
import type { ScopeType } from '#contract/roles.ts'

import { holds, tagsFor, type Grant } from './effective-rights.ts'

/** A right that somebody did not have before, in these tags; null: everywhere. */
export type Gain = { action: string; tags: readonly string[] | null }

/** What an assignment reaches: tags (none is everything) and whom policies may be assigned to under it. */
export type Scope = Pick<Grant, 'scopeTagIds' | 'scopeType' | 'scopeMembers'>

/** `*` is a right of its own: who holds every right of today also holds those of tomorrow. */
const everyAction: readonly string[] = ['*', ...resourceActions]

const without = (after: readonly string[] | null, before: readonly string[] | null) => {
  if (before === null) return []
  return after === null ? null : after.filter((tag) => !before.includes(tag))
}

/** What somebody may do after a change and could not before, as it is enforced: rights of one kind are merged. */
export const gainsOf = (before: readonly Grant[], after: readonly Grant[]): Gain[] =>
  everyAction.flatMap((action) => {
    if (!holds(after, action)) return []
    const had = holds(before, action) ? tagsFor(before, action) : []
    const tags = without(tagsFor(after, action), had)
    return tags === null || tags.length > 0 ? [{ action, tags }] : []
  })

/** The part of the gains that a person with these grants does not hold. */
export const beyond = (own: readonly Grant[], gains: readonly Gain[]): Gain[] =>
  gains.flatMap(({ action, tags }) => {
    if (!holds(own, action)) return [{ action, tags }]
    const lacking = without(tags, tagsFor(own, action))
    return lacking === null || lacking.length > 0 ? [{ action, tags: lacking }] : []
  })

const holdsOver = (grants: readonly Grant[], action: string, carried: readonly string[]) => {
  if (!holds(grants, action)) return false
  const tags = tagsFor(grants, action)
  return tags === null || carried.some((tag) => tags.includes(tag))
}

/**
 * Rights that somebody with one of these grants comes to hold over a thing by its new tag, and that the one who gives it the tag
 * does not hold over it with the tags that it carries.
 */
export const gainsByTag = (
  own: readonly Grant[],
  holders: readonly Grant[],
  [tag, carried]: readonly [string, readonly string[]],
): string[] => {
  const tagged = holders.filter((grant) => grant.scopeTagIds.includes(tag))
  return everyAction.filter(
    (action) => holdsOver(tagged, action, [tag]) && !holdsOver(own, action, carried),
  )
}

/** How targets are called that are no group; a group goes by its id. */
export const everyDevice = 'every device'
export const everyUser = 'every user'
const whole: ScopeType = 'allDevicesAndLicensedUsers'

/** Every device and every user together are the tenant: every group lies inside. One of the two alone holds no group. */
export const isWhole = (scope: Scope): boolean => scope.scopeType === whole

const targetsOf = ({ scopeType, scopeMembers }: Scope): readonly string[] => {
  switch (scopeType) {
    case 'allDevices':
      return [everyDevice]
    case 'allLicensedUsers':
      return [everyUser]
    case 'allDevicesAndLicensedUsers':
      return [everyDevice, everyUser]
    case 'resourceScope':
      return scopeMembers
  }
}

const inTag = (grant: Grant, tag: string | null) =>
  grant.scopeTagIds.length === 0 || (tag !== null && grant.scopeTagIds.includes(tag))

/** Whether grants reach everything that a scope does: each of its tags, and in each of them each of its groups. */
export const reachesAll = (own: readonly Grant[], scope: Scope): boolean => {
  const tags = scope.scopeTagIds.length === 0 ? [null] : scope.scopeTagIds
  return tags.every((tag) => {
    const here = own.filter((grant) => inTag(grant, tag))
    if (here.length === 0) return false
    if (here.some(isWhole)) return true
    return (
      !isWhole(scope) &&
      targetsOf(scope).every((target) => here.some((grant) => targetsOf(grant).includes(target)))
    )
  })
}

/** Grants whose role gives an action. */
export const giving = (grants: readonly Grant[], action: string): Grant[] =>
  grants.filter((grant) => holds([grant], action))

/** Whether a policy with these tags may be assigned to a target: one assignment has to have both in its scope. */
export const mayTarget = (
  own: readonly Grant[],
  policyTags: readonly string[],
  target: string,
): boolean =>
  giving(own, 'Microsoft.Intune_EpmPolicy_Assign').some(
    (grant) =>
      (grant.scopeTagIds.length === 0 ||
        grant.scopeTagIds.some((tag) => policyTags.includes(tag))) &&
      (isWhole(grant) || targetsOf(grant).includes(target)),
  )

const assignRole = 'Microsoft.Intune_Roles_Assign'

/**
 * Who hands out roles for the whole tenant gives others roles that hold more than their own, because that is the task
 * (ADR 018). Never the role that may do everything, and never to themselves: callers check that first.
 */
export const handsOutRoles = (own: readonly Grant[]): boolean =>
  giving(own, assignRole).some((grant) => grant.scopeTagIds.length === 0 && isWhole(grant))
