import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { depthLimit } from '#domain/json/strict-json.ts'

import { GraphFailure } from './graph-failure.ts'
import { parseJson } from './parse-json.ts'

const bytes = (text: string) => new TextEncoder().encode(text)
const parse = (text: string) => parseJson(bytes(text))
const status = (input: Uint8Array) => {
  try {
    parseJson(input)
    return 200
  } catch (error) {
    if (error instanceof GraphFailure) return error.status
    throw error
  }
}
const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth)

const hasSpecialKey = (value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  (Object.keys(value).some((key) => ['__proto__', 'constructor', 'prototype'].includes(key)) ||
    Object.values(value).some(hasSpecialKey))

describe('parseJson', () => {
  it('gives what JSON.parse gives for any document it takes', () => {
    fc.assert(
      fc.property(
        fc.jsonValue({ maxDepth: 8, stringUnit: 'grapheme' }),
        fc.constantFrom(0, 1),
        (value, indent) => {
          fc.pre(!hasSpecialKey(value))
          const text = JSON.stringify(value, null, indent)
          expect(parse(text)).toEqual(JSON.parse(text))
        },
      ),
      { numRuns: 1_000 },
    )
  })

  it.each([
    ['a duplicate name', '{"a":1,"b":2,"a":3}'],
    ['a duplicate name with white space', '{"a" : 1, "a"\n:2}'],
    ['a duplicate name in disguise', '{"a":1,"\\u0061":2}'],
    ['a duplicate name deep inside', '{"x":[{"y":{"a":1,"a":2}}]}'],
    ['__proto__', '{"a":{"__proto__":{"admin":true}}}'],
    ['__proto__ in disguise', '{"\\u005f_proto__":1}'],
    ['constructor', '{"constructor":{"prototype":{}}}'],
    ['prototype', '[{"prototype":1}]'],
    ['a lone surrogate', '{"a":"\\ud800"}'],
    ['a lone surrogate in a name', '{"\\udc00":1}'],
    ['surrogates the wrong way round', '["\\udc00\\ud800"]'],
    ['a number that is infinite', '{"a":-1e999}'],
    ['too much nesting', nested(depthLimit + 1)],
    ['a byte order mark', '\ufeff{}'],
    ['nothing', ''],
  ])('refuses %s', (_name, text) => {
    expect(status(bytes(text))).toBe(400)
  })

  it.each([
    ['the same name in two objects', '[{"a":1},{"a":2}]'],
    ['a value that reads like a name', '{"a":"__proto__","b":"a"}'],
    ['a name that only looks like an escape', '{"a\\\\":1,"a":"\\""}'],
    ['a pair of surrogates', '["\\ud83d\\ude00"]'],
    ['nesting up to the limit', nested(depthLimit)],
  ])('takes %s', (_name, text) => {
    expect(parse(text)).toEqual(JSON.parse(text))
  })

  it('refuses bytes that are not UTF-8', () => {
    expect(status(new Uint8Array([0x22, 0xc3, 0x28, 0x22]))).toBe(400)
    expect(status(new Uint8Array([0x22, 0xed, 0xa0, 0x80, 0x22]))).toBe(400)
  })

  it('never touches a prototype', () => {
    expect(status(bytes('{"__proto__":{"polluted":1}}'))).toBe(400)
    expect(({} as { polluted?: number }).polluted).toBeUndefined()
  })

  it('takes 2 MiB of text and 100,000 brackets in its stride', () => {
    const started = performance.now()
    expect(status(bytes(JSON.stringify({ a: '\\"'.repeat(500_000) })))).toBe(200)
    expect(status(bytes(nested(100_000)))).toBe(400)
    expect(performance.now() - started).toBeLessThan(1_000)
  })
})

const folder = join(import.meta.dirname, '../../../shared/fixtures/hostile/json')
const present = existsSync(folder)
if (!present) console.info('../shared/fixtures is not there: the hostile JSON files are skipped')

describe.skipIf(!present)('hostile JSON files', () => {
  const files = present ? readdirSync(folder).filter((name) => name.endsWith('.json')) : []
  /** Valid JSON that the service refuses on purpose (R26). */
  const stricter = /duplicated_key/

  it.each(files)('%s', (name) => {
    const found = status(readFileSync(join(folder, name)))
    if (name.startsWith('n_') || stricter.test(name)) expect(found).toBe(400)
    else if (name.startsWith('y_')) expect(found).toBe(200)
    else expect([200, 400]).toContain(found)
  })
})
