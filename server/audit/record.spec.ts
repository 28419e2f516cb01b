import { sql } from 'kysely'
import { beforeEach, describe, expect, it } from 'vitest'

import { AuditEvent } from '#contract/audit.ts'

import { memoryDb } from '../store/memory-db.spec-helper.ts'
import type { Db } from '../store/schema.ts'
import { allowAuditChanges } from './audit-triggers.spec-helper.ts'
import { canonicalJson } from './canonical-json.ts'
import { verifyChain } from './chain.ts'
import { recordAudit, type AuditDraft, type AuditScope } from './record.ts'

const draft: AuditDraft = {
  category: 'ElevationRequest',
  activityType: 'Approve ElevationRequest',
  operationType: 'Action',
  result: 'Success',
  resource: {
    type: 'ElevationRequest',
    id: 'request-1',
    displayName: 'setup.exe',
    changes: [{ name: 'status', before: 'pending', after: 'approved' }],
  },
  scopeTagIds: ['1'],
}

let db: Db
let ids = 0
const scope = (over: Partial<AuditScope> = {}): AuditScope => ({
  now: new Date('2026-05-04T09:00:00.000Z'),
  newId: () => `audit-${++ids}`,
  requestId: 'request-id',
  principal: {
    kind: 'user',
    userId: 'user-1',
    userPrincipalName: 'kim@contoso.example',
    displayName: 'Kim',
    via: 'session',
    signedInAt: null,
    grants: [],
    rights: new Set(['Microsoft.Intune_EpmPolicy_Read', '*']),
    scopeTagIds: null,
  },
  ipAddress: '127.0.0.1',
  ...over,
})
const record = (over: Partial<AuditScope> = {}) =>
  db.transaction().execute((tx) => recordAudit(tx, draft, scope(over)))

beforeEach(async () => {
  db = await memoryDb()
  ids = 0
})

describe('recordAudit', () => {
  it('stores the event as Graph shows it', async () => {
    await record()
    const row = await db.selectFrom('audit').selectAll().executeTakeFirstOrThrow()
    const event = AuditEvent.parse(JSON.parse(row.resource))
    expect(event.actor).toMatchObject({
      userPrincipalName: 'kim@contoso.example',
      userPermissions: ['*', 'Microsoft.Intune_EpmPolicy_Read'],
      ipAddress: '127.0.0.1',
    })
    expect(event.resources?.[0]?.modifiedProperties).toEqual([
      { displayName: 'status', oldValue: 'pending', newValue: 'approved' },
    ])
    expect(row).toMatchObject({ seq: 1, actor_id: 'user-1', scope_tags_json: '["1"]' })
  })

  it('numbers records by their place, also when the clock goes back', async () => {
    await record()
    await record({ now: new Date('2026-05-04T08:00:00.000Z') })
    const rows = await db.selectFrom('audit').select(['seq', 'at']).orderBy('seq').execute()
    expect(rows.map((row) => row.seq)).toEqual([1, 2])
    expect(await verifyChain(db)).toMatchObject({ ok: true, count: 2 })
  })

  it('cannot be changed or deleted in the database', async () => {
    await record()
    const update = db.updateTable('audit').set({ result: 'Failure' }).execute()
    await expect(update).rejects.toThrow(/cannot be changed or deleted/)
    await expect(db.deleteFrom('audit').execute()).rejects.toThrow(/cannot be changed or deleted/)
  })
})

describe('verifyChain', () => {
  const tampers: [string, (db: Db) => Promise<unknown>, number][] = [
    [
      'an edited value',
      (open) => sql`update audit set result = 'Failure' where seq = 3`.execute(open),
      3,
    ],
    [
      'an edited event',
      (open) => sql`update audit set resource = '{}' where seq = 2`.execute(open),
      2,
    ],
    ['a deleted record', (open) => sql`delete from audit where seq = 4`.execute(open), 4],
    ['a rewritten link', (open) => sql`update audit set prev = 'x' where seq = 5`.execute(open), 5],
    ['a changed time', (open) => sql`update audit set at = '2020' where seq = 1`.execute(open), 1],
  ]

  it.each(tampers)('finds %s', async (_name, tamper, seq) => {
    for (let index = 0; index < 6; index += 1) await record()
    expect(await verifyChain(db)).toMatchObject({ ok: true, count: 6 })
    await allowAuditChanges(db)
    await tamper(db)
    expect(await verifyChain(db)).toMatchObject({ ok: false, seq })
  })
})

describe('canonicalJson', () => {
  it('does not depend on the order of members', () => {
    expect(canonicalJson({ b: [1, { d: null, c: 'é"' }], a: undefined })).toBe(
      '{"b":[1,{"c":"é\\"","d":null}]}',
    )
    expect(canonicalJson({ a: 1, b: 2 })).toBe(canonicalJson({ b: 2, a: 1 }))
  })
})
