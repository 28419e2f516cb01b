import { beforeEach, describe, expect, it } from 'vitest'

import { endpoints, type EndpointName } from '#contract/endpoints.ts'

import { createTestApi, errorOf, origin, pageHeaders, type TestApi } from './api.spec-helper.ts'
import type { Handler } from './http/types.ts'

const requests = '/deviceManagement/elevationRequests'
const policies = '/deviceManagement/configurationPolicies'
const approvePath = (id: string) => `${requests}/${id}/approve`

let test: TestApi
const firstRequest = () => test.world.elevationRequests[0]?.id ?? ''
beforeEach(async () => {
  test = await createTestApi()
})

describe('identity', () => {
  it('answers 401 in Graph’s words without a session, with a wrong token and with an ended one', async () => {
    const wrong = { Authorization: 'Bearer epm_user_wrong' }
    const basic = { Authorization: 'Basic eDp5' }
    const all: Record<string, string>[] = [{}, wrong, basic, { Cookie: '__Host-epm=x' }]
    for (const headers of all) {
      const response = await test.call('GET', '/me', { headers })
      expect(response.status).toBe(401)
      expect(response.headers.get('www-authenticate')).toMatch(/^Bearer/)
      expect((await errorOf(response)).code).toBe('InvalidAuthenticationToken')
    }
  })

  it('names the right that is missing', async () => {
    const headers = await test.asUser('no.role')
    const response = await test.call('GET', requests, { headers })
    expect(response.status).toBe(403)
    const error = await errorOf(response)
    expect(error.code).toBe('Forbidden')
    expect(error.innerError['code']).toBe('missingRight')
    expect(error.message).toContain('Microsoft.Intune_EpmPolicy_ViewElevationRequests')
  })

  it('keeps people out of what devices do, and devices out of what people do', async () => {
    const person = await test.call('POST', '/epm/device/check-in', {
      headers: await test.asUser('intune.admin'),
    })
    const device = await test.call('GET', requests, { headers: await test.asDevice() })
    expect([person.status, device.status]).toEqual([403, 403])
  })

  it('reads rights and the switch of an account anew on each request', async () => {
    const headers = await test.asUser('intune.admin')
    expect((await test.call('GET', requests, { headers })).status).toBe(200)
    await test.db.deleteFrom('role_assignments').execute()
    expect((await test.call('GET', requests, { headers })).status).toBe(403)
    await test.db.updateTable('users').set({ enabled: 0 }).execute()
    expect((await test.call('GET', requests, { headers })).status).toBe(401)
  })

  it('lets the token win over a cookie', async () => {
    const { Cookie } = await test.signIn('intune.admin')
    const headers = { Cookie, ...(await test.asUser('no.role')) }
    expect((await test.call('GET', requests, { headers })).status).toBe(403)
  })
})

describe('sessions', () => {
  it('sets a cookie that only this host and no script can use, and stores only its hash', async () => {
    const response = await test.call('POST', '/epm/sign-in', {
      headers: pageHeaders,
      body: { userPrincipalName: 'EPM.reader@contoso.example' },
    })
    const cookie = response.headers.get('set-cookie') ?? ''
    const [, id = ''] =
      /^__Host-epm=([\w-]{43}); Path=\/; Secure; HttpOnly; SameSite=Strict$/.exec(cookie) ?? []
    expect(id).not.toBe('')
    const row = await test.db.selectFrom('sessions').selectAll().executeTakeFirstOrThrow()
    expect(JSON.stringify(row)).not.toContain(id)
    expect(row.id_hash).toMatch(/^[0-9a-f]{64}$/)
    expect(await test.lastAudit()).toMatchObject({ activity_type: 'Sign in', result: 'Success' })
  })

  it('gives a new id at each sign-in and ends the old one', async () => {
    const first = await test.signIn('epm.reader')
    const again = await test.call('POST', '/epm/sign-in', {
      headers: { ...pageHeaders, ...first },
      body: { userPrincipalName: 'intune.admin@contoso.example' },
    })
    expect(again.headers.get('set-cookie')).not.toContain(first.Cookie)
    expect((await test.call('GET', '/me', { headers: first })).status).toBe(401)
  })

  it('ends at sign-out, when idle, and after its longest time', async () => {
    const out = await test.signIn('epm.reader')
    await test.call('POST', '/epm/sign-out', { headers: { ...pageHeaders, ...out } })
    expect((await test.call('GET', '/me', { headers: out })).status).toBe(401)
    expect(await test.lastAudit()).toMatchObject({ activity_type: 'Sign out' })

    const used = await test.signIn('epm.reader')
    for (let minutes = 0; minutes < 476; minutes += 14) {
      expect((await test.call('GET', '/me', { headers: used })).status).toBe(200)
      test.pass(14 * 60)
    }
    test.pass(4 * 60)
    expect((await test.call('GET', '/me', { headers: used })).status).toBe(401)

    const idle = await test.signIn('epm.reader')
    test.pass(15 * 60 - 1)
    expect((await test.call('GET', '/me', { headers: idle })).status).toBe(200)
    test.pass(15 * 60)
    expect((await test.call('GET', '/me', { headers: idle })).status).toBe(401)
  })

  it('lets in only the sample people, and records who was tried', async () => {
    const outsider = test.world.users.find(
      (user) =>
        !test.world.samplePeople.some(
          (person) => person.userPrincipalName === user.userPrincipalName,
        ),
    )?.userPrincipalName
    for (const userPrincipalName of [outsider, 'nobody@contoso.example']) {
      const before = await test.auditCount()
      const response = await test.call('POST', '/epm/sign-in', {
        headers: pageHeaders,
        body: { userPrincipalName },
      })
      expect(response.status).toBe(401)
      expect(await test.auditCount()).toBe(before + 1)
      expect(await test.lastAudit()).toMatchObject({
        result: 'Failure',
        actor_name: userPrincipalName,
      })
    }
  })

  it('does not exist where sample sign-in is off', async () => {
    test = await createTestApi({ config: { signIn: 'oidc' } })
    await expect(test.signIn('intune.admin')).rejects.toThrow(/404/)
    const config = await (await test.call('GET', '/epm/config')).json()
    expect(config).not.toHaveProperty('samplePeople')
  })
})

describe('requests from other sites (R39)', () => {
  const changing = (Object.keys(endpoints) as EndpointName[]).filter(
    (name) => endpoints[name].method !== 'GET',
  )
  const without = (name: keyof typeof pageHeaders) =>
    Object.fromEntries(Object.entries(pageHeaders).filter(([key]) => key !== name))
  const forged: [string, Record<string, string>][] = [
    ['cross-site', { ...pageHeaders, 'Sec-Fetch-Site': 'cross-site' }],
    ['a sibling domain', { ...pageHeaders, 'Sec-Fetch-Site': 'same-site' }],
    ['typed into the address bar', { ...pageHeaders, 'Sec-Fetch-Site': 'none' }],
    ['no Sec-Fetch-Site and no Origin', without('Sec-Fetch-Site')],
    ['another Origin', { ...without('Sec-Fetch-Site'), Origin: 'https://evil.example' }],
    ['Origin null', { ...without('Sec-Fetch-Site'), Origin: 'null' }],
    [
      'cross-site with our Origin',
      { ...pageHeaders, 'Sec-Fetch-Site': 'cross-site', Origin: origin },
    ],
    ['no header of ours', without('X-EPM-Request')],
    ...[
      'text/plain',
      'text/plain; application/json',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
      'application/jsonp',
      'application/octet-stream',
      'text/json',
      '',
    ].map((type): [string, Record<string, string>] => [
      `Content-Type '${type}'`,
      { ...pageHeaders, 'Content-Type': type },
    ]),
  ]

  it.each(changing)('%s reaches no handler', async (name) => {
    const cookie = await test.signIn('intune.admin')
    const { method, path } = endpoints[name]
    for (const [why, headers] of forged) {
      const response = await test.call(method, path.replace('{id}', 'x'), {
        headers: { ...headers, ...cookie },
        body: '{}',
      })
      expect(response.status, why).toBe(403)
      expect((await errorOf(response)).innerError['code'], why).toBe('crossSiteRequest')
    }
  })

  it('lets the page through, by Sec-Fetch-Site or by Origin', async () => {
    const cookie = await test.signIn('intune.admin')
    const headers = [pageHeaders, { ...without('Sec-Fetch-Site'), Origin: origin }]
    for (const each of headers) {
      const response = await test.call('POST', approvePath('absent'), {
        headers: { ...each, ...cookie },
        body: {},
      })
      expect(response.status).toBe(404)
    }
  })

  it('refuses a sign-in forced by another site', async () => {
    const response = await test.call('POST', '/epm/sign-in', {
      headers: { ...pageHeaders, 'Sec-Fetch-Site': 'cross-site' },
      body: { userPrincipalName: 'intune.admin@contoso.example' },
    })
    expect(response.status).toBe(403)
    expect(response.headers.has('set-cookie')).toBe(false)
  })

  it('answers no preflight and allows no other origin', async () => {
    const response = await test.call('OPTIONS', '/me', {
      headers: { Origin: 'https://evil.example', 'Access-Control-Request-Method': 'POST' },
    })
    expect(response.status).toBe(405)
    expect(
      [...response.headers.keys()].filter((name) => name.startsWith('access-control')),
    ).toEqual([])
  })
})

describe('limits', () => {
  const filler = (size: number) => JSON.stringify({ reviewerJustification: 'x' }).padEnd(size)
  const endless = (size: number) => {
    let left = size
    let given = 0
    const stream = new ReadableStream<Uint8Array>({
      pull: (controller) => {
        if (left <= 0) return controller.close()
        left -= 16_384
        given += 16_384
        controller.enqueue(new Uint8Array(16_384).fill(0x20))
      },
    })
    return { stream, given: () => given }
  }

  it('takes a body at the limit and refuses one byte more', async () => {
    const headers = await test.asUser('intune.admin')
    const limit = endpoints.elevationRequestApprove.bodyLimit
    const path = approvePath('absent')
    expect((await test.call('POST', path, { headers, body: filler(limit) })).status).toBe(404)
    const over = await test.call('POST', path, { headers, body: filler(limit + 1) })
    expect(over.status).toBe(413)
    expect(await test.lastAudit()).toMatchObject({ actor_name: 'intune.admin@contoso.example' })
  })

  it.each(['missing', 'lying'])('stops at the limit with a %s length', async (length) => {
    const { stream, given } = endless(100_000_000)
    const headers = {
      ...(await test.asUser('intune.admin')),
      ...(length === 'lying' ? { 'Content-Length': '10' } : {}),
    }
    const response = await test.call('POST', approvePath('absent'), { headers, body: stream })
    expect(response.status).toBe(413)
    expect(given()).toBeLessThan(200_000)
  })

  it('refuses a declared length without reading', async () => {
    const { stream, given } = endless(100_000_000)
    const headers = { ...(await test.asUser('intune.admin')), 'Content-Length': '100000000' }
    const response = await test.call('POST', approvePath('absent'), { headers, body: stream })
    expect(response.status).toBe(413)
    expect(given()).toBeLessThan(40_000)
  })

  it('refuses a URL that is too long', async () => {
    expect((await test.call('GET', `/me?x=${'y'.repeat(9_000)}`)).status).toBe(414)
  })

  it('counts a minute per session and says when to come back', async () => {
    test = await createTestApi({
      config: {
        rateLimits: {
          sessionReads: 3,
          sessionChanges: 2,
          tokenReads: 50,
          tokenChanges: 50,
          anonymousReads: 50,
          anonymousChanges: 50,
          failedSignIns: 2,
        },
      },
    })
    const one = await test.signIn('epm.reader')
    const two = await test.signIn('epm.reader')
    for (let call = 0; call < 3; call += 1) await test.call('GET', '/me', { headers: one })
    const refused = await test.call('GET', '/me', { headers: one })
    expect(refused.status).toBe(429)
    expect(refused.headers.get('retry-after')).toBe('60')
    expect((await errorOf(refused)).code).toBe('TooManyRequests')
    expect((await test.call('GET', '/me', { headers: two })).status).toBe(200)
    const change = () =>
      test.call('POST', approvePath('x'), { headers: { ...pageHeaders, ...one }, body: {} })
    expect([(await change()).status, (await change()).status, (await change()).status]).toEqual([
      403, 403, 429,
    ])
    test.pass(60)
    expect((await test.call('GET', '/me', { headers: one })).status).toBe(200)
    const token = await test.asUser('epm.reader')
    for (let call = 0; call < 10; call += 1) {
      expect((await test.call('GET', '/me', { headers: token })).status).toBe(200)
    }
    const wrong = () =>
      test.call('POST', '/epm/sign-in', {
        headers: pageHeaders,
        body: { userPrincipalName: 'x@y' },
      })
    expect([(await wrong()).status, (await wrong()).status, (await wrong()).status]).toEqual([
      401, 401, 429,
    ])
  })
})

describe('bodies', () => {
  it('names each field that is wrong', async () => {
    const headers = await test.asUser('intune.admin')
    const response = await test.call('POST', policies, {
      headers,
      body: { name: 7, settings: [{ settingInstance: 1 }] },
    })
    expect(response.status).toBe(400)
    const targets = (await errorOf(response)).details?.map((detail) => detail.target)
    expect(targets).toEqual(expect.arrayContaining(['name', 'settings[0].settingInstance']))
  })

  it('refuses unknown properties, bad JSON and other content types', async () => {
    const headers = await test.asUser('intune.admin')
    const path = approvePath('absent')
    const unknown = await test.call('POST', path, { headers, body: { status: 'approved' } })
    expect((await errorOf(unknown)).details).toMatchObject([
      { code: 'unknownProperty', target: 'status' },
    ])
    expect((await test.call('POST', path, { headers, body: '{' })).status).toBe(400)
    expect((await test.call('POST', path, { headers, body: new Uint8Array([0xff]) })).status).toBe(
      400,
    )
    const text = { ...headers, 'Content-Type': 'text/plain' }
    expect((await test.call('POST', path, { headers: text, body: '{}' })).status).toBe(415)
  })
})

describe('the envelope', () => {
  it('gives ids, echoing a sane client-request-id', async () => {
    const clientId = '567896df-eda3-4166-b7a1-c13c5fd2bc99'
    const response = await test.call('GET', '/deviceManagement/deviceStateSummary', {
      headers: { 'client-request-id': clientId },
    })
    expect(response.headers.get('client-request-id')).toBe(clientId)
    expect(response.headers.get('cache-control')).toBe('no-store')
    const { innerError } = await errorOf(response)
    expect(innerError).toEqual({
      date: '2026-05-04T09:00:00',
      'request-id': response.headers.get('request-id'),
      'client-request-id': clientId,
    })
    const odd = await test.call('GET', '/me', { headers: { 'client-request-id': 'a b' } })
    expect(odd.headers.get('client-request-id')).toBe(odd.headers.get('request-id'))
  })

  it('tells nothing of a mistake of ours but its id', async () => {
    const me: Handler<'me'> = () => Promise.reject(new Error('secret detail'))
    test = await createTestApi({ handlers: { me } })
    const response = await test.call('GET', '/me', { headers: await test.asUser('epm.reader') })
    expect(response.status).toBe(500)
    expect(await response.text()).not.toContain('secret')
    expect(test.log.find((line) => line['level'] === 'error')?.['error']).toContain('secret detail')
  })

  it('finds a handler that lies about the contract', async () => {
    const me: Handler<'me'> = () => Promise.resolve({ body: { id: 5 } })
    const deviceGet: Handler<'deviceGet'> = () =>
      Promise.resolve({ status: 201, body: { id: 'x' } })
    test = await createTestApi({ handlers: { me, deviceGet } })
    const headers = await test.asUser('intune.admin')
    expect((await test.call('GET', '/me', { headers })).status).toBe(500)
    expect(test.log.some((line) => String(line['error']).includes('me lies at id'))).toBe(true)
    const device = await test.call('GET', '/deviceManagement/managedDevices/x', { headers })
    expect(device.status).toBe(500)
  })

  it('writes one line per request that holds no secret', async () => {
    const headers = await test.asUser('intune.admin')
    await test.call('GET', `/me?token=${encodeURIComponent('s3cret')}`, { headers })
    const lines = test.log.filter((line) => line['message'] === 'request')
    expect(lines).toHaveLength(1)
    expect(lines[0]).toMatchObject({ endpoint: 'me', status: 200, method: 'GET' })
    expect(JSON.stringify(test.log)).not.toMatch(/s3cret|epm_user_/)
  })

  it('hands out a fault instead of an answer, after the limits', async () => {
    test = await createTestApi({
      faults: (name) => Promise.resolve(name === 'me' ? new Response('', { status: 502 }) : null),
    })
    expect((await test.call('GET', '/me')).status).toBe(502)
    expect((await test.call('GET', '/epm/config')).status).toBe(200)
  })
})

describe('live events', () => {
  it('tells of changes until the reader goes', async () => {
    const headers = await test.asUser('epm.reader')
    const response = await test.call('GET', '/epm/events', { headers })
    expect(response.headers.get('content-type')).toMatch(/^text\/event-stream/)
    const reader = response.body?.getReader()
    const next = async () => new TextDecoder().decode((await reader?.read())?.value)
    expect(await next()).toBe('retry: 3000\n\n')
    test.api.hub.publish({ entity: 'elevationRequests', id: 'x' })
    expect(await next()).toBe('data: {"entity":"elevationRequests"}\n\n')
    await reader?.cancel()
    expect(() => test.api.hub.publish({ entity: 'auditEvents' })).not.toThrow()
  })

  it('answers HEAD without a body', async () => {
    const headers = await test.asUser('epm.reader')
    const response = await test.call('HEAD', '/epm/events', { headers })
    expect([response.status, response.body]).toEqual([200, null])
  })

  it('is closed to strangers', async () => {
    expect((await test.call('GET', '/epm/events')).status).toBe(401)
  })
})

it('gives the first pending request to those who may see it', async () => {
  const headers = await test.asUser('epm.reader')
  const response = await test.call('GET', `${requests}('${firstRequest()}')`, { headers })
  expect(response.status).toBe(200)
  expect(response.headers.get('etag')).toBe('"1"')
})
