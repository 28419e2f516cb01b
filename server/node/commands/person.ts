import { issuerName } from '#server/http/people.ts'
import { endSessionsOf } from '#server/http/sessions.ts'
import type { Tx } from '#server/store/schema.ts'

import { openExistingData } from '../open-data.ts'
import { recordCommand, UsageError, type Command, type CommandScope } from './command.ts'

const usage =
  'Usage: npm run epm -- person disable UPN | person enable UPN | person bind UPN SUBJECT (with OIDC_ISSUER set)'

const inTransaction = async (
  scope: CommandScope,
  upn: string,
  run: (tx: Tx, id: string) => Promise<string>,
) => {
  const { db } = await openExistingData(scope.dataFolder)
  try {
    const told = await db.transaction().execute(async (tx) => {
      const row = await tx
        .selectFrom('users')
        .select('id')
        .where((where) => where(where.fn('lower', ['user_principal_name']), '=', upn.toLowerCase()))
        .executeTakeFirst()
      if (!row) throw new UsageError(`There is no user ${upn}.`)
      return run(tx, row.id)
    })
    scope.print(told)
    return 0
  } finally {
    await db.destroy()
  }
}

const record = (
  tx: Tx,
  scope: CommandScope,
  id: string,
  upn: string,
  change: [string, string | null, string],
) =>
  recordCommand(
    tx,
    {
      category: 'Role',
      activityType: 'Patch User',
      operationType: 'Patch',
      resource: {
        type: 'User',
        id,
        displayName: upn,
        changes: [{ name: change[0], before: change[1], after: change[2] }],
      },
    },
    scope,
  )

const setEnabled =
  (enabled: boolean): Command =>
  async ([upn, ...more], scope) => {
    if (upn === undefined || more.length > 0) throw new UsageError(usage)
    return inTransaction(scope, upn, async (tx, id) => {
      await tx
        .updateTable('users')
        .set({ enabled: enabled ? 1 : 0 })
        .where('id', '=', id)
        .execute()
      const ended = enabled ? 0 : await endSessionsOf(tx, id)
      await record(tx, scope, id, upn, ['accountEnabled', String(!enabled), String(enabled)])
      return enabled
        ? `${upn} can sign in again.`
        : `${upn} cannot sign in any more; ${ended} sessions were ended.`
    })
  }

/** Ends every session and shuts tokens out from the next request on. */
export const personDisable = setEnabled(false)
export const personEnable = setEnabled(true)

/** Joins a user with who they are at the identity provider, where the name alone must not (ADR 016). */
export const personBind: Command = async ([upn, subject, ...more], scope) => {
  const issuer = process.env['OIDC_ISSUER']
  if (!upn || !subject || !issuer || more.length > 0) throw new UsageError(usage)
  return inTransaction(scope, upn, async (tx, id) => {
    const identity = { issuer: issuerName(issuer), subject }
    const known = await tx
      .selectFrom('user_identities')
      .select('user_id')
      .where('issuer', '=', identity.issuer)
      .where('subject', '=', subject)
      .executeTakeFirst()
    if (known) throw new UsageError(`The subject ${subject} belongs to a user already.`)
    await tx
      .insertInto('user_identities')
      .values({ ...identity, user_id: id, bound_at: scope.now().toISOString() })
      .execute()
    await record(tx, scope, id, upn, ['identity', null, `${identity.issuer} ${subject}`])
    return `${upn} signs in as ${subject} now.`
  })
}
