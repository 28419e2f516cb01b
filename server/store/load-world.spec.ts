import { describe, expect, it } from 'vitest'

import { sampleWorld } from '#worlds/sample/sample-world.ts'

import { verifyChain } from '../audit/chain.ts'
import { loadWorld } from './load-world.ts'
import { memoryDb } from './memory-db.spec-helper.ts'
import { userPrincipal } from './principals.ts'

const at = new Date('2026-05-04T09:00:00.000Z')

const loaded = async () => {
  const db = await memoryDb(at)
  const world = sampleWorld(at)
  let ids = 0
  await loadWorld(db, world, () => `id-${++ids}`)
  return { db, world }
}

describe('loadWorld', () => {
  it('stores the whole sample tenant', async () => {
    const { db, world } = await loaded()
    const count = async (
      table: 'users' | 'devices' | 'groups' | 'policies' | 'elevation_requests' | 'elevations',
    ) =>
      Number(
        (
          await db
            .selectFrom(table)
            .select((the) => the.fn.countAll().as('total'))
            .executeTakeFirstOrThrow()
        ).total,
      )
    expect(await count('users')).toBe(world.users.length)
    expect(await count('devices')).toBe(world.devices.length)
    expect(await count('groups')).toBe(world.groups.length)
    expect(await count('policies')).toBe(world.policies.length)
    expect(await count('elevation_requests')).toBe(world.elevationRequests.length)
    expect(await count('elevations')).toBe(world.elevations.length)
  })

  it('records the decisions of its past in the order of time, one each, in a chain that holds', async () => {
    const { db, world } = await loaded()
    const decided = world.elevationRequests.filter(
      (request) =>
        request.reviewCompletedByUserPrincipalName &&
        ['approved', 'denied', 'revoked', 'completed'].includes(request.status),
    )
    const rows = await db.selectFrom('audit').select(['at', 'resource_id']).orderBy('seq').execute()
    expect(new Set(rows.map((row) => row.resource_id))).toEqual(
      new Set(decided.map((request) => request.id)),
    )
    expect(rows).toHaveLength(decided.length)
    expect(rows.map((row) => row.at)).toEqual(rows.map((row) => row.at).toSorted())
    expect(await verifyChain(db)).toMatchObject({ ok: true, count: decided.length })
  })

  it('stores nothing of a world that is broken', async () => {
    const db = await memoryDb(at)
    const world = sampleWorld(at)
    const [user] = world.users
    const broken = {
      ...world,
      roleAssignments: [
        { id: 'x', displayName: 'x', roleDefinitionId: 'none', members: [], scopeTagIds: [] },
      ],
    }
    await expect(loadWorld(db, broken, () => 'id')).rejects.toThrow(/FOREIGN KEY/i)
    expect(
      await db
        .selectFrom('users')
        .select('id')
        .where('id', '=', user?.id ?? '')
        .execute(),
    ).toEqual([])
  })
})

describe('userPrincipal', () => {
  it('adds up rights and scope tags of all assignments, at every call', async () => {
    const { db, world } = await loaded()
    const named = (upn: string) =>
      world.users.find((user) => user.userPrincipalName === upn)?.id ?? ''
    const admin = await userPrincipal(db, named('intune.admin@contoso.example'), 'session')
    expect(admin).toMatchObject({ rights: new Set(['*']), scopeTagIds: null })
    const nobody = await userPrincipal(db, named('no.role@contoso.example'), 'session')
    expect(nobody).toMatchObject({ rights: new Set(), scopeTagIds: [] })

    const grant = (id: string, role: string, scopeTagIds: string[], members: string[]) =>
      db
        .insertInto('role_assignments')
        .values({
          id,
          display_name: id,
          role_definition_id:
            world.roleDefinitions.find((each) => each.displayName === role)?.id ?? '',
          members_json: JSON.stringify(members),
          scope_tags_json: JSON.stringify(scopeTagIds),
        })
        .execute()
    const person = named('no.role@contoso.example')
    await grant('one', 'Elevation Policy Author', ['2'], [person])
    await grant('two', 'Elevation Requests Approver', ['1'], ['team'])
    await db
      .insertInto('groups')
      .values({ id: 'team', display_name: 'Team', resource: '{"id":"team"}' })
      .execute()
    await db
      .insertInto('group_members')
      .values({ group_id: 'team', member_id: person, member_type: 'user' })
      .execute()
    const both = await userPrincipal(db, person, 'token')
    expect(both?.scopeTagIds).toEqual(['1', '2'])
    expect(both?.rights.has('Microsoft.Intune_EpmPolicy_Create')).toBe(true)
    expect(both?.rights.has('Microsoft.Intune_EpmPolicy_ModifyElevationRequests')).toBe(true)
    await grant('three', 'Read Only Operator', [], [person])
    expect((await userPrincipal(db, person, 'token'))?.scopeTagIds).toBeNull()

    await db.updateTable('users').set({ enabled: 0 }).where('id', '=', person).execute()
    expect(await userPrincipal(db, person, 'token')).toBeNull()
    expect(await userPrincipal(db, 'unknown', 'token')).toBeNull()
  })
})
