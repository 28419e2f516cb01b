import { createToken, type TokenSubject } from '#server/http/tokens.ts'
import type { Db } from '#server/store/schema.ts'

import { openExistingData } from '../open-data.ts'
import { recordCommand, UsageError, type Command } from './command.ts'

const usage = 'Usage: npm run epm -- token create --user UPN | --device NAME|ID'

const findUser = async (db: Db, upn: string): Promise<TokenSubject> => {
  const row = await db
    .selectFrom('users')
    .select(['id', 'user_principal_name'])
    .where((where) => where(where.fn('lower', ['user_principal_name']), '=', upn.toLowerCase()))
    .executeTakeFirst()
  if (!row) throw new UsageError(`There is no user ${upn}.`)
  return { purpose: 'user', subjectId: row.id, label: row.user_principal_name }
}

const findDevice = async (db: Db, nameOrId: string): Promise<TokenSubject> => {
  const rows = await db
    .selectFrom('devices')
    .select(['id', 'device_name'])
    .where((where) =>
      where.or([
        where('id', '=', nameOrId),
        where(where.fn('lower', ['device_name']), '=', nameOrId.toLowerCase()),
      ]),
    )
    .limit(2)
    .execute()
  const [row, other] = rows
  if (!row) throw new UsageError(`There is no device ${nameOrId}.`)
  if (other) throw new UsageError(`More than one device is called ${nameOrId}. Give its id.`)
  return { purpose: 'device', subjectId: row.id, label: row.device_name }
}

/** Prints the token alone, so that a script can take it; it cannot be shown again. */
export const tokenCreate: Command = async (args, scope) => {
  const [kind, subject, ...more] = args
  if (!subject || more.length > 0 || (kind !== '--user' && kind !== '--device')) {
    throw new UsageError(usage)
  }
  const { db } = await openExistingData(scope.dataFolder)
  try {
    const found = await (kind === '--user' ? findUser(db, subject) : findDevice(db, subject))
    const id = scope.newId()
    const token = await db.transaction().execute(async (tx) => {
      const { label, purpose } = found
      await recordCommand(
        tx,
        {
          category: 'Token',
          activityType: 'Create Token',
          operationType: 'Create',
          resource: { type: 'Token', id, displayName: `${purpose} token for ${label}` },
        },
        scope,
      )
      return createToken(tx, found, { id, now: scope.now() })
    })
    scope.print(token)
    return 0
  } finally {
    await db.destroy()
  }
}
