import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { phase } from '#domain/elevation-request/life-cycle.ts'

import { expectSoundWorld } from '../check-world.spec-helper.ts'
import { accessTenant, accessUnused } from './access-tenant.ts'
import { hostileWorld } from './hostile-strings.ts'
import { manyRequests } from './many-requests.ts'
import { threePending } from './three-pending.ts'

const at = new Date('2026-11-18T14:37:12.345Z')

describe('small worlds', () => {
  it('three pending requests on two devices, with one policy of each kind', () => {
    const world = threePending(at)
    expectSoundWorld(world)
    expect(world.elevationRequests.map((request) => phase(request, at).kind)).toEqual([
      'pending',
      'pending',
      'pending',
    ])
    expect(world.devices).toHaveLength(2)
    expect(world.policies).toHaveLength(2)
    expect(world.samplePeople).toHaveLength(10)
    expect(threePending(at)).toEqual(world)
  })

  it('privileged access with requests in every state, and before anybody has begun', () => {
    const world = accessTenant(at)
    expectSoundWorld(world)
    const states = new Set(world.pam?.requests.map(({ status }) => status))
    expect([...states].toSorted()).toEqual(['approved', 'denied', 'expired', 'pending', 'revoked'])
    expectSoundWorld(accessUnused(at))
  })

  it.each([0, 1, 2_500])('%i requests, all pending, newest first', (count) => {
    const world = manyRequests(at, count)
    expectSoundWorld(world)
    expect(world.elevationRequests).toHaveLength(count)
    expect(world.elevationRequests.every((each) => phase(each, at).kind === 'pending')).toBe(true)
    const created = world.elevationRequests.map((request) => request.requestCreatedDateTime)
    expect(created).toEqual(created.toSorted().toReversed())
  })

  it('keeps hostile strings byte for byte in every field a device can fill', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: 'binary', maxLength: 40 }), { maxLength: 8 }),
        (strings) => {
          const world = hostileWorld(at, strings)
          expectSoundWorld(world)
          world.elevationRequests.forEach((request, index) => {
            const text = strings[index]
            expect(request.applicationDetail).toMatchObject({
              fileName: text,
              filePath: text,
              productName: text,
            })
            expect([request.requestJustification, request.deviceName]).toEqual([text, text])
          })
        },
      ),
      { numRuns: 50 },
    )
  })
})
