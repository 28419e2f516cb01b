import { describe, expect, it } from 'vitest'

import { certificateFileDefinitionId } from '#contract/reusable-settings.ts'
import { contosoClientEngineering } from '#worlds/sample/certificates/fictional-certificates.ts'
import { digiCertCodeSigning } from '#worlds/sample/certificates/public-certificates.ts'

import { at, errorOf, hours, policy, policyBody, rule, tenant } from './tenant.spec-helper.ts'

const settings = '/deviceManagement/reusablePolicySettings'
const one = `${settings}/cert-1`
const instance = (value: unknown, over: Record<string, unknown> = {}) => ({
  '@odata.type': '#microsoft.graph.deviceManagementConfigurationSimpleSettingInstance',
  settingDefinitionId: certificateFileDefinitionId,
  simpleSettingValue: {
    '@odata.type': '#microsoft.graph.deviceManagementConfigurationStringSettingValue',
    value,
  },
  ...over,
})
const body = (over: Record<string, unknown> = {}) => ({
  displayName: 'Contoso tools',
  description: 'Signs our scripts',
  settingDefinitionId: certificateFileDefinitionId,
  settingInstance: instance(contosoClientEngineering),
  ...over,
})
type World = Awaited<ReturnType<typeof tenant>>
const audited = async (world: World) => {
  const rows = await world.db.selectFrom('audit').select('resource').orderBy('seq').execute()
  return rows.map(({ resource }) => {
    const event = JSON.parse(resource) as {
      activityType: string
      activityResult: string
      resources: { modifiedProperties: Record<string, string>[] }[]
    }
    return {
      what: `${event.activityType}: ${event.activityResult}`,
      changes: event.resources[0]?.modifiedProperties,
    }
  })
}
const signed = rule({
  signatureSource: { kind: 'reusableSetting', settingId: 'cert-1', certificateType: 'publisher' },
})

describe('create', () => {
  it('answers 201 with the entity and keeps the text of the certificate as it came', async () => {
    const world = await tenant()
    const sent = body()
    const answer = await world.post('user:admin', settings, sent)
    expect([answer.status, answer.headers.get('ETag')]).toEqual([201, '"1"'])
    expect(answer.body).toMatchObject({
      ...sent,
      version: 1,
      referencingConfigurationPolicyCount: 0,
      createdDateTime: at.toISOString(),
    })
    const read = await world.get('user:admin', `${settings}/${String(answer.body.id)}`)
    expect(read.body).toEqual(answer.body)
    const [record] = await audited(world)
    expect(record?.what).toBe('Create DeviceManagementReusablePolicySetting: Success')
    expect(record?.changes?.at(-1)?.['newValue']).toMatch(
      /Contoso Client Engineering.*SHA-256 [0-9A-F]{64}/,
    )
  })

  const pem = (text: string) =>
    `-----BEGIN CERTIFICATE-----\r\n${text}\r\n-----END CERTIFICATE-----\r\n`
  it.each([
    ['no certificate', instance('MIIB'), 'settingInstance.simpleSettingValue.value', /damaged/],
    [
      'two certificates',
      instance(pem(contosoClientEngineering) + pem(digiCertCodeSigning)),
      'settingInstance.simpleSettingValue.value',
      /more than one/,
    ],
    [
      'a private key',
      instance('-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----'),
      'settingInstance.simpleSettingValue.value',
      /private key/,
    ],
    ['a number', instance(7), 'settingInstance', /one simple text/],
    [
      'another definition inside',
      instance(contosoClientEngineering, { settingDefinitionId: 'firewall' }),
      'settingInstance.settingDefinitionId',
      /certificate files/,
    ],
  ])('refuses %s', async (_name, settingInstance, field, message) => {
    const world = await tenant()
    const answer = await world.post('user:admin', settings, body({ settingInstance }))
    expect([answer.status, errorOf(answer).details?.[0]?.target]).toEqual([400, field])
    expect(errorOf(answer).message).toMatch(message)
    expect((await world.get('user:admin', settings)).body.value).toHaveLength(1)
  })

  it.each([
    ['a blank name', { displayName: ' ' }, 'displayName'],
    ['another definition', { settingDefinitionId: 'firewall' }, 'settingDefinitionId'],
    ['a claimed thumbprint', { thumbprint: 'AA' }, 'thumbprint'],
    ['a version', { version: 9 }, 'version'],
  ])('refuses %s', async (_name, over, field) => {
    const world = await tenant()
    const answer = await world.post('user:admin', settings, body(over))
    expect([answer.status, errorOf(answer).details?.[0]?.target]).toEqual([400, field])
  })

  it('takes a body of 256 KiB and refuses one byte more before reading it', async () => {
    const world = await tenant()
    const sent = (length: number) => {
      const empty = JSON.stringify(body({ settingInstance: instance('') })).length
      return body({ settingInstance: instance('A'.repeat(length - empty)) })
    }
    expect((await world.post('user:admin', settings, sent(256 * 1024))).status).toBe(400)
    expect((await world.post('user:admin', settings, sent(256 * 1024 + 1))).status).toBe(413)
  })

  it('makes one setting for one key, and none for a reader', async () => {
    const world = await tenant()
    const key = { 'Idempotency-Key': 'cert-key' }
    const first = await world.post('user:admin', settings, body(), key)
    expect((await world.post('user:admin', settings, body(), key)).body.id).toBe(first.body.id)
    expect((await world.post('user:reader', settings, body())).status).toBe(403)
    expect((await audited(world)).map((record) => record.what)).toEqual([
      'Create DeviceManagementReusablePolicySetting: Success',
      'Create DeviceManagementReusablePolicySetting: Failure',
    ])
  })
})

describe('update', () => {
  it('changes what it names and says which certificate went and which came', async () => {
    const world = await tenant({ policies: [policy('p1', 'Signed')] })
    await world.put(
      'user:admin',
      '/deviceManagement/configurationPolicies/p1',
      policyBody([signed]),
    )
    world.clock.now = new Date(at.getTime() + hours(1))
    const settingInstance = instance(digiCertCodeSigning)
    const answer = await world.patch(
      'session:admin',
      one,
      { settingInstance },
      { 'If-Match': '"1"' },
    )
    expect([answer.status, answer.headers.get('ETag')]).toEqual([200, '"2"'])
    expect(answer.body).toMatchObject({
      displayName: 'Contoso signer',
      settingInstance,
      version: 2,
      referencingConfigurationPolicyCount: 1,
      lastModifiedDateTime: world.clock.now.toISOString(),
    })
    const record = (await audited(world)).at(-1)
    expect(record?.changes).toHaveLength(1)
    expect(record?.changes?.[0]).toMatchObject({ displayName: 'certificate' })
    expect(record?.changes?.[0]?.['oldValue']).toContain('Contoso')
    expect(record?.changes?.[0]?.['newValue']).toContain('DigiCert')
  })

  it('needs right and version, and refuses what it does not understand', async () => {
    const world = await tenant()
    expect((await world.patch('user:reader', one, { displayName: 'A' })).status).toBe(403)
    expect((await world.patch('session:admin', one, { displayName: 'A' })).status).toBe(428)
    expect((await world.patch('user:admin', `${settings}/none`, { displayName: 'A' })).status).toBe(
      404,
    )
    expect((await world.patch('user:admin', one, {})).status).toBe(400)
    expect(
      (await world.patch('user:admin', one, { settingInstance: instance('MIIB') })).status,
    ).toBe(400)
    await world.patch('user:admin', one, { displayName: 'First' })
    const late = await world.patch(
      'session:admin',
      one,
      { displayName: 'B' },
      { 'If-Match': '"1"' },
    )
    expect(late.status).toBe(412)
    expect(errorOf(late)).toMatchObject({ current: { displayName: 'First', '@odata.etag': '"2"' } })
  })

  it('lets nobody replace a certificate in policies they cannot see', async () => {
    const world = await tenant({ policies: [policy('p2', 'Foreign', ['2'])] })
    await world.put(
      'user:admin',
      '/deviceManagement/configurationPolicies/p2',
      policyBody([signed]),
    )
    const replace = { settingInstance: instance(digiCertCodeSigning) }
    const answer = await world.patch('user:scoped', one, replace)
    expect([answer.status, errorOf(answer).message]).toEqual([
      403,
      expect.stringMatching(/outside your scope/),
    ])
    expect((await world.patch('user:scoped', one, { displayName: 'Renamed' })).status).toBe(200)
  })
})

describe('delete', () => {
  it('is refused with the list while policies use it, then answers 204', async () => {
    const world = await tenant({
      policies: [policy('p1', 'Alpha', ['1']), policy('p2', 'Beta', ['2'])],
    })
    const use = (id: string, rules = [signed]) =>
      world.put('user:admin', `/deviceManagement/configurationPolicies/${id}`, policyBody(rules))
    await use('p1')
    await use('p2')
    const blocked = await world.delete('user:scoped', one)
    expect(blocked.status).toBe(409)
    expect(errorOf(blocked)).toMatchObject({
      message: '1 policy in your scope and others outside it use this reusable setting.',
      innerError: { code: 'reusableSettingInUse' },
      details: [{ target: 'p1', message: 'Printers' }],
    })
    await use('p1', [rule()])
    await use('p2', [rule()])
    expect((await world.delete('session:admin', one, { 'If-Match': '"1"' })).status).toBe(204)
    expect((await world.get('user:admin', one)).status).toBe(404)
    expect((await audited(world)).at(-1)).toMatchObject({
      what: 'Delete DeviceManagementReusablePolicySetting: Success',
      changes: expect.arrayContaining([expect.objectContaining({ oldValue: 'Contoso signer' })]),
    })
  })

  it('needs right and version', async () => {
    const world = await tenant()
    expect((await world.delete('user:reader', one)).status).toBe(403)
    expect((await world.delete('session:admin', one)).status).toBe(428)
    expect((await world.delete('user:admin', one, { 'If-Match': '"7"' })).status).toBe(412)
    expect((await world.delete('user:admin', `${settings}/none`)).status).toBe(404)
  })
})
