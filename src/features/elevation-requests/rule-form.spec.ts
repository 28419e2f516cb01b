import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import examples from '#contract/examples/policies.json'
import { ConfigurationPolicyBody, type ConfigurationPolicy } from '#contract/policies.ts'
import { offeredElevationTypes } from '#domain/rules/from-file.ts'
import { readRules } from '#domain/rules/read-rules.ts'
import { childProcessBehaviors } from '#domain/rules/rule-model.ts'

import {
  extendedPolicyBody,
  folderOf,
  hasErrors,
  holdsRule,
  isWhole,
  newPolicyBody,
  policyChanges,
  RuleForm,
  ruleFormDefaults,
  ruleIssues,
  suggestedName,
  toRule,
} from './rule-form.ts'
import { aRequest, hash } from './sample-request.spec-helper.ts'

const defaults = ruleFormDefaults(aRequest(), { create: true })
const bodyOf = examples.find(({ endpoint }) => endpoint === 'policyCreate')?.request
const settings = ConfigurationPolicyBody.parse(bodyOf).settings

const aPolicy = (change: Partial<ConfigurationPolicy> = {}): ConfigurationPolicy => ({
  '@odata.etag': '"3"',
  id: 'p',
  name: 'Engineering tools ',
  description: null,
  platforms: 'windows10',
  technologies: 'endpointPrivilegeManagement',
  createdDateTime: '2026-11-01T00:00:00Z',
  lastModifiedDateTime: '2026-11-01T00:00:00Z',
  settingCount: 1,
  roleScopeTagIds: ['0', '7'],
  templateReference: { templateId: 'cff02aad-51b1-498d-83ad-81161a393f56_1', added: 'kept' },
  settings: newPolicyBody(defaults, { ...toRule(defaults, aRequest()), name: 'First rule' })
    .settings,
  ...change,
})

describe('the form', () => {
  it('never offers Deny', () => {
    expect(offeredElevationTypes).not.toContain('deny')
    expect(RuleForm.safeParse({ ...defaults, elevationType: 'deny' }).success).toBe(false)
  })

  it('asks for the policy of the chosen way only', () => {
    const faults = (change: object) =>
      RuleForm.safeParse({ ...defaults, ...change }).error?.issues.map(({ path }) => path[0]) ?? []
    expect(faults({})).toEqual(['policyName'])
    expect(faults({ policyName: '   ' })).toEqual(['policyName'])
    expect(faults({ target: 'existing' })).toEqual(['policyId'])
    expect(faults({ target: 'existing', policyId: 'p' })).toEqual([])
  })

  it('begins with the way that the person may take', () => {
    expect(ruleFormDefaults(aRequest(), { create: false }).target).toBe('existing')
  })
})

describe('the rule', () => {
  it('matches the very file by its hash, in any folder unless asked otherwise', () => {
    const rule = toRule(defaults, aRequest())
    expect(rule).toMatchObject({ fileHash: hash, fileName: 'InstallPrinter.msi', filePath: '' })
    expect(toRule({ ...defaults, sameFilePath: true }, aRequest()).filePath).toBe(
      'C:\\Users\\adele\\Downloads',
    )
    expect(folderOf(aRequest())).toBe('C:\\Users\\adele\\Downloads')
  })

  it('is refused without a hash', () => {
    const bare = aRequest({ applicationDetail: { fileName: 'a.exe', fileHash: 'not a hash' } })
    expect(hasErrors(ruleIssues(toRule(defaults, bare), null))).toBe(true)
    expect(hasErrors(ruleIssues(toRule(defaults, aRequest()), null))).toBe(false)
  })

  it('gets a name that the policy does not have yet', () => {
    const name = suggestedName(defaults, aRequest(), null)
    const taken = aPolicy({
      settings: newPolicyBody(defaults, { ...toRule(defaults, aRequest()), name }).settings,
    })
    expect(suggestedName(defaults, aRequest(), taken)).not.toBe(name)
    const twin = toRule({ ...defaults, ruleName: name }, aRequest())
    expect(hasErrors(ruleIssues(twin, taken))).toBe(true)
  })

  it('does not become the 101st', () => {
    const full = aPolicy({
      settings: newPolicyBody(defaults, toRule(defaults, aRequest())).settings,
    })
    const group = full.settings?.[0]?.settingInstance
    const value = group?.groupSettingCollectionValue?.[0]
    if (group && value) group.groupSettingCollectionValue = Array(100).fill(value)
    expect(ruleIssues(toRule(defaults, aRequest()), full)).toContainEqual(
      expect.objectContaining({ field: 'rules', kind: 'error' }),
    )
  })
})

describe('a new policy', () => {
  it('is what the contract takes, and reads back as the same rule', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...offeredElevationTypes),
        fc.constantFrom(...childProcessBehaviors),
        fc.boolean(),
        (elevationType, childProcessBehavior, sameFilePath) => {
          const values = {
            ...defaults,
            policyName: 'New',
            elevationType,
            childProcessBehavior,
            sameFilePath,
          }
          const rule = toRule(values, aRequest())
          const body = ConfigurationPolicyBody.parse(newPolicyBody(values, rule))
          const [read] = readRules(body.settings)
          expect({ ...read, original: null }).toEqual(rule)
        },
      ),
    )
  })
})

describe('an existing policy', () => {
  const rule = toRule({ ...defaults, ruleName: 'Added' }, aRequest())

  it('keeps everything else byte for byte', () => {
    const policy = aPolicy({ settings })
    const body = extendedPolicyBody(policy, rule)
    expect(ConfigurationPolicyBody.safeParse(body).success).toBe(true)
    expect(body).toMatchObject({
      name: 'Engineering tools ',
      roleScopeTagIds: ['0', '7'],
      templateReference: { added: 'kept' },
    })
    const before = readRules(settings).map(({ original }) => JSON.stringify(original))
    const after = readRules(body.settings).map(({ original }) => JSON.stringify(original))
    expect(after.slice(0, before.length)).toEqual(before)
    expect(readRules(body.settings).at(-1)?.name).toBe('Added')
    expect(body.settings).toHaveLength(Math.max(settings.length, 1))
  })

  it('is not written when only a part of its settings was read', () => {
    expect(isWhole(aPolicy())).toBe(true)
    expect(isWhole(aPolicy({ settings: undefined }))).toBe(false)
    expect(isWhole({ ...aPolicy(), 'settings@odata.nextLink': 'https://…' })).toBe(false)
  })

  it('knows its own rule again, and only that', () => {
    const with_ = aPolicy({ settings: extendedPolicyBody(aPolicy(), rule).settings })
    expect(holdsRule(with_, rule)).toBe(true)
    expect(holdsRule(aPolicy(), rule)).toBe(false)
    expect(holdsRule(with_, { ...rule, fileHash: '00'.repeat(32) })).toBe(false)
  })

  it('tells what somebody else changed', () => {
    const seen = aPolicy()
    const current = aPolicy({
      name: 'Renamed',
      settings: extendedPolicyBody(seen, { ...rule, name: 'Theirs' }).settings,
    })
    expect(policyChanges(seen, seen)).toEqual([])
    expect(policyChanges(seen, current)).toEqual([
      { text: 'The policy is now called', name: 'Renamed' },
      { text: 'Added rule', name: 'Theirs' },
    ])
    expect(policyChanges(current, seen)).toContainEqual({ text: 'Removed rule', name: 'Theirs' })
  })
})
