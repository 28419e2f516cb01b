import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { parseFileAttributes, ruleValuesOf } from './file-attributes.ts'

const hash = 'AB12'.repeat(16)
const list = `
PS C:\\> Get-FileAttributes -FilePath C:\\Tools\\7z.exe

FileName      : 7z.exe
FilePath      : C:\\Tools
FileHash      : ${hash}
HashAlgorithm : Sha256
ProductName   : 7-Zip
InternalName  : 7z
Version       : 24.8.0.0
Description   : 7-Zip Console
CompanyName   : Igor Pavlov

`
const fields = {
  fileName: '7z.exe',
  filePath: 'C:\\Tools',
  fileHash: hash,
  hashAlgorithm: 'Sha256',
  productName: '7-Zip',
  internalName: '7z',
  version: '24.8.0.0',
  description: '7-Zip Console',
  companyName: 'Igor Pavlov',
}

describe('the output of Get-FileAttributes', () => {
  it.each<[string, string]>([
    ['as a list', list],
    ['with Windows line ends', list.replaceAll('\n', '\r\n')],
    [
      'in capitals and close together',
      list.replace(/^(\w+) *: /gm, (_, name: string) => `${name.toUpperCase()}: `),
    ],
    ['indented', list.replace(/^(?=\w+ *:)/gm, '    ')],
    [
      'as JSON',
      JSON.stringify({
        FileName: '7z.exe',
        FilePath: 'C:\\Tools',
        FileHash: hash,
        HashAlgorithm: 'Sha256',
        ProductName: '7-Zip',
        InternalName: '7z',
        Version: { Major: 24, Minor: 8, Build: 0, Revision: 0, MajorRevision: 0 },
        Description: '7-Zip Console',
        CompanyName: 'Igor Pavlov',
      }),
    ],
  ])('%s is understood', (_, text) => {
    expect(parseFileAttributes(text)).toEqual({ fields, wrapped: [], notUnderstood: [] })
  })

  it('puts lines together that the console broke', () => {
    const text = `FileName      : 7z.exe
FileHash      : ${hash.slice(0, 40)}
                ${hash.slice(40)}
Description   : A tool with a long
                description : of two lines
FilePath      : C:\\Tools\\a_very_long_folder_name_
                that_goes_on
ProductName   : Seven
Zip`
    expect(parseFileAttributes(text)).toEqual({
      fields: {
        fileName: '7z.exe',
        fileHash: hash,
        description: 'A tool with a long description : of two lines',
        filePath: 'C:\\Tools\\a_very_long_folder_name_that_goes_on',
        productName: 'SevenZip',
      },
      wrapped: ['fileHash', 'description', 'filePath', 'productName'],
      notUnderstood: [],
    })
  })

  it('says what it did not understand, and takes the first of several files', () => {
    const two = `${list}\nFileName      : other.exe\nColour : red`
    expect(parseFileAttributes(two)).toMatchObject({
      fields: { fileName: '7z.exe' },
      notUnderstood: ['FileName      : other.exe', 'Colour : red'],
    })
    expect(parseFileAttributes('[{"FileName":"a.exe","Odd":1},{}]')).toEqual({
      fields: { fileName: 'a.exe' },
      wrapped: [],
      notUnderstood: ['Another file in the same text', 'Odd'],
    })
    expect(parseFileAttributes('nothing of the kind').notUnderstood).toHaveLength(1)
    expect(parseFileAttributes('x'.repeat(70_000)).notUnderstood).toHaveLength(1)
  })

  it('never throws, and is quick', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), fc.nat(8), (text, cut) => {
        parseFileAttributes(text)
        ruleValuesOf(parseFileAttributes(`FileName : ${text}\n${list.slice(cut * 20)}`).fields)
      }),
    )
    const start = performance.now()
    parseFileAttributes(`A${' '.repeat(60_000)}:`)
    parseFileAttributes(`Name ${'a b '.repeat(15_000)}`)
    expect(performance.now() - start).toBeLessThan(200)
  })
})

describe('the values for a rule', () => {
  it('are what a rule can hold', () => {
    expect(ruleValuesOf(fields)).toEqual({
      values: {
        fileName: '7z.exe',
        filePath: 'C:\\Tools',
        fileHash: hash,
        minimumVersion: '24.8.0.0',
        fileDescription: '7-Zip Console',
        productName: '7-Zip',
      },
      leftOut: [
        { field: 'internalName', value: '7z', reason: 'A rule holds 3 to 50 characters here.' },
      ],
    })
  })

  it('hold the folder of a whole path, and leave out what does not fit', () => {
    const more = {
      ...fields,
      filePath: 'C:\\Tools\\7z.exe',
      hashAlgorithm: 'Sha1',
      version: '24.08',
      internalName: '7zc',
    }
    const { values, leftOut } = ruleValuesOf(more)
    expect(values.filePath).toBe('C:\\Tools')
    expect(leftOut.map(({ field }) => field)).toEqual(['fileHash', 'minimumVersion'])
    expect(ruleValuesOf({ filePath: '\\\\server\\share\\a.exe' }).leftOut).toHaveLength(1)
  })
})
