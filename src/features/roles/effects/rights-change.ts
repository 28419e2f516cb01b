import { resourceActions } from '#contract/rights.ts'
import type { UserRights } from '#contract/roles.ts'
import { holds, tagsFor, type Grant } from '#domain/roles/effective-rights.ts'

/** A person's role assignments, as the rules of effective rights take them. */
export const grantsOf = ({ assignments, rights }: UserRights): readonly Grant[] =>
  assignments.map(({ id, roleDefinition, scopeTags, scopeType, scopeGroups }) => ({
    assignmentId: id,
    roleDefinitionId: roleDefinition.id,
    actions: rights
      .filter(({ assignmentIds }) => assignmentIds.includes(id))
      .map(({ action }) => action),
    scopeTagIds: scopeTags?.map((tag) => tag.id) ?? [],
    scopeType,
    scopeMembers: scopeGroups.map((group) => group.id),
  }))

/** Tags in which rights hold; null is everywhere. */
type Tags = readonly string[] | null

export type RightsChange = {
  gained: readonly string[]
  lost: readonly string[]
  /** Held before and after, and now in more, or fewer, tags. */
  wider: readonly string[]
  narrower: readonly string[]
}

const within = (inner: Tags, outer: Tags) =>
  outer === null || (inner !== null && inner.every((tag) => outer.includes(tag)))

/** What a person can do after a change that they could not before, and the other way round. */
export const rightsChange = (before: readonly Grant[], after: readonly Grant[]): RightsChange => {
  const had = (action: string) => holds(before, action)
  const has = (action: string) => holds(after, action)
  const kept = resourceActions.filter((action) => had(action) && has(action))
  const tags = (action: string) => ({ was: tagsFor(before, action), is: tagsFor(after, action) })
  return {
    gained: resourceActions.filter((action) => !had(action) && has(action)),
    lost: resourceActions.filter((action) => had(action) && !has(action)),
    wider: kept.filter((action) => {
      const { was, is } = tags(action)
      return !within(is, was)
    }),
    narrower: kept.filter((action) => {
      const { was, is } = tags(action)
      return !within(was, is)
    }),
  }
}

const strong = new Set<string>([
  ...['ModifyElevationRequests', 'Create', 'Update', 'Assign'].map(
    (name) => `Microsoft.Intune_EpmPolicy_${name}`,
  ),
  ...['Create', 'Update', 'Assign'].map((name) => `Microsoft.Intune_Roles_${name}`),
])

/**
 * Rights that let programs run as administrator, or hand out such rights, and that come to hold in more places although they
 * are given by another assignment than the changed one: tags of assignments about one kind of thing add up.
 */
export const widenedUnseen = (
  before: readonly Grant[],
  after: readonly Grant[],
): readonly string[] => {
  const known = new Set(before)
  const changed = after.filter((grant) => !known.has(grant))
  return rightsChange(before, after).wider.filter(
    (action) => strong.has(action) && !holds(changed, action),
  )
}

/** How a change makes of a person's assignments others. */
export type Change = (grants: readonly Grant[]) => readonly Grant[]

export const withoutAssignment =
  (id: string): Change =>
  (grants) =>
    grants.filter(({ assignmentId }) => assignmentId !== id)

export const withRoleActions =
  (roleId: string, actions: readonly string[]): Change =>
  (grants) =>
    grants.map((grant) => (grant.roleDefinitionId === roleId ? { ...grant, actions } : grant))

/** The person comes in, or what the assignment gives them becomes this. */
export const withGrant =
  (grant: Grant): Change =>
  (grants) => [...grants.filter(({ assignmentId }) => assignmentId !== grant.assignmentId), grant]
