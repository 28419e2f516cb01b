// @vitest-environment jsdom
import { renderHook } from '@testing-library/react'
import { afterEach, expect, it } from 'vitest'

import { setClock } from '#src/lib/clock.ts'

import { useAttempt } from './use-attempt.ts'

afterEach(() => setClock(null))
const at = (time: string) => setClock({ now: () => Date.parse(`2026-11-18T${time}:00.000Z`) })

it('has one key for one body, also when it is drawn again, and another for another', () => {
  const { result, rerender } = renderHook(useAttempt)
  const first = result.current.keyOf({ name: 'A' })
  rerender()
  expect(result.current.keyOf({ name: 'A' })).toBe(first)
  expect(result.current.keyOf({ name: 'B' })).not.toBe(first)
})

it('takes nothing for its own that was there ten minutes before the body was first sent', () => {
  at('09:00')
  const { result } = renderHook(useAttempt)
  result.current.keyOf({ name: 'A' })
  at('09:30')
  result.current.keyOf({ name: 'A' })
  expect(result.current.isFrom('2026-11-18T09:00:02Z')).toBe(true)
  // The service's clock may be behind.
  expect(result.current.isFrom('2026-11-18T08:50:00Z')).toBe(true)
  expect(result.current.isFrom('2026-11-18T08:49:59Z')).toBe(false)
  expect(result.current.isFrom(undefined)).toBe(false)
})
