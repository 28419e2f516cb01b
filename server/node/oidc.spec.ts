import { existsSync, readFileSync } from 'node:fs'

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'

import { startIdentityProvider, type TestProvider } from '#mocks/identity-provider.ts'
import { createTestApi, origin, pageHeaders, type TestApi } from '#server/api.spec-helper.ts'
import { offerSetupCode } from '#server/http/setup-code.ts'

import { callbackPath, createOidc } from './oidc.ts'

const client = { id: 'epm', secret: 'client-secret', redirectUri: origin + callbackPath }
let provider: TestProvider
let test: TestApi
beforeAll(async () => {
  provider = await startIdentityProvider(client)
})
afterAll(() => provider.stop())
beforeEach(async () => {
  const { issuer } = provider
  const oidc = { issuer, clientId: client.id, clientSecret: client.secret }
  test = await createTestApi({
    config: { signIn: 'oidc', samplePeople: [] },
    provider: createOidc({ ...oidc, subjectClaim: 'sub' }, { publicUrl: origin, insecure: true }),
  })
})
afterEach(() => {
  provider.tamper(null)
  provider.fail(false)
})

const cookieOf = (response: Response, name: string) =>
  response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';', 1)[0] ?? '')
    .find((pair) => pair.startsWith(`${name}=`) && pair !== `${name}=`)

type Start = { cookie: string; address: string; response: Response }
const start = async (query = '', headers: Record<string, string> = {}): Promise<Start> => {
  const response = await test.call('GET', `/epm/sign-in/start${query}`, { headers })
  expect(response.status).toBe(302)
  const address = response.headers.get('location') ?? ''
  return { response, address, cookie: cookieOf(response, '__Host-epm-sign-in') ?? '' }
}
const callback = (address: string, cookie: string) =>
  test.call('GET', `/epm/sign-in/callback${new URL(address).search}`, {
    headers: cookie === '' ? {} : { Cookie: cookie },
  })
const signIn = async (
  account: string | null,
  { query = '', headers = {} }: { query?: string; headers?: Record<string, string> } = {},
) => {
  const { cookie, address } = await start(query, headers)
  return callback(await provider.walk(address, account), cookie)
}
/** The Cookie header of the session that an answer opens. */
const sessionOf = (response: Response) => ({ Cookie: cookieOf(response, '__Host-epm') ?? '' })
const problemOf = (response: Response) =>
  new URL(response.headers.get('location') ?? '', origin).searchParams.get('problem')
const sessions = async () => (await test.db.selectFrom('sessions').select('id').execute()).length
const statusOf = async (headers: Record<string, string>) =>
  (await test.call('GET', '/me', { headers })).status

/** A refused sign-in: the page says why, nothing was opened, and exactly one record tells of it. */
const refused = async (problem: string, attempt: () => Promise<Response>) => {
  const [openBefore, recordsBefore] = [await sessions(), await test.auditCount()]
  const response = await attempt()
  expect(problemOf(response)).toBe(problem)
  expect(cookieOf(response, '__Host-epm')).toBeUndefined()
  expect(await sessions()).toBe(openBefore)
  expect(await test.auditCount()).toBe(recordsBefore + 1)
  expect(await test.lastAudit()).toMatchObject({ activity_type: 'Sign in', result: 'Failure' })
  return response
}

describe('signing in at a provider', () => {
  it('makes a user without rights of a new subject, and knows them again by it', async () => {
    const first = await signIn('anna', { query: '?returnTo=/epm/overview?x=1' })
    expect(first.headers.get('location')).toBe('/epm/overview?x=1')
    const cookies = first.headers.getSetCookie()
    expect(cookies[0]).toMatch(/^__Host-epm=[\w-]{43}; Path=\/; Secure; HttpOnly; SameSite=Strict$/)
    expect(cookies[1]).toMatch(
      /^__Host-epm-sign-in=; Max-Age=0; Path=\/; Secure; HttpOnly; SameSite=Lax$/,
    )
    const me = await (await test.call('GET', '/me', { headers: sessionOf(first) })).json()
    expect(me).toMatchObject({
      userPrincipalName: 'anna@contoso.example',
      displayName: 'anna of Contoso',
    })
    const queue = await test.call('GET', '/deviceManagement/elevationRequests', {
      headers: sessionOf(first),
    })
    expect(queue.status).toBe(403)

    provider.tamper(
      (_header, claims) => void (claims['preferred_username'] = 'anna.b@contoso.example'),
    )
    const renamed = await signIn('anna')
    const again = await (await test.call('GET', '/me', { headers: sessionOf(renamed) })).json()
    expect(again).toMatchObject({
      id: (me as { id: string }).id,
      userPrincipalName: 'anna.b@contoso.example',
    })
  })

  it('asks with PKCE, state, nonce and the exact address, and keeps nothing that opens', async () => {
    const { address, cookie, response } = await start()
    const query = new URL(address).searchParams
    expect(query.get('redirect_uri')).toBe(client.redirectUri)
    expect(query.get('code_challenge_method')).toBe('S256')
    for (const name of ['state', 'nonce', 'code_challenge'])
      expect(query.get(name)?.length).toBeGreaterThan(40)
    expect(response.headers.getSetCookie()[0]).toMatch(
      /^__Host-epm-sign-in=[\w-]{43}; Max-Age=600; Path=\/; Secure; HttpOnly; SameSite=Lax$/,
    )
    const rows = JSON.stringify(await test.db.selectFrom('sign_ins').selectAll().execute())
    for (const secret of [cookie.split('=')[1], query.get('state'), query.get('nonce')])
      expect(rows).not.toContain(secret)
  })

  it('gives a new id each time and ends the session before', async () => {
    const fixed = `__Host-epm=${'A'.repeat(43)}`
    const first = sessionOf(await signIn('anna', { headers: { Cookie: fixed } }))
    expect(first.Cookie).not.toBe(fixed)
    expect(await statusOf({ Cookie: fixed })).toBe(401)
    const second = sessionOf(await signIn('anna', { headers: first }))
    expect([await statusOf(first), await statusOf(second)]).toEqual([401, 200])
  })

  it('does not exist where people do not sign in at a provider', async () => {
    const sample = await createTestApi()
    for (const path of ['start', 'callback'])
      expect((await sample.call('GET', `/epm/sign-in/${path}`)).status).toBe(404)
    const body = { userPrincipalName: 'intune.admin@contoso.example' }
    expect((await test.call('POST', '/epm/sign-in', { headers: pageHeaders, body })).status).toBe(
      404,
    )
  })
})

describe('what does not sign in', () => {
  it('a person who presses Cancel, a provider that is gone', async () => {
    await refused('denied', () => signIn(null))
    const { address, cookie } = await start()
    const back = await provider.walk(address, 'anna')
    provider.fail(true)
    await refused('unreachable', () => callback(back, cookie))
    expect(await sessions()).toBe(0)
  })

  it('an answer that comes twice, late, without its cookie, or to another browser’s question', async () => {
    const one = await start()
    const back = await provider.walk(one.address, 'anna')
    expect((await callback(back, one.cookie)).headers.get('location')).toBe('/')
    await refused('expired', () => callback(back, one.cookie))
    await refused('expired', () => callback(back, ''))
    await refused('expired', () => callback(back, `__Host-epm-sign-in=${'B'.repeat(43)}`))

    const victim = await start()
    const attacker = await start()
    const stolen = await provider.walk(attacker.address, 'mallory')
    await refused('notVerified', () => callback(stolen, victim.cookie))

    // The code of a finished sign-in under the state of a new one.
    const replay = await start()
    const spliced = new URL(back)
    spliced.searchParams.set('state', new URL(replay.address).searchParams.get('state') ?? '')
    await refused('notVerified', () => callback(spliced.href, replay.cookie))

    const late = await start()
    const lateBack = await provider.walk(late.address, 'anna')
    test.pass(600)
    await refused('expired', () => callback(lateBack, late.cookie))
  })

  it.each<[string, Parameters<TestProvider['tamper']>[0]]>([
    ['for another application', (_h, claims) => void (claims['aud'] = 'another')],
    ['for several applications', (_h, claims) => void (claims['aud'] = ['epm', 'another'])],
    ['of another issuer', (_h, claims) => void (claims['iss'] = 'https://evil.example')],
    ['to another question', (_h, claims) => void (claims['nonce'] = 'another')],
    ['to no question', (_h, claims) => void delete claims['nonce']],
    ['that has run out', (_h, claims) => void (claims['exp'] = 1_700_000_000)],
    ['without a subject', (_h, claims) => void delete claims['sub']],
    ['with an empty subject', (_h, claims) => void (claims['sub'] = '')],
    ['that nobody signed', (header) => void (header['alg'] = 'none')],
    ['signed with the client secret', (header) => void (header['alg'] = 'HS256')],
    ['that is none', () => 'not.a.token'],
  ])('an ID token %s', async (_what, change) => {
    provider.tamper(change)
    await refused('notVerified', () => signIn('anna'))
    expect(await test.db.selectFrom('user_identities').selectAll().execute()).toEqual([])
  })

  it('a disabled user, and somebody who is called like another user here', async () => {
    await signIn('anna')
    await test.db
      .updateTable('users')
      .set({ enabled: 0 })
      .where('display_name', '=', 'anna of Contoso')
      .execute()
    await test.db.deleteFrom('sessions').execute()
    await refused('disabled', () => signIn('anna'))
    // The same name under another subject; a user of the world is not taken over by a name either.
    await refused('nameTaken', () => signIn('epm.manager'))
    provider.tamper(
      (_header, claims) => void (claims['preferred_username'] = 'EPM.Reader@contoso.example'),
    )
    await refused('nameTaken', () => signIn('mallory'))
    expect(await sessions()).toBe(0)
  })

  it('more than five times a minute as one account', async () => {
    for (let time = 0; time < 5; time += 1) expect(problemOf(await signIn('anna'))).toBeNull()
    expect(problemOf(await signIn('anna'))).toBe('tooMany')
    expect(problemOf(await signIn('bert'))).toBeNull()
    test.pass(60)
    expect(problemOf(await signIn('anna'))).toBeNull()
  })

  const strings = new URL(
    '../../../shared/fixtures/hostile/strings/open-redirect.txt',
    import.meta.url,
  )
  it('and nobody is led away by returnTo (R31)', async () => {
    const more = existsSync(strings) ? readFileSync(strings, 'utf8').split('\n') : []
    const all = ['//evil.example', '/\\evil.example', 'https://evil.example', ...more]
    let foreign = 0
    for (const text of all) {
      const { response } = await start(`?returnTo=${encodeURIComponent(text)}`)
      expect(new URL(response.headers.get('location') ?? '').origin).toBe(provider.issuer)
      const row = await test.db.selectFrom('sign_ins').select('return_to').executeTakeFirstOrThrow()
      await test.db.deleteFrom('sign_ins').execute()
      if (new URL(row.return_to, origin).origin !== origin) foreign += 1
      test.pass(1)
    }
    console.info(`R31: ${all.length} redirect strings through sign-in, ${foreign} led away`)
    expect(foreign).toBe(0)
  })
})

describe('a fresh sign-in at the provider (R42)', () => {
  it('asks the provider to ask, is a new session of the same person, and counts as fresh', async () => {
    const session = sessionOf(await signIn('anna'))
    test.pass(400)
    const { address, cookie } = await start('?fresh=1&returnTo=/epm/policies', session)
    const query = new URL(address).searchParams
    expect([query.get('prompt'), query.get('max_age')]).toEqual(['login', '0'])
    const done = await callback(await provider.walk(address, 'anna'), cookie)
    expect(done.headers.get('location')).toBe('/epm/policies')
    expect([await statusOf(session), await statusOf(sessionOf(done))]).toEqual([401, 200])
    const { session: facts } = (await (
      await test.call('GET', '/epm/config', { headers: sessionOf(done) })
    ).json()) as { session: { signedInDateTime: string } }
    expect(facts.signedInDateTime).toBe('2026-05-04T09:06:40.000Z')
  })

  it('is refused to somebody else, and where the provider does not say when', async () => {
    const session = sessionOf(await signIn('anna'))
    const query = '?fresh=1'
    await refused('otherPerson', () => signIn('bert', { query, headers: session }))
    provider.tamper((_header, claims) => void delete claims['auth_time'])
    await refused('noTime', () => signIn('anna', { query, headers: session }))
    const long = Date.parse('2026-05-04T08:54:59.000Z') / 1000
    provider.tamper((_header, claims) => void (claims['auth_time'] = long))
    await refused('notVerified', () => signIn('anna', { query, headers: session }))
    expect(await statusOf(session)).toBe(200)
  })

  it('is needed at once after an ordinary sign-in that the provider made of an old one', async () => {
    const old = Date.parse('2026-05-04T06:00:00.000Z') / 1000
    provider.tamper((_header, claims) => void (claims['auth_time'] = old))
    const headers = { ...pageHeaders, ...sessionOf(await signIn('anna')) }
    const answer = await test.call('POST', '/epm/setup', { headers, body: { code: 'x' } })
    expect(answer.status).toBe(401)
    expect(await answer.text()).toContain('freshSignInRequired')
  })
})

describe('the first administrator', () => {
  const offer = () =>
    offerSetupCode(test.db, { issuer: provider.issuer, now: new Date('2026-05-04T09:00:00.000Z') })
  const enter = (headers: Record<string, string>, code: string) =>
    test.call('POST', '/epm/setup', { headers: { ...pageHeaders, ...headers }, body: { code } })

  it('is who signed in and enters the code, once', async () => {
    const code = (await offer()) ?? ''
    expect(code).toMatch(/^([2-9A-HJ-NP-Z]{5}-){3}[2-9A-HJ-NP-Z]{5}$/)
    const dump = JSON.stringify(await test.db.selectFrom('setup_codes').selectAll().execute())
    expect(dump).not.toContain(code)
    const anna = sessionOf(await signIn('anna'))
    const bert = sessionOf(await signIn('bert'))
    const open = async () =>
      (await (await test.call('GET', '/epm/config', { headers: anna })).text()).includes(
        'setupOpen',
      )
    expect(await open()).toBe(true)
    expect((await enter({}, code)).status).toBe(401)
    expect((await enter(await test.asUser('no.role'), code)).status).toBe(403)
    expect((await enter(anna, 'AAAAA-AAAAA-AAAAA-AAAAA')).status).toBe(400)
    expect(await test.lastAudit()).toMatchObject({ result: 'Failure', category: 'Role' })
    expect((await enter(anna, ` ${code.toLowerCase()} `)).status).toBe(204)
    expect(await test.lastAudit()).toMatchObject({
      result: 'Success',
      activity_type: 'Create RoleAssignment',
      actor_name: 'anna@contoso.example',
    })
    expect((await enter(bert, code)).status).toBe(400)
    expect(await open()).toBe(false)
    const queue = '/deviceManagement/elevationRequests'
    expect((await test.call('GET', queue, { headers: anna })).status).toBe(200)
    expect((await test.call('GET', queue, { headers: bert })).status).toBe(403)
    expect(await offer()).toBeNull()
  })

  it('is nobody with a code that is old, guessed often, or of the start before', async () => {
    const first = (await offer()) ?? ''
    const second = (await offer()) ?? ''
    const anna = sessionOf(await signIn('anna'))
    expect((await enter(anna, first)).status).toBe(400)
    for (let guess = 0; guess < 4; guess += 1)
      expect((await enter(anna, `${guess}`)).status).toBe(400)
    const limited = await enter(anna, second)
    expect([limited.status, limited.headers.get('retry-after')]).toEqual([429, '60'])
    test.pass(15 * 60)
    const later = sessionOf(await signIn('anna', { query: '?fresh=1' }))
    expect((await enter(later, second)).status).toBe(400)
  })

  it('has to be able to sign in: sample people and commands make none', async () => {
    expect(await offer()).not.toBeNull()
  })
})
