import { existsSync, readFileSync } from 'node:fs'

import { describe, expect, it } from 'vitest'

import { contosoAuthority } from '#worlds/sample/certificates/fictional-certificates.ts'

import {
  at,
  errorOf,
  hash,
  hours,
  idsOf,
  policy,
  policyBody,
  rule,
  tenant,
} from './tenant.spec-helper.ts'

const policies = '/deviceManagement/configurationPolicies'
const target = (kind: string, groupId?: string) => ({
  target: {
    '@odata.type': `#microsoft.graph.${kind}AssignmentTarget`,
    ...(groupId ? { groupId } : {}),
  },
})
const signed = (settingId: string) =>
  rule({
    name: 'Signed',
    signatureSource: { kind: 'reusableSetting', settingId, certificateType: 'publisher' },
  })

describe('create', () => {
  it('answers 201 in the order of the live service and keeps the settings word for word', async () => {
    const world = await tenant()
    const body = policyBody([rule(), signed('cert-1')])
    const created = await world.post('user:admin', policies, body)
    expect(created.status).toBe(201)
    expect(created.headers.get('ETag')).toBe('"1"')
    expect(Object.keys(created.body)).toEqual([
      '@odata.etag',
      'createdDateTime',
      'creationSource',
      'description',
      'lastModifiedDateTime',
      'name',
      'platforms',
      'priorityMetaData',
      'roleScopeTagIds',
      'settingCount',
      'technologies',
      'id',
      'templateReference',
    ])
    expect(created.body).toMatchObject({
      roleScopeTagIds: ['0'],
      settingCount: 1,
      templateReference: { templateDisplayName: 'Elevation rules policy' },
    })
    const id = String(created.body.id)
    const read = await world.get('user:admin', `${policies}/${id}/settings?$top=1000`)
    expect(JSON.stringify(read.body.value)).toBe(
      JSON.stringify(body.settings.map((setting, index) => ({ id: String(index), ...setting }))),
    )
    const whole = await world.get('user:admin', `${policies}/${id}?$expand=settings,assignments`)
    expect(whole.body.settings).toEqual(read.body.value)
    expect(whole.body.assignments).toEqual([])
    const users = await world.get(
      'user:admin',
      '/deviceManagement/reusablePolicySettings/cert-1/referencingConfigurationPolicies',
    )
    expect(idsOf(users)).toEqual([id])
    expect(
      (await world.get('user:admin', '/deviceManagement/reusablePolicySettings/cert-1')).body
        .referencingConfigurationPolicyCount,
    ).toBe(1)
  })

  const noRules = policyBody().settings.map(({ settingInstance }) => ({
    settingInstance: { ...settingInstance, groupSettingCollectionValue: [] },
  }))
  const twice = [rule(), rule({ fileName: 'Other.exe' })]
  const many = Array.from({ length: 101 }, (_, index) => rule({ name: `Rule ${index}` }))
  it.each([
    [
      'two rules of one name',
      policyBody(twice),
      'rules[1].name',
      /unique replacement setting values.*_name/,
    ],
    [
      'a reference to nothing',
      policyBody([rule(), signed('cert-9')]),
      'rules[1].certificate',
      /Invalid Reference id/,
    ],
    [
      'automatic without a hash',
      policyBody([rule({ elevationType: 'automatic', fileHash: '' })]),
      'rules[0].fileHash',
      /needs a file hash/,
    ],
    ['a bad hash', policyBody([rule({ fileHash: 'abc' })]), 'rules[0].fileHash', /SHA-256/],
    [
      'a bad file name',
      policyBody([rule({ fileName: 'setup.bat' })]),
      'rules[0].fileName',
      /\.exe, \.msi or \.ps1/,
    ],
    [
      'a network path',
      policyBody([rule({ filePath: '\\\\server\\share' })]),
      'rules[0].filePath',
      /Network/,
    ],
    ['101 rules', policyBody(many), 'rules', /at most 100/],
    ['no rules', policyBody([rule()], { settings: noRules }), 'rules', /at least one/],
    [
      'another template',
      policyBody([rule()], { templateReference: { templateId: 'other_1' } }),
      'templateReference.templateId',
      /template/,
    ],
    [
      'a scope tag that is not there',
      policyBody([rule()], { roleScopeTagIds: ['7'] }),
      'roleScopeTagIds',
      /no scope tag 7/,
    ],
    ['a property nobody knows', policyBody([rule()], { isAssigned: true }), 'isAssigned', /./],
  ])('refuses %s and names the field', async (_name, body, field, message) => {
    const world = await tenant()
    const answer = await world.post('user:admin', policies, body)
    expect(answer.status).toBe(400)
    expect(errorOf(answer).message).toMatch(message)
    expect(errorOf(answer).details?.map((detail) => detail.target)).toContain(field)
    expect(idsOf(await world.get('user:admin', policies))).toEqual([])
  })

  it('takes 100 rules', async () => {
    const world = await tenant()
    expect((await world.post('user:admin', policies, policyBody(many.slice(0, 100)))).status).toBe(
      201,
    )
  })

  it('gives the tags of the writer, and lets nobody give a tag that is not theirs', async () => {
    const world = await tenant()
    expect((await world.post('user:scoped', policies, policyBody())).body.roleScopeTagIds).toEqual([
      '1',
    ])
    const foreign = await world.post(
      'user:scoped',
      policies,
      policyBody([rule()], { roleScopeTagIds: ['2'] }),
    )
    expect([foreign.status, errorOf(foreign).details?.[0]?.target]).toEqual([
      400,
      'roleScopeTagIds',
    ])
  })

  it('is not for readers, and the refusal is recorded', async () => {
    const world = await tenant()
    expect((await world.post('user:reader', policies, policyBody())).status).toBe(403)
    const rows = await world.db.selectFrom('audit').select(['result', 'activity_type']).execute()
    expect(rows).toEqual([
      { result: 'Failure', activity_type: 'Create DeviceManagementConfigurationPolicy' },
    ])
  })

  it.each([
    'policy-rules.cookbook-hash-automatic.json',
    'policy-settings.terraform-user-confirmation.json',
  ])('keeps the real document %s', async (name) => {
    const file = `../shared/fixtures/graph/${name}`
    if (!existsSync(file)) {
      console.info(`not checked, ${file} is absent`)
      return
    }
    const document = JSON.parse(
      // The script it comes from puts the hash in when it runs.
      readFileSync(file, 'utf8').replace('REPLACED_BY_SCRIPT_AT_RUN_TIME', hash),
    ) as {
      settings: Record<string, unknown>[]
    }
    const world = await tenant()
    const created = await world.post('user:admin', policies, { name: 'Real', ...document })
    expect(created.status).toBe(201)
    const read = await world.get('user:admin', `${policies}/${String(created.body.id)}/settings`)
    expect(JSON.stringify(read.body.value)).toBe(
      JSON.stringify(
        document.settings.map((setting, index) =>
          'id' in setting ? setting : { id: String(index), ...setting },
        ),
      ),
    )
  })
})

describe('replace', () => {
  const world = () => tenant({ policies: [policy('policy-1', 'Printers')] })
  const one = `${policies}/policy-1`

  it('answers 204, raises the version and records which rule changed', async () => {
    const there = await world()
    there.clock.now = new Date(at.getTime() + hours(1))
    const body = policyBody([rule(), rule({ name: 'Second' })], { name: 'Printers and scanners' })
    const answer = await there.put('session:admin', one, body, { 'If-Match': '"1"' })
    expect([answer.status, answer.headers.get('ETag')]).toEqual([204, '"2"'])
    expect((await there.get('user:admin', one)).body).toMatchObject({
      name: 'Printers and scanners',
      createdDateTime: '2026-01-10T08:00:00.1234567Z',
      lastModifiedDateTime: there.clock.now.toISOString(),
      roleScopeTagIds: ['0'],
    })
    const row = await there.db.selectFrom('audit').select('resource').executeTakeFirstOrThrow()
    const event = JSON.parse(row.resource) as {
      resources: { modifiedProperties: { displayName: string; oldValue: unknown }[] }[]
    }
    const changed = event.resources[0]?.modifiedProperties ?? []
    expect(changed.map((property) => property.displayName)).toEqual([
      'name',
      'description',
      'rule Second',
    ])
    expect(changed[2]?.oldValue).toBeNull()
  })

  it('needs the version from a browser, not from a script', async () => {
    const there = await world()
    expect((await there.put('session:admin', one, policyBody())).status).toBe(428)
    expect((await there.put('user:admin', one, policyBody())).status).toBe(204)
  })

  it('refuses an old version with the policy as it is', async () => {
    const there = await world()
    await there.put('user:admin', one, policyBody([rule()], { name: 'First' }))
    const late = await there.put('session:admin', one, policyBody([rule()], { name: 'Late' }), {
      'If-Match': '"1"',
    })
    expect(late.status).toBe(412)
    expect(errorOf(late)).toMatchObject({
      innerError: { code: 'resourceModified' },
      current: { name: 'First', '@odata.etag': '"2"' },
    })
  })

  it('keeps the template', async () => {
    const there = await world()
    const body = policyBody([rule()], {
      templateReference: { templateId: 'e7dcaba4-959b-46ed-88f0-16ba39b14fd8_1' },
    })
    expect(errorOf(await there.put('user:admin', one, body)).details?.[0]?.target).toBe(
      'templateReference.templateId',
    )
  })
})

describe('assign', () => {
  const world = () => tenant({ policies: [policy('policy-1', 'Printers')] })
  const assign = `${policies}/policy-1/assign`

  it('replaces the whole list and stores items as Graph does', async () => {
    const there = await world()
    const answer = await there.post('user:admin', assign, {
      assignments: [target('group', 'group-sales'), target('allDevices')],
    })
    expect(answer.body.value).toEqual([
      {
        id: 'policy-1_group-sales',
        source: 'direct',
        sourceId: 'policy-1',
        target: {
          '@odata.type': '#microsoft.graph.groupAssignmentTarget',
          groupId: 'group-sales',
          deviceAndAppManagementAssignmentFilterId: null,
          deviceAndAppManagementAssignmentFilterType: 'none',
        },
      },
      expect.objectContaining({ id: 'policy-1_adadadad-808e-44e2-905a-0b7873a8a531' }),
    ])
    const listed = await there.get(
      'user:admin',
      `${policies}?$select=isAssigned&$expand=assignments`,
    )
    expect(listed.body.value).toMatchObject([{ isAssigned: true, assignments: answer.body.value }])
    expect((await there.post('user:admin', assign, { assignments: [] })).body.value).toEqual([])
    expect((await there.get('user:admin', `${policies}/policy-1/assignments`)).body.value).toEqual(
      [],
    )
  })

  it.each([
    ['a group that is not there', [target('group', 'group-x')], 'assignments[0].target.groupId'],
    ['a group without id', [target('exclusionGroup')], 'assignments[0].target.groupId'],
    [
      'a group twice',
      [target('group', 'group-sales'), target('exclusionGroup', 'group-sales')],
      'assignments[1].target',
    ],
  ])('refuses %s', async (_name, assignments, field) => {
    const there = await world()
    const answer = await there.post('user:admin', assign, { assignments })
    expect([answer.status, errorOf(answer).details?.[0]?.target]).toEqual([400, field])
  })
})

describe('assignment filters', () => {
  const world = () => tenant({ policies: [policy('policy-1', 'Printers')] })
  const assign = `${policies}/policy-1/assign`
  const filtered = (id: string | null, mode?: string, kind = 'group') => ({
    target: {
      '@odata.type': `#microsoft.graph.${kind}AssignmentTarget`,
      ...(kind.endsWith('roup') ? { groupId: 'group-sales' } : {}),
      deviceAndAppManagementAssignmentFilterId: id,
      ...(mode ? { deviceAndAppManagementAssignmentFilterType: mode } : {}),
    },
  })

  it('are listed by name, for those who may read policies', async () => {
    const there = await world()
    const list = '/deviceManagement/assignmentFilters'
    const answer = await there.get('user:reader', `${list}?$filter=platform eq 'windows10AndLater'`)
    expect(answer.body.value).toEqual([
      {
        id: 'filter-1',
        displayName: 'Corporate',
        platform: 'windows10AndLater',
        rule: '(device.deviceOwnership -eq "Corporate")',
        assignmentFilterManagementType: 'devices',
      },
    ])
    expect(idsOf(await there.get('user:admin', list))).toEqual(['filter-1', 'filter-mac'])
    expect((await there.get('user:approver', list)).status).toBe(403)
  })

  it('are stored with the target they narrow', async () => {
    const there = await world()
    const assignments = [
      filtered('filter-1', 'include'),
      filtered('filter-1', 'exclude', 'allDevices'),
    ]
    const answer = await there.post('user:admin', assign, { assignments })
    expect(answer.body.value).toMatchObject(assignments)
    const none = [filtered('00000000-0000-0000-0000-000000000000', 'none')]
    expect((await there.post('user:admin', assign, { assignments: none })).status).toBe(200)
  })

  const id = 'deviceAndAppManagementAssignmentFilterId'
  const mode = 'deviceAndAppManagementAssignmentFilterType'
  it.each([
    ['one that is not there', filtered('filter-9', 'include'), id],
    ['one of another platform', filtered('filter-mac', 'include'), id],
    ['one on an exclusion', filtered('filter-1', 'include', 'exclusionGroup'), id],
    ['a mode without a filter', filtered(null, 'exclude'), id],
    ['a filter without a mode', filtered('filter-1'), mode],
    ['a mode nobody knows', filtered('filter-1', 'perhaps'), mode],
  ])('refuse %s', async (_name, assignment, field) => {
    const there = await world()
    const answer = await there.post('user:admin', assign, { assignments: [assignment] })
    expect([answer.status, errorOf(answer).details?.[0]?.target]).toEqual([
      400,
      `assignments[0].target.${field}`,
    ])
    expect((await there.get('user:admin', `${policies}/policy-1/assignments`)).body.value).toEqual(
      [],
    )
  })
})

describe('list', () => {
  it('is ordered by name, shows isAssigned only when selected, and counts the page', async () => {
    const world = await tenant({
      policies: [policy('p1', 'beta'), policy('p2', 'Alpha'), policy('p3', 'gamma')],
    })
    const answer = await world.get(
      'user:admin',
      `${policies}?$top=2&$filter=templateReference/templateFamily eq 'endpointSecurityEndpointPrivilegeManagement'`,
    )
    expect(idsOf(answer)).toEqual(['p2', 'p1'])
    expect(answer.body['@odata.count']).toBe(2)
    expect(answer.body.value).not.toMatchObject([{ isAssigned: false }, {}])
    expect(idsOf(await world.get('user:admin', String(answer.body['@odata.nextLink'])))).toEqual([
      'p3',
    ])
  })

  it('leaves certificates out of the list of reusable settings unless selected', async () => {
    const world = await tenant()
    const path = '/deviceManagement/reusablePolicySettings'
    expect((await world.get('user:admin', path)).text).not.toContain('settingInstance')
    expect(
      (await world.get('user:admin', `${path}?$select=displayName,settingInstance`)).body.value,
    ).toMatchObject([
      {
        displayName: 'Contoso signer',
        settingInstance: { simpleSettingValue: { value: contosoAuthority } },
      },
    ])
  })
})

describe('check-in', () => {
  it('tells a device which policies reach it and its people, through which kind of target', async () => {
    const world = await tenant({
      policies: [
        policy('p-user', 'For users'),
        policy('p-device', 'For devices'),
        policy('p-none', 'Excluded'),
      ],
    })
    const assign = (id: string, assignments: unknown[]) =>
      world.post('user:admin', `${policies}/${id}/assign`, { assignments })
    await assign('p-user', [target('group', 'group-sales')])
    await assign('p-device', [target('allDevices'), target('exclusionGroup', 'group-kiosks')])
    await assign('p-none', [target('allLicensedUsers'), target('exclusionGroup', 'group-sales')])
    const own = (await world.post('device:device-1', '/epm/device/check-in')).body
    expect(own).toMatchObject({
      deviceId: 'device-1',
      users: [
        {
          userPrincipalName: 'olga@contoso.example',
          policies: [
            { targeting: 'device', policy: { id: 'p-device', settings: [{ id: '0' }] } },
            { targeting: 'user', policy: { id: 'p-user' } },
          ],
        },
      ],
    })
    const shared = (await world.post('device:device-2', '/epm/device/check-in')).body as {
      users: { userPrincipalName: string; policies: { policy: { id: string } }[] }[]
    }
    const reach = Object.fromEntries(
      shared.users.map((user) => [
        user.userPrincipalName.split('@')[0],
        user.policies.map((each) => each.policy.id),
      ]),
    )
    expect(reach.olga).toEqual(['p-user'])
    expect(reach.reader).toEqual(['p-none'])
  })

  it('brings certificates that rules use, and approvals that still run', async () => {
    const world = await tenant({ policies: [policy('p1', 'Signed')] })
    await world.put('user:admin', `${policies}/p1`, policyBody([signed('cert-1')]))
    await world.post('user:admin', `${policies}/p1/assign`, { assignments: [target('allDevices')] })
    const asked = {
      requestedByUserPrincipalName: 'olga@contoso.example',
      applicationDetail: { fileHash: hash, fileName: 'a.exe' },
    }
    const id = String(
      (await world.post('device:device-1', '/deviceManagement/elevationRequests', asked)).body.id,
    )
    const checkIn = async () => (await world.post('device:device-1', '/epm/device/check-in')).body
    expect(await checkIn()).toMatchObject({
      reusableSettings: [{ id: 'cert-1', certificate: contosoAuthority }],
      elevationRequests: [],
    })
    await world.post('user:approver', `/deviceManagement/elevationRequests/${id}/approve`, {})
    world.clock.now = new Date(at.getTime() + hours(24) - 1)
    expect(await checkIn()).toMatchObject({ elevationRequests: [{ id, status: 'approved' }] })
    world.clock.now = new Date(at.getTime() + hours(24))
    expect(await checkIn()).toMatchObject({ elevationRequests: [] })
  })
})
