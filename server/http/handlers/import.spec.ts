import { existsSync, readdirSync, readFileSync } from 'node:fs'

import { describe, expect, it } from 'vitest'

import { certificateFileDefinitionId } from '#contract/reusable-settings.ts'
import type { ImportResult } from '#contract/import.ts'
import { contosoClientEngineering } from '#worlds/sample/certificates/fictional-certificates.ts'
import { digiCertCodeSigning } from '#worlds/sample/certificates/public-certificates.ts'

import { errorOf, hash, policy, policyBody, rule, tenant } from './tenant.spec-helper.ts'

const path = '/epm/import'
const policies = '/deviceManagement/configurationPolicies'
const settings = '/deviceManagement/reusablePolicySettings'
type World = Awaited<ReturnType<typeof tenant>>

const certificate = (id: string, displayName: string, value = contosoClientEngineering) => ({
  id,
  displayName,
  description: '',
  settingDefinitionId: certificateFileDefinitionId,
  settingInstance: {
    '@odata.type': '#microsoft.graph.deviceManagementConfigurationSimpleSettingInstance',
    settingDefinitionId: certificateFileDefinitionId,
    simpleSettingValue: {
      '@odata.type': '#microsoft.graph.deviceManagementConfigurationStringSettingValue',
      value,
    },
  },
})
const signed = (settingId: string) =>
  rule({
    name: 'Signed',
    signatureSource: { kind: 'reusableSetting', settingId, certificateType: 'publisher' },
  })
const run = (world: World, documents: unknown[], dryRun = false, caller = 'user:admin') =>
  world.post(caller, path, { dryRun, documents })
const results = (answer: { body: Record<string, unknown> }) =>
  answer.body['results'] as ImportResult[]
const count = async (world: World, table: 'policies' | 'reusable_settings' | 'audit') =>
  (await world.db.selectFrom(table).selectAll().execute()).length
const everything = async (world: World) =>
  JSON.stringify([
    await world.db.selectFrom('policies').selectAll().execute(),
    await world.db.selectFrom('policy_versions').selectAll().execute(),
    await world.db.selectFrom('reusable_settings').selectAll().execute(),
    await world.db.selectFrom('audit').selectAll().execute(),
  ])

describe('import', () => {
  it('creates what is not there, and rules name the certificates of this tenant', async () => {
    const world = await tenant()
    const documents = [
      policyBody([signed('from-elsewhere')], { name: 'Tools' }),
      certificate('from-elsewhere', 'Tools signer'),
    ]
    const answer = await run(world, documents)
    expect(answer.status).toBe(200)
    expect(results(answer)).toMatchObject([
      { index: 0, kind: 'policy', name: 'Tools', action: 'create', matchedBy: null, reasons: [] },
      { index: 1, kind: 'reusableSetting', name: 'Tools signer', action: 'create' },
    ])
    const [made, cert] = results(answer)
    const users = await world.get(
      'user:admin',
      `${settings}/${String(cert?.id)}/referencingConfigurationPolicies`,
    )
    expect(users.body.value).toMatchObject([{ id: made?.id, name: 'Tools' }])
    const history = await world.get('user:admin', `/epm/policies/${String(made?.id)}/versions`)
    expect(history.body.value).toMatchObject([
      { activity: 'import', changedBy: 'admin@contoso.example' },
    ])
    const audit = await world.db
      .selectFrom('audit')
      .select('activity_type')
      .orderBy('seq')
      .execute()
    expect(audit.map((row) => row.activity_type)).toEqual([
      'Create DeviceManagementReusablePolicySetting',
      'Create DeviceManagementConfigurationPolicy',
    ])
  })

  it('changes nothing the second time, and then only what differs', async () => {
    const world = await tenant()
    const documents = [
      certificate('from-elsewhere', 'Tools signer'),
      policyBody([rule(), signed('from-elsewhere')], { name: 'Tools' }),
    ]
    await run(world, documents)
    const before = await everything(world)
    const again = await run(world, documents)
    expect(results(again).map(({ action, matchedBy }) => [action, matchedBy])).toEqual([
      ['unchanged', 'name'],
      ['unchanged', 'name'],
    ])
    expect(await everything(world)).toBe(before)
    const changed = await run(world, [
      certificate('from-elsewhere', 'Tools signer', digiCertCodeSigning),
      policyBody([rule({ description: 'New' }), signed('from-elsewhere')], { name: 'Tools' }),
    ])
    expect(results(changed)).toMatchObject([
      { action: 'update', changes: [{ name: 'certificate' }] },
      { action: 'update', changes: [{ name: 'rule Printer installer' }] },
    ])
    expect(await count(world, 'policies')).toBe(1)
    expect(await count(world, 'audit')).toBe(4)
  })

  it('tells in a dry run what it would do, and writes nothing', async () => {
    const world = await tenant({ policies: [policy('p1', 'Printers')] })
    const before = await everything(world)
    const answer = await run(
      world,
      [
        policyBody([rule(), rule({ name: 'Second' })]),
        policyBody([rule({ fileHash: '', elevationType: 'automatic' })], { name: 'Bad' }),
        certificate('x', 'New signer'),
        'nothing',
      ],
      true,
    )
    expect(answer.body['dryRun']).toBe(true)
    expect(results(answer)).toMatchObject([
      { action: 'update', id: 'p1', changes: [{ name: 'description' }, { name: 'rule Second' }] },
      { action: 'refused', reasons: [{ target: 'rules[0].fileHash' }] },
      { action: 'create', id: null },
      { action: 'refused', kind: 'unknown' },
    ])
    expect(await everything(world)).toBe(before)
  })

  it('writes nothing when one document is refused, and says which and why', async () => {
    const world = await tenant()
    const answer = await run(world, [
      policyBody([rule()], { name: 'Good' }),
      certificate('x', 'Broken', 'MIIB'),
      policyBody([rule(), rule()], { name: 'Twice' }),
    ])
    expect(answer.status).toBe(400)
    expect(errorOf(answer).message).toMatch(/^2 of 3 documents cannot be imported/)
    expect(errorOf(answer).details?.map((detail) => detail.target)).toEqual([
      'documents[1].settingInstance.simpleSettingValue.value',
      'documents[2].rules[0].name',
      'documents[2].rules[1].name',
    ])
    expect(await count(world, 'policies')).toBe(0)
    const audit = await world.db.selectFrom('audit').select(['activity_type', 'result']).execute()
    expect(audit).toEqual([
      { activity_type: 'Import DeviceManagementConfigurationPolicy', result: 'Failure' },
    ])
  })

  it('finds a certificate under another name when nothing has the id or the name', async () => {
    const world = await tenant()
    const first = await run(world, [certificate('a', 'Our signer')])
    const answer = await run(world, [
      certificate('unknown-id', 'Their name for it'),
      policyBody([signed('unknown-id')]),
    ])
    const id = results(first)[0]?.id
    expect(results(answer)[0]).toMatchObject({ action: 'unchanged', matchedBy: 'certificate', id })
    expect(
      await world.db.selectFrom('policy_reusable_settings').selectAll().execute(),
    ).toMatchObject([{ reusable_setting_id: id }])
    const two = await run(await tenant(), [certificate('a', 'One'), certificate('b', 'Two')])
    expect(results(two).map(({ action }) => action)).toEqual(['create', 'create'])
  })

  it('refuses what it cannot place', async () => {
    const world = await tenant({ policies: [policy('p1', 'Twin'), policy('p2', 'Twin')] })
    const answer = await run(
      world,
      [
        policyBody([rule()], { name: 'Twin' }),
        policyBody([signed('nobody-knows')], { name: 'Dangling' }),
        policyBody([rule()], { name: 'Again' }),
        policyBody([rule()], { name: 'Again' }),
        policyBody([rule()], { name: 'Tagged', roleScopeTagIds: ['9'] }),
      ],
      true,
    )
    expect(results(answer).map(({ reasons }) => reasons[0]?.target)).toEqual([
      'name',
      'rules[0].certificate',
      undefined,
      'name',
      'roleScopeTagIds',
    ])
  })

  it('never assigns, and keeps the assignments that are there', async () => {
    const world = await tenant({ policies: [policy('p1', 'Printers')] })
    const target = { '@odata.type': '#microsoft.graph.allDevicesAssignmentTarget' }
    await world.post('user:admin', `${policies}/p1/assign`, { assignments: [{ target }] })
    const answer = await run(world, [
      policyBody([rule({ name: 'Other' })], { assignments: [], id: 'x', isAssigned: false }),
    ])
    expect(results(answer)[0]).toMatchObject({
      action: 'update',
      passedOver: expect.arrayContaining(['assignments', 'id', 'isAssigned']),
    })
    const kept = await world.get('user:admin', `${policies}/p1/assignments`)
    expect(kept.body.value).toHaveLength(1)
  })

  it('asks for the right that each document needs, and sees only what is in scope', async () => {
    const world = await tenant({ policies: [policy('p1', 'Printers', ['2'])] })
    const refused = await run(world, [policyBody()], false, 'user:reader')
    expect(refused.status).toBe(403)
    expect(errorOf(refused)).toMatchObject({ innerError: { code: 'missingRight' } })
    expect((await run(world, [policyBody()], false, 'user:approver')).status).toBe(403)
    const scoped = await run(world, [policyBody()], false, 'user:scoped')
    expect(results(scoped)).toMatchObject([{ action: 'create' }])
    const tags = await world.db
      .selectFrom('policy_scope_tags')
      .select('scope_tag_id')
      .where('policy_id', '=', String(results(scoped)[0]?.id))
      .execute()
    expect(tags).toEqual([{ scope_tag_id: '1' }])
  })

  it.each([
    ['no documents', { dryRun: true, documents: [] }],
    ['501 documents', { dryRun: true, documents: Array.from({ length: 501 }, () => ({})) }],
    ['no word on the dry run', { documents: [{}] }],
  ])('refuses %s', async (_name, body) => {
    expect((await (await tenant()).post('user:admin', path, body)).status).toBe(400)
  })

  const folder = '../shared/fixtures/hostile/json'
  it.skipIf(!existsSync(folder))(
    'answers hostile JSON with a refusal, never with a failure of its own',
    async () => {
      const world = await tenant()
      const before = Object.getOwnPropertyNames(Object.prototype)
      let tried = 0
      for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
        if (!name.endsWith('.json')) continue
        const text = readFileSync(`${folder}/${name}`)
        const body = Buffer.concat([
          Buffer.from('{"dryRun":true,"documents":['),
          text,
          Buffer.from(']}'),
        ])
        const answer = await world.raw('user:admin', path, body)
        expect([200, 400, 413], `${name} answered ${answer.status}`).toContain(answer.status)
        tried += 1
      }
      console.info(`${tried} hostile JSON files imported dry`)
      expect(await count(world, 'policies')).toBe(0)
      expect(await count(world, 'reusable_settings')).toBe(1)
      expect(Object.getOwnPropertyNames(Object.prototype)).toEqual(before)
    },
  )

  const graph = '../shared/fixtures/graph'
  it.skipIf(!existsSync(graph))('takes the real documents that keep the rules', async () => {
    const world = await tenant()
    const read = (name: string): unknown =>
      JSON.parse(
        readFileSync(`${graph}/${name}`, 'utf8').replace('REPLACED_BY_SCRIPT_AT_RUN_TIME', hash),
      )
    const answer = await run(world, [
      { name: 'Real rules', ...(read('policy-rules.cookbook-hash-automatic.json') as object) },
      {
        name: 'Real settings',
        ...(read('policy-settings.terraform-user-confirmation.json') as object),
      },
      read('reusablePolicySetting.pem-app1.json'),
    ])
    expect(results(answer).map(({ action }) => action)).toEqual(['create', 'create', 'create'])
  })
})
