import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import examples from '#contract/examples/policies.json'
import { ConfigurationPolicyBody, type ConfigurationPolicy } from '#contract/policies.ts'
import type { FileDetails } from '#domain/rules/file-details.ts'
import { offeredElevationTypes } from '#domain/rules/from-file.ts'
import { readRules } from '#domain/rules/read-rules.ts'
import { childProcessBehaviors } from '#domain/rules/rule-model.ts'

import {
  extendedPolicyBody,
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
import { folderRefusal, type RuleSource } from './rule-source.ts'

const hash = 'AB'.repeat(32)
const aFile = (change: Partial<FileDetails> = {}): FileDetails => ({
  fileName: 'InstallPrinter.msi',
  folder: 'C:\\Users\\adele\\Downloads',
  hash,
  version: '',
  fileDescription: 'Printer installer',
  productName: 'Printer Suite',
  internalName: 'InstallPrinter',
  ...change,
})
const basis = (change: Partial<FileDetails> = {}) =>
  ({ kind: 'file', details: aFile(change) }) as const
const source: RuleSource = {
  key: 'a',
  basis: basis(),
  count: 1,
  recordName: 'request',
  refusal: null,
  cautions: [],
}
const defaults = ruleFormDefaults(source, { create: true })
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
  settings: newPolicyBody(defaults, { ...toRule(defaults, basis()), name: 'First rule' }).settings,
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
    expect(ruleFormDefaults(source, { create: false }).target).toBe('existing')
  })
})

describe('the rule', () => {
  it('matches the very file by its hash, in any folder unless asked otherwise', () => {
    const rule = toRule(defaults, basis())
    expect(rule).toMatchObject({ fileHash: hash, fileName: 'InstallPrinter.msi', filePath: '' })
    expect(toRule({ ...defaults, sameFilePath: true }, basis()).filePath).toBe(
      'C:\\Users\\adele\\Downloads',
    )
  })

  it('is refused without a hash', () => {
    const bare = basis({ hash: 'not a hash' })
    expect(hasErrors(ruleIssues(toRule(defaults, bare), null))).toBe(true)
    expect(hasErrors(ruleIssues(toRule(defaults, basis()), null))).toBe(false)
  })

  it('of different files needs the certificate of their publisher, and begins with their folder', () => {
    const publisher: RuleSource = {
      ...source,
      count: 2,
      basis: {
        kind: 'publisher',
        publisher: 'Contoso',
        details: aFile({ hash: '', folder: 'C:\\Program Files\\Contoso', version: '1.2.3.4' }),
      },
    }
    const values = ruleFormDefaults(publisher, { create: true })
    expect(values.sameFilePath).toBe(true)
    expect(hasErrors(ruleIssues(toRule(values, publisher.basis), null))).toBe(true)
    const rule = toRule({ ...values, certificateId: 'c1' }, publisher.basis)
    expect(rule).toMatchObject({
      fileHash: '',
      filePath: 'C:\\Program Files\\Contoso',
      minimumVersion: '1.2.3.4',
      signatureSource: {
        kind: 'reusableSetting',
        settingId: 'c1',
        certificateType: 'publisher',
      },
    })
    expect(hasErrors(ruleIssues(rule, null))).toBe(false)
  })

  it('requires a folder only where there is one that a rule can hold', () => {
    const refusal = (folder: string, count = 1) =>
      folderRefusal({ ...source, count, basis: basis({ folder }) })
    expect(refusal('C:\\Tools')).toBeUndefined()
    expect(refusal('')).toMatch(/names no path/)
    expect(refusal('', 3)).toMatch(/too little in common/)
    expect(refusal('\\\\server\\share')).toMatch(/Network/)
  })

  it('gets a name that the policy does not have yet', () => {
    const name = suggestedName(defaults, basis(), null)
    const taken = aPolicy({
      settings: newPolicyBody(defaults, { ...toRule(defaults, basis()), name }).settings,
    })
    expect(suggestedName(defaults, basis(), taken)).not.toBe(name)
    const twin = toRule({ ...defaults, ruleName: name }, basis())
    expect(hasErrors(ruleIssues(twin, taken))).toBe(true)
  })

  it('does not become the 101st', () => {
    const full = aPolicy({
      settings: newPolicyBody(defaults, toRule(defaults, basis())).settings,
    })
    const group = full.settings?.[0]?.settingInstance
    const value = group?.groupSettingCollectionValue?.[0]
    if (group && value) group.groupSettingCollectionValue = Array(100).fill(value)
    expect(ruleIssues(toRule(defaults, basis()), full)).toContainEqual(
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
          const rule = toRule(values, basis())
          const body = ConfigurationPolicyBody.parse(newPolicyBody(values, rule))
          const [read] = readRules(body.settings)
          expect({ ...read, original: null }).toEqual(rule)
        },
      ),
    )
  })
})

describe('an existing policy', () => {
  const rule = toRule({ ...defaults, ruleName: 'Added' }, basis())

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
