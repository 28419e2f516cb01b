import { describe, expect, it } from 'vitest'

import { idsOf, smallWorld, tenant } from './tenant.spec-helper.ts'

const world = smallWorld()
const devices = world.devices.map((device) => ({
  ...device,
  azureADDeviceId: `entra-${device.id}`,
}))
const open = () => tenant({ devices })
const ofDevice = (id: string) => `/devices(deviceId='${id}')/transitiveMemberOf`

describe('groups of a person and of a device', () => {
  it('are those they are in, as Graph writes them', async () => {
    const { get } = await open()
    const answer = await get('user:admin', '/users/olga/transitiveMemberOf?$count=true')
    expect(answer.body).toMatchObject({
      '@odata.count': 1,
      value: [
        {
          '@odata.type': '#microsoft.graph.group',
          id: 'group-sales',
          displayName: 'North Sales',
        },
      ],
    })
    expect(
      idsOf(await get('user:admin', '/users/OLGA@contoso.example/transitiveMemberOf')),
    ).toEqual(['group-sales'])
    expect(idsOf(await get('user:admin', ofDevice('entra-device-2')))).toEqual(['group-kiosks'])
    expect(idsOf(await get('user:admin', ofDevice('entra-device-1')))).toEqual([])
  })

  it('are found page by page and narrowed by $select', async () => {
    const groups = Array.from({ length: 7 }, (_group, index) => ({
      id: `group-${index}`,
      displayName: `Group ${index}`,
      memberIds: ['olga'],
    }))
    const { get } = await tenant({ groups })
    const found: unknown[] = []
    let next: unknown = '/users/olga/transitiveMemberOf?$select=id&$top=3'
    while (typeof next === 'string') {
      const page = await get('user:admin', next)
      expect(page.status).toBe(200)
      found.push(...(page.body.value as unknown[]))
      next = page.body['@odata.nextLink']
    }
    expect(found).toEqual(groups.map(({ id }) => ({ '@odata.type': '#microsoft.graph.group', id })))
  })

  it('are those of devices in scope only, and a device is named by its Entra id', async () => {
    const { get } = await open()
    expect((await get('user:scoped', ofDevice('entra-device-1'))).status).toBe(200)
    const foreign = await get('user:scoped', ofDevice('entra-device-2'))
    const absent = await get('user:scoped', ofDevice('entra-device-9'))
    expect([foreign.status, absent.status]).toEqual([404, 404])
    expect((await get('user:admin', ofDevice('device-2'))).status).toBe(404)
    expect((await get('user:admin', '/users/absent/transitiveMemberOf')).status).toBe(404)
  })

  it('need the right to read devices', async () => {
    const { get } = await open()
    for (const path of ['/users/olga/transitiveMemberOf', ofDevice('entra-device-1')]) {
      expect((await get('user:approver', path)).status).toBe(403)
      expect((await get('device:device-1', path)).status).toBe(403)
    }
  })
})
