import type { Principal } from '../http/types.ts'
import type { Tx } from '../store/schema.ts'

/** One audit record before it gets its place in the chain (graph-contract 7.4, R48). */
export type AuditDraft = {
  /** `elevationRequest`, `configurationPolicy`, `session`, `token` … */
  category: 'ElevationRequest' | 'Elevation' | 'DeviceConfiguration' | 'Role' | 'Session' | 'Token'
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
