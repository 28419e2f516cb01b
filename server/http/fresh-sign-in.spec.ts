import { beforeEach, describe, expect, it } from 'vitest'

import { endpoints } from '#contract/endpoints.ts'
import { elevationRulesTemplateId } from '#contract/policies.ts'
import { newRulesPolicySettings } from '#domain/rules/write-rules.ts'
import { newRule, type RuleModel } from '#domain/rules/rule-model.ts'

import { createTestApi, errorOf, pageHeaders, type TestApi } from '../api.spec-helper.ts'

const policies = '/deviceManagement/configurationPolicies'
const hash = 'a1'.repeat(32)
const rule = (over: Partial<RuleModel>): RuleModel => ({
  ...newRule(),
  name: 'Tool',
  fileName: 'tool.exe',
  fileHash: hash,
  ...over,
})
const automatic = rule({ elevationType: 'automatic' })
const confirmed = rule({ elevationType: 'userConfirmed' })
const body = (rules: RuleModel[], name = 'Rules') => ({
  name,
  platforms: 'windows10',
  technologies: 'endpointPrivilegeManagement',
  templateReference: { templateId: elevationRulesTemplateId },
  settings: newRulesPolicySettings(rules),
})

let test: TestApi
beforeEach(async () => {
  test = await createTestApi()
})

const send = async (headers: Record<string, string>, method: string, path: string, sent: unknown) =>
  test.call(method, path, { headers: { ...pageHeaders, ...headers }, body: sent })

const made = async (headers: Record<string, string>, rules: RuleModel[]) => {
  const response = await send(headers, 'POST', policies, body(rules))
  expect(response.status).toBe(201)
  const { id } = (await response.json()) as { id: string }
  return { id, etag: response.headers.get('etag') ?? '' }
}

/** What a response says: 401 with the inner code, or its status. */
const outcome = async (response: Response) =>
  response.status === 401
    ? ((await errorOf(response)).innerError['code'] ?? 'signed out')
    : response.status

describe('fresh sign-in (R42)', () => {
  it('is asked for where the table says so, before the handler, and leaves one record', async () => {
    // No endpoint of its own to borrow: the flag is the pipeline's, whatever it stands on.
    const row = endpoints.policyAssign as { freshSignIn: boolean }
    row.freshSignIn = true
    try {
      const session = await test.signIn('intune.admin')
      const path = `${policies}/absent/assign`
      expect(await outcome(await send(session, 'POST', path, { assignments: [] }))).toBe(404)
      test.pass(5 * 60)
      expect(await outcome(await send(session, 'POST', path, { assignments: [] }))).toBe(404)
      test.pass(1)
      const before = await test.auditCount()
      const refused = await send(session, 'POST', path, { assignments: [] })
      expect(refused.headers.get('www-authenticate')).toContain('max_age="300"')
      expect(await outcome(refused)).toBe('freshSignInRequired')
      expect(await test.auditCount()).toBe(before + 1)
      expect(await test.lastAudit()).toMatchObject({ result: 'Failure' })
      const token = await test.asUser('intune.admin')
      expect(
        (await test.call('POST', path, { headers: token, body: { assignments: [] } })).status,
      ).toBe(404)
    } finally {
      row.freshSignIn = false
    }
  })

  it('is asked for every way to save a rule that elevates automatically, and for no other rule', async () => {
    const first = await test.signIn('intune.admin')
    const policy = await made(first, [automatic])
    const plain = await made(first, [confirmed])
    test.pass(301)
    const old = first
    const put = (of: { id: string; etag: string }, rules: RuleModel[], session = old) =>
      send({ ...session, 'If-Match': of.etag }, 'PUT', `${policies}/${of.id}`, body(rules))
    const everyone = {
      target: { '@odata.type': '#microsoft.graph.allDevicesAssignmentTarget' },
    }
    const refused = [
      await send(old, 'POST', policies, body([automatic], 'New')),
      await put(plain, [automatic]),
      await put(policy, [{ ...automatic, fileHash: 'b2'.repeat(32) }]),
      await put(policy, [automatic, { ...automatic, name: 'Second', fileHash: 'c3'.repeat(32) }]),
      await send(old, 'POST', `${policies}/${policy.id}/createCopy`, { displayName: 'Copy' }),
      await send(old, 'POST', `${policies}/${policy.id}/assign`, { assignments: [everyone] }),
      await send(old, 'POST', '/epm/import', {
        dryRun: false,
        documents: [body([automatic], 'In')],
      }),
    ]
    const outcomes = await Promise.all(refused.map(outcome))
    expect(outcomes).toEqual(refused.map(() => 'freshSignInRequired'))
    const names = await test.db.selectFrom('policies').select(['name', 'version']).execute()
    expect(names.filter(({ name }) => ['New', 'Copy', 'In'].includes(name))).toEqual([])

    const allowed = [
      await send(old, 'POST', policies, body([confirmed], 'Other')),
      await put(policy, [{ ...automatic, description: 'Better words' }]),
      await send(old, 'POST', `${policies}/${plain.id}/assign`, { assignments: [everyone] }),
      await send(old, 'POST', '/epm/import', {
        dryRun: true,
        documents: [body([automatic], 'In')],
      }),
    ]
    for (const response of allowed) expect(response.ok, response.url).toBe(true)

    const fresh = await test.signIn('intune.admin')
    expect(await outcome(await put({ ...plain, etag: '"2"' }, [automatic], fresh))).toBe(204)
    // The old session is another one and stays old.
    expect(await outcome(await send(old, 'POST', policies, body([automatic], 'Late')))).toBe(
      'freshSignInRequired',
    )
  })

  it('is asked for more than ten decisions in one batch or one minute', async () => {
    const session = await test.signIn('intune.admin')
    const deny = (id: number) => ({
      id: `${id}`,
      method: 'POST',
      url: `/deviceManagement/elevationRequests/absent-${id}/deny`,
      body: {},
    })
    const batch = (count: number) =>
      send(session, 'POST', '/$batch', {
        requests: Array.from({ length: count }, (_, id) => deny(id)),
      })
    const single = () =>
      send(session, 'POST', '/deviceManagement/elevationRequests/absent/deny', {})
    expect((await batch(11)).status).toBe(200)
    test.pass(301)
    expect(await outcome(await batch(11))).toBe('freshSignInRequired')
    expect((await batch(4)).status).toBe(200)
    for (let done = 4; done < 10; done += 1) expect((await single()).status).toBe(404)
    expect(await outcome(await single())).toBe('freshSignInRequired')
    test.pass(60)
    expect((await single()).status).toBe(404)
  })
})
