import fc from 'fast-check'
import { expect, it } from 'vitest'

import { copyName, longest } from './copy-name.ts'

it('counts copies of copies', () => {
  expect(copyName('Tools')).toBe('Tools (copy)')
  expect(copyName('Tools (copy)')).toBe('Tools (copy 2)')
  expect(copyName('Tools (copy 2)')).toBe('Tools (copy 3)')
  expect(copyName('Tools (copyright)')).toBe('Tools (copyright) (copy)')
})

it('always fits, and is never the same name', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: longest }), (name) => {
      expect(copyName(name).length).toBeLessThanOrEqual(longest)
      expect(copyName(name)).not.toBe(name)
    }),
  )
})
