import { sha256 } from '../audit/chain.ts'
import { parseStored } from '../store/parse-stored.ts'
import type { Db, Tx } from '../store/schema.ts'
import { issuerName } from './people.ts'
import { GraphFailure } from './graph-failure.ts'
import { defaultRateLimits } from './rate-limit.ts'
import type { Handler } from './types.ts'

const setupMinutes = 15
const letters = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ'

/** Spaces, dashes and letter case are only for reading. */
const hashOf = (code: string) => sha256(`setup ${code.toUpperCase().replace(/[\s-]/g, '')}`)

/** The role that may do everything. */
const administratorRole = (db: Db | Tx) =>
  db
    .selectFrom('role_definitions')
    .select(['id', 'display_name'])
    .where('actions_json', '=', '["*"]')
    .executeTakeFirst()

/** Whether somebody who can sign in at this issuer may do everything. */
const hasAdministrator = async (db: Db | Tx, issuer: string): Promise<boolean> => {
  const people = await db
    .selectFrom('users')
    .innerJoin('user_identities', 'user_identities.user_id', 'users.id')
    .leftJoin('group_members', 'group_members.member_id', 'users.id')
    .select(['users.id', 'group_members.group_id'])
    .where('users.enabled', '=', 1)
    .where('user_identities.issuer', '=', issuerName(issuer))
    .execute()
  const ids = new Set(
    people.flatMap(({ id, group_id: group }) => (group === null ? id : [id, group])),
  )
  const assignments = await db
    .selectFrom('role_assignments')
    .innerJoin('role_definitions', 'role_definitions.id', 'role_assignments.role_definition_id')
    .select('role_assignments.members_json')
    .where('role_definitions.actions_json', '=', '["*"]')
    .execute()
  return assignments.some(({ members_json: json }) =>
    parseStored.texts(json).some((member) => ids.has(member)),
  )
}

/** A new code when nobody is an administrator yet, to be printed once; earlier ones are void. Null otherwise. */
export const offerSetupCode = async (
  db: Db,
  { issuer, now }: { issuer: string; now: Date },
): Promise<string | null> => {
  await db.deleteFrom('setup_codes').execute()
  if (await hasAdministrator(db, issuer)) return null
  const random = crypto.getRandomValues(new Uint8Array(20))
  const code = [...random].map((byte) => letters[byte % letters.length]).join('')
  await db
    .insertInto('setup_codes')
    .values({
      code_hash: await hashOf(code),
      created_at: now.toISOString(),
      expires_at: new Date(now.getTime() + setupMinutes * 60_000).toISOString(),
      used_at: null,
    })
    .execute()
  return code.replace(/(.{5})(?=.)/g, '$1-')
}

/** Whether a code could be entered now. */
export const isSetupOpen = async (db: Db, now: Date): Promise<boolean> => {
  const row = await db
    .selectFrom('setup_codes')
    .select('code_hash')
    .where('used_at', 'is', null)
    .where('expires_at', '>', now.toISOString())
    .executeTakeFirst()
  return row !== undefined
}

const wrongCode = () =>
  new GraphFailure(400, 'BadRequest', 'This code is not valid, or no longer.', {
    innerCode: 'setupCodeNotValid',
    details: [
      { code: 'invalidValue', message: 'This code is not valid, or no longer.', target: 'code' },
    ],
  })

/** The first administrator (ADR 016): whoever has signed in and can read the service's console. */
export const setupAdministrator: Handler<'setupAdministrator'> = async (context) => {
  const { body, principal, deps } = context
  if (principal.via !== 'session') {
    throw new GraphFailure(403, 'Forbidden', 'Sign in with a browser to enter the code.')
  }
  const { failedSignIns } = deps.config.rateLimits ?? defaultRateLimits
  context.take(`setup codes of ${principal.userId}`, failedSignIns)
  const now = deps.now().toISOString()
  await context.change(async (tx, audit) => {
    const used = await tx
      .updateTable('setup_codes')
      .set({ used_at: now })
      .where('code_hash', '=', await hashOf(body.code))
      .where('used_at', 'is', null)
      .where('expires_at', '>', now)
      .executeTakeFirst()
    if (used.numUpdatedRows !== 1n) throw wrongCode()
    const role = await administratorRole(tx)
    if (!role) throw new Error('There is no role that may do everything.')
    const id = deps.newId()
    const displayName = `${role.display_name}: ${principal.userPrincipalName}`
    await tx
      .insertInto('role_assignments')
      .values({
        id,
        display_name: displayName,
        role_definition_id: role.id,
        members_json: JSON.stringify([principal.userId]),
        scope_tags_json: '[]',
      })
      .execute()
    await audit({
      category: 'Role',
      activityType: 'Create RoleAssignment',
      operationType: 'Create',
      result: 'Success',
      resource: {
        type: 'RoleAssignment',
        id,
        displayName,
        changes: [{ name: 'setupCode', before: null, after: 'used' }],
      },
    })
  })
  return { status: 204 }
}
