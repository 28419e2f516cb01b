import type { Token } from '#contract/tokens.ts'

import type { Schema } from './schema.ts'

export type TokenRow = Omit<Schema['tokens'], 'token_hash'>

export const tokenColumns = [
  'id',
  'purpose',
  'subject_id',
  'label',
  'created_at',
  'used_at',
  'revoked_at',
  'name',
  'expires_at',
  'created_by_id',
  'created_by_name',
] as const satisfies readonly (keyof TokenRow)[]

const statusOf = (row: TokenRow, now: Date): Token['status'] => {
  if (row.revoked_at !== null) return 'revoked'
  return row.expires_at !== null && row.expires_at <= now.toISOString() ? 'expired' : 'active'
}

/** The token as the wire shows it; its text is stored nowhere. */
export const toToken = (row: TokenRow, now: Date): Token => {
  const device = row.purpose === 'device'
  return {
    id: row.id,
    displayName: row.name ?? row.label,
    purpose: row.purpose === 'user' ? 'full' : row.purpose,
    status: statusOf(row, now),
    userPrincipalName: device ? null : row.label,
    deviceId: device ? row.subject_id : null,
    deviceName: device ? row.label : null,
    createdBy: row.created_by_name,
    createdDateTime: row.created_at,
    expirationDateTime: row.expires_at,
    lastUsedDateTime: row.used_at,
    revokedDateTime: row.revoked_at,
  }
}
