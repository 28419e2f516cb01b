import { User } from '#contract/directory.ts'

import type { AuditDraft } from '../audit/record.ts'
import type { Schema, Tx } from '../store/schema.ts'
import { ProviderFailure, type Identity } from './identity-provider.ts'

type Row = Schema['users']
type Audit = (draft: AuditDraft) => Promise<void>

/** Providers and people write an issuer with and without a slash at its end. */
export const issuerName = (issuer: string) => issuer.replace(/\/+$/, '')

const withName = (tx: Tx, name: string) =>
  tx
    .selectFrom('users')
    .select('id')
    .where((where) => where(where.fn('lower', ['user_principal_name']), '=', name.toLowerCase()))
    .executeTakeFirst()

const rowOf = (id: string, { account, subject, displayName, mail }: Identity): Row => {
  const name = (account ?? subject).slice(0, 256)
  const shown = (displayName ?? name).slice(0, 256)
  const user: User = { id, userPrincipalName: name, displayName: shown, mail, accountEnabled: true }
  return {
    id,
    user_principal_name: name,
    display_name: shown,
    enabled: 1,
    resource: JSON.stringify(user),
  }
}

/** What the provider calls the person by now, unless somebody else here is called so. */
const renamed = async (tx: Tx, row: Row, identity: Identity): Promise<Row> => {
  const next = rowOf(row.id, identity)
  const same =
    next.user_principal_name === row.user_principal_name && next.display_name === row.display_name
  if (same) return row
  const holder = await withName(tx, next.user_principal_name)
  if (holder && holder.id !== row.id) return row
  const user = User.parse(JSON.parse(row.resource))
  const { user_principal_name, display_name } = next
  const resource = JSON.stringify({
    ...user,
    userPrincipalName: user_principal_name,
    displayName: display_name,
  })
  const columns = { user_principal_name, display_name, resource }
  await tx.updateTable('users').set(columns).where('id', '=', row.id).execute()
  return { ...row, ...columns }
}

/**
 * The user an identity belongs to, found by issuer and subject only (ADR 016). Who is new becomes a user without any role.
 * Throws `ProviderFailure` for a disabled user, and where another user has the new one's name.
 */
export const userOfIdentity = async (
  tx: Tx,
  audit: Audit,
  identity: Identity,
  { now, newId }: { now: Date; newId: () => string },
): Promise<Row> => {
  const issuer = issuerName(identity.issuer)
  const { subject } = identity
  const known = await tx
    .selectFrom('users')
    .innerJoin('user_identities', 'user_identities.user_id', 'users.id')
    .selectAll('users')
    .where('user_identities.issuer', '=', issuer)
    .where('user_identities.subject', '=', subject)
    .executeTakeFirst()
  if (known) {
    if (known.enabled !== 1) throw new ProviderFailure('disabled', 'the user is disabled here')
    return renamed(tx, known, identity)
  }
  const row = rowOf(newId(), identity)
  if (await withName(tx, row.user_principal_name)) {
    throw new ProviderFailure('nameTaken', 'another user has the name')
  }
  await tx.insertInto('users').values(row).execute()
  await tx
    .insertInto('user_identities')
    .values({ issuer, subject, user_id: row.id, bound_at: now.toISOString() })
    .execute()
  await audit({
    category: 'Role',
    activityType: 'Create User',
    operationType: 'Create',
    result: 'Success',
    actor: { type: 'ItPro', id: row.id, name: row.user_principal_name },
    resource: {
      type: 'User',
      id: row.id,
      displayName: row.user_principal_name,
      changes: [
        { name: 'issuer', before: null, after: issuer },
        { name: 'subject', before: null, after: subject },
      ],
    },
  })
  return row
}
