import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { jsonFaultAt, placeInWords } from './json-fault.ts'
import { parseStrictJson } from './strict-json.ts'

const isJson = (source: string) => {
  try {
    JSON.parse(source)
    return true
  } catch {
    return false
  }
}

describe('where JSON is broken', () => {
  it('finds the place', () => {
    const source = '{\n  "name": "a",\n  "rules": [1, 2,]\n}'
    const at = jsonFaultAt(source)
    expect(placeInWords(source, at ?? -1)).toBe('line 3, column 18')
    expect(jsonFaultAt('{"a": }')).toBe(6)
    expect(jsonFaultAt('{"a": "b')).toBe(6)
    expect(jsonFaultAt('')).toBe(0)
    expect(jsonFaultAt('[01]')).toBe(2)
  })

  it('finds a fault exactly where the engine refuses', () => {
    const character = fc.constantFrom(
      ...'{ } [ ] : , " \\ \n 0 1 - . e E + t u true null'.split(' '),
      ' ',
    )
    const broken = fc.tuple(fc.json(), fc.nat(), character).map(([text, place, bad]) => {
      const at = place % (text.length + 1)
      return text.slice(0, at) + bad + text.slice(at)
    })
    fc.assert(
      fc.property(fc.oneof(fc.json(), broken), (source) => {
        expect(jsonFaultAt(source) === null).toBe(isJson(source))
      }),
      { numRuns: 1000 },
    )
  })

  it('is said in the refusal', () => {
    const bytes = new TextEncoder().encode('{\n  "a": 1,\n}')
    expect(() => parseStrictJson(bytes, 'The file')).toThrow(
      'The file is not valid JSON: line 3, column 1.',
    )
  })
})
