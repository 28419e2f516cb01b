import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'

import { roleDefinitions } from '#worlds/roles.ts'

import { emptyMemoryDb, memoryDb } from '../memory-db.spec-helper.ts'
import { migrate, migrations } from '../migrations.ts'

const now = new Date('2026-05-04T09:00:00.000Z')

describe('migration 8', () => {
  it('keeps what assignments of before could do, and brings built-in roles up to date', async () => {
    const db = emptyMemoryDb()
    await migrate(db, { now, steps: migrations.filter((step) => step.version < 8) })
    await sql`insert into role_definitions values
      ('manager', 'Endpoint Privilege Manager', 1, '["Microsoft.Intune_EpmPolicy_Read"]', '{}'),
      ('own', 'Our own', 0, '["Microsoft.Intune_EpmPolicy_Read"]', '{}')`.execute(db)
    await sql`insert into role_assignments values
      ('a', 'Managers', 'manager', '["kim"]', '["1"]')`.execute(db)
    expect(await migrate(db, { now })).toContain(8)
    const roles = await db.selectFrom('role_definitions').selectAll().orderBy('id').execute()
    expect(roles.map((role) => [role.display_name, role.scope_tags_json, role.version])).toEqual([
      ['Help Desk Operator', '[]', 1],
      ['Endpoint Privilege Manager', '[]', 1],
      ['Our own', '["0"]', 1],
    ])
    const rights = (name: string) =>
      JSON.parse(roles.find((role) => role.display_name === name)?.actions_json ?? '[]') as string[]
    const known = roleDefinitions.filter((role) =>
      ['Help Desk Operator', 'Endpoint Privilege Manager'].includes(role.displayName),
    )
    expect(known).toHaveLength(2)
    for (const { displayName, actions } of known)
      expect(rights(displayName).toSorted()).toEqual(actions.toSorted())
    expect(rights('Our own')).toEqual(['Microsoft.Intune_EpmPolicy_Read'])
    expect(await db.selectFrom('role_assignments').selectAll().execute()).toMatchObject([
      {
        scope_type: 'allDevicesAndLicensedUsers',
        scope_members_json: '[]',
        scope_tags_json: '["1"]',
      },
    ])
  })

  it('gives an empty database no role before its content', async () => {
    const db = await memoryDb()
    expect(await db.selectFrom('role_definitions').selectAll().execute()).toEqual([])
  })
})
