import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { evaluate, type EvaluationInput } from './evaluate.ts'
import { type FileFacts, isAtLeast, type RuleCandidate } from './match-rule.ts'
import { newRule, type RuleModel } from './rule-model.ts'
import { matchesFolder, matchesWildcard } from './wildcard.ts'

const hash = 'ab'.repeat(32)
const file: FileFacts = {
  fileName: '7z-Setup.exe',
  folder: 'C:\\Program Files\\Setup\\',
  hash,
  version: '24.8.0.0',
  fileDescription: '7-Zip installer',
  productName: '7-Zip',
  internalName: '7zipInstall',
  arguments: '',
  signer: { publisher: 'AA', authorities: ['BB', 'CC'] },
}
const candidate = (id: string, more: Partial<RuleModel>, thumbprint?: string): RuleCandidate => ({
  id,
  rule: { ...newRule(), name: id, fileName: '7z-setup.exe', ...more },
  certificateThumbprint: thumbprint ?? null,
})
const input = (more: Partial<EvaluationInput>): EvaluationInput => ({
  file,
  rulesForUser: [],
  rulesForDevice: [],
  defaultResponse: null,
  viaMenu: true,
  ...more,
})
const winner = (more: Partial<EvaluationInput>) => {
  const { outcome } = evaluate(input(more))
  return 'id' in outcome ? outcome.id : outcome.kind
}
const signed = (certificateType: 'publisher' | 'certificateAuthority'): Partial<RuleModel> => ({
  signatureSource: { kind: 'reusableSetting', settingId: 'x', certificateType },
})

describe('which rule wins', () => {
  const plain = candidate('plain', {})
  const hashed = candidate('hash', { fileHash: hash })
  const detailed = candidate('detailed', {
    productName: '7-Zip',
    filePath: 'C:\\Program Files\\Setup',
  })
  const deny = candidate('deny', { elevationType: 'deny' })

  it.each([
    ['deny', 'deny', { rulesForUser: [hashed, plain], rulesForDevice: [deny] }],
    ['target', 'plain', { rulesForUser: [plain], rulesForDevice: [hashed] }],
    ['hash', 'hash', { rulesForUser: [plain, hashed, detailed] }],
    ['attributes', 'detailed', { rulesForDevice: [plain, detailed] }],
  ] as const)('by %s: %s', (step, id, rules) => {
    const evaluation = evaluate(input(rules))
    expect(evaluation.outcome).toMatchObject({ kind: 'rule', id })
    expect(evaluation.decidedBy).toEqual([step])
    for (const verdict of evaluation.verdicts) {
      expect(verdict.lostAt).toBe(verdict.id === id ? null : step)
    }
  })

  it('by type, when all else is equal', () => {
    const types = ['userConfirmed', 'currentUser', 'supportApproved', 'automatic'] as const
    const rules = types
      .map((elevationType) => candidate(elevationType, { elevationType }))
      .reverse()
    for (const type of types) {
      const left = rules.slice(0, rules.length - types.indexOf(type))
      expect(winner({ rulesForUser: left })).toBe(type)
    }
  })

  it('ignores more attributes beside a hash and says when rules are equal', () => {
    const more = candidate('more', {
      fileHash: hash,
      productName: '7-Zip',
      elevationType: 'automatic',
    })
    expect(winner({ rulesForUser: [more, hashed] })).toBe('hash')
    const twin = { ...hashed, id: 'twin' }
    const evaluation = evaluate(input({ rulesForUser: [hashed, twin] }))
    expect(evaluation.decidedBy).toEqual(['order'])
    expect(evaluation.verdicts[1]?.lostAt).toBe('order')
  })

  it('is the same in any order of the rules, as long as no two are equal', () => {
    const rules = [plain, hashed, detailed, candidate('automatic', { elevationType: 'automatic' })]
    fc.assert(
      fc.property(fc.shuffledSubarray(rules, { minLength: 4 }), (shuffled) => {
        expect(winner({ rulesForDevice: shuffled })).toBe('hash')
        expect(winner({ rulesForDevice: [...shuffled, deny] })).toBe('deny')
      }),
    )
  })
})

describe('whether a rule fits', () => {
  it.each<[string, Partial<RuleModel>, string | undefined]>([
    ['a name in another case', { fileName: '7Z-SETUP.EXE' }, undefined],
    ['a wildcard name', { fileName: '7z-?e*.exe' }, undefined],
    ['a folder', { filePath: 'c:\\program files\\setup' }, undefined],
    ['a folder with a variable', { filePath: '%ProgramFiles%\\Setup\\' }, undefined],
    ['a folder with a wildcard', { filePath: 'C:\\Program Files\\*' }, undefined],
    ['a whole path', { filePath: 'C:\\Program Files\\Setup\\7z-Setup.exe' }, undefined],
    ['a hash in capitals', { fileHash: hash.toUpperCase() }, undefined],
    ['the same version', { minimumVersion: '24.8.0.0' }, undefined],
    ['an older minimum', { minimumVersion: '9.99.99.99' }, undefined],
    ['the publisher', signed('publisher'), 'aa'],
    ['an authority', signed('certificateAuthority'), 'CC'],
  ])('%s does', (_, more, thumbprint) => {
    expect(winner({ rulesForUser: [candidate('rule', more, thumbprint)] })).toBe('rule')
  })

  it.each<[string, Partial<RuleModel>, string | undefined]>([
    ['fileName', { fileName: '7z-*.msi' }, undefined],
    ['filePath', { filePath: 'C:\\Program Files' }, undefined],
    ['filePath', { filePath: '%Unknown%\\Setup' }, undefined],
    ['filePath', { filePath: 'C:\\*' }, undefined],
    ['fileHash', { fileHash: 'cd'.repeat(32) }, undefined],
    ['minimumVersion', { minimumVersion: '24.8.0.1' }, undefined],
    ['fileDescription', { fileDescription: '7-Zip' }, undefined],
    ['productName', { productName: 'Other' }, undefined],
    ['internalName', { internalName: 'Other' }, undefined],
    ['certificate', signed('publisher'), 'BB'],
    ['certificate', signed('certificateAuthority'), 'AA'],
    ['certificate', signed('publisher'), undefined],
  ])('%s is what fails', (attribute, more, thumbprint) => {
    const { verdicts, outcome } = evaluate(
      input({
        rulesForUser: [candidate('rule', more, thumbprint)],
        defaultResponse: 'supportApproval',
      }),
    )
    expect(verdicts[0]?.mismatches.map((each) => each.attribute)).toEqual([attribute])
    expect(outcome).toEqual({ kind: 'defaultResponse', response: 'supportApproval' })
  })

  it('never fits an unsigned file by certificate', () => {
    const rules = [candidate('rule', signed('publisher'), 'AA')]
    expect(winner({ rulesForUser: rules, file: { ...file, signer: null } })).toBe('defaultResponse')
  })
})

describe('arguments', () => {
  const listed = candidate('listed', { restrictArguments: ['/status', '/list accounts'] })
  const withArguments = (text: string) =>
    evaluate(input({ rulesForUser: [listed], file: { ...file, arguments: text } })).outcome

  it.each([
    ['', 'rule'],
    ['/status', 'rule'],
    ['/list accounts', 'rule'],
    ['/Status', 'argumentsBlocked'],
    ['/status /leave', 'argumentsBlocked'],
    ['/leave', 'argumentsBlocked'],
  ])('%j gives %s', (text, kind) => {
    expect(withArguments(text)).toMatchObject({ kind, id: 'listed' })
  })

  it('deny wins also with arguments that the deny rule does not list', () => {
    const deny = candidate('deny', { elevationType: 'deny', restrictArguments: ['/x'] })
    const outcome = evaluate(
      input({ rulesForDevice: [listed, deny], file: { ...file, arguments: '/status' } }),
    ).outcome
    expect(outcome).toEqual({ kind: 'rule', id: 'deny', elevationType: 'deny' })
  })
})

describe('without a rule', () => {
  it.each([
    [true, null, { kind: 'defaultResponse', response: 'deny' }],
    [true, 'userConfirmation', { kind: 'defaultResponse', response: 'userConfirmation' }],
    [false, 'userConfirmation', { kind: 'nothing' }],
  ] as const)('menu %s, response %s', (viaMenu, defaultResponse, outcome) => {
    expect(evaluate(input({ viaMenu, defaultResponse })).outcome).toEqual(outcome)
  })

  it('a child of a parent that elevates all is elevated past a deny rule', () => {
    const deny = candidate('deny', { elevationType: 'deny' })
    expect(winner({ rulesForUser: [deny], parentElevatesChildren: true })).toBe(
      'childOfElevatedParent',
    )
  })
})

describe('wildcards and versions', () => {
  const asRegExp = (pattern: string) =>
    new RegExp(
      `^${pattern
        .replace(/[.+^${}()|[\]\\]/g, '\\$&')
        .replaceAll('*', '[^]*')
        .replaceAll('?', '[^]')}$`,
    )

  it('agrees with a regular expression on short inputs', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '.'), maxLength: 8 })
    const pattern = fc.string({ unit: fc.constantFrom('a', 'b', '.', '*', '?'), maxLength: 8 })
    fc.assert(
      fc.property(pattern, text, (wanted, given) => {
        expect(matchesWildcard(wanted, given)).toBe(asRegExp(wanted).test(given))
      }),
      { numRuns: 2000 },
    )
  })

  it('answers for a pattern that makes backtracking engines hang', () => {
    expect(matchesWildcard(`${'*a'.repeat(120)}b`, 'a'.repeat(250))).toBe(false)
  })

  it('takes ? as one character, also beyond the first plane, and stays inside a folder', () => {
    expect(matchesWildcard('?.exe', '😀.exe')).toBe(true)
    expect(matchesWildcard('?.exe', '.exe')).toBe(false)
    expect(matchesFolder('C:\\*\\b', 'C:\\a\\x\\b')).toBe(false)
    expect(matchesFolder('C:\\U*s\\*\\Downloads\\', 'c:\\users\\ada\\downloads')).toBe(true)
  })

  it.each([
    ['10.0.0.0', '9.0.0.0', true],
    ['1.2', '1.2.0.0', true],
    ['1.2.3.4 (release)', '1.2.3.4', true],
    ['1.10.0.0', '1.9.0.0', true],
    ['1.2.3.3', '1.2.3.4', false],
    ['', '0.0.0.0', false],
    ['v2', '1.0.0.0', false],
  ])('%s is at least %s: %s', (version, minimum, expected) => {
    expect(isAtLeast(version, minimum)).toBe(expected)
  })
})
