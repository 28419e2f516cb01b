import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { complianceStates } from '#contract/directory.ts'

import { complianceOf, hardwareOf, joinWords, windowsRelease } from './device-words.ts'

describe('compliance in words', () => {
  it('has a word and a sentence for every state of Graph', () => {
    const words = complianceStates.map((state) => complianceOf(state))
    expect(new Set(words.map(({ word }) => word)).size).toBe(complianceStates.length)
    expect(words.filter(({ meaning }) => meaning.includes('does not know'))).toEqual([])
  })

  it('calls nothing compliant but "compliant"', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.constantFrom('constructor', 'Compliant', '__proto__')),
        (state) => {
          fc.pre(state !== 'compliant')
          expect(complianceOf(state).tone).not.toBe('success')
          expect(typeof complianceOf(state).meaning).toBe('string')
        },
      ),
    )
    expect(complianceOf(undefined).word).toBe('Not recorded')
  })
})

describe('windows release', () => {
  it.each([
    ['10.0.26200.7171', 'Windows 11 25H2'],
    ['10.0.26100.6899', 'Windows 11 24H2'],
    ['10.0.19045', 'Windows 10 22H2'],
    ['10.0.99999.1', null],
    ['6.1.7601', null],
    ['', null],
  ])('%s is %s', (osVersion, release) => {
    expect(windowsRelease({ operatingSystem: 'Windows', osVersion })).toBe(release)
  })

  it('does not call other systems Windows', () => {
    expect(windowsRelease({ operatingSystem: 'macOS', osVersion: '10.0.22631' })).toBeNull()
  })
})

describe('hardware', () => {
  it('says the maker once', () => {
    expect(hardwareOf({ manufacturer: 'HP', model: 'HP Z2 Tower' })).toBe('HP Z2 Tower')
    expect(hardwareOf({ manufacturer: 'LENOVO', model: 'ThinkPad' })).toBe('LENOVO ThinkPad')
    expect(hardwareOf({ manufacturer: null, model: 'HPE' })).toBe('HPE')
    expect(hardwareOf({})).toBe('')
  })
})

describe('join type', () => {
  it('is spelled out, and kept when unknown', () => {
    expect(joinWords('azureADJoined')).toBe('Microsoft Entra joined')
    expect(joinWords('toString')).toBe('toString')
  })
})
