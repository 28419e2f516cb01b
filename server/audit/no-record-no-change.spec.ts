import { sql } from 'kysely'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'

import {
  elevationRequest,
  errorOf,
  policy,
  policyBody,
  tenant,
} from '../http/handlers/tenant.spec-helper.ts'
import { isOnPostgres } from '../store/postgres/test-db.spec-helper.ts'
import { refuseAuditRecords } from './audit-triggers.spec-helper.ts'
import { verifyChain } from './chain.ts'

/** R49: whatever keeps the record from being written keeps the change from being made, and the caller is told 503. */
type World = Awaited<ReturnType<typeof tenant>>
let world: World
beforeEach(async () => {
  world = await tenant({
    policies: [policy('policy-1', 'Tools')],
    elevationRequests: [elevationRequest()],
  })
})

const attempts: ((world: World, round: number) => ReturnType<World['post']>)[] = [
  ({ post }) =>
    post('user:admin', '/deviceManagement/elevationRequests/request-1/approve', {
      reviewerJustification: 'known tool',
    }),
  ({ post }) => post('user:admin', '/deviceManagement/elevationRequests/request-1/deny', {}),
  ({ post }, round) =>
    post(
      'user:admin',
      '/deviceManagement/configurationPolicies',
      policyBody(undefined, { name: `P${round}` }),
    ),
  ({ patch }) =>
    patch('user:admin', '/deviceManagement/configurationPolicies/policy-1', { description: 'x' }),
  (sent) => sent.delete('user:admin', '/deviceManagement/reusablePolicySettings/cert-1'),
  ({ post }) =>
    post('user:admin', '/epm/tokens', {
      displayName: 'Report',
      purpose: 'read',
      expirationDateTime: '2026-06-04T09:00:00Z',
    }),
]
const tables = [
  'elevation_requests',
  'policies',
  'policy_versions',
  'reusable_settings',
  'tokens',
  'idempotency_keys',
  'audit',
] as const
const state = async ({ db }: World) =>
  JSON.stringify(
    await Promise.all(tables.map((table) => db.selectFrom(table).selectAll().execute())),
  )

const rounds = 100
const told: Record<string, number> = {}
afterAll(() =>
  console.info(`R49: of ${rounds} attempts unchanged and told 503: ${JSON.stringify(told)}`),
)

const tryAll = async (what: string) => {
  const before = await state(world)
  for (let round = 0; round < rounds; round += 1) {
    const answer = await attempts[round % attempts.length]?.(world, round)
    expect(answer?.status).toBe(503)
    expect(await state(world)).toBe(before)
    told[what] = (told[what] ?? 0) + 1
  }
}

describe('no record, no change (R49)', () => {
  it('when the audit table refuses', async () => {
    await refuseAuditRecords(world.db, 'broken')
    await tryAll('raise')
    expect(told['raise']).toBe(rounds)
    const answer = await attempts[0]?.(world, 0)
    expect(answer && errorOf(answer).innerError?.code).toBe('auditUnavailable')
  })

  it.skipIf(isOnPostgres)('when the database can only be read', async () => {
    await sql`pragma query_only = on`.execute(world.db)
    await tryAll('read-only')
    expect(told['read-only']).toBe(rounds)
    await sql`pragma query_only = off`.execute(world.db)
  })
})

describe('the order of records when the clock goes back (R53)', () => {
  it('is that in which they were written, under load', async () => {
    const before = (await world.db.selectFrom('audit').select('seq').execute()).length
    const hundred = () =>
      Array.from({ length: 100 }, () =>
        world.post('user:nobody', '/deviceManagement/elevationRequests/request-1/deny', {}),
      )
    const load = hundred()
    await load[10]
    // An hour back while the rest of them is under way.
    world.clock.now = new Date(world.clock.now.getTime() - 3_600_000)
    load.push(...hundred())
    expect((await Promise.all(load)).every(({ status }) => status === 403)).toBe(true)
    const rows = await world.db.selectFrom('audit').select(['seq', 'at']).orderBy('seq').execute()
    expect(rows.map(({ seq }) => seq)).toEqual(
      Array.from({ length: before + 200 }, (_each, index) => index + 1),
    )
    expect(new Set(rows.slice(before).map(({ at }) => at)).size).toBe(2)
    expect(await verifyChain(world.db)).toMatchObject({ ok: true, count: before + 200 })
  })
})

describe('UPDATE and DELETE (R51)', () => {
  it('are refused by the database, each column and each way', async () => {
    await world.post('user:nobody', '/deviceManagement/elevationRequests/request-1/deny', {})
    const audit = (await world.db.introspection.getTables()).find(({ name }) => name === 'audit')
    const columns = audit?.columns ?? []
    expect(columns.length).toBeGreaterThan(10)
    const statements = [
      ...columns.map(({ name }) => `update audit set ${name} = ${name}`),
      'delete from audit',
      'delete from audit where seq = 1',
      ...(isOnPostgres
        ? ['truncate audit']
        : [
            // What puts a row in the place of another asks no trigger for DELETE.
            'insert or replace into audit select * from audit where seq = 1',
            "update or ignore audit set result = 'x'",
          ]),
    ]
    const before = await state(world)
    for (const statement of statements)
      await expect(sql.raw(statement).execute(world.db), statement).rejects.toThrow(
        /cannot be changed or deleted|constraint failed/,
      )
    expect(await state(world)).toBe(before)
    console.info(`R51: ${statements.length} of ${statements.length} statements refused`)
  })
})
