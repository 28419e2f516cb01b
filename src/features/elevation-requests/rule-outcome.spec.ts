import { describe, expect, it } from 'vitest'

import type { ConfigurationPolicy } from '#contract/policies.ts'
import { newRule, type RuleModel } from '#domain/rules/rule-model.ts'
import { newRulesPolicySettings } from '#domain/rules/write-rules.ts'

import { ruleOutcome } from './rule-outcome.ts'
import { aRequest, hash } from './sample-request.spec-helper.ts'

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
    const found = ruleOutcome(aRequest(), [
      policy('a', [{ name: 'Other file', fileName: 'other.exe', fileHash: hash }]),
      policy('b', [{ name: 'Name only' }, { name: 'By hash', fileHash: hash.toLowerCase() }]),
    ])
    expect(found.winner).toMatchObject({ policyId: 'b', rule: { name: 'By hash' } })
    expect(found.alsoMatching.map(({ rule }) => rule.name)).toEqual(['Name only'])
    expect(found.because).toEqual(['A rule with a file hash wins over one without.'])
    expect(found.rulesRead).toBe(3)
  })

  it('lets a deny rule win', () => {
    const found = ruleOutcome(aRequest(), [
      policy('a', [
        { name: 'Allow', fileHash: hash, elevationType: 'automatic' },
        { name: 'Deny', elevationType: 'deny' },
      ]),
    ])
    expect(found.winner?.rule.name).toBe('Deny')
  })

  it('does not claim to know what a request does not tell', () => {
    const found = ruleOutcome(aRequest(), [
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

  it('finds nothing in policies without rules', () => {
    expect(ruleOutcome(aRequest(), [policy('a', [])])).toMatchObject({
      winner: null,
      alsoMatching: [],
      undetermined: [],
    })
  })
})
