import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { newRule, type RuleModel } from '#domain/rules/rule-model.ts'

import {
  blankRule,
  canAdd,
  ruleListError,
  ruleListErrors,
  withCopy,
  withMoved,
} from './rule-list-edits.ts'

const rule = (name: string): RuleModel => ({
  ...newRule(),
  name,
  fileName: 'setup.exe',
  fileHash: 'ab'.repeat(32),
})
const names = (rules: readonly RuleModel[]) => rules.map(({ name }) => name)

describe('the list of rules', () => {
  it('begins with a blank rule that is not complete', () => {
    const rules = [blankRule()]
    expect(ruleListError(rules)).toBe('One rule is not complete.')
    expect(ruleListErrors(rules).byRule[0]?.map(({ field }) => field)).toEqual([
      'name',
      'fileName',
      'certificateType',
      'certificate',
    ])
  })

  it.each([
    [[], 'Add at least one rule.'],
    [[rule('One')], undefined],
    [[blankRule(), rule('One'), blankRule()], '2 rules are not complete.'],
    [Array.from({ length: 101 }, (_, index) => rule(`Rule ${index}`)), /at most 100/],
  ])('says in one sentence whether it may be saved', (rules, said) => {
    const error = ruleListError(rules)
    if (said instanceof RegExp) expect(error).toMatch(said)
    else expect(error).toBe(said)
  })

  it('takes no more than 100', () => {
    expect(canAdd(Array.from({ length: 99 }, () => rule('x')))).toBe(true)
    expect(canAdd(Array.from({ length: 100 }, () => rule('x')))).toBe(false)
  })

  it('gives every copy a name of its own, right behind the rule', () => {
    const once = withCopy([rule('Setup'), rule('Other')], 0)
    expect(names(once)).toEqual(['Setup', 'Setup (copy)', 'Other'])
    expect(names(withCopy(once, 0))).toEqual(['Setup', 'Setup (copy 2)', 'Setup (copy)', 'Other'])
    expect(ruleListError(withCopy(once, 0))).toBeUndefined()
  })

  it('loses and doubles nothing however rules are moved', () => {
    const moves = fc.array(fc.tuple(fc.nat(6), fc.constantFrom(-1 as const, 1 as const)))
    fc.assert(
      fc.property(moves, (steps) => {
        const start = ['a', 'b', 'c', 'd', 'e'].map(rule)
        const end = steps.reduce<RuleModel[]>((rules, [at, by]) => withMoved(rules, at, by), start)
        expect(names(end).toSorted()).toEqual(names(start))
      }),
    )
  })
})
