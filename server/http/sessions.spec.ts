import { beforeEach, describe, expect, it } from 'vitest'

import { createTestApi, pageHeaders, type TestApi } from '../api.spec-helper.ts'

type Shown = { id: string; isCurrent: boolean; client: string | null; lastUsedDateTime: string }

let test: TestApi
beforeEach(async () => {
  test = await createTestApi()
})

const statusOf = async (headers: Record<string, string>, more: Record<string, string> = {}) =>
  (await test.call('GET', '/me', { headers: { ...headers, ...more } })).status

const stream = async (headers: Record<string, string>) => {
  const response = await test.call('GET', '/epm/events', { headers })
  const reader = response.body?.getReader()
  if (!reader) throw new Error('There is no stream.')
  await reader.read()
  return reader
}

describe('sessions (R41)', () => {
  it('shows a person their own sessions and nobody else’s', async () => {
    const first = await test.signIn('epm.reader')
    test.pass(120)
    await test.signIn('epm.reader')
    await test.signIn('intune.admin')
    const response = await test.call('GET', '/epm/sessions', {
      headers: { ...first, 'User-Agent': 'Spec/1' },
    })
    const { value } = (await response.json()) as { value: Shown[] }
    expect(value).toHaveLength(2)
    expect(value.filter(({ isCurrent }) => isCurrent)).toHaveLength(1)
    const rows = await test.db.selectFrom('sessions').select('id_hash').execute()
    expect(rows).toHaveLength(3)
    for (const { id_hash: hash } of rows) expect(JSON.stringify(value)).not.toContain(hash)
  })

  it('ends all of them at once, streams included, and records how many', async () => {
    const one = await test.signIn('epm.reader')
    const two = await test.signIn('epm.reader')
    const other = await test.signIn('intune.admin')
    const reader = await stream(two)
    const othersReader = await stream(other)
    const out = await test.call('POST', '/epm/sign-out-everywhere', {
      headers: { ...pageHeaders, ...one },
    })
    expect(out.status).toBe(204)
    expect(out.headers.get('set-cookie')).toContain('Max-Age=0')
    expect([await statusOf(one), await statusOf(two), await statusOf(other)]).toEqual([
      401, 401, 200,
    ])
    expect((await reader.read()).done).toBe(true)
    void othersReader.cancel()
    const record = await test.lastAudit()
    expect(record).toMatchObject({ activity_type: 'Sign out everywhere', result: 'Success' })
    expect(record.resource).toContain('"oldValue":"2"')
  })

  const sessionsOf = async (headers: Record<string, string>) => {
    const response = await test.call('GET', '/epm/sessions', { headers })
    return ((await response.json()) as { value: Shown[] }).value
  }
  const end = (id: string | undefined, headers: Record<string, string>) =>
    test.call('POST', `/epm/sessions/${id}/end`, { headers: { ...pageHeaders, ...headers } })

  it('ends one of them, with its stream, and leaves the others', async () => {
    const lost = await test.signIn('epm.reader')
    const here = await test.signIn('epm.reader')
    const reader = await stream(lost)
    const hereReader = await stream(here)
    const other = (await sessionsOf(here)).find(({ isCurrent }) => !isCurrent)
    const answer = await end(other?.id, here)
    expect([answer.status, answer.headers.get('set-cookie')]).toEqual([204, null])
    expect([await statusOf(lost), await statusOf(here)]).toEqual([401, 200])
    expect((await reader.read()).done).toBe(true)
    void hereReader.cancel()
    expect(await test.lastAudit()).toMatchObject({
      activity_type: 'End Session',
      resource_name: 'epm.reader@contoso.example',
    })
    // There is nothing left to end.
    expect((await end(other?.id, here)).status).toBe(404)
  })

  it('takes the cookie away when the one that is ended is one’s own', async () => {
    const here = await test.signIn('epm.reader')
    const [own] = await sessionsOf(here)
    const answer = await end(own?.id, here)
    expect(answer.headers.get('set-cookie')).toContain('Max-Age=0')
    expect(await statusOf(here)).toBe(401)
  })

  it('ends none of anybody else, whatever one may otherwise', async () => {
    const reader = await test.signIn('epm.reader')
    const admin = await test.signIn('intune.admin')
    const [foreign] = await sessionsOf(reader)
    expect((await end(foreign?.id, admin)).status).toBe(404)
    expect(await statusOf(reader)).toBe(200)
  })

  it('names in the log whose sessions were opened and ended', async () => {
    const session = await test.signIn('epm.reader')
    const named = { resource_type: 'Session', resource_name: 'epm.reader@contoso.example' }
    expect(await test.lastAudit()).toMatchObject({ activity_type: 'Sign in', ...named })
    await test.call('POST', '/epm/sign-out', { headers: { ...pageHeaders, ...session } })
    expect(await test.lastAudit()).toMatchObject({ activity_type: 'Sign out', ...named })
  })

  it('are closed to a disabled person from the next request on', async () => {
    const session = await test.signIn('epm.reader')
    const reader = await stream(session)
    await test.db
      .updateTable('users')
      .set({ enabled: 0 })
      .where('user_principal_name', '=', 'epm.reader@contoso.example')
      .execute()
    expect(await statusOf(session)).toBe(401)
    test.api.hub.sessionsEnded()
    expect((await reader.read()).done).toBe(true)
  })

  it('go idle under an open page that nobody touches', async () => {
    const session = await test.signIn('epm.reader')
    // The page reads again every minute, and says that nobody has touched it since.
    for (let minutes = 1; minutes < 15; minutes += 1) {
      test.pass(60)
      expect(await statusOf(session, { 'X-EPM-Idle': `${minutes * 60}` })).toBe(200)
    }
    test.pass(60)
    expect(await statusOf(session, { 'X-EPM-Idle': '900' })).toBe(401)
    expect(await statusOf(session)).toBe(401)
  })

  it('stay open under a page that somebody touched, and are not kept open by its stream', async () => {
    const session = await test.signIn('epm.reader')
    test.pass(14 * 60)
    expect(await statusOf(session, { 'X-EPM-Idle': '60' })).toBe(200)
    test.pass(13 * 60)
    void (await stream(session)).cancel()
    expect(await statusOf(session, { 'X-EPM-Idle': '2000' })).toBe(200)
    test.pass(60)
    expect(await statusOf(session)).toBe(401)
  })

  it('opens nothing with what the database holds (R38)', async () => {
    for (const person of ['epm.reader', 'intune.admin', 'no.role']) await test.signIn(person)
    const rows = await test.db.selectFrom('sessions').selectAll().execute()
    const values = rows.flatMap((row) => Object.values(row).filter((value) => value !== null))
    expect(values.length).toBeGreaterThan(15)
    for (const value of values) {
      expect(await statusOf({ Cookie: `__Host-epm=${value}` })).toBe(401)
      const bearer = await test.call('GET', '/me', {
        headers: { Authorization: `Bearer ${value}` },
      })
      expect(bearer.status).toBe(401)
    }
  })
})
