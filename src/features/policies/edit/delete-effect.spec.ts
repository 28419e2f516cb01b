import { describe, expect, it } from 'vitest'

import { sampleWorld } from '#worlds/sample/sample-world.ts'

import { policyKindOf } from '../policy-kind.ts'
import { deleteEffects } from './delete-effect.ts'

const { policies } = sampleWorld(new Date('2026-11-18T09:00:00.000Z'))
const first = (kind: string) => {
  const found = policies.find((policy) => policyKindOf(policy) === kind)
  if (!found) throw new Error(`The sample tenant has no policy of kind ${kind}.`)
  return found
}

describe('what deleting a policy does', () => {
  it('changes nothing when it is not assigned, whatever it holds', () => {
    for (const policy of policies)
      expect(deleteEffects(policy, false)).toEqual([
        'It is not assigned, so nothing changes on any device.',
      ])
  })

  it('names the seven days for an assigned settings policy only', () => {
    expect(deleteEffects(first('settings'), true).join(' ')).toMatch(/next policy sync.*Seven days/)
    expect(deleteEffects(first('rules'), true).join(' ')).not.toMatch(/seven days/i)
  })

  it('says "if" while it is not known whether it is assigned', () => {
    expect(deleteEffects(first('rules'), null)[0]).toMatch(/^If it is assigned: files/)
  })
})
