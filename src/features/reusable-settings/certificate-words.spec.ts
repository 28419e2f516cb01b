import { describe, expect, it } from 'vitest'

import { usageWords, validityAt, validityWords } from './certificate-words.ts'

const day = 24 * 60 * 60 * 1000
const from = Date.UTC(2026, 0, 1)
const to = Date.UTC(2027, 0, 1)
const certificate = { notBefore: new Date(from), notAfter: new Date(to) }

describe('validity in words', () => {
  it.each([
    [from - day, 'early', 'Valid in 1 day'],
    [from, 'valid', 'Expires in 365 days'],
    [to - 61 * day, 'valid', 'Expires in 61 days'],
    [to - 60 * day, 'soon', 'Expires in 60 days'],
    [to, 'soon', 'Expires just now'],
    [to - 3725 * day, 'early', 'Valid in 9 years'],
    [to + 800 * day, 'expired', 'Expired 2 years ago'],
    [to + 3 * day, 'expired', 'Expired 3 days ago'],
  ] as const)('at %i is %s: %s', (now, state, words) => {
    expect(validityAt(certificate, now)).toBe(state)
    expect(validityWords(certificate, now)).toBe(words)
  })
})

describe('usage in words', () => {
  it('names known uses and keeps the id of others', () => {
    expect(usageWords({ extendedKeyUsage: ['1.3.6.1.5.5.7.3.3', '1.2.3'] })).toBe(
      'Code signing, Use 1.2.3',
    )
  })
  it('tells an unlimited certificate from one for nothing', () => {
    expect(usageWords({ extendedKeyUsage: null })).toBe('Not limited by the certificate')
    expect(usageWords({ extendedKeyUsage: [] })).toBe('Nothing')
  })
})
