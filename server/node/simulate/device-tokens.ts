import { recordAudit } from '#server/audit/record.ts'
import { createToken } from '#server/http/tokens.ts'
import type { Db } from '#server/store/schema.ts'

export type DeviceToken = { deviceId: string; deviceName: string; token: string }

const label = 'Fleet simulator'

/**
 * Makes a token for each of up to `count` devices that have a primary user, in the order of their names. `revoke` ends them all, so
 * that a simulation leaves no key behind. Both are audited as done on the machine of the console.
 */
export const createDeviceTokens = async (
  deps: { db: Db; now: () => Date; newId: () => string },
  count: number,
): Promise<{ tokens: DeviceToken[]; revoke: () => Promise<void> }> => {
  const { db, now, newId } = deps
  const record = (tx: Parameters<typeof recordAudit>[0], activityType: string, ids: string[]) =>
    recordAudit(
      tx,
      {
        category: 'Token',
        activityType,
        operationType: activityType.startsWith('Create') ? 'Create' : 'Delete',
        result: 'Success',
        resource: {
          type: 'Token',
          id: ids[0] ?? '',
          displayName: `${label}: ${ids.length} device tokens`,
        },
        actor: { type: 'Application', id: null, name: label },
      },
      { now: now(), newId, requestId: newId(), principal: null, ipAddress: null },
    )

  const made = await db.transaction().execute(async (tx) => {
    const devices = await tx
      .selectFrom('devices')
      .select(['id', 'device_name'])
      .where('user_id', 'is not', null)
      .orderBy('device_name')
      .limit(count)
      .execute()
    const rows: { id: string; device: DeviceToken }[] = []
    for (const { id: deviceId, device_name: deviceName } of devices) {
      const id = newId()
      const subject = { purpose: 'device', subjectId: deviceId, label } as const
      const token = await createToken(tx, subject, { id, now: now() })
      rows.push({ id, device: { deviceId, deviceName, token } })
    }
    if (rows.length > 0) {
      await record(
        tx,
        'Create Token',
        rows.map((row) => row.id),
      )
    }
    return rows
  })
  const ids = made.map((row) => row.id)
  return {
    tokens: made.map((row) => row.device),
    revoke: async () => {
      if (ids.length === 0) return
      await db.transaction().execute(async (tx) => {
        await tx
          .updateTable('tokens')
          .set({ revoked_at: now().toISOString() })
          .where('id', 'in', ids)
          .execute()
        await record(tx, 'Revoke Token', ids)
      })
    },
  }
}
