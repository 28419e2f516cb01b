import { beforeEach, describe, expect, it } from 'vitest'

import { endpoints, type EndpointName } from '#contract/endpoints.ts'

import { createTestApi, errorOf, pageHeaders, type TestApi } from '../../api.spec-helper.ts'
import { isChange } from '../refusal-audit.ts'

const path = '/epm/tokens'
const day = 24 * 60 * 60
const ends = '2026-08-02T09:00:00.000Z'
const requests = '/deviceManagement/elevationRequests'
const names = Object.keys(endpoints) as EndpointName[]

type Made = { id: string; token: string; status: string; purpose: string }
let test: TestApi
beforeEach(async () => void (test = await createTestApi()))

const post = async (alias: string, to: string, body?: unknown) =>
  test.call('POST', to, { headers: { ...pageHeaders, ...(await test.signIn(alias)) }, body })
const create = async (alias: string, over: Record<string, unknown> = {}) =>
  post(alias, path, { displayName: 'Script', purpose: 'read', expirationDateTime: ends, ...over })
const made = async (alias: string, over: Record<string, unknown> = {}) => {
  const answer = await create(alias, over)
  expect(answer.status).toBe(201)
  const token = (await answer.json()) as Made
  return { ...token, headers: { Authorization: `Bearer ${token.token}` } }
}
const listed = async (alias: string) => {
  const answer = await test.call('GET', path, { headers: await test.signIn(alias) })
  return ((await answer.json()) as { value: (Made & { lastUsedDateTime: string | null })[] }).value
}
const innerCode = async (response: Response) => (await errorOf(response)).innerError['code']

describe('what a token may do', () => {
  const call = async (name: EndpointName, headers: Record<string, string>) => {
    const address = endpoints[name].path.replaceAll(/\{\w+\}/g, 'absent')
    const sent = endpoints[name].method === 'GET' ? {} : { body: {} }
    const response = await test.call(endpoints[name].method, address, { headers, ...sent })
    return response
  }
  const barred = async (headers: Record<string, string>) => {
    const found: EndpointName[] = []
    for (const name of names) {
      const response = await call(name, headers)
      if (response.status !== 403) await response.body?.cancel()
      else if ((await innerCode(response)) === 'tokenPurpose') found.push(name)
      expect(response.status, name).not.toBe(500)
    }
    return found
  }
  const people = names.filter((name) => endpoints[name].audience.includes('user'))

  it('reading: every endpoint that changes something is refused, no other', async () => {
    const { headers } = await made('intune.admin')
    // A device's endpoints are refused for another reason.
    expect(await barred(headers)).toEqual(
      names.filter(
        (name) =>
          (endpoints[name].audience !== 'device' && isChange(name)) ||
          name.startsWith('token') ||
          // It changes nothing yet, but leads to a session.
          name === 'signInStart',
      ),
    )
  })

  it('deciding: the requests and nothing else', async () => {
    const { headers } = await made('intune.admin', { purpose: 'decide' })
    const allowed = people.filter((name) => !name.startsWith('token'))
    const refused = new Set(await barred(headers))
    expect(allowed.filter((name) => !refused.has(name)).sort()).toEqual([
      'batch',
      'effectivePermissions',
      'elevationRequestApprove',
      'elevationRequestCount',
      'elevationRequestDeny',
      'elevationRequestGet',
      'elevationRequestGetAll',
      'elevationRequestList',
      'elevationRequestRevoke',
      'me',
    ])
  })

  it('asking before a privileged task: that and nothing else, though its owner may do everything', async () => {
    const { headers } = await made('intune.admin', { purpose: 'use' })
    const refused = new Set(await barred(headers))
    expect(people.filter((name) => !refused.has(name) && !name.startsWith('token'))).toEqual([
      'me',
      'pamExecutionCreate',
    ])
  })

  it('a full one of before does all that its owner may, but never makes tokens', async () => {
    const headers = await test.asUser('intune.admin')
    const refused = await barred(headers)
    expect(refused).toEqual(expect.arrayContaining(['tokenCreate', 'tokenList', 'tokenRevoke']))
    expect(refused.filter((name) => !/^(token|role|scopeTag|signIn)/.test(name))).toEqual([])
  })

  it('is narrowed in each item of a batch too', async () => {
    const { headers } = await made('intune.admin')
    const id = test.world.elevationRequests[0]?.id ?? ''
    const response = await test.call('POST', '/$batch', {
      headers,
      body: {
        requests: [
          { id: '1', method: 'GET', url: requests },
          { id: '2', method: 'POST', url: `${requests}/${id}/approve`, body: {} },
          { id: '3', method: 'GET', url: path },
        ],
      },
    })
    const { responses } = (await response.json()) as { responses: { id: string; status: number }[] }
    expect(new Map(responses.map((item) => [item.id, item.status]))).toEqual(
      new Map([
        ['1', 200],
        ['2', 403],
        ['3', 403],
      ]),
    )
  })

  it('decides a request under the name of its owner, and the record names the token', async () => {
    const { headers, id } = await made('epm.manager', { purpose: 'decide', displayName: 'Bot' })
    const request = test.world.elevationRequests[0]?.id ?? ''
    const answer = await test.call('POST', `${requests}/${request}/deny`, { headers, body: {} })
    expect(answer.status).toBe(200)
    const record = await test.lastAudit()
    expect(record.actor_name).toBe('epm.manager@contoso.example')
    expect(JSON.parse(record.resource)).toMatchObject({
      actor: {
        applicationDisplayName: 'Token: Bot',
        applicationId: id,
        userPermissions: [
          'Microsoft.Intune_EpmPolicy_ModifyElevationRequests',
          'Microsoft.Intune_EpmPolicy_ViewElevationRequests',
        ],
      },
    })
  })

  it('is never more than its owner has at that moment', async () => {
    const { headers } = await made('epm.manager')
    expect((await test.call('GET', requests, { headers })).status).toBe(200)
    expect((await test.call('GET', '/deviceManagement/auditEvents', { headers })).status).toBe(403)
    await test.db.deleteFrom('role_assignments').execute()
    expect((await test.call('GET', requests, { headers })).status).toBe(403)
    await test.db.updateTable('users').set({ enabled: 0 }).execute()
    expect((await test.call('GET', '/me', { headers })).status).toBe(401)
  })

  it('ends when it was said to, and notes its last use', async () => {
    const { headers, id } = await made('epm.manager', {
      expirationDateTime: '2026-05-05T09:00:00Z',
    })
    expect((await listed('epm.manager'))[0]?.lastUsedDateTime).toBeNull()
    test.pass(day - 1)
    expect((await test.call('GET', '/me', { headers })).status).toBe(200)
    test.pass(1)
    expect((await test.call('GET', '/me', { headers })).status).toBe(401)
    expect(await listed('epm.manager')).toMatchObject([
      { id, status: 'expired', lastUsedDateTime: '2026-05-05T08:59:59.000Z' },
    ])
  })
})

describe('making tokens', () => {
  it('shows the text once, stores its hash alone and keeps it out of every record and line', async () => {
    const { token, id } = await made('epm.manager')
    expect(token).toMatch(/^epm_read_[\w-]{43}$/)
    expect(JSON.stringify(await listed('epm.manager'))).not.toContain(token)
    const tables = await Promise.all([
      test.db.selectFrom('tokens').selectAll().execute(),
      test.db.selectFrom('audit').selectAll().execute(),
      test.db.selectFrom('idempotency_keys').selectAll().execute(),
    ])
    for (const text of [JSON.stringify(tables), JSON.stringify(test.log)]) {
      expect(text).not.toContain(token)
      expect(text).not.toContain(token.slice(-43))
    }
    expect(await test.lastAudit()).toMatchObject({
      category: 'Session',
      activity_type: 'Sign in',
    })
    const record = await test.db
      .selectFrom('audit')
      .selectAll()
      .where('resource_id', '=', id)
      .executeTakeFirstOrThrow()
    expect(record).toMatchObject({ category: 'Token', activity_type: 'Create Token' })
    expect(record.resource).toContain('"oldValue":null,"newValue":"read"')
  })

  it.each([
    ['no end', { expirationDateTime: undefined }],
    ['an end that has passed', { expirationDateTime: '2026-05-04T09:00:00Z' }],
    ['more than a year', { expirationDateTime: '2027-05-04T09:00:01Z' }],
    ['no name', { displayName: '  ' }],
    ['a purpose of before', { purpose: 'user' }],
    ['full', { purpose: 'full' }],
    ['a device for a person', { deviceId: 'x' }],
    ['no device', { purpose: 'device' }],
  ])('refuses %s', async (_name, over) => {
    expect((await create('intune.admin', over)).status).toBe(400)
    expect(await test.db.selectFrom('tokens').selectAll().execute()).toEqual([])
  })

  it('lasts a year at most, to the second', async () => {
    expect(
      (await create('intune.admin', { expirationDateTime: '2027-05-04T09:00:00Z' })).status,
    ).toBe(201)
  })

  it('needs the right to decide for deciding, and the right over roles for a device', async () => {
    const deviceId = test.world.devices[0]?.id ?? ''
    const device = { purpose: 'device', deviceId }
    for (const [alias, over] of [
      ['epm.reader', { purpose: 'decide' }],
      ['no.role', { purpose: 'decide' }],
      ['epm.manager', device],
      ['role.admin', device],
    ] as const) {
      const answer = await create(alias, over)
      expect(answer.status).toBe(403)
      expect(await innerCode(answer)).toBe('missingRight')
    }
    expect((await create('intune.admin', { ...device, deviceId: 'absent' })).status).toBe(404)
    const { headers } = await made('intune.admin', device)
    const checkIn = await test.call('POST', '/epm/device/check-in', { headers })
    expect(checkIn.status).toBe(200)
    expect((await test.call('GET', '/me', { headers })).status).toBe(403)
  })

  it('stops at fifty that can be used', async () => {
    const cookie = await test.signIn('epm.reader')
    const again = () =>
      test.call('POST', path, {
        headers: { ...pageHeaders, ...cookie },
        body: { displayName: 'One of many', purpose: 'read', expirationDateTime: ends },
      })
    for (let at = 0; at < 50; at += 1) {
      test.pass(2)
      expect((await again()).status).toBe(201)
    }
    const refused = await again()
    expect([refused.status, await innerCode(refused)]).toEqual([409, 'tooManyTokens'])
  })
})

describe('seeing and revoking tokens', () => {
  it('is for one’s own; those of others are not there', async () => {
    const own = await made('epm.reader')
    const other = await made('epm.manager')
    expect((await listed('epm.reader')).map(({ id }) => id)).toEqual([own.id])
    expect((await post('epm.reader', `${path}/${other.id}/revoke`)).status).toBe(404)
    expect((await test.call('GET', '/me', { headers: other.headers })).status).toBe(200)
  })

  it('is for everybody’s with the right over roles', async () => {
    const other = await made('epm.manager')
    await test.asUser('epm.reader')
    expect((await listed('role.admin')).map(({ purpose }) => purpose).sort()).toEqual([
      'full',
      'read',
    ])
    const revoked = await post('role.admin', `${path}/${other.id}/revoke`)
    expect(await revoked.json()).toMatchObject({ id: other.id, status: 'revoked' })
    expect(await test.lastAudit()).toMatchObject({
      activity_type: 'Revoke Token',
      actor_name: 'role.admin@contoso.example',
      resource_id: other.id,
    })
    expect((await test.call('GET', '/me', { headers: other.headers })).status).toBe(401)
    const again = await post('role.admin', `${path}/${other.id}/revoke`)
    expect(again.status).toBe(409)
  })
})
