import { describe, expect, it } from 'vitest'

import { ConfigurationPolicyBody } from '#contract/policies.ts'
import { newElevationSettings } from '#domain/rules/elevation-settings-form.ts'
import { newRule } from '#domain/rules/rule-model.ts'

import { holdsBody, policyBody, sameTargets } from './policy-body.ts'
import { stepOfTarget } from './steps.ts'

const basics = { name: ' Front desk ', description: 'For the desk' }
const rules = [{ ...newRule(), name: 'Setup', fileName: 'setup.exe', fileHash: 'ab'.repeat(32) }]
const bodies = [
  policyBody(basics, { kind: 'settings', settings: newElevationSettings() }, null),
  policyBody(basics, { kind: 'rules', rules }, ['0', '1']),
] as const

describe('the body of a new policy', () => {
  it.each(bodies)('is one that the wire takes', (body) => {
    expect(ConfigurationPolicyBody.safeParse(body).error).toBeUndefined()
    expect(body.name).toBe('Front desk')
  })

  it('leaves the tags to the service unless some are chosen', () => {
    expect(bodies[0]).not.toHaveProperty('roleScopeTagIds')
    expect(bodies[1].roleScopeTagIds).toEqual(['0', '1'])
  })
})

describe('finding what was sent, after its answer was lost', () => {
  const stored = (body: (typeof bodies)[number]) => ({
    ...body,
    id: 'p1',
    createdDateTime: '2026-01-01T00:00:00Z',
    lastModifiedDateTime: '2026-01-01T00:00:00Z',
    settingCount: 1,
    roleScopeTagIds: ['0'],
    settings: body.settings.map((setting, index) => ({ id: String(index), ...setting })),
  })
  it('knows the same policy by what it means', () => {
    for (const body of bodies) expect(holdsBody(stored(body), body)).toBe(true)
    expect(holdsBody(stored(bodies[0]), bodies[1])).toBe(false)
    expect(holdsBody({ ...stored(bodies[1]), name: 'Other' }, bodies[1])).toBe(false)
    const other = policyBody(
      basics,
      { kind: 'rules', rules: rules.map((rule) => ({ ...rule, name: 'X' })) },
      null,
    )
    expect(holdsBody(stored(other), bodies[1])).toBe(false)
  })

  it('compares targets without their order', () => {
    const one = { '@odata.type': '#microsoft.graph.groupAssignmentTarget', groupId: 'a' }
    const two = { '@odata.type': '#microsoft.graph.allDevicesAssignmentTarget' }
    expect(sameTargets([one, two], [two, one])).toBe(true)
    expect(sameTargets([one], [{ ...one, groupId: 'b' }])).toBe(false)
  })
})

it.each([
  ['name', 'basics'],
  ['roleScopeTagIds', 'scope-tags'],
  ['rules[1].fileHash', 'configuration'],
  ['assignments[0].target', 'assignments'],
  ['somethingElse', null],
  [undefined, null],
])('what the service says of %s is mended in %s', (target, step) => {
  expect(stepOfTarget(target)).toBe(step)
})
