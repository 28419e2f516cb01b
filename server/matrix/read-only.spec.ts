import { beforeAll, describe, expect, it } from 'vitest'

import { AuditEvent } from '#contract/audit.ts'
import { ManagedDevice, RoleScopeTag } from '#contract/directory.ts'
import { ElevationRequest } from '#contract/elevation-requests.ts'
import { Elevation } from '#contract/elevations.ts'
import { endpoints, type EndpointName } from '#contract/endpoints.ts'
import { ExportJob } from '#contract/export-jobs.ts'
import { ConfigurationPolicy } from '#contract/policies.ts'
import { ReusablePolicySetting } from '#contract/reusable-settings.ts'
import { RoleAssignment, RoleDefinition } from '#contract/roles.ts'
import type { z } from '#contract/zod.ts'

import type { Principal } from './people.spec-helper.ts'
import { rows } from './rows.spec-helper.ts'
import { openTenant, places, tenantOf, type Place } from './world.spec-helper.ts'

/** R18: no property that the service sets can be set from outside. */
const types = [
  ElevationRequest,
  Elevation,
  ConfigurationPolicy,
  ReusablePolicySetting,
  ExportJob,
  RoleDefinition,
  RoleAssignment,
  RoleScopeTag,
  ManagedDevice,
  AuditEvent,
]
const properties = [
  ...new Set([
    ...types.flatMap((type) => Object.keys(type.shape)),
    'rights',
    'scopeTagIds',
    'userId',
    'deviceId',
    'version',
  ]),
]
const mark = 'set-from-outside'
const tenants = new Map<Principal, Buffer>()
beforeAll(async () => {
  for (const principal of ['full administrator', 'device'] as const) {
    tenants.set(principal, await tenantOf(principal))
  }
})

const place = places.find(({ scope, owner }) => scope === 'in' && owner === 'other') as Place
const names = (Object.keys(endpoints) as EndpointName[]).filter(
  (name) => endpoints[name].body !== null && name !== 'batch',
)
/** The names a body knows by itself; a body with conditions is looked through to its object. */
const keysOf = (body: z.ZodType): string[] => {
  const shape: unknown = 'shape' in body ? body.shape : {}
  return Object.keys(shape as object)
}

const open = (name: EndpointName) => {
  const principal = endpoints[name].audience === 'device' ? 'device' : 'full administrator'
  const bytes = tenants.get(principal)
  if (!bytes) throw new Error('no tenant')
  const { needs, call } = rows[name]
  const { params = {}, query = '', body, headers = {} } = call({ principal, place, needs })
  const path =
    endpoints[name].path.replace(/\{(\w+)\}/g, (_whole, key: string) =>
      encodeURIComponent(params[key] ?? ''),
    ) + query
  const tenant = openTenant(bytes, principal, needs)
  const send = (sent: unknown) => tenant.send(endpoints[name].method, path, sent, headers)
  return { tenant, send, body: body as Record<string, unknown> }
}

describe('properties that the service sets (R18)', () => {
  it('are refused at the top of every body, and nothing of them is stored', async () => {
    const wrong: string[] = []
    let sent = 0
    for (const name of names) {
      const own = new Set(keysOf(endpoints[name].body as z.ZodType))
      const { tenant, send, body } = open(name)
      for (const property of properties) {
        if (own.has(property)) continue
        const response = await send({ ...body, [property]: mark })
        sent += 1
        if (response.status !== 400) wrong.push(`${name} takes ${property}: ${response.status}`)
        await response.body?.cancel()
      }
      if (!tenant.isUntouched()) wrong.push(`${name} changed something`)
      tenant.close()
    }
    process.stdout.write(`R18: ${names.length} bodies, ${sent} sent, ${wrong.length} wrong\n`)
    expect(wrong).toEqual([])
  }, 60_000)

  it.each<[EndpointName, (body: Record<string, unknown>) => Record<string, unknown>]>([
    [
      'policyCreate',
      (body) => ({
        ...body,
        templateReference: {
          ...(body['templateReference'] as object),
          templateFamily: mark,
          templateDisplayName: mark,
        },
      }),
    ],
    [
      'policyAssign',
      (body) => ({
        assignments: (body['assignments'] as object[]).map((each) => ({
          ...each,
          id: mark,
          source: mark,
          sourceId: mark,
        })),
      }),
    ],
    [
      'import',
      (body) => ({
        ...body,
        documents: (body['documents'] as object[]).map((each) => ({
          ...each,
          id: mark,
          creationSource: mark,
          createdDateTime: '2001-01-01T00:00:00Z',
          isAssigned: true,
          assignments: [{ id: mark, target: { '@odata.type': mark } }],
        })),
      }),
    ],
  ])('inside the body of %s leave no trace', async (name, over) => {
    const { tenant, send, body } = open(name)
    const response = await send(over(body))
    expect(response.status).toBeLessThan(300)
    expect(tenant.contains(mark)).toBe(false)
    expect(tenant.contains('2001-01-01')).toBe(false)
    tenant.close()
  })

  it('are refused inside what a device reports', async () => {
    const { tenant, send, body } = open('elevationRequestCreate')
    const detail = { ...(body['applicationDetail'] as object), productId: mark }
    expect((await send({ ...body, applicationDetail: detail })).status).toBe(400)
    expect(tenant.isUntouched()).toBe(true)
    tenant.close()
  })
})
