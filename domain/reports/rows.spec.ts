import { describe, expect, it } from 'vitest'

import { RowFailure, rowReader } from './read-row.ts'
import { wireValue } from './write-row.ts'

describe('reading rows of an export', () => {
  const read = rowReader('EpmAggregationReportByApplication')
  const raw = {
    CompanyName: '<Null>',
    ElevationCount: '43',
    ElevationType: 'ZeroTouchElevation',
    FileName: '',
    FileVersion: '1.0',
    Hash: 'AB',
    InternalName: 'x',
    IsBackgroundProcess: 'False',
  }

  it('gives real values, null for what is missing, and keeps columns nobody knows yet', () => {
    expect(read({ ...raw, New: 'kept' })).toEqual({
      CompanyName: null,
      ElevationCount: 43,
      ElevationType: 'zeroTouchElevation',
      FileName: null,
      FileVersion: '1.0',
      Hash: 'AB',
      InternalName: 'x',
      IsBackgroundProcess: false,
      New: 'kept',
    })
  })

  it('reads values that are no text, and members that no list has', () => {
    const row = {
      ...raw,
      ElevationCount: 43,
      IsBackgroundProcess: true,
      ElevationType: 'DenyElevation',
    }
    expect(read(row)).toMatchObject({
      ElevationCount: 43,
      IsBackgroundProcess: true,
      ElevationType: 'denyElevation',
    })
  })

  it('names the report and the column that cannot be read', () => {
    const { ElevationCount: _, ...without } = raw
    expect(() => read(without)).toThrow(/EpmAggregationReportByApplication.*ElevationCount/)
    for (const ElevationCount of ['', '4.5', 'many', '1e3'])
      expect(() => read({ ...raw, ElevationCount })).toThrow(RowFailure)
    expect(() => read({ ...raw, IsBackgroundProcess: 'Maybe' })).toThrow(/IsBackgroundProcess/)
  })

  it('reads dates with and without a zone, and leaves what is none', () => {
    const date = rowReader('EpmElevationReportElevationEvent', ['EventDateTime'])
    const of = (EventDateTime: string) => date({ EventDateTime }).EventDateTime
    expect(of('2026-07-19 19:10:54.0000000')).toBe('2026-07-19T19:10:54.000Z')
    expect(of('2026-07-19 19:10:54.1239999')).toBe('2026-07-19T19:10:54.123Z')
    expect(of('2026-07-19T19:10:54+02:00')).toBe('2026-07-19T17:10:54.000Z')
    expect(of('soon')).toBe('soon')
    expect(of('2026-99-19 19:10:54')).toBe('2026-99-19 19:10:54')
  })
})

describe('writing values as Graph writes them', () => {
  it('always gives text', () => {
    expect(wireValue('count', 0)).toBe('0')
    expect(wireValue('boolean', null)).toBe('False')
    expect(wireValue('date', '2026-07-19')).toBe('2026-07-19 00:00:00.0000000')
    expect(wireValue('dateTime', '2026-07-19T19:10:54Z')).toMatch(/^2026-07-19 19:10:54\.0000000$/)
  })
})
