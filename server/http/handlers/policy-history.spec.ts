import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'

import { refuseAuditRecords } from '../../audit/audit-triggers.spec-helper.ts'
import { emptyMemoryDb } from '../../store/memory-db.spec-helper.ts'
import { migrate, migrations } from '../../store/migrations.ts'
import { at, errorOf, hours, policy, policyBody, rule, tenant } from './tenant.spec-helper.ts'

const one = '/deviceManagement/configurationPolicies/policy-1'
const versions = '/epm/policies/policy-1/versions'
const there = (tags = ['0']) => tenant({ policies: [policy('policy-1', 'Printers', tags)] })
type World = Awaited<ReturnType<typeof there>>
type Line = { version: number; isCurrent: boolean; activity: string; changedParts: string[] }

const lines = async (world: World, path = versions) =>
  (await world.get('user:admin', path)).body.value as Line[]
const detail = async (world: World, version: number) =>
  (await world.get('user:admin', `${versions}/${version}`)).body
const allDevices = {
  target: { '@odata.type': '#microsoft.graph.allDevicesAssignmentTarget' },
}
const second = rule({ name: 'Second' })

describe('history', () => {
  it('has one entry for every change, with who, when and what', async () => {
    const world = await there()
    world.clock.now = new Date(at.getTime() + hours(1))
    await world.patch('user:admin', one, { name: 'Scanners' })
    await world.put('user:scoped', one, policyBody()) // out of scope: no entry
    await world.put('user:admin', one, policyBody([rule(), second], { name: 'Scanners' }))
    await world.post('user:admin', `${one}/assign`, { assignments: [allDevices] })
    const list = await lines(world)
    expect(list.map(({ version, activity, isCurrent }) => [version, activity, isCurrent])).toEqual([
      [4, 'assign', true],
      [3, 'update', false],
      [2, 'update', false],
      [1, 'load', false],
    ])
    expect(list.map((line) => line.changedParts)).toEqual([
      ['assignment policy-1_adadadad-808e-44e2-905a-0b7873a8a531'],
      ['description', 'rule Second'],
      ['name'],
      [],
    ])
    expect(list[0]).toMatchObject({
      changedBy: 'admin@contoso.example',
      changedByUserId: 'admin',
      changedDateTime: world.clock.now.toISOString(),
      name: 'Scanners',
    })
    expect(list[3]).toMatchObject({ changedBy: 'Endpoint Privilege Management', name: 'Printers' })
  })

  it('tells of a rule that only got a new name once', async () => {
    const world = await there()
    await world.put('user:admin', one, policyBody([rule({ name: 'Renamed' })]))
    const [newest] = await lines(world)
    expect(newest?.changedParts.filter((part) => part.startsWith('rule'))).toEqual([
      'rule Printer installer, now called Renamed',
    ])
  })

  it('begins with the creation or the copy of a policy', async () => {
    const world = await there()
    const made = await world.post(
      'user:admin',
      '/deviceManagement/configurationPolicies',
      policyBody(),
    )
    const copied = await world.post('user:admin', `${one}/createCopy`, { displayName: 'Copy' })
    const first = async (id: unknown) =>
      (await lines(world, `/epm/policies/${String(id)}/versions`)).map((line) => line.activity)
    expect(await first(made.body.id)).toEqual(['create'])
    expect(await first(copied.body.id)).toEqual(['copy'])
  })

  it('keeps each version whole', async () => {
    const world = await there()
    const before = (await world.get('user:admin', `${one}/settings`)).body.value
    await world.post('user:admin', `${one}/assign`, { assignments: [allDevices] })
    await world.put('user:admin', one, policyBody([rule(), second]))
    expect(await detail(world, 2)).toMatchObject({
      version: 2,
      policy: { id: 'policy-1', name: 'Printers', settings: before, assignments: [allDevices] },
    })
    expect(JSON.stringify((await detail(world, 3)).policy)).toContain('"Second"')
    for (const none of ['4', '0', '-1', 'x', '1e0']) {
      expect((await world.get('user:admin', `${versions}/${none}`)).status).toBe(404)
    }
  })

  it('holds nothing of a change that was refused or undone', async () => {
    const world = await there()
    await world.put('user:admin', one, policyBody([rule(), rule()]))
    await refuseAuditRecords(world.db, 'full')
    expect((await world.patch('user:admin', one, { name: 'Lost' })).status).toBe(503)
    expect(await lines(world)).toHaveLength(1)
  })

  it('is for those who may read the policy', async () => {
    const world = await there(['2'])
    expect((await world.get('user:reader', versions)).status).toBe(200)
    expect((await world.get('user:approver', versions)).status).toBe(403)
    expect((await world.get('user:scoped', versions)).status).toBe(404)
    expect((await world.get('user:scoped', `${versions}/1`)).status).toBe(404)
  })
})

describe('restore', () => {
  it('brings name, tags and settings back as a new version and leaves assignments alone', async () => {
    const world = await there()
    const before = (await world.get('user:admin', `${one}/settings`)).text
    await world.put(
      'user:admin',
      one,
      policyBody([second], { name: 'Scanners', roleScopeTagIds: ['1'] }),
    )
    await world.post('user:admin', `${one}/assign`, { assignments: [allDevices] })
    const answer = await world.post('session:admin', `${versions}/1/restore`, undefined, {
      'If-Match': '"3"',
    })
    expect([answer.status, answer.headers.get('ETag')]).toEqual([200, '"4"'])
    expect(answer.body).toMatchObject({ name: 'Printers', roleScopeTagIds: ['0'] })
    expect((await world.get('user:admin', `${one}/settings`)).text).toBe(before)
    expect((await world.get('user:admin', `${one}/assignments`)).body.value).toHaveLength(1)
    expect((await lines(world))[0]).toMatchObject({
      version: 4,
      activity: 'restore',
      restoredVersion: 1,
      changedParts: expect.arrayContaining(['name', 'rule Second, now called Printer installer']),
    })
    const row = await world.db
      .selectFrom('audit')
      .select(['activity_type', 'resource'])
      .orderBy('seq', 'desc')
      .executeTakeFirstOrThrow()
    expect(row.activity_type).toBe('Restore DeviceManagementConfigurationPolicy')
    expect(row.resource).toContain('"displayName":"restoredVersion","oldValue":null,"newValue":"1"')
  })

  it('needs the version that was read, the right and the scope', async () => {
    const world = await there(['2'])
    await world.patch('user:admin', one, { name: 'Scanners' })
    const restore = `${versions}/1/restore`
    expect((await world.post('session:admin', restore)).status).toBe(428)
    const late = await world.post('session:admin', restore, undefined, { 'If-Match': '"1"' })
    expect(errorOf(late)).toMatchObject({ current: { name: 'Scanners' } })
    expect((await world.post('user:reader', restore)).status).toBe(403)
    expect((await world.post('user:scoped', restore)).status).toBe(404)
    expect((await world.post('user:admin', `${versions}/9/restore`)).status).toBe(404)
    const same = await world.post('user:admin', `${versions}/2/restore`)
    expect([same.status, errorOf(same).message]).toEqual([400, 'This is the current version.'])
    expect(await lines(world)).toHaveLength(2)
  })

  it('checks the content again: a certificate may be gone', async () => {
    const world = await there()
    const signed = rule({
      signatureSource: {
        kind: 'reusableSetting',
        settingId: 'cert-1',
        certificateType: 'publisher',
      },
    })
    await world.put('user:admin', one, policyBody([signed]))
    await world.put('user:admin', one, policyBody())
    await world.delete('user:admin', '/deviceManagement/reusablePolicySettings/cert-1')
    const answer = await world.post('user:admin', `${versions}/2/restore`)
    expect([answer.status, errorOf(answer).details?.[0]?.target]).toEqual([
      400,
      'rules[0].certificate',
    ])
  })
})

describe('the step that brought the history', () => {
  it('makes what was there the first entry', async () => {
    const db = emptyMemoryDb()
    await migrate(db, { now: at, steps: migrations.filter((step) => step.version < 3) })
    await sql`insert into policies values
      ('p', 'Old', 't', 'f', 'c', 'm', 0, 1, 7, '{}', '[]', '[]')`.execute(db)
    await migrate(db, { now: at })
    expect(await db.selectFrom('policy_versions').selectAll().execute()).toMatchObject([
      { policy_id: 'p', version: 7, at: 'm', activity: 'load', name: 'Old', resource: '{}' },
    ])
  })
})
