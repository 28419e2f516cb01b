import { describe, expect, it } from 'vitest'

import { elevationRequestStates } from '#contract/elevation-requests.ts'

import { resultWord, statusWord } from './request-words.ts'

const future = 'unknownFutureValue'

describe('requests and elevations in words', () => {
  it('has a word for every member of Graph, and keeps those of the future', () => {
    for (const status of elevationRequestStates)
      expect(statusWord({ status }) === status).toBe(status === future)
    expect(statusWord({ status: 'constructor' })).toBe('constructor')
  })

  it('says the exit code of what failed, and nothing of unmanaged elevations', () => {
    const word = (result: number, elevationType = 'userConfirmedElevation') =>
      resultWord({ result, elevationType })
    expect(word(0)).toBe('Succeeded')
    expect(word(-2147024891)).toBe('Exit code -2147024891')
    expect(word(0, 'unmanagedElevation')).toBe('Result not reported')
  })
})
