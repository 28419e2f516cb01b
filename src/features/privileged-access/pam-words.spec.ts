import { expect, it } from 'vitest'

import { hoursText } from './pam-words.ts'

it.each([
  [1, '1 hour'],
  [8, '8 hours'],
  [24, '24 hours'],
  [25, '25 hours (1 day, 1 hour)'],
  [48, '48 hours (2 days)'],
  [400, '400 hours (16 days, 16 hours)'],
])('%i hours are said in days too, once they are more than one', (hours, said) => {
  expect(hoursText(hours)).toBe(said)
})
