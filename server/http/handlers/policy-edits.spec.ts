import { describe, expect, it } from 'vitest'

import {
  at,
  errorOf,
  hours,
  idsOf,
  policy,
  policyBody,
  rule,
  tenant,
} from './tenant.spec-helper.ts'

const policies = '/deviceManagement/configurationPolicies'
const one = `${policies}/policy-1`
const there = (tags = ['0']) => tenant({ policies: [policy('policy-1', 'Printers', tags)] })
type World = Awaited<ReturnType<typeof there>>

const records = async (world: World) => {
  const rows = await world.db.selectFrom('audit').select('resource').orderBy('seq').execute()
  return rows.map(({ resource }) => {
    const event = JSON.parse(resource) as {
      activityType: string
      activityResult: string
      resources: {
        resourceId: string
        modifiedProperties: { displayName: string; oldValue: unknown; newValue: unknown }[]
      }[]
    }
    const properties = event.resources[0]?.modifiedProperties ?? []
    return {
      what: event.activityType,
      result: event.activityResult,
      id: event.resources[0]?.resourceId,
      changed: properties.map((each) => each.displayName),
      properties,
    }
  })
}
const settingsOf = async (world: World, id: string) =>
  (await world.get('user:admin', `${policies}/${id}/settings`)).text

describe('update', () => {
  it('changes what it names, answers the entity and leaves the settings as they are', async () => {
    const world = await there()
    const before = await settingsOf(world, 'policy-1')
    world.clock.now = new Date(at.getTime() + hours(1))
    const answer = await world.patch(
      'session:admin',
      one,
      { name: 'Scanners ', roleScopeTagIds: ['0', '1'] },
      { 'If-Match': '"1"' },
    )
    expect([answer.status, answer.headers.get('ETag')]).toEqual([200, '"2"'])
    expect(answer.body).toMatchObject({
      name: 'Scanners ',
      description: '',
      roleScopeTagIds: ['0', '1'],
      createdDateTime: '2026-01-10T08:00:00.1234567Z',
      lastModifiedDateTime: world.clock.now.toISOString(),
    })
    expect(await settingsOf(world, 'policy-1')).toBe(before)
    expect(idsOf(await world.get('user:scoped', policies))).toEqual(['policy-1'])
    expect(await records(world)).toMatchObject([
      {
        what: 'Patch DeviceManagementConfigurationPolicy',
        result: 'Success',
        id: 'policy-1',
        changed: ['name', 'roleScopeTagIds'],
      },
    ])
  })

  it('clears a description with null', async () => {
    const world = await there()
    await world.patch('user:admin', one, { description: 'Old' })
    const answer = await world.patch('user:admin', one, { description: null })
    expect(answer.body.description).toBe('')
  })

  it.each([
    ['nothing', {}, ''],
    ['a blank name', { name: '  ' }, 'name'],
    ['a name of 201 characters', { name: 'n'.repeat(201) }, 'name'],
    ['no tag at all', { roleScopeTagIds: [] }, 'roleScopeTagIds'],
    ['101 tags', { roleScopeTagIds: Array.from({ length: 101 }, String) }, 'roleScopeTagIds'],
    ['a tag that is not there', { roleScopeTagIds: ['7'] }, 'roleScopeTagIds'],
    ['settings', { settings: policyBody().settings }, 'settings'],
    ['a read-only property', { lastModifiedDateTime: at.toISOString() }, 'lastModifiedDateTime'],
  ])('refuses %s', async (_name, body, field) => {
    const world = await there()
    const answer = await world.patch('user:admin', one, body)
    expect([answer.status, errorOf(answer).details?.[0]?.target]).toEqual([400, field])
    expect((await world.get('user:admin', one)).body['@odata.etag']).toBe('"1"')
  })

  it('lets nobody give or take off a tag that is not theirs', async () => {
    const world = await there(['1', '2'])
    const patch = (roleScopeTagIds: string[]) =>
      world.patch('user:scoped', one, { roleScopeTagIds })
    expect(errorOf(await patch(['0', '1', '2'])).message).toMatch(/tag 0 is not one of your own/)
    expect(errorOf(await patch(['1'])).message).toMatch(/so you cannot remove it/)
    expect((await patch(['2', '1'])).status).toBe(200)
    const foreign = await tenant({ policies: [policy('policy-1', 'Printers', ['2'])] })
    expect((await foreign.patch('user:scoped', one, { name: 'Mine' })).status).toBe(404)
  })

  it('needs the version from a browser and refuses a stale one with the newer policy', async () => {
    const world = await there()
    expect((await world.patch('session:admin', one, { name: 'A' })).status).toBe(428)
    await world.patch('user:admin', one, { name: 'First' })
    const late = await world.patch('session:admin', one, { name: 'Late' }, { 'If-Match': '"1"' })
    expect(late.status).toBe(412)
    expect(errorOf(late)).toMatchObject({ current: { name: 'First', '@odata.etag': '"2"' } })
  })

  it('is not for readers', async () => {
    const world = await there()
    expect((await world.patch('user:reader', one, { name: 'A' })).status).toBe(403)
    expect(await records(world)).toMatchObject([{ result: 'Failure', id: 'policy-1' }])
  })
})

describe('delete', () => {
  it('answers 204, and the audit log keeps what the policy said', async () => {
    const world = await there()
    const answer = await world.delete('session:admin', one, { 'If-Match': '"1"' })
    expect([answer.status, answer.text]).toEqual([204, ''])
    expect((await world.get('user:admin', one)).status).toBe(404)
    expect((await world.delete('user:admin', one)).status).toBe(404)
    const [record] = await records(world)
    expect(record).toMatchObject({ what: 'Delete DeviceManagementConfigurationPolicy' })
    const gone = record?.properties.find((each) => each.displayName === 'rule Printer installer')
    expect(gone?.newValue).toBeNull()
    expect(gone?.oldValue).toContain('Setup.exe')
  })

  it('frees the certificate that its rules used', async () => {
    const world = await there()
    const signatureSource = {
      kind: 'reusableSetting',
      settingId: 'cert-1',
      certificateType: 'publisher',
    } as const
    await world.put('user:admin', one, policyBody([rule({ signatureSource })]))
    await world.delete('user:admin', one)
    const read = await world.get('user:admin', '/deviceManagement/reusablePolicySettings/cert-1')
    expect(read.body.referencingConfigurationPolicyCount).toBe(0)
  })

  it('needs right, scope and version', async () => {
    const world = await there(['2'])
    expect((await world.delete('user:reader', one)).status).toBe(403)
    expect((await world.delete('user:scoped', one)).status).toBe(404)
    expect((await world.delete('session:admin', one)).status).toBe(428)
    expect((await world.delete('session:admin', one, { 'If-Match': '"9"' })).status).toBe(412)
    expect((await world.get('user:admin', one)).status).toBe(200)
  })
})

describe('create a copy', () => {
  const copy = `${one}/createCopy`

  it('copies settings and scope tags, not assignments, and is audited as a copy', async () => {
    const world = await there(['1', '2'])
    const target = { '@odata.type': '#microsoft.graph.allDevicesAssignmentTarget' }
    await world.post('user:admin', `${one}/assign`, { assignments: [{ target }] })
    const answer = await world.post('user:admin', copy, { displayName: 'Copy', description: 'Try' })
    expect(answer.status).toBe(200)
    expect(answer.body).toMatchObject({
      '@odata.etag': '"1"',
      name: 'Copy',
      description: 'Try',
      roleScopeTagIds: ['1', '2'],
      createdDateTime: at.toISOString(),
    })
    const id = String(answer.body.id)
    expect(id).not.toBe('policy-1')
    const value = (text: string) => (JSON.parse(text) as { value: unknown }).value
    expect(value(await settingsOf(world, id))).toEqual(value(await settingsOf(world, 'policy-1')))
    expect(idsOf(await world.get('user:admin', `${policies}/${id}/assignments`))).toEqual([])
    const record = (await records(world)).at(-1)
    expect(record).toMatchObject({ what: 'createCopy DeviceManagementConfigurationPolicy', id })
    expect(record?.properties[0]).toMatchObject({
      displayName: 'copiedFrom',
      newValue: 'Printers (policy-1)',
    })
  })

  it('gives a scoped admin only tags of their own, and nothing out of scope', async () => {
    const world = await there(['1', '2'])
    const answer = await world.post('user:scoped', copy, { displayName: 'Copy' })
    expect(answer.body.roleScopeTagIds).toEqual(['1'])
    const foreign = await there(['2'])
    expect((await foreign.post('user:scoped', copy, { displayName: 'Copy' })).status).toBe(404)
  })

  it('makes one copy for one key', async () => {
    const world = await there()
    const key = { 'Idempotency-Key': 'copy-1' }
    const first = await world.post('user:admin', copy, { displayName: 'Copy' }, key)
    const again = await world.post('user:admin', copy, { displayName: 'Copy' }, key)
    expect(again.body.id).toBe(first.body.id)
    expect(idsOf(await world.get('user:admin', policies))).toHaveLength(2)
  })

  it('refuses a blank name and a reader', async () => {
    const world = await there()
    const blank = await world.post('user:admin', copy, { displayName: ' ' })
    expect(errorOf(blank).details?.[0]?.target).toBe('displayName')
    expect((await world.post('user:reader', copy, { displayName: 'Copy' })).status).toBe(403)
  })
})
