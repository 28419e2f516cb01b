import { sql, type SqlBool } from 'kysely'

import { Token } from '#contract/tokens.ts'
import type { z } from '#contract/zod.ts'

import { allOf, type Condition } from '../../odata/compile-filter.ts'
import { listPage, type Collection } from '../../odata/page.ts'
import type { Tx } from '../../store/schema.ts'
import { toToken, tokenColumns, type TokenRow } from '../../store/token-rows.ts'
import { badRequest, GraphFailure, notFound } from '../graph-failure.ts'
import { missingRight } from '../guards.ts'
import type { UserPrincipal } from '../principal.ts'
import { hasRight, type Right } from '../rights.ts'
import { createToken, isTokenEnd, type TokenSubject } from '../tokens.ts'
import type { Context, Handlers } from '../types.ts'
import { listAnswer, narrowed, requiredOf } from './list-answer.ts'
import { throughDevice } from './scope.ts'

/** With this right one sees and revokes everybody's tokens, and makes tokens for devices. */
const managesAll: Right = 'Microsoft.Intune_Roles_Update'

/** Tokens of one person that can be used at the same time. */
const mostActive = 50

const collection: Collection = {
  table: 'tokens',
  columns: tokenColumns.map((name) => `tokens.${name}`),
  properties: Object.keys(Token.shape),
  fields: {
    id: { kind: 'id', column: 'tokens.id' },
    displayName: { kind: 'text', column: 'tokens.name', nullable: true },
    purpose: { kind: 'id', column: 'tokens.purpose' },
    createdDateTime: { kind: 'date', column: 'tokens.created_at' },
    expirationDateTime: { kind: 'date', column: 'tokens.expires_at', nullable: true },
    lastUsedDateTime: { kind: 'date', column: 'tokens.used_at', nullable: true },
    revokedDateTime: { kind: 'date', column: 'tokens.revoked_at', nullable: true },
  },
  search: {
    kind: 'text',
    columns: ['tokens.label', 'tokens.name', 'tokens.created_by_name'],
  },
  tieBreak: { kind: 'id', column: 'tokens.id' },
  defaultOrder: [{ path: 'createdDateTime', descending: true }],
  pageSize: 50,
}
const alwaysShown = requiredOf(Token)

/** One's own tokens: those that stand for this person, and those this person made for devices. */
const visible = (principal: UserPrincipal): Condition[] => {
  if (hasRight(principal, managesAll)) return []
  const { userId } = principal
  return [
    sql<SqlBool>`(tokens.created_by_id = ${userId}
      or (tokens.subject_id = ${userId} and tokens.purpose <> 'device'))`,
  ]
}

/** The tags of a device's token are the device's; a person's token is an object without tags. */
const tagsOf = async (tx: Tx, token: Pick<TokenSubject, 'purpose' | 'subjectId'>) => {
  if (token.purpose !== 'device') return []
  const rows = await tx
    .selectFrom('device_scope_tags')
    .select('scope_tag_id')
    .where('device_id', '=', token.subjectId)
    .execute()
  return rows.map((row) => row.scope_tag_id)
}

const ofDevice = async (
  { deps, principal }: Context<'tokenCreate'>,
  deviceId: string | undefined,
): Promise<TokenSubject> => {
  const needed: Right[] = [managesAll, 'Microsoft.Intune_ManagedDevices_Read']
  const missing = needed.find((right) => !hasRight(principal, right))
  if (missing !== undefined) throw missingRight(missing)
  if (deviceId === undefined) throw badRequest('Say which device the token is for.', 'deviceId')
  const condition = allOf([sql`id = ${deviceId}`, ...throughDevice(principal, 'devices.id')])
  const found = await sql<{ id: string; device_name: string }>`
    select id, device_name from devices where ${condition}`.execute(deps.db)
  const [row] = found.rows
  if (!row) throw notFound('The device')
  return { purpose: 'device', subjectId: row.id, label: row.device_name }
}

const subjectOf = async (context: Context<'tokenCreate'>): Promise<TokenSubject> => {
  const { body, principal } = context
  if (body.purpose === 'device') return ofDevice(context, body.deviceId)
  if (body.deviceId !== undefined)
    throw badRequest('Only a token for a device names one.', 'deviceId')
  const decides: Right = 'Microsoft.Intune_EpmPolicy_ModifyElevationRequests'
  if (body.purpose === 'decide' && !hasRight(principal, decides)) throw missingRight(decides)
  return {
    purpose: body.purpose,
    subjectId: principal.userId,
    label: principal.userPrincipalName,
  }
}

const checkRoom = async (tx: Tx, userId: string, now: Date): Promise<void> => {
  const { count } = await tx
    .selectFrom('tokens')
    .select((select) => select.fn.countAll<number>().as('count'))
    .where('subject_id', '=', userId)
    .where('revoked_at', 'is', null)
    .where((where) =>
      where.or([where('expires_at', 'is', null), where('expires_at', '>', now.toISOString())]),
    )
    .executeTakeFirstOrThrow()
  if (Number(count) >= mostActive) {
    throw new GraphFailure(
      409,
      'Conflict',
      `A person or device has at most ${mostActive} tokens at a time. Revoke one first.`,
      { innerCode: 'tooManyTokens' },
    )
  }
}

const rowOf = async (
  db: Context['deps']['db'] | Tx,
  principal: UserPrincipal,
  id: string,
): Promise<TokenRow> => {
  const condition = allOf([sql`tokens.id = ${id}`, ...visible(principal)])
  const columns = sql.join(tokenColumns.map((name) => sql.ref(`tokens.${name}`)))
  const found = await sql<TokenRow>`select ${columns} from tokens where ${condition}`.execute(db)
  const [row] = found.rows
  if (!row) throw notFound('The token')
  return row
}

const create: Handlers['tokenCreate'] = async (context) => {
  const { body, change, deps, principal } = context
  const now = deps.now()
  const expiresAt = new Date(body.expirationDateTime)
  if (!isTokenEnd(expiresAt, now))
    throw badRequest(
      'A token ends in the future, a year from now at the latest.',
      'expirationDateTime',
    )
  const subject = await subjectOf(context)
  const made: z.input<typeof Token> & { token: string } = await change(async (tx, audit) => {
    await checkRoom(tx, subject.subjectId, now)
    const id = deps.newId()
    const createdBy = { id: principal.userId, name: principal.userPrincipalName }
    const facts = { id, now, name: body.displayName, expiresAt, createdBy }
    const token = await createToken(tx, subject, facts)
    await audit({
      category: 'Token',
      activityType: 'Create Token',
      operationType: 'Create',
      result: 'Success',
      resource: {
        type: 'Token',
        id,
        displayName: body.displayName,
        changes: [
          { name: 'purpose', before: null, after: subject.purpose },
          { name: 'for', before: null, after: subject.label },
          { name: 'expirationDateTime', before: null, after: expiresAt.toISOString() },
        ],
      },
      scopeTagIds: await tagsOf(tx, subject),
    })
    return { ...toToken(await rowOf(tx, principal, id), now), token }
  })
  return { status: 201, body: made }
}

const revoke: Handlers['tokenRevoke'] = async ({ change, deps, params, principal }) => {
  const now = deps.now()
  const token = await change(async (tx, audit) => {
    const row = await rowOf(tx, principal, params.id)
    if (row.revoked_at !== null) {
      throw new GraphFailure(409, 'Conflict', 'The token was revoked already.', {
        current: toToken(row, now),
      })
    }
    const revoked_at = now.toISOString()
    await tx.updateTable('tokens').set({ revoked_at }).where('id', '=', row.id).execute()
    await audit({
      category: 'Token',
      activityType: 'Revoke Token',
      operationType: 'Action',
      result: 'Success',
      resource: {
        type: 'Token',
        id: row.id,
        displayName: row.name ?? row.label,
        changes: [
          { name: 'purpose', before: row.purpose, after: row.purpose },
          { name: 'for', before: row.label, after: row.label },
          { name: 'revokedDateTime', before: null, after: revoked_at },
        ],
      },
      scopeTagIds: await tagsOf(tx, { purpose: row.purpose, subjectId: row.subject_id }),
    })
    return toToken({ ...row, revoked_at }, now)
  })
  return { body: token }
}

export const tokenHandlers: Pick<Handlers, 'tokenList' | 'tokenCreate' | 'tokenRevoke'> = {
  tokenList: async ({ endpoint, principal, url, deps }) => {
    const conditions = visible(principal)
    const query = { collection, conditions, endpoint, principal, url, source: deps }
    const page = await listPage<TokenRow>(query)
    const now = deps.now()
    const value = page.rows.map((row) =>
      narrowed(toToken(row, now), page.options.select, alwaysShown),
    )
    return listAnswer(url, 'epm/tokens', value, page)
  },
  tokenCreate: create,
  tokenRevoke: revoke,
}
