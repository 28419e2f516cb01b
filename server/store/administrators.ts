import { isAdministrator } from '#domain/roles/effective-rights.ts'

import { allAssignedRoles } from './role-members.ts'
import type { Db, Tx } from './schema.ts'

/** How many people can do everything: enabled, and in an assignment of every right over everything, also through a group. */
export const countAdministrators = async (db: Db | Tx): Promise<number> => {
  const members = (await allAssignedRoles(db)).flatMap((assigned) =>
    isAdministrator([assigned.grant]) ? assigned.members : [],
  )
  if (members.length === 0) return 0
  const found = await db
    .selectFrom('users')
    .select((select) => select.fn.count<number | string>('users.id').distinct().as('total'))
    .where('users.enabled', '=', 1)
    .where((where) =>
      where.or([
        where('users.id', 'in', members),
        where(
          'users.id',
          'in',
          where.selectFrom('group_members').select('member_id').where('group_id', 'in', members),
        ),
      ]),
    )
    .executeTakeFirstOrThrow()
  return Number(found.total)
}
