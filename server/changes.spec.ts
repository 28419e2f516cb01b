import { beforeEach, describe, expect, it } from 'vitest'

import { endpoints, type EndpointName } from '#contract/endpoints.ts'

import { createTestApi, errorOf, type TestApi } from './api.spec-helper.ts'
import { refuseAuditRecords } from './audit/audit-triggers.spec-helper.ts'
import { isChange } from './http/refusal-audit.ts'

const requests = '/deviceManagement/elevationRequests'
const approvePath = (id: string) => `${requests}/${id}/approve`

let test: TestApi
let ids: string[] = []
beforeEach(async () => {
  test = await createTestApi()
  ids = test.world.elevationRequests.map((request) => request.id)
})
const statusOf = async (id: string) =>
  (
    await test.db
      .selectFrom('elevation_requests')
      .select('status')
      .where('id', '=', id)
      .executeTakeFirstOrThrow()
  ).status

describe('a change and its audit record (R48, R49)', () => {
  // Nobody is refused these for what they may do.
  const anybodys: readonly EndpointName[] = [
    'signOut',
    'signOutEverywhere',
    'sampleSignIn',
    'signInCallback',
  ]
  const changing = (Object.keys(endpoints) as EndpointName[]).filter(
    (name) => isChange(name) && !anybodys.includes(name),
  )

  it.each(changing)('%s leaves exactly one record when it is refused or invalid', async (name) => {
    const { method, path, audience, body } = endpoints[name]
    const url = path.replace('{id}', 'x')
    const refused = await test.asUser('no.role')
    const invalid = await (audience === 'device' ? test.asDevice() : test.asUser('intune.admin'))
    for (const [headers, sent, least] of [
      [{}, {}, 401],
      [refused, {}, 400],
      ...(body === null ? [] : ([[invalid, { unknown: 1 }, 400]] as const)),
    ] as const) {
      const before = await test.auditCount()
      const response = await test.call(method, url, { headers, body: sent })
      expect(response.status).toBeGreaterThanOrEqual(least)
      expect(await test.auditCount()).toBe(before + 1)
      expect(await test.lastAudit()).toMatchObject({
        result: 'Failure',
        request_id: response.headers.get('request-id'),
      })
    }
  })

  it('records a failed check of rights of a reader, and no other read', async () => {
    const before = await test.auditCount()
    await test.call('GET', requests, { headers: await test.asUser('intune.admin') })
    await test.call('GET', `${requests}/absent`, { headers: await test.asUser('intune.admin') })
    await test.call('GET', requests)
    expect(await test.auditCount()).toBe(before)
    await test.call('GET', requests, { headers: await test.asUser('no.role') })
    expect(await test.auditCount()).toBe(before + 1)
    expect(await test.lastAudit()).toMatchObject({
      actor_name: 'no.role@contoso.example',
      result: 'Failure',
    })
  })

  it('records a decision once', async () => {
    const before = await test.auditCount()
    const headers = await test.asUser('intune.admin')
    const response = await test.call('POST', approvePath(ids[0] ?? ''), {
      headers,
      body: { reviewerJustification: 'known tool' },
    })
    expect(response.status).toBe(200)
    expect(await test.auditCount()).toBe(before + 1)
    expect(await test.lastAudit()).toMatchObject({ result: 'Success' })
  })

  it('moves nothing when the record cannot be written', async () => {
    const headers = await test.asUser('intune.admin')
    await refuseAuditRecords(test.db, 'disk full')
    for (const id of ids) {
      const response = await test.call('POST', approvePath(id), {
        headers: { ...headers, 'Idempotency-Key': 'k' + id },
        body: {},
      })
      expect(response.status).toBe(503)
      expect((await errorOf(response)).innerError['code']).toBe('auditUnavailable')
      expect(await statusOf(id)).toBe('pending')
    }
    expect(await test.db.selectFrom('idempotency_keys').selectAll().execute()).toEqual([])
  })

  it('undoes a change that forgets its record', async () => {
    test = await createTestApi({
      handlers: {
        elevationRequestApprove: (context) =>
          context.change(async (tx) => {
            await tx.updateTable('elevation_requests').set({ status: 'approved' }).execute()
            return { body: {} }
          }),
      },
    })
    const id = ids[0] ?? ''
    const response = await test.call('POST', approvePath(id), {
      headers: await test.asUser('intune.admin'),
      body: {},
    })
    expect(response.status).toBe(500)
    expect(await statusOf(id)).toBe('pending')
  })
})

describe('Idempotency-Key (R6)', () => {
  const approve = async (
    id: string,
    key: string,
    body: unknown = { reviewerJustification: 'ok' },
    alias = 'intune.admin',
  ) =>
    test.call('POST', approvePath(id), {
      headers: { ...(await test.asUser(alias)), 'Idempotency-Key': key },
      body,
    })

  it('gives the first answer again and changes nothing twice', async () => {
    const first = await approve(ids[0] ?? '', 'key-1')
    const text = await first.text()
    const before = await test.auditCount()
    for (let again = 0; again < 20; again += 1) {
      test.pass(3_600)
      const replay = await approve(ids[0] ?? '', 'key-1')
      expect([replay.status, await replay.text()]).toEqual([first.status, text])
      expect(replay.headers.get('idempotency-replayed')).toBe('true')
    }
    expect(await test.auditCount()).toBe(before)
    test.pass(4 * 3_600)
    expect((await approve(ids[0] ?? '', 'key-1')).status).toBe(409)
  })

  it('refuses the key for another body and for another object', async () => {
    await approve(ids[0] ?? '', 'key-1')
    const otherBody = await approve(ids[0] ?? '', 'key-1', { reviewerJustification: 'else' })
    const otherObject = await approve(ids[1] ?? '', 'key-1')
    for (const response of [otherBody, otherObject]) {
      expect(response.status).toBe(422)
      expect((await errorOf(response)).innerError['code']).toBe('idempotencyKeyReused')
    }
    expect(await statusOf(ids[1] ?? '')).toBe('pending')
  })

  it('belongs to one person and one endpoint', async () => {
    await approve(ids[0] ?? '', 'key-1')
    const other = await approve(ids[1] ?? '', 'key-1', {}, 'epm.manager')
    expect(other.status).toBe(200)
    const deny = await test.call('POST', `${requests}/${ids[2]}/deny`, {
      headers: { ...(await test.asUser('intune.admin')), 'Idempotency-Key': 'key-1' },
      body: {},
    })
    expect(deny.status).toBe(200)
  })

  it('says so while the first call still runs, and changes once', async () => {
    const before = await test.auditCount()
    const headers = { ...(await test.asUser('intune.admin')), 'Idempotency-Key': 'key-1' }
    const responses = await Promise.all(
      Array.from({ length: 8 }, () =>
        test.call('POST', approvePath(ids[0] ?? ''), { headers, body: {} }),
      ),
    )
    const answered = responses.filter((response) => response.status === 200)
    const running = responses.filter((response) => response.status === 409)
    expect(answered.length + running.length).toBe(8)
    expect(running.length).toBeGreaterThan(0)
    expect(new Set(await Promise.all(answered.map((response) => response.text()))).size).toBe(1)
    for (const response of running) {
      expect((await errorOf(response)).innerError['code']).toBe('idempotencyKeyInUse')
    }
    const changes = await test.db
      .selectFrom('audit')
      .select('result')
      .where('seq', '>', before)
      .execute()
    expect(changes.filter((row) => row.result === 'Success')).toHaveLength(1)
  })

  it('is free again after a refusal', async () => {
    expect((await approve('absent', 'key-1')).status).toBe(404)
    expect((await approve(ids[0] ?? '', 'key-1')).status).toBe(200)
    expect((await approve(ids[1] ?? '', 'key with blanks')).status).toBe(400)
  })
})

describe('If-Match', () => {
  it.each(['"7"', 'W/"7"', '"never ours"', 'garbage'])(
    '%s does not match version 1',
    async (tag) => {
      const response = await test.call('POST', approvePath(ids[0] ?? ''), {
        headers: { ...(await test.asUser('intune.admin')), 'If-Match': tag },
        body: {},
      })
      expect(response.status).toBe(412)
      expect(await statusOf(ids[0] ?? '')).toBe('pending')
    },
  )

  it.each(['"1"', 'W/"1"', '*'])('%s does', async (tag) => {
    const response = await test.call('POST', approvePath(ids[0] ?? ''), {
      headers: { ...(await test.asUser('intune.admin')), 'If-Match': tag },
      body: {},
    })
    expect(response.status).toBe(200)
  })
})

describe('$batch', () => {
  type Item = {
    id: string
    status: number
    body?: Record<string, unknown>
    headers?: Record<string, string>
  }
  const batch = async (
    items: object[],
    alias = 'intune.admin',
    headers: Record<string, string> = {},
  ) => {
    const response = await test.call('POST', '/$batch', {
      headers: { ...(await test.asUser(alias)), ...headers },
      body: { requests: items },
    })
    const answer = (await response.json()) as { responses?: Item[] }
    return {
      status: response.status,
      items: new Map(answer.responses?.map((item) => [item.id, item])),
    }
  }

  it('runs each item as a call of its own, under the identity of the batch', async () => {
    const { items } = await batch([
      { id: '1', method: 'GET', url: '/me' },
      { id: '2', method: 'GET', url: `${requests}/$count` },
      { id: '3', method: 'GET', url: 'deviceManagement/nothing' },
      {
        id: '4',
        method: 'POST',
        url: approvePath(ids[0] ?? ''),
        body: {},
        headers: { 'Content-Type': 'application/json' },
      },
      {
        id: '5',
        method: 'GET',
        url: '/me',
        headers: { Authorization: 'Bearer wrong', Cookie: '__Host-epm=x' },
      },
    ])
    expect(items.get('1')).toMatchObject({
      status: 200,
      body: { userPrincipalName: 'intune.admin@contoso.example' },
    })
    expect(items.get('2')).toMatchObject({ status: 200, body: '3' })
    expect(items.get('3')).toMatchObject({ status: 400, body: { error: { code: 'BadRequest' } } })
    expect(items.get('4')?.status).toBe(200)
    expect(items.get('5')?.status).toBe(200)
    expect(await statusOf(ids[0] ?? '')).toBe('approved')
  })

  it('checks the rights of each item', async () => {
    const { items } = await batch(
      [{ id: '1', method: 'POST', url: approvePath(ids[0] ?? ''), body: {} }],
      'epm.reader',
    )
    expect(items.get('1')?.status).toBe(403)
    expect(await statusOf(ids[0] ?? '')).toBe('pending')
  })

  it('runs an item after those it depends on, and not at all when one failed', async () => {
    const { items } = await batch([
      { id: 'c', method: 'GET', url: '/me', dependsOn: ['b'] },
      { id: 'b', method: 'POST', url: approvePath('absent'), body: {}, dependsOn: ['a'] },
      { id: 'a', method: 'GET', url: '/me' },
    ])
    expect([...items.values()].map((item) => [item.id, item.status])).toEqual([
      ['a', 200],
      ['b', 404],
      ['c', 424],
    ])
  })

  it.each([
    ['another batch', [{ id: '1', method: 'POST', url: '/$batch', body: { requests: [] } }]],
    ['an event stream', [{ id: '1', method: 'GET', url: '/epm/events' }]],
    ['a sign-in', [{ id: '1', method: 'POST', url: '/epm/sign-in', body: {} }]],
    ['another host', [{ id: '1', method: 'GET', url: 'https://evil.example/beta/me' }]],
    ['another host without scheme', [{ id: '1', method: 'GET', url: '//evil.example/beta/me' }]],
    ['another host with backslashes', [{ id: '1', method: 'GET', url: '/\\evil.example/me' }]],
    [
      'the same id twice',
      [
        { id: '1', method: 'GET', url: '/me' },
        { id: '1', method: 'GET', url: '/me' },
      ],
    ],
    ['a dependency that is not there', [{ id: '1', method: 'GET', url: '/me', dependsOn: ['2'] }]],
    ['a dependency on itself', [{ id: '1', method: 'GET', url: '/me', dependsOn: ['1'] }]],
    [
      'a header that cannot be sent',
      [{ id: '1', method: 'GET', url: '/me', headers: { a: 'b\r\nc: d' } }],
    ],
    ['nothing', []],
    [
      '21 items',
      Array.from({ length: 21 }, (_, id) => ({ id: String(id), method: 'GET', url: '/me' })),
    ],
  ])('refuses %s', async (_name, items) => {
    expect((await batch(items)).status).toBe(400)
  })
})
