import { describe, expect, it } from 'vitest'

import { newRule, type RuleModel } from '#domain/rules/rule-model.ts'

import { judgeRules } from './rule-judgement.ts'

const now = Date.UTC(2026, 10, 20)
const day = 86_400_000
const signed: RuleModel = {
  ...newRule(),
  name: 'Disk tool',
  fileName: 'disk.exe',
  filePath: 'C:\\Program Files\\Disk',
  productName: 'Disk tool',
  signatureSource: { kind: 'reusableSetting', settingId: 'a', certificateType: 'publisher' },
}
const facts = (notAfter: number) => ({
  notBefore: new Date(0),
  notAfter: new Date(notAfter),
  isCa: false,
})

describe('judgement of rules', () => {
  it('flags a certificate that has expired, and not before it is read', () => {
    const flags = (certificates: Parameters<typeof judgeRules>[1]) =>
      judgeRules([signed], certificates, now)[0]?.strength.flags.map(({ id }) => id)
    expect(flags(() => 'reading')).not.toContain('expiredCertificate')
    expect(flags(() => [facts(now + day)])).not.toContain('expiredCertificate')
    expect(flags(() => [facts(now - day)])).toContain('expiredCertificate')
  })

  it('flags an authority’s certificate that stands as a publisher’s, in the row of the rule', () => {
    const authority = { ...facts(now + day), isCa: true }
    const [judged] = judgeRules([signed], () => [authority], now)
    expect(judged?.strength.flags[0]).toMatchObject({ id: 'authorityAsPublisher', serious: true })
  })

  it('puts the gravest issue of each rule first, and knows of equal names', () => {
    const [first, second] = judgeRules(
      [
        { ...signed, elevationType: 'automatic', fileName: 'disk.txt' },
        { ...signed, elevationType: 'supportApproved' },
      ],
      () => 'reading',
      now,
    )
    const kinds = first?.issues.map(({ kind }) => kind) ?? []
    expect(kinds[0]).toBe('error')
    expect(kinds.indexOf('caution')).toBeGreaterThan(kinds.lastIndexOf('error'))
    expect(second?.issues[0]?.message).toContain('same name')
  })
})
