import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import type { Elevation } from '#contract/elevations.ts'

import { commonFileName, commonFolder } from './common-pattern.ts'
import { detailsOfElevation } from './file-details.ts'
import { ruleFromFile } from './from-file.ts'
import { mismatchesOf } from './match-rule.ts'
import { narrowestBasis, type RuleBasis } from './narrowest-rule.ts'
import { validateRule } from './validate.ts'
import { matchesFolder, matchesWildcard } from './wildcard.ts'

const hashes = ['AB'.repeat(32), 'CD'.repeat(32), 'EF'.repeat(32)]
const anElevation = (change: Partial<Elevation> = {}): Elevation => ({
  id: '1',
  eventDateTime: '2026-11-18T09:00:00Z',
  elevationType: 'unmanagedElevation',
  userType: 'azureAd',
  processType: 'parent',
  result: 0,
  filePath: 'C:\\Program Files\\Contoso\\Setup-1.0.exe',
  hash: hashes[0] ?? '',
  fileVersion: '1.0.0.0',
  companyName: 'Contoso',
  productName: 'Contoso Studio',
  internalName: 'setup',
  fileDescription: 'Installer',
  certificatePayload: 'cert-1',
  ...change,
})
const other = (change: Partial<Elevation> = {}) =>
  anElevation({
    id: '2',
    hash: hashes[1] ?? '',
    filePath: 'C:\\Program Files\\Contoso\\Setup-1.2.exe',
    fileVersion: '1.2.0.0',
    ...change,
  })

const reasonsOf = (basis: RuleBasis) => (basis.kind === 'none' ? basis.reasons.join(' ') : '')

/** The rule as the pane writes it, with the certificate that signed the files. */
const ruleOf = (basis: Exclude<RuleBasis, { kind: 'none' }>) => ({
  ...ruleFromFile(basis.details, {
    name: 'Narrowest',
    elevationType: 'userConfirmed' as const,
    childProcessBehavior: 'requireRule' as const,
    sameFilePath: true,
  }),
  ...(basis.kind === 'publisher'
    ? {
        signatureSource: {
          kind: 'reusableSetting' as const,
          settingId: 'c',
          certificateType: 'publisher' as const,
        },
      }
    : {}),
})

const covers = (basis: Exclude<RuleBasis, { kind: 'none' }>, elevation: Elevation) =>
  mismatchesOf(
    { id: 'r', rule: ruleOf(basis), certificateThumbprint: 'T' },
    {
      ...detailsOfElevation(elevation),
      arguments: '',
      signer: { publisher: 'T', authorities: [] },
    },
  )

describe('the narrowest rule', () => {
  it('for one elevation is its own file', () => {
    const basis = narrowestBasis([anElevation()])
    expect(basis).toEqual({ kind: 'file', details: detailsOfElevation(anElevation()) })
  })

  it('for the same bytes is tied to their hash, wherever and by whatever name they ran', () => {
    const basis = narrowestBasis([
      anElevation({ filePath: 'C:\\Users\\ada\\Downloads\\setup.exe' }),
      anElevation({ filePath: 'C:\\Users\\bo\\Downloads\\setup (1).exe', hash: hashes[0] ?? '' }),
    ])
    expect(basis).toMatchObject({
      kind: 'file',
      details: {
        hash: hashes[0],
        fileName: 'setup*.exe',
        folder: 'C:\\Users\\*\\Downloads',
        productName: 'Contoso Studio',
      },
    })
  })

  it('for different files of one certificate has all that they share, and the lowest version', () => {
    expect(narrowestBasis([other(), anElevation()])).toEqual({
      kind: 'publisher',
      publisher: 'Contoso',
      details: {
        fileName: 'Setup-1.?.exe',
        folder: 'C:\\Program Files\\Contoso',
        hash: '',
        version: '1.0.0.0',
        fileDescription: 'Installer',
        productName: 'Contoso Studio',
        internalName: 'setup',
      },
    })
  })

  it('drops the version when one file has none that a rule can hold', () => {
    const basis = narrowestBasis([anElevation(), other({ fileVersion: '1.2' })])
    expect(basis).toMatchObject({ kind: 'publisher', details: { version: '' } })
  })

  it.each([
    ['different publishers', { companyName: 'Fabrikam', certificatePayload: 'x' }, /different pub/],
    ['different certificates', { certificatePayload: 'cert-2' }, /different certificates/],
    ['a file that is not signed', { certificatePayload: null }, /not every one is reported as sig/],
    ['names without anything in common', { filePath: 'C:\\x\\zq.exe' }, /too little in common/],
    ['another kind of file', { filePath: 'C:\\x\\Setup-1.2.msi' }, /too little in common/],
    [
      'nothing but the publisher',
      {
        filePath: 'D:\\Other\\Setup-1.2.exe',
        productName: 'A',
        internalName: null,
        fileDescription: 'Something else',
      },
      /share no product name/,
    ],
  ] as const)('is refused for %s', (_, change, reason) => {
    const basis = narrowestBasis([anElevation(), other(change)])
    expect(basis.kind).toBe('none')
    expect(reasonsOf(basis)).toMatch(reason)
  })

  it('is refused for a name that is itself a pattern', () => {
    const path = 'C:\\Program Files\\Contoso\\*.exe'
    const basis = narrowestBasis([anElevation({ filePath: path }), other({ filePath: path })])
    expect(reasonsOf(basis)).toMatch(/cannot hold their file name/)
  })

  it('is refused for nothing', () => {
    expect(narrowestBasis([]).kind).toBe('none')
  })
})

const letter = fc.constantFrom(...'abAB1-. _İßé*?\u202E'.split(''))
const word = fc.string({ unit: letter, minLength: 0, maxLength: 8 })
const path = fc
  .tuple(
    fc.constantFrom('C:', 'c:', 'D:', '\\\\srv'),
    fc.array(fc.oneof(word, fc.constantFrom('Users', 'Program Files')), { maxLength: 3 }),
    fc.oneof(
      word.map((stem) => `setup${stem}`),
      word,
    ),
    fc.constantFrom('.exe', '.EXE', '.msi', '.ps1', '.txt', ''),
  )
  .map(([drive, folders, name, type]) => [drive, ...folders, name + type].join('\\'))
const text = fc.constantFrom('', 'ab', 'Contoso', 'CONTOSO', 'Other product')
const elevation = fc
  .record({
    filePath: path,
    hash: fc.constantFrom(...hashes, hashes[0]?.toLowerCase() ?? '', '', 'no hash'),
    fileVersion: fc.constantFrom('1.0.0.0', '1.2.0.0', '10.0.0.1', '1.2', ''),
    companyName: text,
    productName: text,
    internalName: text,
    fileDescription: text,
    certificatePayload: fc.constantFrom('', 'one', 'ONE', 'two'),
  })
  .map(anElevation)
const several = fc.array(elevation, { minLength: 2, maxLength: 5 })

describe('for any elevations', () => {
  it('covers every one of them, or says why there is none', () => {
    fc.assert(
      fc.property(several, (chosen) => {
        const basis = narrowestBasis(chosen)
        if (basis.kind === 'none') expect(basis.reasons.length).toBeGreaterThan(0)
        else for (const each of chosen) expect(covers(basis, each)).toEqual([])
      }),
      { numRuns: 2000 },
    )
  })

  it('is one that can be saved: with a hash, or with a certificate and something signed or placed', () => {
    fc.assert(
      fc.property(several, (chosen) => {
        const basis = narrowestBasis(chosen)
        if (basis.kind === 'none') return
        const rule = ruleOf(basis)
        expect(validateRule(rule).filter(({ kind }) => kind === 'error')).toEqual([])
        const tied = [rule.fileHash, rule.productName, rule.internalName, rule.fileDescription]
        expect([...tied, rule.filePath].join('')).not.toBe('')
      }),
      { numRuns: 2000 },
    )
  })

  it('has every attribute that all of them share', () => {
    const shared = (
      chosen: readonly Elevation[],
      read: (each: Elevation) => string | null | undefined,
    ) => new Set(chosen.map((each) => (read(each) ?? '').toLowerCase())).size === 1
    fc.assert(
      fc.property(several, (chosen) => {
        const basis = narrowestBasis(chosen)
        const [first] = chosen
        if (basis.kind === 'none' || first === undefined) return
        const { hash, productName, internalName } = basis.details
        const wanted = {
          productName: shared(chosen, (each) => each.productName) ? first.productName : '',
          internalName: shared(chosen, (each) => each.internalName) ? first.internalName : '',
        }
        expect({ productName, internalName }).toEqual(wanted)
        const sameBytes = shared(chosen, (each) => each.hash)
        if (sameBytes && /^[0-9a-f]{64}$/i.test(first.hash ?? '')) expect(hash).toBe(first.hash)
      }),
      { numRuns: 1000 },
    )
  })

  it('does not depend on the order of the files, letter case aside', () => {
    fc.assert(
      fc.property(several, (chosen) => {
        const lower = (basis: RuleBasis) => JSON.stringify(basis).toLowerCase()
        expect(lower(narrowestBasis(chosen.toReversed()))).toBe(lower(narrowestBasis(chosen)))
      }),
    )
  })
})

describe('a common name', () => {
  const stem = fc.string({ unit: fc.constantFrom(...'abcABC12-_'.split('')), maxLength: 8 })
  const names = fc.array(
    stem.map((each) => `setup-${each}.exe`),
    { minLength: 2, maxLength: 5 },
  )

  it('fits every name, and none of its wildcards can be taken out', () => {
    fc.assert(
      fc.property(names, (all) => {
        const found = commonFileName(all) ?? ''
        for (const name of all) expect(matchesWildcard(found, name)).toBe(true)
        for (let at = 0; at < found.length; at += 1) {
          if (!/[*?]/.test(found[at] ?? '')) continue
          const narrower = (letters: string) => found.slice(0, at) + letters + found.slice(at + 1)
          const tries = ['', ...'abc12-_'.split('')].map(narrower)
          for (const each of tries)
            expect(all.every((name) => matchesWildcard(each, name))).toBe(false)
        }
      }),
    )
  })

  it('is the name itself when all are the same', () => {
    expect(commonFileName(['Tool.exe', 'tool.EXE'])).toBe('Tool.exe')
  })

  it('says nothing when it would only be an ending', () => {
    expect(commonFileName(['ax.exe', 'bx.exe'])).toBeNull()
  })
})

describe('a common folder', () => {
  it('has a wildcard only for the folders that differ', () => {
    const found = commonFolder(['C:\\Users\\ada\\Downloads', 'c:\\users\\bo\\downloads'])
    expect(found).toBe('C:\\Users\\*\\Downloads')
    expect(matchesFolder(found, 'C:\\Users\\ada\\Desktop')).toBe(false)
  })

  it.each([
    [['C:\\a', 'D:\\a']],
    [['C:\\a\\b', 'C:\\a']],
    [['C:\\ada\\x', 'C:\\bo\\x']],
    [['\\\\server\\share', '\\\\server\\share']],
    [['', 'C:\\a']],
    [['C:\\*\\x', 'C:\\*\\x']],
  ])('is none for %j', (folders) => {
    expect(commonFolder(folders)).toBe('')
  })
})
