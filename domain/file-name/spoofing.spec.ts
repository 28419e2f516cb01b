import { existsSync, readFileSync } from 'node:fs'

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { inspectedFieldOf, inspectText } from './spoofing.ts'

const file = new URL('../../../shared/fixtures/hostile/names/spoofed-names.json', import.meta.url)
const present = existsSync(file)
if (!present) console.info('Spoofed names are not here: that check is skipped.')

type Case = { id: string; field: string; value: string; expect: string; codepoints: string }
const cases = present
  ? (JSON.parse(readFileSync(file, 'utf8')) as { cases: Case[] }).cases
  : ([] as Case[])

const inspect = ({ field, value }: Pick<Case, 'field' | 'value'>) =>
  inspectText(value, inspectedFieldOf(field))

describe.skipIf(!present)('the spoofed names', () => {
  it('flags every one that misleads and none that is honest', () => {
    const ids = (expected: string, flagged: boolean) =>
      cases
        .filter((each) => each.expect === expected)
        .filter((each) => inspect(each).warnings.length > 0 === flagged)
        .map(({ id }) => id)
    const counts = `flagged ${ids('flag', true).length}/58, false alarms ${ids('none', true).length}/8`
    console.info(`Spoofed names: ${counts}`)
    expect(ids('flag', false)).toEqual([])
    expect(ids('none', true)).toEqual([])
    expect(counts).toBe('flagged 58/58, false alarms 0/8')
  })

  it('shows the code point of every character that misleads', () => {
    const misleading = cases.filter((each) => each.expect === 'flag' && each.codepoints)
    const missing = misleading.flatMap((each) => {
      const shown = inspect(each).marks.map(({ codePoint }) => codePoint)
      return each.codepoints
        .split(' ')
        .filter((codePoint) => !shown.includes(codePoint))
        .map((codePoint) => `${each.id} ${codePoint}`)
    })
    expect(missing).toEqual([])
  })
})

describe('inspectText', () => {
  it.each([
    ['fileName', 'setup.exe'],
    ['fileName', 'Инсталлятор Adobe.exe'],
    ['fileName', 'Εγκατάσταση.msi'],
    ['fileName', 'archive.tar.7z'],
    ['fileName', 'مثبت البرنامج.exe'],
    ['fileName', 'साधन.exe'],
    ['fileName', '設定：バージョン'.replace('：', '') + 'Tool.exe'],
    ['fileName', '👩‍💻 tool.exe'],
    ['filePath', 'C:\\Program Files (x86)\\Vendor\\1.2.3'],
    ['filePath', '%ProgramFiles%\\Vendor'],
    ['name', 'ООО «Рога и копыта»'],
    ['name', 'Vendor™ Tools, a.s.'],
    ['text', 'I need this.\r\nThanks - Åsa (2nd line: see C:\\Tools)'],
  ] as const)('raises no alarm for the %s %s', (field, value) => {
    expect(inspectText(value, field)).toEqual({
      marks: [],
      warnings: [],
      segments: [{ text: value, mark: null }],
    })
  })

  it.each([
    ['name', 'Аррӏе', 'mixedScript'],
    ['name', 'Microsoft СО', 'mixedScript'],
    ['name', 'Αdobe', 'mixedScript'],
    ['name', 'Аррӏе Россия', 'mixedScript'],
    ['name', 'Ｇｏｏｇｌｅ', 'lookalike'],
    ['name', 'ﬁrefox', 'lookalike'],
    ['fileName', 'a.jpg.scr', 'doubleExtension'],
    ['fileName', 'a.txt .exe', 'doubleExtension'],
    ['fileName', 'C:\\a.exe', 'path'],
    ['fileName', ' setup.exe', 'trailing'],
    ['filePath', '\\\\?\\C:\\Windows', 'path'],
    ['filePath', 'C:\\Windows.\\x', 'trailing'],
    ['filePath', 'C:\\a\\..\\b', 'path'],
    ['filePath', 'C:\\a:b', 'stream'],
    ['text', 'one\u2028two', 'lineBreak'],
    ['name', '\ud800 half', 'control'],
    ['name', 'a\u200db', 'invisible'],
  ] as const)('flags the %s %s as %s', (field, value, kind) => {
    expect(inspectText(value, field).warnings.map((warning) => warning.kind)).toContain(kind)
  })

  it('gives the value back, unchanged, from its segments, and marks what it slices', () => {
    const nasty = fc.string({
      unit: fc.oneof(
        fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
        fc.constantFrom('\u202e', '\u200b', '\ud800', '\n', '.', ' ', 'а', 'é', '\u{e0061}'),
      ),
    })
    fc.assert(
      fc.property(
        nasty,
        fc.constantFrom('fileName', 'filePath', 'name', 'text'),
        (value, field) => {
          const { marks, segments } = inspectText(value, field)
          expect(segments.map(({ text }) => text).join('')).toBe(value)
          expect(segments.filter(({ mark }) => mark)).toEqual(
            marks.map(({ index, length, codePoint }) => ({
              text: value.slice(index, index + length),
              mark: codePoint,
            })),
          )
        },
      ),
    )
  })

  it('answers for a value far longer than any limit', () => {
    const { marks } = inspectText(`${'а\u202e .\u0301'.repeat(20_000)}.pdf.exe`, 'fileName')
    expect(marks).toHaveLength(20_000)
  })
})
