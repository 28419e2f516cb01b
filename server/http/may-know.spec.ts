import { describe, expect, it } from 'vitest'

import type { ChangeNotice } from '#contract/epm.ts'

import { userPrincipal } from '../store/principals.ts'
import { elevationRequest, policy, tenant } from './handlers/tenant.spec-helper.ts'
import { mayKnow } from './may-know.ts'

const open = async () => {
  const { db } = await tenant({
    policies: [policy('own', 'Own', ['1']), policy('foreign', 'Foreign', ['2'])],
    elevationRequests: [
      elevationRequest({ id: 'own' }),
      elevationRequest({ id: 'foreign', requestedOnDeviceId: 'device-2' }),
    ],
  })
  return async (person: string, notice: ChangeNotice) => {
    const principal = await userPrincipal(db, person, 'session')
    if (!principal) throw new Error(`nobody is called ${person}`)
    return mayKnow(db, principal, notice)
  }
}

describe('who is told of a change (R17)', () => {
  it.each(['elevationRequests', 'configurationPolicies'] as const)(
    '%s: of one in scope and of one that is gone, not of a foreign one',
    async (entity) => {
      const told = await open()
      expect(await told('scoped', { entity, id: 'own' })).toBe(true)
      expect(await told('scoped', { entity, id: 'foreign' })).toBe(false)
      expect(await told('scoped', { entity, id: 'gone' })).toBe(true)
      expect(await told('scoped', { entity })).toBe(true)
      expect(await told('admin', { entity, id: 'foreign' })).toBe(true)
    },
  )

  it('of devices in scope', async () => {
    const told = await open()
    expect(await told('scoped', { entity: 'managedDevices', id: 'device-1' })).toBe(true)
    expect(await told('scoped', { entity: 'managedDevices', id: 'device-2' })).toBe(false)
  })

  it('of what one may read only', async () => {
    const told = await open()
    expect(await told('approver', { entity: 'elevationRequests', id: 'own' })).toBe(true)
    expect(await told('approver', { entity: 'configurationPolicies', id: 'own' })).toBe(false)
    expect(await told('approver', { entity: 'reusablePolicySettings' })).toBe(false)
    expect(await told('approver', { entity: 'privilegeManagementElevations' })).toBe(false)
    expect(await told('nobody', { entity: 'auditEvents' })).toBe(false)
    expect(await told('reader', { entity: 'auditEvents' })).toBe(true)
  })
})
