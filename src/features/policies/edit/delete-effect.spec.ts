import { describe, expect, it } from 'vitest'

import { sampleWorld } from '#worlds/sample/sample-world.ts'

import { policyKindOf } from '../policy-kind.ts'
import { deleteEffects, type Reached } from './delete-effect.ts'

const { policies } = sampleWorld(new Date('2026-11-18T09:00:00.000Z'))
const first = (kind: string) => {
  const found = policies.find((policy) => policyKindOf(policy) === kind)
  if (!found) throw new Error(`The sample tenant has no policy of kind ${kind}.`)
  return found
}

const reached = (over: Partial<Reached> = {}): Reached => ({
  assigned: true,
  devices: 3,
  others: 'assigned',
  ...over,
})

describe('what deleting a policy does', () => {
  it('changes nothing when it is not assigned, whatever it holds', () => {
    for (const policy of policies)
      expect(deleteEffects(policy, reached({ assigned: false, others: 'none' }))).toEqual([
        'It is not assigned, so nothing changes on any device.',
      ])
  })

  it('names the seven days for an assigned settings policy only', () => {
    expect(deleteEffects(first('settings'), reached()).join(' ')).toMatch(
      /next policy sync.*Seven days/,
    )
    expect(deleteEffects(first('rules'), reached()).join(' ')).not.toMatch(/seven days/i)
  })

  it('says "if" while it is not known whether it is assigned', () => {
    expect(deleteEffects(first('rules'), reached({ assigned: null, devices: null }))[0]).toMatch(
      /^If it is assigned: files/,
    )
  })

  it('says how many devices it reaches', () => {
    for (const kind of ['settings', 'rules'])
      expect(deleteEffects(first(kind), reached({ devices: 1204 }))[0]).toMatch(
        /^It reaches 1,204 devices/,
      )
    expect(deleteEffects(first('rules'), reached({ devices: 1 }))[0]).toMatch(
      /^It reaches 1 device,/,
    )
  })

  it('says that it is the last settings policy, and that devices lose EPM', () => {
    expect(deleteEffects(first('settings'), reached({ others: 'none', devices: 47 }))[0]).toBe(
      'This is the last elevation settings policy in your scope: 47 devices lose Endpoint Privilege Management.',
    )
    expect(deleteEffects(first('settings'), reached({ others: 'unassigned' }))[0]).toMatch(
      /^No other elevation settings policy in your scope is assigned: 3 devices lose/,
    )
    expect(deleteEffects(first('rules'), reached({ others: 'none' })).join(' ')).not.toMatch(/last/)
  })
})
