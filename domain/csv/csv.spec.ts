import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { escapeCell, guardCell, unescapeCell } from './formula-guard.ts'
import { createCsvReader, CsvFailure } from './read-csv.ts'
import { csvLine } from './write-csv.ts'

const starts = ['=', '+', '-', '@', '\t', '\r', '\n', '\0', '＝', '＋', '－', '＠']
const hostile = fc
  .tuple(
    fc.array(fc.constantFrom("'", ' ', '\t', '\u00a0', '\u3000'), { maxLength: 3 }),
    fc.constantFrom('', ...starts),
    fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom("cmd|' /C calc'!A0", 'HYPERLINK("http://x.example","y")', '"', ','),
      fc
        .array(fc.constantFrom('a', ';', '=', "'", '"', '\t', '\n', '\r', ' ', '-', '＝'), {
          maxLength: 12,
        })
        .map((marks) => marks.join('')),
    ),
  )
  .map(([before, start, rest]) => before.join('') + start + rest)

const parse = (text: string, cuts: readonly number[] = []) => {
  const reader = createCsvReader()
  const records: string[][] = []
  let from = 0
  for (const cut of [...cuts].sort((one, other) => one - other)) {
    records.push(...reader.push(text.slice(from, cut)))
    from = cut
  }
  records.push(...reader.push(text.slice(from)), ...reader.end())
  return records
}

describe('formula guard (R25)', () => {
  it.each(starts)('quotes a cell that begins with %j, also after white space', (start) => {
    expect(guardCell(`${start}1`)).toBe(`'${start}1`)
    expect(guardCell(` \u3000${start}1`)).toBe(`' \u3000${start}1`)
    expect(escapeCell(`${start}1`)).toBe(`'${start}1`)
  })

  it('quotes inside a cell what would begin a cell where a semicolon separates', () => {
    expect(guardCell('a;=1; "+2;b\n@c')).toBe("a;'=1;' \"+2;b\n'@c")
    expect(escapeCell("a;'=1")).toBe("a;''=1")
    expect(guardCell('C:\\a;b\\c-d.exe; x=1')).toBe('C:\\a;b\\c-d.exe; x=1')
  })

  it('takes time in proportion to the length of a cell', () => {
    for (const mark of [';', ' ', "'", '"', '\n', '; ', ";'", '\t"'])
      expect(unescapeCell(escapeCell(guardCell(mark.repeat(300_000)))).length).toBeGreaterThan(0)
  })

  it('leaves what no spreadsheet computes', () => {
    for (const cell of ['', 'a=1', "O'Brien", "'", "'a", ' a', '1', 'C:\\x.exe'])
      expect([guardCell(cell), escapeCell(cell)]).toEqual([cell, cell])
  })

  it('guards 10,000 hostile cells once and for all', () => {
    fc.assert(
      fc.property(hostile, (cell) => {
        const once = guardCell(cell)
        expect(guardCell(once)).toBe(once)
        const escaped = escapeCell(cell)
        expect(guardCell(escaped)).toBe(escaped)
        expect(unescapeCell(escaped)).toBe(cell)
        expect(/^\s*[=+\-@\t\r\n\0＝＋－＠]/.test(escaped)).toBe(false)
        expect(/[;\t\r\n][ "]*[=+\-@\0＝＋－＠]/.test(escaped)).toBe(false)
      }),
      { numRuns: 10_000 },
    )
  })
})

describe('CSV', () => {
  it('gives back 10,000 hostile cells, wherever the text is cut', () => {
    const records = fc.array(fc.array(hostile, { minLength: 4, maxLength: 4 }), {
      minLength: 1,
      maxLength: 5,
    })
    fc.assert(
      fc.property(records, fc.array(fc.nat(400), { maxLength: 6 }), (rows, cuts) => {
        const text = rows.map((row) => csvLine(row.map(escapeCell))).join('')
        const read = parse(text, cuts).map((row) => row.map(unescapeCell))
        expect(read).toEqual(rows)
      }),
      { numRuns: 1_000 },
    )
  })

  it('writes every field quoted and lines with CRLF', () => {
    expect(csvLine(['a', 'b"c', ''])).toBe('"a","b""c",""\r\n')
  })

  it('reads what others write: a mark at the beginning, bare fields, LF, no last line end, empty lines', () => {
    expect(parse('\uFEFFa,b\n1,"x\ny"\r\n\r\n,\r\n2,')).toEqual([
      ['a', 'b'],
      ['1', 'x\ny'],
      ['', ''],
      ['2', ''],
    ])
    expect(parse('"a"\r')).toEqual([['a']])
    expect(parse('""')).toEqual([['']])
    expect(parse('')).toEqual([])
  })

  it('takes quotes that are not doubled as they stand, as Intune writes them', () => {
    expect(parse('6" disk,a"b"\n"a"b",c')).toEqual([
      ['6" disk', 'a"b"'],
      ['a"b', 'c'],
    ])
  })

  it('refuses a quoted field without an end', () => {
    expect(() => parse('x,"a')).toThrow(CsvFailure)
  })

  it('does not wait for ever for the end of a quoted field', () => {
    const reader = createCsvReader()
    reader.push('"')
    expect(() => reader.push('x'.repeat(1_000_001))).toThrow(CsvFailure)
  })
})
