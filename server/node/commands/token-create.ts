import { createToken, isTokenEnd, type TokenSubject } from '#server/http/tokens.ts'
import type { Db } from '#server/store/schema.ts'

import { openExistingData } from '../open-data.ts'
import { commandName, recordCommand, UsageError, type Command } from './command.ts'

const usage =
  'Usage: npm run epm -- token create --user UPN [--purpose read|decide|use|full] [--days 90] [--name TEXT]\n' +
  '       npm run epm -- token create --device NAME|ID [--days 90] [--name TEXT]'

const usualDays = 90
/** A token that may do everything is for setting up, and for no longer. */
const fullDays = { usual: 1, most: 7 }

const purposes = { read: 'read', decide: 'decide', use: 'use', full: 'user' } as const
const isPurpose = (text: string): text is keyof typeof purposes => Object.hasOwn(purposes, text)

type Options = {
  kind: 'user' | 'device'
  subject: string
  purpose: keyof typeof purposes
  days: number
  name: string | null
}

const names = ['--user', '--device', '--purpose', '--days', '--name']

/** Every option once, each with its value. Throws `UsageError`. */
const readOptions = (args: readonly string[]): Options => {
  const given = new Map<string, string>()
  for (let at = 0; at < args.length; at += 2) {
    const [name = '', value = ''] = args.slice(at, at + 2)
    if (!names.includes(name) || value === '' || given.has(name)) throw new UsageError(usage)
    given.set(name, value)
  }
  const user = given.get('--user')
  const subject = user ?? given.get('--device')
  const purpose = given.get('--purpose') ?? 'read'
  if (subject === undefined || !isPurpose(purpose)) throw new UsageError(usage)
  if ((user !== undefined) === given.has('--device')) throw new UsageError(usage)
  if (user === undefined && given.has('--purpose'))
    throw new UsageError('A token for a device has no other purpose.')
  const full = purpose === 'full'
  const days = Number(given.get('--days') ?? (full ? fullDays.usual : usualDays))
  if (!Number.isInteger(days) || days < 1) throw new UsageError('--days is a whole number from 1.')
  if (full && days > fullDays.most)
    throw new UsageError(`A full token lasts ${fullDays.most} days at most.`)
  const name = given.get('--name') ?? null
  return { kind: user === undefined ? 'device' : 'user', subject, purpose, days, name }
}

const findUser = async (
  db: Db,
  upn: string,
  purpose: TokenSubject['purpose'],
): Promise<TokenSubject> => {
  const row = await db
    .selectFrom('users')
    .select(['id', 'user_principal_name'])
    .where((where) => where(where.fn('lower', ['user_principal_name']), '=', upn.toLowerCase()))
    .executeTakeFirst()
  if (!row) throw new UsageError(`There is no user ${upn}.`)
  return { purpose, subjectId: row.id, label: row.user_principal_name }
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
  const options = readOptions(args)
  const now = scope.now()
  const expiresAt = new Date(now)
  expiresAt.setUTCDate(expiresAt.getUTCDate() + options.days)
  if (!isTokenEnd(expiresAt, now)) throw new UsageError('A token lasts a year at most.')
  const { db } = await openExistingData(scope.dataFolder)
  try {
    const found = await (options.kind === 'user'
      ? findUser(db, options.subject, purposes[options.purpose])
      : findDevice(db, options.subject))
    const id = scope.newId()
    const name = options.name ?? `${options.kind === 'device' ? 'device' : options.purpose} token`
    const token = await db.transaction().execute(async (tx) => {
      await recordCommand(
        tx,
        {
          category: 'Token',
          activityType: 'Create Token',
          operationType: 'Create',
          resource: {
            type: 'Token',
            id,
            displayName: name,
            changes: [
              { name: 'purpose', before: null, after: found.purpose },
              { name: 'for', before: null, after: found.label },
              { name: 'expirationDateTime', before: null, after: expiresAt.toISOString() },
            ],
          },
        },
        scope,
      )
      const createdBy = { id: null, name: commandName }
      return createToken(tx, found, { id, now, name, expiresAt, createdBy })
    })
    scope.print(token)
    return 0
  } finally {
    await db.destroy()
  }
}
