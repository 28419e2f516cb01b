import { describe, expect, it } from 'vitest'

import { resourceActions } from '#contract/rights.ts'

import {
  assignmentBody,
  assignments,
  builtIn,
  onlyRoles,
  roleBody,
  roles,
  roleTenant,
  tags,
  type RoleTenant,
} from './role-tenant.spec-helper.ts'
import type { Answer } from './tenant.spec-helper.ts'

const rights = ['*', ...resourceActions]
/** Each has rights over roles in another way; `admin` has everything, so that there is nothing to gain. */
const editors = [
  'admin',
  'roles',
  'regional',
  'desk',
  'grouped',
  'creator',
  'updater',
  'assigner',
] as const
/** Whoever hands out roles for the whole tenant may give others more than they hold (ADR 018), never `*`. */
const handingOut: readonly string[] = ['admin', 'roles', 'grouped']

const kindOf = (right: string) =>
  right.endsWith('ElevationRequests') ? 'requests' : right.replace(/_[A-Za-z]+$/, '')

/** Every right of a person with every tag in which it holds, written apart from the code that enforces it. */
const powers = async ({ db }: RoleTenant, userId: string): Promise<Set<string>> => {
  const groups = await db
    .selectFrom('group_members')
    .select('group_id')
    .where('member_id', '=', userId)
    .execute()
  const ids = new Set([userId, ...groups.map((row) => row.group_id)])
  const rows = await db.selectFrom('role_assignments').selectAll().execute()
  const definitions = await db.selectFrom('role_definitions').selectAll().execute()
  const mine = rows
    .filter((row) => (JSON.parse(row.members_json) as string[]).some((id) => ids.has(id)))
    .map((row) => {
      const role = definitions.find((each) => each.id === row.role_definition_id)
      const actions = JSON.parse(role?.actions_json ?? '[]') as string[]
      const scope = JSON.parse(row.scope_tags_json) as string[]
      return {
        actions: actions.includes('*') ? rights : actions,
        tags: scope.length === 0 ? ['0', '1', '2', 'others'] : scope,
        reach:
          row.scope_type === 'resourceScope'
            ? (JSON.parse(row.scope_members_json) as string[])
            : [row.scope_type],
      }
    })
  const carried = await db.selectFrom('device_scope_tags').selectAll().execute()
  const found = new Set<string>()
  for (const right of new Set(mine.flatMap((each) => each.actions))) {
    const about = mine.filter((each) => each.actions.some((one) => kindOf(one) === kindOf(right)))
    const held = new Set(about.flatMap((each) => each.tags))
    for (const tag of held) found.add(`${right} in ${tag}`)
    for (const { device_id, scope_tag_id } of carried)
      if (held.has(scope_tag_id)) found.add(`${right} over ${device_id}`)
  }
  for (const { actions, reach } of mine)
    if (actions.some((each) => each.endsWith('_Assign')))
      for (const target of reach) found.add(`reach ${target}`)
  return found
}

/** Puts roles, assignments and tags back as they are now. */
const snapshot = async ({ db }: RoleTenant) => {
  const definitions = await db.selectFrom('role_definitions').selectAll().execute()
  const given = await db.selectFrom('role_assignments').selectAll().execute()
  const named = await db.selectFrom('scope_tags').selectAll().execute()
  const carried = await db.selectFrom('device_scope_tags').selectAll().execute()
  return async () => {
    await db.deleteFrom('device_scope_tags').execute()
    await db.deleteFrom('role_assignments').execute()
    await db.deleteFrom('role_definitions').execute()
    await db.deleteFrom('scope_tags').execute()
    await db.insertInto('role_definitions').values(definitions).execute()
    await db.insertInto('role_assignments').values(given).execute()
    await db.insertInto('scope_tags').values(named).execute()
    await db.insertInto('device_scope_tags').values(carried).execute()
  }
}

const idOf = ({ body: { id } }: Answer) => (typeof id === 'string' ? id : 'none')

type Try = { here: RoleTenant; me: string; right: string }
const existing = (right: string) =>
  right === '*' ? builtIn('Intune Administrator') : `only-${right.replace('Microsoft.Intune_', '')}`
const everywhere = { scopeType: 'allDevicesAndLicensedUsers', roleScopeTagIds: [] }
const ownGroup: Record<string, string> = { grouped: 'group-editors' }
const mineOf = (me: string) => (me === 'admin' ? 'of-admins' : `of-${me}`)
const roleOf = async ({ here: { db }, me }: Try) =>
  (
    await db
      .selectFrom('role_assignments')
      .select('role_definition_id')
      .where('id', '=', mineOf(me))
      .executeTakeFirst()
  )?.role_definition_id ?? ''

/** Ways to come to a right or a scope, for oneself or for a friend. */
const ways: Record<string, (attempt: Try) => Promise<Answer[]>> = {
  'a new role for oneself': async ({ here, me, right }) => {
    const made = await here.post(
      `user:${me}`,
      roles,
      roleBody([right], { displayName: `New ${right}` }),
    )
    const id = idOf(made)
    return [
      made,
      await here.post(`user:${me}`, assignments, assignmentBody(id, [me])),
      await here.post(`user:${me}`, assignments, assignmentBody(id, [me], everywhere)),
    ]
  },
  'a new role for a friend': async ({ here, me, right }) => {
    const made = await here.post(
      `user:${me}`,
      roles,
      roleBody([right], { displayName: `Other ${right}` }),
    )
    const id = idOf(made)
    return [
      made,
      await here.post(`user:${me}`, assignments, assignmentBody(id, ['friend'], everywhere)),
    ]
  },
  'an existing role for oneself': async ({ here, me, right }) => [
    await here.post(`user:${me}`, assignments, assignmentBody(existing(right), [me], everywhere)),
    await here.post(
      `user:${me}`,
      assignments,
      assignmentBody(existing(right), [me], { roleScopeTagIds: ['1'] }),
    ),
    await here.post(
      `user:${me}`,
      assignments,
      assignmentBody(existing(right), [ownGroup[me] ?? me, 'friend'], everywhere),
    ),
  ],
  'an existing role for a friend': async ({ here, me, right }) => [
    await here.post(
      `user:${me}`,
      assignments,
      assignmentBody(existing(right), ['friend'], { roleScopeTagIds: ['1'] }),
    ),
    await here.post(
      `user:${me}`,
      assignments,
      assignmentBody(existing(right), ['friend'], everywhere),
    ),
    await here.post(
      `user:${me}`,
      assignments,
      assignmentBody(existing(right), ['group-friends'], {
        scopeType: 'resourceScope',
        resourceScopes: ['group-sales'],
        roleScopeTagIds: ['1'],
      }),
    ),
  ],
  'more rights in a role of one’s own': async (attempt) => {
    const id = await roleOf(attempt)
    const { rolePermissions } = roleBody([attempt.right])
    return [await attempt.here.patch(`user:${attempt.me}`, `${roles}/${id}`, { rolePermissions })]
  },
  'more rights in a friend’s role': async ({ here, me, right }) => {
    const { rolePermissions } = roleBody(['Microsoft.Intune_EpmPolicy_Read', right])
    return [await here.patch(`user:${me}`, `${roles}/role-friends`, { rolePermissions })]
  },
  'a wider assignment of one’s own': async ({ here, me }) => [
    await here.patch(`user:${me}`, `${assignments}/${mineOf(me)}`, { roleScopeTagIds: [] }),
    await here.patch(`user:${me}`, `${assignments}/${mineOf(me)}`, { roleScopeTagIds: ['1', '2'] }),
    await here.patch(`user:${me}`, `${assignments}/${mineOf(me)}`, {
      scopeType: 'allDevicesAndLicensedUsers',
      resourceScopes: [],
    }),
    await here.patch(`user:${me}`, `${assignments}/${mineOf(me)}`, {
      resourceScopes: ['group-sales', 'group-kiosks'],
    }),
  ],
  'oneself in others’ assignments': async ({ here, me }) => [
    await here.patch(`user:${me}`, `${assignments}/of-friends`, { members: ['friend', me] }),
    await here.patch(`user:${me}`, `${assignments}/of-reader2`, { members: [me] }),
    await here.patch(`user:${me}`, `${assignments}/of-admins`, {
      members: ['admin', 'second-admin', me],
    }),
  ],
  'a wider scope of others': async ({ here, me }) => [
    await here.patch(`user:${me}`, `${assignments}/of-friends`, { roleScopeTagIds: ['1', '2'] }),
    await here.patch(`user:${me}`, `${assignments}/of-reader2`, { roleScopeTagIds: [] }),
    await here.patch(`user:${me}`, `${assignments}/of-reader2`, { members: ['reader2', 'friend'] }),
  ],
  'scope tags': async ({ here, me, right }) => [
    await here.post(`user:${me}`, tags, { displayName: `Tag for ${right} of ${me}` }),
    await here.patch(`user:${me}`, `${tags}/2`, { displayName: `Renamed for ${right} by ${me}` }),
    await here.delete(`user:${me}`, `${tags}/1`),
    await here.delete(`user:${me}`, `${tags}/2`),
  ],
  'tags on devices': async ({ here, me }) => {
    const assignments = ['group-sales', 'group-kiosks'].map((groupId) => ({
      target: { '@odata.type': '#microsoft.graph.groupAssignmentTarget', groupId },
    }))
    return [
      await here.post(`user:${me}`, `${tags}/1/assign`, { assignments }),
      await here.post(`user:${me}`, `${tags}/2/assign`, { assignments }),
    ]
  },
}

const beyondOf = (after: Set<string>, before: Set<string>, held: Set<string>) =>
  [...after].filter((power) => !before.has(power) && !held.has(power))

describe('nobody grants what they do not hold (R14)', () => {
  it.each(editors)(
    `0 gains for %s: ${rights.length} rights in ${Object.keys(ways).length} ways, for themselves and for others`,
    async (me) => {
      let calls = 0
      let done = 0
      const gained: string[] = []
      const here = await roleTenant()
      const restore = await snapshot(here)
      for (const right of rights) {
        for (const [way, attempt] of Object.entries(ways)) {
          const watched = [me, 'friend', 'reader2']
          const before = new Map<string, Set<string>>()
          for (const user of watched) before.set(user, await powers(here, user))
          const answers = await attempt({ here, me, right })
          calls += answers.length
          const allowed = answers.filter(({ status }) => status < 300).length
          done += allowed
          expect(answers.map(({ status }) => status).filter((status) => status >= 500)).toEqual([])
          const held = before.get(me) ?? new Set()
          for (const user of watched) {
            const more = beyondOf(await powers(here, user), before.get(user) ?? new Set(), held)
            const handedOut = user !== me && handingOut.includes(me)
            const wrong = handedOut ? more.filter((power) => power.startsWith('*')) : more
            if (wrong.length > 0) gained.push(`${me}, ${way}, ${right}: ${wrong[0] ?? ''}`)
          }
          // What was refused changed nothing, so the tenant is as it was.
          if (allowed > 0) await restore()
        }
      }
      await here.db.destroy()
      expect(gained).toEqual([])
      // Of a test in which nothing was ever allowed nobody could tell whether it tries the right things.
      expect(calls).toBeGreaterThanOrEqual(rights.length * 20)
      expect(done).toBeGreaterThan(0)
    },
    120_000,
  )

  it('has an existing role for every right', () => {
    expect(onlyRoles).toHaveLength(resourceActions.length)
  })
})
