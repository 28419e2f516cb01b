import type { ManagedDevice } from '#contract/directory.ts'
import type { DeviceCheckIn } from '#contract/device-check-in.ts'
import { reachOf } from '#domain/assignments/reach.ts'
import { approvalWindowMs } from '#domain/elevation-request/life-cycle.ts'

import { parseStored } from '../../store/parse-stored.ts'
import { referencedSettings, toPolicyHeader, withIds } from '../../store/policy-rows.ts'
import { storedRequestColumns, toElevationRequest } from '../../store/request-rows.ts'
import type { Db, Tx } from '../../store/schema.ts'
import { notFound } from '../graph-failure.ts'
import type { Handlers } from '../types.ts'
import { statesAfterCheckIn } from './device-policy-states.ts'
import { expireOverdue } from './request-access.ts'

/** A shared device has no primary user; this many of the tenant's people may sign in on it here. */
const peopleOnSharedDevice = 25

type Person = { id: string; user_principal_name: string }

/** The primary user and whoever asked from this device; anyone on a device that is nobody's (epm-behaviour 7.1). */
const peopleOf = async (db: Db, deviceId: string, primary: string | null): Promise<Person[]> => {
  const askers = await db
    .selectFrom('elevation_requests')
    .select('requested_by_id')
    .distinct()
    .where('device_id', '=', deviceId)
    .execute()
  const ids = [...(primary ? [primary] : []), ...askers.map((row) => row.requested_by_id)]
  const people = db
    .selectFrom('users')
    .select(['id', 'user_principal_name'])
    .where('enabled', '=', 1)
    .orderBy('user_principal_name')
  return primary === null
    ? people.limit(peopleOnSharedDevice).execute()
    : people.where('id', 'in', ids).execute()
}

const groupsOf = async (db: Db, ids: readonly string[]): Promise<Map<string, Set<string>>> => {
  const rows = await db
    .selectFrom('group_members')
    .select(['member_id', 'group_id'])
    .where('member_id', 'in', [...ids])
    .execute()
  const groups = new Map(ids.map((id) => [id, new Set<string>()]))
  for (const row of rows) groups.get(row.member_id)?.add(row.group_id)
  return groups
}

const assignedPolicies = async (db: Db) => {
  const rows = await db
    .selectFrom('policies')
    .select(['resource', 'version', 'settings_json', 'assignments_json'])
    .where('is_assigned', '=', 1)
    .orderBy('name')
    .orderBy('id')
    .execute()
  return rows.map((row) => ({
    assignments: parseStored.assignments(row.assignments_json),
    policy: {
      ...toPolicyHeader(row),
      settings: withIds(parseStored.settings(row.settings_json)),
    },
  }))
}

const certificates = async (db: Db, ids: readonly string[]) => {
  if (ids.length === 0) return []
  const rows = await db
    .selectFrom('reusable_settings')
    .select(['id', 'resource'])
    .where('id', 'in', [...ids])
    .orderBy('id')
    .execute()
  return rows.map((row) => {
    const setting = parseStored.reusableSetting(row.resource)
    const value = setting.settingInstance?.simpleSettingValue?.value
    return { id: row.id, certificate: typeof value === 'string' ? value : '' }
  })
}

/** Approvals whose 24 hours run, and everything of this device that ended within the last 24 hours. */
const requestsOf = async (db: Db, deviceId: string, now: Date) => {
  const since = new Date(now.getTime() - approvalWindowMs).toISOString()
  const rows = await db
    .selectFrom('elevation_requests')
    .select(storedRequestColumns)
    .where('device_id', '=', deviceId)
    .where((the) =>
      the.or([
        the.and([the('status', 'in', ['approved', 'completed']), the('reviewed_at', '>', since)]),
        the.and([
          the('status', 'in', ['denied', 'expired', 'revoked']),
          the('modified_at', '>', since),
        ]),
      ]),
    )
    .orderBy('modified_at')
    .orderBy('id')
    .execute()
  return rows.map(toElevationRequest)
}

/** `lastSyncDateTime` of the device, which never goes back. */
const noteCheckIn = async (tx: Tx, device: ManagedDevice, now: Date) => {
  const at = now.toISOString()
  await tx
    .updateTable('devices')
    .set({ last_sync_at: at, resource: JSON.stringify({ ...device, lastSyncDateTime: at }) })
    .where('id', '=', device.id)
    .where('last_sync_at', '<', at)
    .execute()
}

export const deviceCheckInHandlers: Pick<Handlers, 'deviceCheckIn'> = {
  deviceCheckIn: async (context) => {
    await expireOverdue(context)
    const { deps, principal } = context
    const { db } = deps
    const now = deps.now()
    const device = await db
      .selectFrom('devices')
      .select(['id', 'device_name', 'user_id', 'user_principal_name', 'resource'])
      .where('id', '=', principal.deviceId)
      .executeTakeFirst()
    if (!device) throw notFound('The device')

    const people = await peopleOf(db, device.id, device.user_id)
    const groups = await groupsOf(db, [device.id, ...people.map((person) => person.id)])
    const member = (id: string) => ({ groupIds: groups.get(id) ?? new Set<string>() })
    const policies = await assignedPolicies(db)
    const users = people.map((person) => ({
      userPrincipalName: person.user_principal_name,
      policies: policies.flatMap(({ assignments, policy }) =>
        reachOf(assignments, member(person.id), member(device.id)).targeting.map((targeting) => ({
          targeting,
          policy,
        })),
      ),
    }))
    const received = new Map(
      users.flatMap((user) => user.policies.map(({ policy }) => [policy.id, policy] as const)),
    )
    const known = parseStored.device(device.resource)
    const stated = { id: device.id, userPrincipalName: device.user_principal_name }
    // What a device has, and when it asked, is no change by anybody, so it leaves no audit record.
    await db.transaction().execute(async (tx) => {
      await statesAfterCheckIn(
        tx,
        { ...stated, osVersion: known.osVersion ?? null },
        [...received.values()],
        now.toISOString(),
      )
      await noteCheckIn(tx, known, now)
    })
    const used = new Set(
      users.flatMap((user) =>
        user.policies.flatMap(({ policy }) => referencedSettings(policy.settings)),
      ),
    )
    const body: DeviceCheckIn = {
      deviceId: device.id,
      deviceName: device.device_name,
      serverDateTime: now.toISOString(),
      users,
      reusableSettings: await certificates(db, [...used]),
      elevationRequests: await requestsOf(db, device.id, now),
    }
    return { body }
  },
}
