import { innerCodes } from '#contract/errors.ts'
import { holds, isAdministrator, unionOfTags, type Grant } from '#domain/roles/effective-rights.ts'
import {
  beyond,
  gainsOf,
  giving,
  handsOutRoles,
  reachesAll,
  type Gain,
  type Scope,
} from '#domain/roles/grant-rules.ts'
import { rightInWords } from '#domain/roles/right-texts.ts'

import { countAdministrators } from '../../store/administrators.ts'
import { reaching, type AssignedRole } from '../../store/role-members.ts'
import type { Tx } from '../../store/schema.ts'
import { GraphFailure } from '../graph-failure.ts'
import type { Situation } from './role-situation.ts'

const mostDetails = 50
export const assignRight = 'Microsoft.Intune_Roles_Assign'
export const updateRight = 'Microsoft.Intune_Roles_Update'

export const forbidden = (innerCode: string, message: string, targets: readonly string[] = []) =>
  new GraphFailure(403, 'Forbidden', message, {
    innerCode,
    details: targets
      .slice(0, mostDetails)
      .map((target) => ({ code: innerCode, message: rightInWords(target), target })),
  })

/** Nobody changes an assignment that they are in, nor makes one (R14). Whoever they are: another administrator does it. */
export const refuseOwnMembers = ({ ownIds }: Situation, members: readonly string[]): void => {
  if (!members.some((member) => ownIds.has(member))) return
  throw forbidden(
    innerCodes.ownRole,
    'You are in this assignment yourself, directly or through a group, so somebody else has to do this.',
  )
}

/** Nor a role that they hold. */
export const refuseOwnRole = ({ grants }: Situation, roleId: string): void => {
  if (!grants.some(({ roleDefinitionId }) => roleDefinitionId === roleId)) return
  throw forbidden(
    innerCodes.ownRole,
    'This role is assigned to you, directly or through a group, so somebody else has to change it.',
  )
}

/** Refuses to touch what lies outside the scope in which the caller holds the right to do so. */
export const requireScope = ({ grants }: Situation, right: string, scope: Scope): void => {
  const own = giving(grants, right)
  const tags = unionOfTags(own)
  const everything = scope.scopeTagIds.length === 0
  if (everything ? tags !== null : scope.scopeTagIds.some((tag) => tags?.includes(tag) === false)) {
    throw forbidden(
      innerCodes.scopeNotHeld,
      everything
        ? 'This reaches everything, and your own role assignments are narrowed by scope tags.'
        : 'This has scope tags that are not in your own role assignments.',
    )
  }
  if (reachesAll(own, scope)) return
  throw forbidden(
    innerCodes.scopeNotHeld,
    'This has scope groups that are not in your own role assignments.',
  )
}

const notHeld = (gains: readonly Gain[]) => {
  const actions = [...new Set(gains.map(({ action }) => action))]
  const [first = ''] = actions
  const others = actions.length - 1
  const more = others === 0 ? '' : others === 1 ? ' and 1 other' : ` and ${others} others`
  return forbidden(
    innerCodes.rightNotHeld,
    `You cannot give a right that you do not hold in the same scope: ${rightInWords(first)}${more}.`,
    actions,
  )
}

/** Every right of a custom role has to be the maker's own, wherever that is: what it reaches is said when it is assigned. */
export const requireRights = ({ grants }: Situation, actions: readonly string[]): void => {
  const lacking = actions.filter((action) => !holds(grants, action))
  if (lacking.length > 0) throw notHeld(lacking.map((action) => ({ action, tags: null })))
}

/** The role that may do everything is given and taken by those who may do everything. */
export const requireAdministrator = ({ grants }: Situation, role: Pick<Grant, 'actions'>): void => {
  if (!role.actions.includes('*') || isAdministrator(grants)) return
  throw forbidden(
    innerCodes.rightNotHeld,
    'Only somebody who may do everything themselves can give or take this role.',
    ['*'],
  )
}

/** Whom policies may be assigned to under a grant has to be in the caller's own reach, unless it was there before. */
const requireReach = (situation: Situation, before: readonly Grant[], next: Grant) => {
  const right = 'Microsoft.Intune_EpmPolicy_Assign'
  if (!holds([next], right) || reachesAll(giving(before, right), next)) return
  requireScope(situation, right, next)
}

/** People whose rights a change of these assignments touches, each with the ids they are known by. */
const peopleIn = (situation: Situation, assignments: readonly AssignedRole[]) => {
  const members = new Set(assignments.flatMap((each) => each.members))
  const people = new Set([...members].flatMap((id) => [id, ...situation.peopleOf(id)]))
  return [...people].map((id) => new Set([id, ...situation.groupsOf(id)]))
}

/**
 * Refuses a change after which anybody holds a right, or a scope of one, that they did not and the caller does not (R14). Compared
 * is what is enforced, for each person by all their assignments together, and for each changed assignment by itself, because
 * groups get members later. With `delegated`, those who hand out roles for the whole tenant may give more than they hold,
 * but never to somebody who comes to hold every right by it.
 */
export const refuseGains = (
  situation: Situation,
  after: readonly AssignedRole[],
  { delegated }: { delegated: boolean },
): void => {
  const old = new Map(situation.assigned.map((each) => [each.row.id, each]))
  const changed = after.filter((each) => old.get(each.row.id) !== each)
  const free = delegated && handsOutRoles(situation.grants)
  const check = (before: readonly Grant[], next: readonly Grant[]) => {
    if (free && !next.some(({ actions }) => actions.includes('*'))) return
    const lacking = beyond(situation.grants, gainsOf(before, next))
    if (lacking.length > 0) throw notHeld(lacking)
  }
  for (const each of changed) {
    const was = old.get(each.row.id)
    const joined = !was || each.members.some((member) => !was.members.includes(member))
    check(was && !joined ? [was.grant] : [], [each.grant])
    if (!free) requireReach(situation, was && !joined ? [was.grant] : [], each.grant)
  }
  const seen = new Set<string>()
  const touched = changed.flatMap((each) => old.get(each.row.id) ?? []).concat(changed)
  for (const ids of peopleIn(situation, touched)) {
    const [before, next] = [reaching(situation.assigned, ids), reaching(after, ids)]
    const key = [before, next].map((list) => list.map(({ row }) => row.id).join()).join(' ')
    if (seen.has(key)) continue
    seen.add(key)
    check(
      before.map(({ grant }) => grant),
      next.map(({ grant }) => grant),
    )
  }
}

/** Runs a change that may take rights away, and refuses it when nobody would be left who may do everything (R14). */
export const keepingAdministrators = async <T>(tx: Tx, change: () => Promise<T>): Promise<T> => {
  const before = await countAdministrators(tx)
  const done = await change()
  if (before > 0 && (await countAdministrators(tx)) === 0) {
    throw new GraphFailure(
      409,
      'Conflict',
      'This would leave nobody who may do everything. Make somebody else an administrator first.',
      { innerCode: innerCodes.lastAdministrator },
    )
  }
  return done
}
