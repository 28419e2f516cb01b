import { expect, it } from 'vitest'

import { canRunClient } from './requirements.ts'

it.each([
  ['10.0.26100.1', true],
  ['10.0.27000', true],
  ['10.0.22631.2506', true],
  ['10.0.22631.2505', false],
  ['10.0.19044.1288', false],
  ['10.0.19043.9999', false],
  ['10.0.22621', null],
  ['11', null],
  ['', null],
  [null, null],
])('says whether Windows %s can run the client: %s', (version, expected) => {
  expect(canRunClient(version)).toBe(expected)
})
