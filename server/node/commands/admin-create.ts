import { openExistingData } from '../open-data.ts'
import { recordCommand, UsageError, type Command } from './command.ts'

/**
 * The first person of an empty tenant, with the role that may do everything. Whoever can run this has the database's file anyway.
 */
export const adminCreate: Command = async (args, scope) => {
  const [upn] = args
  if (upn === undefined || args.length > 1 || !/^[^\s@]{1,64}@[^\s@]{1,180}$/.test(upn)) {
    throw new UsageError('Usage: npm run epm -- admin create name@domain')
  }
  const { db } = await openExistingData(scope.dataFolder)
  try {
    await db.transaction().execute(async (tx) => {
      const roles = await tx
        .selectFrom('role_definitions')
        .select(['id', 'display_name'])
        .where('actions_json', '=', '["*"]')
        .execute()
      const role = roles[0]
      if (!role) throw new UsageError('This data has no role that may do everything.')
      const known = await tx
        .selectFrom('users')
        .select('id')
        .where((where) => where(where.fn('lower', ['user_principal_name']), '=', upn.toLowerCase()))
        .executeTakeFirst()
      if (known) throw new UsageError(`There is a user ${upn} already.`)
      const id = scope.newId()
      const user = { id, userPrincipalName: upn, displayName: upn, accountEnabled: true }
      await tx
        .insertInto('users')
        .values({
          id,
          user_principal_name: upn,
          display_name: upn,
          enabled: 1,
          resource: JSON.stringify(user),
        })
        .execute()
      await tx
        .insertInto('role_assignments')
        .values({
          id: scope.newId(),
          display_name: `${role.display_name}: ${upn}`,
          role_definition_id: role.id,
          members_json: JSON.stringify([id]),
          scope_tags_json: '[]',
        })
        .execute()
      await recordCommand(
        tx,
        {
          category: 'Role',
          activityType: 'Create RoleAssignment',
          operationType: 'Create',
          resource: { type: 'RoleAssignment', id, displayName: `${role.display_name}: ${upn}` },
        },
        scope,
      )
    })
    scope.print(
      `${upn} may do everything now. Make a token: npm run epm -- token create --user ${upn} --purpose full`,
    )
    return 0
  } finally {
    await db.destroy()
  }
}
