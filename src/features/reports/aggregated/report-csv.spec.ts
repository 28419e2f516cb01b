import { describe, expect, it } from 'vitest'

import { reportCsv } from './report-csv.ts'

describe('a report as CSV', () => {
  it('has the rows in their order, quotes everything, and starts no formula', () => {
    const text = reportCsv(
      [
        { header: 'FileName', value: (row: { name: string | null; count: number }) => row.name },
        { header: 'ElevationCount', value: ({ count }) => count },
      ],
      [
        { name: '=cmd|calc.exe', count: 2 },
        { name: 'a "b",\r\nc.exe', count: 10 },
        { name: null, count: 0 },
      ],
    )
    expect(text).toBe(
      '\uFEFF"FileName","ElevationCount"\r\n"\'=cmd|calc.exe","2"\r\n"a ""b"",\r\nc.exe","10"\r\n"","0"\r\n',
    )
  })
})
