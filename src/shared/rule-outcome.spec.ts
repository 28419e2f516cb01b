import { describe, expect, it } from 'vitest'

import type { ConfigurationPolicy } from '#contract/policies.ts'
import type { FileDetails } from '#domain/rules/file-details.ts'
import { newRule, type RuleModel } from '#domain/rules/rule-model.ts'
import { newRulesPolicySettings } from '#domain/rules/write-rules.ts'

import { noneMatches, ruleOutcome } from './rule-outcome.ts'

const hash = 'AB'.repeat(32)
const file: FileDetails = {
  fileName: 'InstallPrinter.msi',
  folder: 'C:\\Users\\adele\\Downloads',
  hash,
  version: '',
  fileDescription: 'Printer installer',
  productName: 'Printer Suite',
  internalName: 'InstallPrinter',
}

const policy = (id: string, rules: readonly Partial<RuleModel>[]): ConfigurationPolicy => ({
  id,
  name: `Policy ${id}`,
  platforms: 'windows10',
  technologies: 'endpointPrivilegeManagement',
  createdDateTime: '2026-11-01T00:00:00Z',
  lastModifiedDateTime: '2026-11-01T00:00:00Z',
  settingCount: 1,
  roleScopeTagIds: ['0'],
  templateReference: { templateId: 'cff02aad-51b1-498d-83ad-81161a393f56_1' },
  settings: newRulesPolicySettings(
    rules.map((rule) => ({ ...newRule(), fileName: 'InstallPrinter.msi', ...rule })),
  ),
})

describe('ruleOutcome', () => {
  it('finds the rule for the file and says which others match', () => {
    const found = ruleOutcome(file, [
      policy('a', [{ name: 'Other file', fileName: 'other.exe', fileHash: hash }]),
      policy('b', [{ name: 'Name only' }, { name: 'By hash', fileHash: hash.toLowerCase() }]),
    ])
    expect(found.winner).toMatchObject({ policyId: 'b', rule: { name: 'By hash' } })
    expect(found.alsoMatching.map(({ rule }) => rule.name)).toEqual(['Name only'])
    expect(found.because).toEqual(['A rule with a file hash wins over one without.'])
    expect(found.rulesRead).toBe(3)
  })

  it('lets a deny rule win', () => {
    const found = ruleOutcome(file, [
      policy('a', [
        { name: 'Allow', fileHash: hash, elevationType: 'automatic' },
        { name: 'Deny', elevationType: 'deny' },
      ]),
    ])
    expect(found.winner?.rule.name).toBe('Deny')
  })

  it('does not claim to know what a request does not tell', () => {
    const found = ruleOutcome(file, [
      policy('a', [
        {
          name: 'Signed',
          signatureSource: {
            kind: 'reusableSetting',
            settingId: 's',
            certificateType: 'publisher',
          },
        },
        { name: 'Version', minimumVersion: '3.0.0.0' },
        { name: 'Elsewhere', minimumVersion: '3.0.0.0', filePath: 'C:\\Program Files\\x' },
      ]),
    ])
    expect(found.winner).toBeNull()
    expect(found.undetermined.map(({ rule }) => rule.name)).toEqual(['Signed', 'Version'])
  })

  it('compares the version where the record tells it', () => {
    const rules = [policy('a', [{ name: 'Version', minimumVersion: '3.0.0.0' }])]
    expect(ruleOutcome({ ...file, version: '3.1.0.0' }, rules).winner?.rule.name).toBe('Version')
    const older = ruleOutcome({ ...file, version: '2.9.0.0' }, rules)
    expect([older.winner, older.undetermined]).toEqual([null, []])
  })

  it('finds nothing in policies without rules', () => {
    expect(ruleOutcome(file, [policy('a', [])])).toMatchObject({
      winner: null,
      alsoMatching: [],
      undetermined: [],
    })
  })
})

describe('what follows when no rule matches for certain', () => {
  const rule = { policyId: 'a', policyName: 'Policy a', rule: newRule() }

  it('is the default elevation response, when none may match', () => {
    expect(noneMatches({ rulesRead: 33, undetermined: [] })).toMatch(
      /^None of the 33 rules .* The default elevation response of the device then applies\.$/,
    )
  })

  it.each([1, 2, 33])('says nothing of the default response while one of %i may match', (rules) => {
    expect(noneMatches({ rulesRead: rules, undetermined: [rule] })).not.toMatch(/default/)
  })
})
