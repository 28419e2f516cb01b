import { describe, expect, it } from 'vitest'

import { newRule, type RuleModel } from '#domain/rules/rule-model.ts'
import { newRulesPolicySettings } from '#domain/rules/write-rules.ts'

import { reusableIdsOf, rulesOf, searchRules } from './rule-list.ts'

const rulesFrom = (...parts: Partial<RuleModel>[]) =>
  rulesOf(newRulesPolicySettings(parts.map((part) => ({ ...newRule(), ...part }))))
const names = (rules: readonly { key: string }[]) => rules.map(({ key }) => key)

describe('rules of a policy', () => {
  it('keep their order and have a key each, also where names repeat or lack', () => {
    const rules = rulesFrom(
      { name: 'Git', fileName: 'git.exe' },
      { name: 'Git', fileName: 'git2.exe' },
      { name: 'Git (2)', fileName: 'git3.exe' },
      { name: '', fileName: 'x.exe' },
      { name: 'Git', fileName: 'git4.exe' },
    )
    expect(names(rules)).toEqual(['Git', 'Git (2)', 'Git (2) (2)', 'rule 4', 'Git (3)'])
    expect(rules.map(({ position }) => position)).toEqual([1, 2, 3, 4, 5])
    expect(rules.map(({ unknownCount }) => unknownCount)).toEqual([0, 0, 0, 0, 0])
  })

  it('are none in a document without rules', () => {
    expect(rulesOf([])).toEqual([])
  })

  it('name each reusable setting once', () => {
    const signed = (settingId: string): Partial<RuleModel> => ({
      name: settingId,
      signatureSource: { kind: 'reusableSetting', settingId, certificateType: 'publisher' },
    })
    expect(
      reusableIdsOf(rulesFrom(signed('a'), signed('b'), { ...signed('a'), name: 'c' })),
    ).toEqual(['a', 'b'])
  })
})

describe('search in rules', () => {
  const rules = rulesFrom(
    { name: 'Git', fileName: 'git.exe', filePath: 'C:\\Program Files\\Git' },
    { name: 'Disk tool', fileName: 'disk.exe', elevationType: 'deny', productName: 'DiskMaster' },
  )

  it('finds every word anywhere, whatever its case', () => {
    expect(names(searchRules(rules, 'program GIT'))).toEqual(['Git'])
    expect(names(searchRules(rules, 'deny diskmaster'))).toEqual(['Disk tool'])
    expect(names(searchRules(rules, 'exe'))).toEqual(['Git', 'Disk tool'])
  })

  it('finds nothing when one word is nowhere, and all without words', () => {
    expect(searchRules(rules, 'git deny')).toEqual([])
    expect(searchRules(rules, '  ')).toHaveLength(2)
  })
})
