import { expect, it } from 'vitest'

import { GraphFailure } from './graph-failure.ts'
import { createRateLimiter } from './rate-limit.ts'

const refusal = (work: () => void) => {
  try {
    work()
    return null
  } catch (thrown) {
    if (!(thrown instanceof GraphFailure)) throw thrown
    return [thrown.status, new Headers(thrown.options.headers).get('retry-after')]
  }
}

it('counts a minute from the first call, and asks without counting', () => {
  let now = new Date('2026-05-04T09:00:00.000Z')
  const limiter = createRateLimiter(() => now)
  for (let at = 0; at < 5; at += 1) expect(refusal(() => limiter.check('a', 1))).toBeNull()
  limiter.take('a', 1)
  now = new Date('2026-05-04T09:00:12.500Z')
  expect(refusal(() => limiter.take('a', 1))).toEqual([429, '48'])
  expect(refusal(() => limiter.check('a', 1))).toEqual([429, '48'])
  expect(limiter.tryTake('a', 1)).toBe(false)
  expect(limiter.tryTake('b', 1)).toBe(true)
  now = new Date('2026-05-04T09:01:00.000Z')
  expect(refusal(() => limiter.check('a', 1))).toBeNull()
})

it('forgets nobody who is over their minute because somebody asks with ever new names', () => {
  const limiter = createRateLimiter(() => new Date('2026-05-04T09:00:00.000Z'))
  limiter.take('a', 1)
  for (let at = 0; at < 60_000; at += 1) limiter.check(`made up ${at}`, 1)
  expect(refusal(() => limiter.take('a', 1))).toEqual([429, '60'])
})
