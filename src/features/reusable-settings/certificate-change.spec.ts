import { describe, expect, it } from 'vitest'

import type { Certificate } from '#domain/certificates/certificate.ts'

import { certificateChangeRisks, type AskingRules } from './certificate-change.ts'

const day = 24 * 60 * 60 * 1000
const now = Date.UTC(2026, 10, 18)
const name = { rdns: [], text: 'CN = Contoso', commonName: 'Contoso', organization: null }
const certificate = (over: Partial<Certificate>): Certificate => ({
  subject: name,
  issuer: name,
  notBefore: new Date(now - day),
  notAfter: new Date(now + 400 * day),
  serial: '01',
  isCa: false,
  extendedKeyUsage: null,
  key: 'RSA 2048 bits',
  sha1: 'A1',
  sha256: 'OLD',
  der: new Uint8Array(),
  ...over,
})
const old = { ok: true, certificate: certificate({}) } as const
const titles = (rules: AskingRules, over: Partial<Certificate>) =>
  certificateChangeRisks(rules, old, certificate({ sha256: 'NEW', ...over }), now).flatMap(
    ({ flags }) => flags.map(({ id }) => id),
  )
const rules = (publisher: number, authority = 0): AskingRules => ({
  publisher,
  authority,
  other: 0,
})

describe('what a change of a certificate in use does', () => {
  it('is nothing to confirm when it is the same certificate, or when no rule asks for it', () => {
    expect(certificateChangeRisks(rules(5), old, certificate({}), now)).toEqual([])
    expect(titles(rules(0), { isCa: true })).toEqual([])
  })

  it('is that other programs match, also where the rules cannot be counted', () => {
    expect(titles(rules(5), {})).toEqual(['otherFiles'])
    expect(titles(null, {})).toEqual(['otherFiles'])
  })

  it('is that rules stop working with an expired one', () => {
    expect(titles(rules(1), { notAfter: new Date(now - day) })).toEqual(['otherFiles', 'outOfTime'])
  })

  it('tells an authority apart by what its rules ask for', () => {
    expect(titles(rules(2), { isCa: true })).toEqual(['otherFiles', 'authorityAsPublisher'])
    expect(titles(rules(0, 2), { isCa: true })).toEqual(['otherFiles', 'everyPublisher'])
    expect(titles(rules(0, 2), {})).toEqual(['otherFiles', 'publisherAsAuthority'])
  })
})
