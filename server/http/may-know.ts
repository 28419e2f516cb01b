import { sql } from 'kysely'

import type { ChangeNotice } from '#contract/epm.ts'

import { allOf, type Condition } from '../odata/compile-filter.ts'
import type { Db } from '../store/schema.ts'
import { visiblePamRequests } from './handlers/pam/pam-access.ts'
import { ownPolicies, throughDevice } from './handlers/scope.ts'
import type { UserPrincipal } from './principal.ts'
import { hasRight, scopedTo, type Right } from './rights.ts'

type Entity = ChangeNotice['entity']

/** Whoever may not read any of an entity is not told that one changed. */
const readers: Record<Entity, Right> = {
  elevationRequests: 'Microsoft.Intune_EpmPolicy_ViewElevationRequests',
  privilegeManagementElevations: 'Microsoft.Intune_EpmPolicy_ViewReports',
  configurationPolicies: 'Microsoft.Intune_EpmPolicy_Read',
  reusablePolicySettings: 'Microsoft.Intune_EpmPolicy_Read',
  auditEvents: 'Microsoft.Intune_Audit_Read',
  managedDevices: 'Microsoft.Intune_ManagedDevices_Read',
  // Their own rights may be other ones now.
  roles: 'signedIn',
  pamRequests: 'signedIn',
  pamPolicies: 'signedIn',
  pamSettings: 'signedIn',
}

type Scoped = { table: string; own: (principal: UserPrincipal) => Condition[] }

/** Entities whose single objects carry a scope, and whose notices name one. */
const scoped: Partial<Record<Entity, Scoped>> = {
  elevationRequests: {
    table: 'elevation_requests',
    own: (principal) => throughDevice(principal, 'elevation_requests.device_id'),
  },
  configurationPolicies: { table: 'policies', own: ownPolicies },
  managedDevices: {
    table: 'devices',
    own: (principal) => throughDevice(principal, 'devices.id'),
  },
}

const isThere = async (db: Db, table: string, id: string, conditions: readonly Condition[]) => {
  const named = sql<boolean>`${sql.ref(`${table}.id`)} = ${id}`
  const found = await sql<{ one: number }>`
    select 1 as one from ${sql.table(table)} where ${allOf([named, ...conditions])}`.execute(db)
  return found.rows.length > 0
}

/**
 * Whether a person may be told that something changed: that they may read its kind, and that it is in their scope. Of what
 * is gone the scope is not known any more; then, and where a notice names nothing, only its kind is told.
 */
export const mayKnow = async (
  db: Db,
  principal: UserPrincipal,
  { entity, id }: ChangeNotice,
): Promise<boolean> => {
  const right = readers[entity]
  if (!hasRight(principal, right)) return false
  // Who sees an access request goes by its group and not by scope tags.
  if (entity === 'pamRequests' && id !== undefined) {
    return isThere(db, 'pam_requests', id, visiblePamRequests(principal))
  }
  const person = scopedTo(principal, right)
  const rule = scoped[entity]
  if (person?.kind !== 'user' || person.scopeTagIds === null || !rule || id === undefined) {
    return true
  }
  if (await isThere(db, rule.table, id, rule.own(person))) return true
  return !(await isThere(db, rule.table, id, []))
}
