import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { visibleJson } from './raw-json.ts'

describe('raw JSON', () => {
  it('writes hidden and reversing characters as escapes', () => {
    expect(visibleJson({ name: 'invoice_\u202efdp.exe' })).toContain('invoice_\\u202efdp.exe')
    expect(visibleJson('a\u{e0041}b')).toBe('"a\\udb40\\udc41b"')
    expect(visibleJson(undefined)).toBe('null')
  })

  it('reads back to the same value, with nothing unseen in it', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' })), (texts) => {
        const json = visibleJson(texts)
        expect(JSON.parse(json)).toEqual(texts)
        expect(json).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]/u)
      }),
    )
  })
})
