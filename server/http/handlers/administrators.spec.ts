import { describe, expect, it } from 'vitest'

import { countAdministrators } from '../../store/administrators.ts'
import { keepingAdministrators } from './role-guards.ts'
import { assigned, builtIn, roleTenant } from './role-tenant.spec-helper.ts'

const everything = builtIn('Intune Administrator')

/** One administrator through a group and one who is disabled. */
const tenantOf = async () => {
  const here = await roleTenant({
    groups: [{ id: 'group-admins', displayName: 'Admins', memberIds: ['admin'] }],
    roleAssignments: [
      assigned('by-group', everything, ['group-admins']),
      assigned('disabled', everything, ['friend']),
      assigned('narrow', everything, ['roles'], { scopeTagIds: ['1'] }),
      assigned('custom', 'role-desk', ['desk']),
    ],
  })
  await here.db.updateTable('users').set({ enabled: 0 }).where('id', '=', 'friend').execute()
  return here
}

describe('the last administrator', () => {
  it('is counted through groups; who is disabled or narrowed by tags is none', async () => {
    const { db } = await tenantOf()
    expect(await countAdministrators(db)).toBe(1)
    await db.updateTable('users').set({ enabled: 1 }).where('id', '=', 'friend').execute()
    expect(await countAdministrators(db)).toBe(2)
  })

  it.each([
    [
      'the assignment is deleted',
      (db: Db) => db.deleteFrom('role_assignments').where('id', '=', 'by-group'),
    ],
    [
      'the member leaves',
      (db: Db) =>
        db
          .updateTable('role_assignments')
          .set({ members_json: '["roles"]', scope_tags_json: '["1"]' })
          .where('id', '=', 'by-group'),
    ],
    [
      'the group is emptied',
      (db: Db) => db.deleteFrom('group_members').where('member_id', '=', 'admin'),
    ],
    [
      'the account is disabled',
      (db: Db) => db.updateTable('users').set({ enabled: 0 }).where('id', '=', 'admin'),
    ],
    [
      'the role loses its rights',
      (db: Db) =>
        db.updateTable('role_definitions').set({ actions_json: '[]' }).where('id', '=', everything),
    ],
  ])('stays when %s', async (_what, change) => {
    const { db } = await tenantOf()
    const tried = db
      .transaction()
      .execute((tx) => keepingAdministrators(tx, async () => void (await change(tx).execute())))
    await expect(tried).rejects.toMatchObject({
      status: 409,
      options: { innerCode: 'lastAdministrator' },
    })
    expect(await countAdministrators(db)).toBe(1)
  })

  it('may go when there is another', async () => {
    const { db } = await tenantOf()
    await db.updateTable('users').set({ enabled: 1 }).where('id', '=', 'friend').execute()
    await db
      .transaction()
      .execute((tx) =>
        keepingAdministrators(tx, () =>
          tx.deleteFrom('role_assignments').where('id', '=', 'by-group').execute(),
        ),
      )
    expect(await countAdministrators(db)).toBe(1)
  })
})

type Db = Awaited<ReturnType<typeof tenantOf>>['db']
