import { describe, expect, it } from 'vitest'

import { newRule, type RuleModel } from '#domain/rules/rule-model.ts'

import { blankRule } from '../forms/rule-list-edits.ts'
import {
  asGiven,
  withCertificateType,
  withElevationType,
  withFile,
  withSignatureSource,
} from './rule-edits.ts'

const hash = 'ab'.repeat(32)

describe('elevation type', () => {
  it.each([
    ['currentUser', ['windowsAuthentication']],
    ['userConfirmed', ['businessJustification']],
    ['automatic', ['businessJustification']],
  ] as const)('%s asks the user for what it can ask', (type, validation) => {
    const rule: RuleModel = { ...newRule(), validation: ['businessJustification'] }
    expect(withElevationType(rule, type)).toMatchObject({ elevationType: type, validation })
  })

  it('keeps one that this console does not know, and nothing that is no choice', () => {
    const rule = withElevationType(newRule(), 'unknown:later')
    expect(rule.elevationType).toEqual({ unknown: 'later' })
    expect(withElevationType(rule, 'nonsense')).toBe(rule)
  })
})

describe('signature source', () => {
  it('keeps the certificate type from one certificate to the other', () => {
    const typed = withCertificateType(blankRule(), 'certificateAuthority')
    expect(withSignatureSource(typed, 'uploadedCertificate').signatureSource).toEqual({
      kind: 'uploadedCertificate',
      certificate: '',
      certificateType: 'certificateAuthority',
    })
    expect(withSignatureSource(typed, 'notConfigured').signatureSource).toEqual({
      kind: 'notConfigured',
    })
  })

  it('proves nothing as long as no certificate is given', () => {
    expect(asGiven(blankRule()).signatureSource.kind).toBe('notConfigured')
    const given = withFile(blankRule(), { certificate: 'TUlJ' })
    expect(asGiven(given)).toBe(given)
  })
})

describe('filling from a file', () => {
  it('names the rule after the file once, and keeps what the file does not say', () => {
    const rule: RuleModel = { ...blankRule(), productName: 'Mine' }
    const filled = withFile(rule, { fileName: 'setup.exe', fileHash: hash })
    expect(filled).toMatchObject({ name: 'setup.exe', productName: 'Mine', fileHash: hash })
    expect(withFile(filled, { fileName: 'other.exe' }).name).toBe('setup.exe')
  })

  it('takes the signer where there is none, never in place of a chosen certificate', () => {
    const facts = { fileHash: hash, certificate: 'TUlJ' }
    expect(withFile(blankRule(), facts).signatureSource).toEqual({
      kind: 'uploadedCertificate',
      certificate: 'TUlJ',
      certificateType: 'publisher',
    })
    const source = { kind: 'reusableSetting', settingId: 'mine', certificateType: null } as const
    const chosen: RuleModel = { ...blankRule(), signatureSource: source }
    expect(withFile(chosen, facts).signatureSource).toBe(source)
  })

  it('asks for no certificate when the hash is all there is', () => {
    expect(withFile(blankRule(), { fileHash: hash }).signatureSource.kind).toBe('notConfigured')
    expect(withFile(blankRule(), { fileName: 'a.exe' }).signatureSource.kind).toBe(
      'reusableSetting',
    )
  })
})
