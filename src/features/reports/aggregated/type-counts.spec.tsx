// @vitest-environment jsdom
import { render } from '@testing-library/react'
import { expect, it } from 'vitest'

import { TypeCounts } from './TypeCounts.tsx'

const counts = [
  { type: 'unmanagedElevation', count: 6 },
  { type: 'zeroTouchElevation', count: 35 },
  { type: 'userConfirmedElevation', count: 11 },
]
const said = (brief: boolean, of = counts) =>
  render(<TypeCounts counts={of} brief={brief} />).container.textContent

it('of more than two types a row of two lines has the most frequent and the sum of the others', () => {
  expect(said(true)).toBe('Automatic 352 other types 17')
  expect(said(false)).toBe('Unmanaged 6Automatic 35User confirmed 11')
  expect(said(true, counts.slice(0, 2))).toBe('Unmanaged 6Automatic 35')
})
