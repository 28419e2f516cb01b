import type { AuditEvent } from '#contract/audit.ts'

import type { Principal, UserPrincipal } from '../http/principal.ts'
import type { Tx } from '../store/schema.ts'
import { chainHash, chainStart, type ChainedRecord } from './chain.ts'

/** One audit record before it gets its place in the chain (graph-contract 7.4, R48). */
export type AuditDraft = {
  /** `elevationRequest`, `configurationPolicy`, `session`, `token` … */
  category:
    | 'ElevationRequest'
    | 'Elevation'
    | 'DeviceConfiguration'
    | 'Device'
    | 'Role'
    | 'Session'
    | 'Token'
    | 'Report'
    | 'PrivilegedAccess'
    | 'Other'
  /** E.g. `Approve ElevationRequest`; a verb and the entity, as Graph writes them. */
  activityType: string
  operationType: 'Create' | 'Patch' | 'Delete' | 'Action' | 'Get'
  result: 'Success' | 'Failure'
  resource?: {
    type: string
    id: string
    displayName: string
    /** Old and new value as the reader should see them; never secrets. */
    changes?: { name: string; before: string | null; after: string | null }[]
  }
  scopeTagIds?: readonly string[]
  /** Overrides the principal of the request, e.g. for expiry by the clock. */
  actor?: { type: 'ItPro' | 'System' | 'Device' | 'Application'; id: string | null; name: string }
}

export type AuditScope = {
  now: Date
  newId: () => string
  requestId: string
  principal: Principal | null
  ipAddress: string | null
}

export type RecordAudit = (tx: Tx, draft: AuditDraft, scope: AuditScope) => Promise<void>

type Actor = NonNullable<AuditDraft['actor']> & {
  userPrincipalName: string | null
  /** The token a person's call came with. */
  token?: UserPrincipal['token']
  permissions: string[]
}

/** Who did what nobody in person did. */
export const systemActor = {
  type: 'System',
  id: null,
  name: 'Endpoint Privilege Management',
} as const

const actorOf = (draft: AuditDraft, principal: Principal | null): Actor => {
  if (draft.actor) {
    const userPrincipalName = draft.actor.type === 'ItPro' ? draft.actor.name : null
    return { ...draft.actor, userPrincipalName, permissions: [] }
  }
  if (principal === null) return { ...systemActor, userPrincipalName: null, permissions: [] }
  if (principal.kind === 'device') {
    const { deviceId: id, deviceName: name } = principal
    return { type: 'Device', id, name, userPrincipalName: null, permissions: [] }
  }
  return {
    type: 'ItPro',
    id: principal.userId,
    name: principal.userPrincipalName,
    userPrincipalName: principal.userPrincipalName,
    permissions: [...principal.rights].sort(),
    token: principal.token,
  }
}

const applicationOf = ({ type, name, token }: Actor) => {
  if (type !== 'ItPro') return { applicationDisplayName: name }
  if (token === undefined) return { applicationDisplayName: 'EPM Console' }
  return { applicationDisplayName: `Token: ${token.name}`, applicationId: token.id }
}

/** The record as Graph shows an audit event. */
const eventOf = (
  draft: AuditDraft,
  scope: AuditScope,
  { id, at, actor }: { id: string; at: string; actor: Actor },
): AuditEvent => ({
  id,
  displayName: draft.activityType,
  componentName: draft.category,
  category: draft.category,
  activity: null,
  activityType: draft.activityType,
  activityOperationType: draft.operationType,
  activityResult: draft.result,
  activityDateTime: at,
  correlationId: scope.requestId,
  actor: {
    type: actor.type,
    auditActorType: actor.type,
    userPrincipalName: actor.userPrincipalName,
    userId: actor.type === 'ItPro' ? actor.id : null,
    ...applicationOf(actor),
    ipAddress: scope.ipAddress,
    userPermissions: actor.permissions,
  },
  resources: draft.resource
    ? [
        {
          displayName: draft.resource.displayName,
          type: draft.resource.type,
          auditResourceType: draft.resource.type,
          resourceId: draft.resource.id,
          modifiedProperties: (draft.resource.changes ?? []).map((change) => ({
            displayName: change.name,
            oldValue: change.before,
            newValue: change.after,
          })),
        },
      ]
    : [],
})

const rowOf = (draft: AuditDraft, scope: AuditScope, seq: number): ChainedRecord => {
  const id = scope.newId()
  const at = scope.now.toISOString()
  const actor = actorOf(draft, scope.principal)
  return {
    seq,
    id,
    at,
    actor_id: actor.id,
    actor_name: actor.name,
    category: draft.category,
    activity_type: draft.activityType,
    operation_type: draft.operationType,
    result: draft.result,
    resource_type: draft.resource?.type ?? null,
    resource_id: draft.resource?.id ?? null,
    resource_name: draft.resource?.displayName ?? null,
    request_id: scope.requestId,
    scope_tags_json: JSON.stringify(draft.scopeTagIds ?? []),
    resource: JSON.stringify(eventOf(draft, scope, { id, at, actor })),
  }
}

// 18 columns, and SQLite takes 32,766 parameters to a statement.
const insertStep = 500

/**
 * Appends records to the chain, inside the transaction of the change they tell of: no record, no change (R49). Their
 * places in the chain follow the head, whatever the clock says (R53). Writers stand in line, so nobody else has read this head; a
 * transaction beside the line joins it first (`joinWriters`), or the head's number is taken twice and refused.
 */
export const recordAudits = async (
  tx: Tx,
  entries: readonly { draft: AuditDraft; scope: AuditScope }[],
): Promise<void> => {
  const head = await tx
    .selectFrom('audit')
    .select(['seq', 'hash'])
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst()
  let prev = head?.hash ?? chainStart
  let seq = head?.seq ?? 0
  const rows = []
  for (const { draft, scope } of entries) {
    seq += 1
    const record = rowOf(draft, scope, seq)
    const hash = await chainHash(prev, record)
    rows.push({ ...record, prev, hash })
    prev = hash
  }
  for (let from = 0; from < rows.length; from += insertStep) {
    await tx
      .insertInto('audit')
      .values(rows.slice(from, from + insertStep))
      .execute()
  }
}

/** Appends one record; see `recordAudits`. */
export const recordAudit: RecordAudit = (tx, draft, scope) => recordAudits(tx, [{ draft, scope }])
