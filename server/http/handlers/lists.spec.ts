import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import {
  at,
  elevationRequest,
  errorOf,
  hash,
  hours,
  idsOf,
  policy,
  tenant,
  type Answer,
} from './tenant.spec-helper.ts'

const requests = '/deviceManagement/elevationRequests'
type World = Awaited<ReturnType<typeof tenant>>

/** Follows next links to the end; a page number over 500 is an endless list. */
const walk = async (world: World, caller: string, path: string): Promise<unknown[]> => {
  const seen: unknown[] = []
  let next: string | undefined = path
  for (let page = 0; next !== undefined; page += 1) {
    if (page > 500) throw new Error('no end')
    const answer: Answer = await world.get(caller, next)
    expect(answer.status).toBe(200)
    seen.push(...idsOf(answer))
    next = answer.body['@odata.nextLink'] as string | undefined
  }
  return seen
}

const states = ['pending', 'approved', 'denied']
const manyRequests = Array.from({ length: 90 }, (_, index) =>
  elevationRequest({
    id: `request-${index}`,
    status: states[index % 3] ?? 'pending',
    // Few different values, so that orders have many ties.
    requestCreatedDateTime: new Date(at.getTime() - hours(index % 7)).toISOString(),
    requestLastModifiedDateTime: new Date(at.getTime() - hours(index % 5)).toISOString(),
    reviewCompletedDateTime: index % 4 === 0 ? null : at.toISOString(),
    requestedOnDeviceId: index % 2 === 0 ? 'device-1' : 'device-2',
    deviceName: ['Émile', 'emil', 'EMIL', 'Zoë'][index % 4] ?? '',
    requestJustification: index === 42 ? 'Größe 100%_x' : 'other',
    applicationDetail: {
      fileName: `tool-${index % 6}.exe`,
      fileHash: hash,
      publisherName: 'Contoso CA',
    },
  }),
)

describe('paging', () => {
  it('visits each row once, whatever the order and the page size', async () => {
    const world = await tenant({ elevationRequests: manyRequests })
    const properties = [
      'status',
      'requestCreatedDateTime',
      'requestLastModifiedDateTime',
      'reviewCompletedDateTime',
      'deviceName',
      'applicationDetail/fileName',
      'id',
    ]
    const order = fc
      .uniqueArray(fc.constantFrom(...properties), { minLength: 0, maxLength: 3 })
      .chain((names) =>
        fc.tuple(...names.map((name) => fc.constantFrom(`${name} asc`, `${name} desc`, name))),
      )
    await fc.assert(
      fc.asyncProperty(order, fc.integer({ min: 4, max: 100 }), async (keys, top) => {
        const orderBy = keys.length > 0 ? `&$orderby=${keys.join(',')}` : ''
        const seen = await walk(world, 'user:reader', `${requests}?$top=${top}${orderBy}`)
        expect(seen).toHaveLength(manyRequests.length)
        expect(new Set(seen).size).toBe(manyRequests.length)
      }),
      { numRuns: 60 },
    )
  })

  it('neither repeats nor hides rows when others are added meanwhile', async () => {
    const world = await tenant({ elevationRequests: manyRequests })
    const first = await world.get('user:reader', `${requests}?$top=30`)
    const asked = {
      requestedByUserPrincipalName: 'olga@contoso.example',
      applicationDetail: { fileHash: hash, fileName: 'new.exe' },
    }
    world.clock.now = new Date(at.getTime() + 1)
    expect((await world.post('device:device-1', requests, asked)).status).toBe(201)
    const rest = await walk(world, 'user:reader', String(first.body['@odata.nextLink']))
    expect(new Set([...idsOf(first), ...rest])).toEqual(
      new Set(manyRequests.map((request) => request.id)),
    )
  })

  it('gives absolute links on the origin of the request, with every option kept', async () => {
    const world = await tenant({ elevationRequests: manyRequests })
    const answer = await world.get(
      'user:reader',
      `${requests}?$top=10&$count=true&$filter=status eq 'Pending'`,
    )
    const link = String(answer.body['@odata.nextLink'])
    expect(link).toMatch(
      /^http:\/\/epm\.example\/beta\/deviceManagement\/elevationRequests\?\$top=10&\$count=true&\$filter=/,
    )
    expect(answer.body['@odata.count']).toBe(30)
    expect(await walk(world, 'user:reader', link)).toHaveLength(20)
  })

  it('refuses 1,000 mutated tokens', async () => {
    const world = await tenant({ elevationRequests: manyRequests })
    const first = await world.get('user:reader', `${requests}?$top=10`)
    const token =
      new URL(String(first.body['@odata.nextLink'])).searchParams.get('$skiptoken') ?? ''
    const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.='
    let refused = 0
    for (let index = 0; index < 1_000; index += 1) {
      const place = index % token.length
      const letter = letters[(index * 7 + 3) % letters.length] ?? 'A'
      const other = letter === token[place] ? `${letter}${letter}` : letter
      const mutated = token.slice(0, place) + other + token.slice(place + 1)
      const answer = await world.get(
        'user:reader',
        `${requests}?$top=10&$skiptoken=${encodeURIComponent(mutated)}`,
      )
      if (answer.status === 400 && errorOf(answer).details?.[0]?.target === '$skiptoken')
        refused += 1
    }
    expect(refused).toBe(1_000)
  })

  it('refuses a token of another person, filter, order, endpoint or scope', async () => {
    const world = await tenant({ elevationRequests: manyRequests })
    const first = await world.get('user:reader', `${requests}?$top=10`)
    const token = encodeURIComponent(
      new URL(String(first.body['@odata.nextLink'])).searchParams.get('$skiptoken') ?? '',
    )
    const statuses = [
      await world.get('user:admin', `${requests}?$top=10&$skiptoken=${token}`),
      await world.get(
        'user:reader',
        `${requests}?$top=10&$filter=status eq 'pending'&$skiptoken=${token}`,
      ),
      await world.get('user:reader', `${requests}?$top=10&$orderby=status&$skiptoken=${token}`),
      await world.get('user:reader', `/deviceManagement/auditEvents?$top=10&$skiptoken=${token}`),
    ].map((answer) => answer.status)
    expect(statuses).toEqual([400, 400, 400, 400])
    await world.db
      .updateTable('role_assignments')
      .set({ scope_tags_json: '["1"]' })
      .where('id', '=', 'a3')
      .execute()
    expect((await world.get('user:reader', `${requests}?$top=10&$skiptoken=${token}`)).status).toBe(
      400,
    )
  })
})

describe('options', () => {
  it.each([
    ['$filter=nothing eq 1', '$filter'],
    ['$filter=status eq 1', '$filter'],
    ["$filter=status eq 'sleeping'", '$filter'],
    ["$filter=status gt 'pending'", '$filter'],
    ["$filter=requestCreatedDateTime gt 'soon'", '$filter'],
    ['$filter=contains(status)', '$filter'],
    ["$filter=contains(status,'a')", '$filter'],
    ['$orderby=requestJustification', '$orderby'],
    ['$orderby=status down', '$orderby'],
    ['$orderby=status,status', '$orderby'],
    ['$select=secret', '$select'],
    ['$expand=everything', '$expand'],
    ['$skip=10', '$skip'],
    ['$apply=aggregate', '$apply'],
    ['$top=0', '$top'],
    ['$top=1001', '$top'],
    ['$top=ten', '$top'],
    ['$count=yes', '$count'],
    ['$top=1&$top=2', '$top'],
    ['$search="', '$search'],
    ['$skiptoken=x', '$skiptoken'],
    [`$filter=${'x'.repeat(2049)}`, '$filter'],
  ])('%s is 400 and names the option', async (query, target) => {
    const world = await tenant()
    const answer = await world.get('user:admin', `${requests}?${query}`)
    expect(answer.status).toBe(400)
    expect(errorOf(answer).details?.[0]?.target).toBe(target)
  })

  it.each([
    ["status eq 'PENDING'", 30],
    ["status ne 'pending'", 60],
    ["status in ('Approved','denied')", 60],
    ["not (status eq 'pending')", 60],
    ['requestCreatedDateTime lt 2026-05-04T05:00:00Z', 25],
    ["requestCreatedDateTime ge '2026-05-04T11:00:00+02:00'", 13],
    ['reviewCompletedDateTime eq null', 23],
    ['reviewCompletedDateTime ne null', 67],
    ['not (reviewCompletedDateTime gt 2000-01-01T00:00:00Z)', 23],
    ["deviceName eq 'Emil'", 45],
    ["startswith(deviceName,'ém') or endswith(deviceName,'ë')", 22],
    ["contains(applicationDetail/fileName,'TOOL-5')", 15],
    ["requestedOnDeviceId eq 'device-1' and (status eq 'denied' or status eq 'approved')", 30],
    [`applicationDetail/fileHash eq '${hash.toUpperCase()}'`, 90],
    ["deviceName eq '%'", 0],
    ["contains(deviceName,'_')", 0],
    ["deviceName eq 'x'' or 1=1 --'", 0],
  ])('filters by %s', async (filter, count) => {
    const world = await tenant({ elevationRequests: manyRequests })
    const answer = await world.get(
      'user:reader',
      `${requests}/$count?$filter=${encodeURIComponent(filter)}`,
    )
    expect([answer.status, answer.text]).toEqual([200, String(count)])
  })

  it('searches what people read, letters beyond ASCII and wildcards literally', async () => {
    const world = await tenant({ elevationRequests: manyRequests })
    const found = async (text: string) =>
      idsOf(await world.get('user:reader', `${requests}?$search=${encodeURIComponent(text)}`))
    expect(await found('GRÖSSE')).toEqual([])
    expect(await found('größe')).toEqual(['request-42'])
    expect(await found('GRÖßE 100%_X')).toEqual(['request-42'])
    expect(await found('"100%_x"')).toEqual(['request-42'])
    expect(await found('100_')).toEqual([])
    expect(await found('tool-0 zoë')).toEqual([])
  })

  it('answers only what $select names, and what the contract always expects', async () => {
    const world = await tenant({ elevationRequests: [elevationRequest()] })
    const answer = await world.get('user:reader', `${requests}?$select=deviceName`)
    expect(answer.body.value).toEqual([
      {
        '@odata.etag': '"1"',
        id: 'request-1',
        deviceName: 'LON-LT-1',
        status: 'pending',
        requestCreatedDateTime: '2026-05-04T08:00:00.000Z',
        requestLastModifiedDateTime: '2026-05-04T08:00:00.000Z',
      },
    ])
  })
})

describe('scope tags', () => {
  it('hold in lists, counts, single reads and audit', async () => {
    const world = await tenant({
      elevationRequests: manyRequests,
      policies: [policy('policy-0', 'Everywhere', ['0']), policy('policy-1', 'North', ['1', '2'])],
    })
    expect(await walk(world, 'user:scoped', `${requests}?$top=7`)).toHaveLength(45)
    expect((await world.get('user:scoped', `${requests}/$count`)).text).toBe('45')
    expect((await world.get('user:scoped', `${requests}/request-1`)).status).toBe(404)
    expect((await world.get('user:scoped', `${requests}/request-0`)).status).toBe(200)
    expect(idsOf(await world.get('user:scoped', '/deviceManagement/managedDevices'))).toEqual([
      'device-1',
    ])
    expect(
      (await world.get('user:scoped', '/deviceManagement/managedDevices/device-2')).status,
    ).toBe(404)
    expect(
      idsOf(await world.get('user:scoped', '/deviceManagement/configurationPolicies')),
    ).toEqual(['policy-1'])
    expect(
      (await world.get('user:scoped', '/deviceManagement/configurationPolicies/policy-0')).status,
    ).toBe(404)

    for (const id of ['request-0', 'request-3'])
      await world.post('user:admin', `${requests}/${id}/deny`, {})
    const audit = '/deviceManagement/auditEvents'
    expect(idsOf(await world.get('user:admin', audit))).toHaveLength(2)
    const own = await world.get('user:scoped', audit)
    expect(
      (own.body.value as { resources: { resourceId: string }[] }[]).map(
        (event) => event.resources[0]?.resourceId,
      ),
    ).toEqual(['request-0'])
    const all = idsOf(await world.get('user:admin', audit))
    const foreign = all.find((id) => !idsOf(own).includes(id))
    expect((await world.get('user:scoped', `${audit}/${String(foreign)}`)).status).toBe(404)
  })
})

describe('a list of tags as a filter', () => {
  const filtered = (filter: string) =>
    `/deviceManagement/configurationPolicies?$filter=${encodeURIComponent(filter)}`

  it('finds what carries a tag, inside the scope of whoever asks', async () => {
    const world = await tenant({
      policies: [
        policy('policy-0', 'Everywhere', ['0']),
        policy('policy-1', 'North', ['1', '2']),
        policy('policy-2', 'South', ['2']),
      ],
    })
    const found = async (person: string, filter: string) =>
      idsOf(await world.get(person, filtered(filter)))
    const south = "roleScopeTagIds/any(t:t eq '2')"
    expect(await found('user:admin', south)).toEqual(['policy-1', 'policy-2'])
    expect(await found('user:admin', `not (${south})`)).toEqual(['policy-0'])
    expect(await found('user:admin', `${south} and name eq 'South'`)).toEqual(['policy-2'])
    expect(await found('user:admin', "roleScopeTagIds/any(t:t eq '9')")).toEqual([])
    expect(await found('user:scoped', south)).toEqual(['policy-1'])
    const devices = `/deviceManagement/managedDevices?$filter=${encodeURIComponent("roleScopeTagIds/any(x:x eq '1')")}`
    expect(idsOf(await world.get('user:admin', devices))).toEqual(['device-1'])
  })

  it('refuses other lambdas, other lists and other values', async () => {
    const world = await tenant()
    for (const filter of [
      "name/any(t:t eq '2')",
      "roleScopeTagIds/any(t:x eq '2')",
      "roleScopeTagIds/any(t:t ne '2')",
      'roleScopeTagIds/any(t:t eq 2)',
      "roleScopeTagIds/all(t:t eq '2')",
      "roleScopeTagIds eq '2'",
    ])
      expect((await world.get('user:admin', filtered(filter))).status, filter).toBe(400)
  })
})

describe('neighbours', () => {
  it('searches groups as Graph does, with its header', async () => {
    const world = await tenant()
    const path = `/groups?$search=${encodeURIComponent('"displayName:sal"')}`
    expect(errorOf(await world.get('user:nobody', path)).details?.[0]?.target).toBe('$search')
    const answer = await world.get('user:nobody', path, {
      headers: { ConsistencyLevel: 'eventual' },
    })
    expect(idsOf(answer)).toEqual(['group-sales'])
    expect(
      idsOf(await world.get('user:nobody', "/groups?$filter=startswith(displayName,'NORTH')")),
    ).toEqual(['group-sales'])
  })

  it('tells who I am, what I may do, and finds people by name', async () => {
    const world = await tenant()
    expect((await world.get('user:approver', '/me')).body).toMatchObject({ id: 'approver' })
    expect((await world.get('user:nobody', '/users/Olga@contoso.example')).body).toMatchObject({
      id: 'olga',
    })
    const permissions = (
      await world.get('user:approver', '/deviceManagement/getEffectivePermissions')
    ).body
    expect(permissions).toEqual({
      value: [
        {
          actions: [
            'Microsoft.Intune_EpmPolicy_ModifyElevationRequests',
            'Microsoft.Intune_EpmPolicy_ViewElevationRequests',
          ],
          resourceActions: [
            {
              allowedResourceActions: [
                'Microsoft.Intune_EpmPolicy_ModifyElevationRequests',
                'Microsoft.Intune_EpmPolicy_ViewElevationRequests',
              ],
              notAllowedResourceActions: [],
            },
          ],
        },
      ],
    })
    expect(
      (await world.get('user:nobody', '/deviceManagement/getEffectivePermissions')).body,
    ).toEqual({ value: [] })
  })

  it('filters and searches the audit log', async () => {
    const world = await tenant({ elevationRequests: manyRequests })
    await world.post('user:admin', `${requests}/request-0/deny`, {})
    world.clock.now = new Date(at.getTime() + hours(1))
    await world.post('user:approver', `${requests}/request-3/approve`, {})
    const count = async (query: string) =>
      idsOf(await world.get('user:reader', `/deviceManagement/auditEvents?${query}`)).length
    expect(await count('$filter=activityDateTime ge 2026-05-04T09:30:00Z')).toBe(1)
    expect(
      await count(
        "$filter=actor/userPrincipalName eq 'Admin@contoso.example' and category eq 'ElevationRequest'",
      ),
    ).toBe(1)
    expect(await count("$filter=activityType eq 'Approve ElevationRequest'")).toBe(1)
    expect(await count('$search=tool-3')).toBe(1)
    expect(await count('$search=EpmPolicy')).toBe(0)
    const newest = await world.get('user:reader', '/deviceManagement/auditEvents')
    expect(newest.body.value).toMatchObject([
      { activityType: 'Approve ElevationRequest' },
      { activityType: 'Deny ElevationRequest' },
    ])
  })
})
