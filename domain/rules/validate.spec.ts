import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { elevationSettingsInWords, ruleInWords } from './in-words.ts'
import { newRule, type RuleModel } from './rule-model.ts'
import { type RiskId, ruleStrength } from './strength.ts'
import { type RuleContext, type RuleField, validateRule, validateRules } from './validate.ts'

const good: RuleModel = {
  ...newRule(),
  name: 'Install 7-Zip',
  validation: ['windowsAuthentication'],
  fileName: '7z-setup.exe',
  filePath: 'C:\\Program Files\\Setup',
  fileHash: 'ab'.repeat(32),
}
const signed = (certificateType: 'publisher' | 'certificateAuthority' | null = 'publisher') => ({
  fileHash: '',
  signatureSource: { kind: 'reusableSetting' as const, settingId: 'x', certificateType },
})
const now = new Date('2026-06-01T00:00:00Z')
const year = (number: number) => new Date(Date.UTC(number, 0))
const certificate = (from: number, to: number, isCa = false) => ({
  notBefore: year(from),
  notAfter: year(to),
  isCa,
})
const found = (kind: string, more: Partial<RuleModel>, context: RuleContext = {}): RuleField[] =>
  validateRule({ ...good, ...more }, context)
    .filter((issue) => issue.kind === kind)
    .map(({ field }) => field)

describe('validateRule', () => {
  it('has nothing against a good rule', () => {
    expect(validateRule(good, { now, otherNames: ['Another'] })).toEqual([])
  })

  it.each<[string, RuleField, Partial<RuleModel>, RuleContext?]>([
    ['no name', 'name', { name: '  ' }],
    ['a short name', 'name', { name: 'ab' }],
    ['a long name', 'name', { name: 'a'.repeat(1025) }],
    ['a slash in the name', 'name', { name: 'a/b' }],
    ['a name twice', 'name', {}, { otherNames: ['Install 7-Zip'] }],
    ['a description too long', 'description', { description: 'a'.repeat(175_033) }],
    ['no file name', 'fileName', { fileName: '' }],
    ['another type of file', 'fileName', { fileName: 'a.dll' }],
    ['a wildcard in the extension', 'fileName', { fileName: 'tool.ex?' }],
    ['wildcards only', 'fileName', { fileName: '**.exe' }],
    ['an extension only', 'fileName', { fileName: '.exe' }],
    ['a path in the name', 'fileName', { fileName: 'C:\\a.exe' }],
    ['a name too long', 'fileName', { fileName: `${'a'.repeat(250)}.exe` }],
    ['automatic, wildcard name', 'fileName', { elevationType: 'automatic', fileName: 'a*.exe' }],
    ['automatic, wildcard path', 'filePath', { elevationType: 'automatic', filePath: 'C:\\a\\*' }],
    ['a network path', 'filePath', { filePath: '\\\\server\\share' }],
    ['a relative path', 'filePath', { filePath: 'tools\\bin' }],
    ['a climbing path', 'filePath', { filePath: 'C:\\Windows\\..\\Users' }],
    ['a first folder of wildcards', 'filePath', { filePath: 'C:\\*\\bin' }],
    ['a device path', 'filePath', { filePath: '\\\\?\\C:\\Windows' }],
    ['a path with a colon', 'filePath', { filePath: 'C:\\a:b' }],
    ['an empty folder', 'filePath', { filePath: 'C:\\a\\\\b' }],
    ['a path too long', 'filePath', { filePath: `C:\\${'a'.repeat(252)}` }],
    ['neither hash nor certificate', 'fileHash', { fileHash: '' }],
    ['automatic without a hash', 'fileHash', { elevationType: 'automatic', ...signed() }],
    ['half a hash', 'fileHash', { fileHash: 'ab'.repeat(20) }],
    ['a hash with a newline', 'fileHash', { fileHash: `${'ab'.repeat(32)}\n` }],
    [
      'no certificate chosen',
      'certificate',
      { signatureSource: { kind: 'reusableSetting', settingId: '', certificateType: 'publisher' } },
    ],
    [
      'no certificate uploaded',
      'certificate',
      {
        signatureSource: {
          kind: 'uploadedCertificate',
          certificate: '',
          certificateType: 'publisher',
        },
      },
    ],
    ['no certificate type', 'certificateType', signed(null)],
    [
      'a certificate that does not parse',
      'certificate',
      signed(),
      { certificates: ['unreadable'] },
    ],
    ['three numbers', 'minimumVersion', { minimumVersion: '1.2.3' }],
    ['a version with letters', 'minimumVersion', { minimumVersion: '1.2.3.4a' }],
    ['a short description', 'fileDescription', { fileDescription: 'ab' }],
    ['a long product', 'productName', { productName: 'a'.repeat(51) }],
    ['a long internal name', 'internalName', { internalName: 'a'.repeat(51) }],
    ['an empty allow list', 'restrictArguments', { restrictArguments: [] }],
    ['an empty argument', 'restrictArguments', { restrictArguments: [''] }],
    ['an endless argument', 'restrictArguments', { restrictArguments: ['a'.repeat(252)] }],
  ])('%s is an error', (_, field, more, context) => {
    expect(found('error', more, context)).toEqual([field])
  })

  it.each<[string, RuleField, Partial<RuleModel>, RuleContext?]>([
    ['certificate and name only', 'signatureSource', { ...signed(), filePath: '' }],
    [
      'an expired certificate',
      'certificate',
      signed(),
      { now, certificates: [certificate(2020, 2025)] },
    ],
    [
      'a certificate too early',
      'certificate',
      signed(),
      { now, certificates: [certificate(2027, 2028)] },
    ],
    [
      'a CA as publisher',
      'certificate',
      signed(),
      { now, certificates: [certificate(2025, 2028, true)] },
    ],
    ['a user’s folder', 'filePath', { ...signed(), filePath: 'C:\\Users\\Public' }],
    ['a file as folder', 'filePath', { filePath: 'C:\\Windows\\a.exe' }],
    ['a short name', 'filePath', { filePath: 'C:\\Program Files\\CONTOS~1' }],
    ['other letters', 'filePath', { filePath: 'C:\\Windows\\Übung' }],
    ['a wildcard', 'fileName', { ...signed(), fileName: '7z-*.exe' }],
    ['all child processes', 'childProcessBehavior', { childProcessBehavior: 'allowAll' }],
    ['a secret', 'restrictArguments', { restrictArguments: ['/password:x'] }],
    ['a hidden character', 'productName', { productName: 'Micro\u200bsoft' }],
    ['a name in another case', 'name', {}, { otherNames: ['install 7-ZIP'] }],
    ['an unknown type', 'elevationType', { elevationType: { unknown: 'later' } }],
    [
      'current user without sign-in',
      'validation',
      { elevationType: 'currentUser', validation: [] },
    ],
  ])('%s is a warning and no error', (_, field, more, context) => {
    expect(found('warning', more, context)).toContain(field)
    expect(found('error', more, context)).toEqual([])
  })

  it('cautions about the two types that ask least, and advises on the rest', () => {
    expect(found('caution', { elevationType: 'automatic' })).toEqual(['elevationType'])
    expect(found('caution', { elevationType: 'currentUser' })).toEqual(['elevationType'])
    expect(found('advice', { elevationType: 'supportApproved' })).toEqual(['elevationType'])
    expect(found('advice', { elevationType: 'deny' })).toEqual(['childProcessBehavior'])
    expect(found('advice', { filePath: '' })).toEqual(['filePath'])
  })

  it('accepts what the catalogue accepts', () => {
    const paths = [
      'C:\\',
      'C:\\Users\\*\\Downloads\\',
      '%ProgramFiles%',
      '%ProgramFiles(x86)%\\Vendor\\v?.1',
      'C:\\%windir%\\x',
      "d:\\a (b)\\c!#$%&'+-_,.d",
    ]
    expect(paths.filter((filePath) => found('error', { filePath }).length > 0)).toEqual([])
  })

  it('answers for hostile values without a throw', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        const rule = { ...good, name: text, fileName: text, filePath: text, minimumVersion: text }
        expect(Array.isArray(validateRule(rule, { otherNames: [text] }))).toBe(true)
      }),
    )
    const long = `C:\\${'a b%'.repeat(50_000)}\u0000`
    expect(found('error', { filePath: long, minimumVersion: '1.'.repeat(50_000) })).toEqual([
      'filePath',
      'minimumVersion',
    ])
  })
})

describe('validateRules', () => {
  it('holds a policy to 1 to 100 rules with names of their own', () => {
    const rules = Array.from({ length: 101 }, (_, index) => ({ ...good, name: `Rule ${index}` }))
    expect(validateRules([])).toMatchObject([{ index: null, issue: { field: 'rules' } }])
    expect(validateRules(rules.slice(1))).toEqual([])
    expect(validateRules(rules)).toMatchObject([{ index: null, issue: { kind: 'error' } }])
    expect(validateRules([good, good]).map(({ index }) => index)).toEqual([0, 1])
  })
})

describe('ruleStrength', () => {
  const facts = { productName: '7-Zip' }
  it.each<[string, Partial<RuleModel>]>([
    ['strong', {}],
    ['strong', { filePath: '' }],
    ['strong', { ...signed(), ...facts }],
    ['medium', { ...signed(), ...facts, filePath: '' }],
    ['medium', { ...signed(), ...facts, filePath: 'C:\\Users\\Public' }],
    ['medium', signed()],
    ['weak', { ...signed(), filePath: '' }],
    ['weak', { ...signed(), filePath: 'C:\\Users\\Public' }],
    ['invalid', { fileHash: '' }],
    ['invalid', { fileHash: 'zz' }],
  ])('%s', (level, more) => {
    expect(ruleStrength({ ...good, ...more }).level).toBe(level)
  })

  const flagged = (more: Partial<RuleModel>) =>
    ruleStrength({ ...good, ...more }).flags.map(({ id }) => id)

  it.each<[RiskId, Partial<RuleModel>]>([
    ['noHashOrCertificate', { fileHash: '' }],
    ['nameOnlyWithCertificate', { ...signed(), filePath: '' }],
    ['oldVersions', signed()],
    ['certificateAuthority', signed('certificateAuthority')],
    ['anyFolder', { ...signed(), filePath: '' }],
    ['networkPath', { filePath: '\\\\server\\share' }],
    ['relativePath', { filePath: 'C:\\Windows\\..\\Users' }],
    ['relativePath', { filePath: 'tools' }],
    ['userWritableFolder', { filePath: 'C:\\Users\\Public' }],
    ['userWritableFolder', { filePath: '%TEMP%' }],
    ['wildcardName', { ...signed(), fileName: '7z*.exe' }],
    ['wildcardPath', { filePath: 'C:\\Program Files\\*' }],
    ['automatic', { elevationType: 'automatic' }],
    ['automaticWithoutHash', { elevationType: 'automatic', fileHash: '' }],
    ['currentUser', { elevationType: 'currentUser' }],
    ['allChildProcesses', { childProcessBehavior: 'allowAll' }],
    ['powerfulProgram', { fileName: 'PowerShell.exe' }],
    ['anyArguments', { fileName: 'cmd.exe' }],
    ['emptyArguments', { restrictArguments: [] }],
    ['noConfirmation', { validation: [] }],
    ['unknownChoice', { elevationType: { unknown: 'later' } }],
    ['denyByName', { elevationType: 'deny', fileHash: '' }],
    ['denyByHash', { elevationType: 'deny' }],
  ])('raises %s', (id, more) => {
    expect(flagged(more)).toContain(id)
  })

  it('puts the worst first, whatever is known of the file', () => {
    const { level, flags } = ruleStrength({
      ...good,
      elevationType: 'automatic',
      fileName: 'powershell.exe',
      filePath: 'C:\\ProgramData',
      childProcessBehavior: 'allowAll',
    })
    expect(level).toBe('strong')
    expect(flags.map(({ id }) => id)).toEqual([
      'anyArguments',
      'powerfulProgram',
      'allChildProcesses',
      'userWritableFolder',
      'automatic',
    ])
    expect(flags.every(({ serious }) => serious)).toBe(true)
  })

  it('raises nothing for a good rule, and says of each flag what an attacker could do', () => {
    expect(flagged({})).toEqual([])
    expect(ruleStrength(good, { certificateExpired: true }).flags).toEqual([])
    const { flags } = ruleStrength({ ...good, ...signed() }, { certificateExpired: true })
    expect(flags.map(({ id }) => id)).toContain('expiredCertificate')
    for (const { attack } of flags) expect(attack).toMatch(/^[A-Z].+\.$/)
  })
})

describe('in plain words', () => {
  it('uses the exact labels and says in a sentence what a rule does', () => {
    const words = ruleInWords({
      ...good,
      validation: ['businessJustification', 'windowsAuthentication'],
      restrictArguments: ['/S'],
    })
    expect(words.summary).toBe(
      'A file with this name, folder and hash runs elevated after the user gives a justification, signs in again ' +
        'and confirms. It may be started without arguments or with one of the listed ones. ' +
        'What it starts needs a rule of its own.',
    )
    expect(Object.fromEntries(words.lines.map(({ label, value }) => [label, value]))).toMatchObject(
      {
        'Rule name': 'Install 7-Zip',
        'Elevation type': 'User confirmed',
        Validation: 'Business justification, Windows authentication',
        'Child process behavior': 'Require rule to elevate',
        'Signature source': 'Not configured',
        'Minimum version': 'Not configured',
        'Restrict arguments': 'Allow list',
        Argument: '/S',
      },
    )
  })

  it('keeps foreign text out of the sentence and unknown choices in view', () => {
    const text = fc.stringMatching(/^[α-ω]{5,9}$/)
    fc.assert(
      fc.property(text, (foreign) => {
        const { summary, lines } = ruleInWords({
          ...good,
          name: foreign,
          fileName: foreign,
          elevationType: { unknown: foreign },
        })
        expect(summary).not.toContain(foreign)
        expect(lines.map(({ value }) => value)).toContain(`Unknown (${foreign})`)
      }),
    )
  })

  it('shows of a settings policy only what has an effect', () => {
    const settings = {
      enabled: true,
      defaultResponse: 'userConfirmation',
      validation: [],
      sendData: true,
      reportingScope: 'all',
      detectElevations: null,
    } as const
    const on = elevationSettingsInWords({ ...settings, validation: [] })
    expect(on.summary).toBe(
      'A file that no rule covers runs elevated once the user clicks Continue. All elevations are reported.',
    )
    expect(on.lines.map(({ label }) => label)).toEqual([
      'Endpoint Privilege Management',
      'Default elevation response',
      'Validation',
      'Send elevation data for reporting',
      'Reporting scope',
      '(Preview) Automatically detect elevations',
    ])
    const off = elevationSettingsInWords({ ...settings, enabled: false, validation: [] })
    expect(off.lines).toEqual([{ label: 'Endpoint Privilege Management', value: 'Disabled' }])
  })
})
