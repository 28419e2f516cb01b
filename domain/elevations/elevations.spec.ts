import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { elevationTypes, endUserTypes, processTypes } from '#contract/elevations.ts'

import { processTypeWord, resultText, userTypeWord } from './elevation-words.ts'
import { outcomeOf, resultNumber, resultWords, successCodes } from './result-code.ts'

const managed = 'userConfirmedElevation'

describe('how an elevation ended', () => {
  it.each([
    [managed, 0, 'succeeded'],
    [managed, 3010, 'succeeded'],
    [managed, 1641, 'succeeded'],
    [managed, 1603, 'failed'],
    [managed, 5, 'failed'],
    ['undetermined', 5, 'denied'],
    ['undetermined', 0, 'succeeded'],
    ['unmanagedElevation', 0, 'notTold'],
    ['somethingNew', 1, 'failed'],
  ])('%s with %i is %s', (elevationType, result, outcome) => {
    expect(outcomeOf({ elevationType, result })).toBe(outcome)
  })

  it('has words for every code of success and for what installers and crashes say', () => {
    for (const code of [...successCodes, 1602, 1603, 1618, 1639, -1073741819, -1073741510, 740])
      expect(resultWords(code)).toMatch(/^[A-Z]/)
    expect(resultWords(4711)).toBeNull()
  })

  it('takes an unsigned code for the signed one that it is', () => {
    fc.assert(
      fc.property(fc.integer({ min: -0x80000000, max: -1 }), (code) => {
        expect(resultWords(code >>> 0)).toBe(resultWords(code))
      }),
    )
    expect(resultNumber(-1073741510)).toBe('0xC000013A')
    expect(resultNumber(-1)).toBe('-1')
    expect(resultNumber(1603)).toBe('1603')
  })

  it('is said in one sentence whatever the code', () => {
    fc.assert(
      fc.property(fc.constantFrom(...elevationTypes), fc.integer(), (elevationType, result) => {
        expect(resultText({ elevationType, result })).toMatch(/^\S.+\.$/)
      }),
    )
    expect(resultText({ elevationType: managed, result: 1602 })).toBe(
      '1602: Installation cancelled by the user.',
    )
    expect(resultText({ elevationType: managed, result: 4711 })).toMatch(/4711: a code of the prog/)
  })
})

describe('the words of the report', () => {
  const future = 'unknownFutureValue'

  it('has one for every member of Graph, and keeps those of the future', () => {
    for (const userType of endUserTypes)
      expect(userTypeWord({ userType }) === userType).toBe(userType === future)
    for (const processType of processTypes)
      expect(processTypeWord({ processType }) === processType).toBe(processType === future)
    expect(userTypeWord({ userType: 'constructor' })).toBe('constructor')
  })
})
