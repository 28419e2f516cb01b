import { describe, expect, it } from 'vitest'

import { dangerous, expired, now, quiet } from './dangerous-rules.spec-helper.ts'
import type { RuleModel } from './rule-model.ts'
import { ruleStrength } from './strength.ts'
import { type CertificateFacts, validateRule } from './validate.ts'

const told = (more: Partial<RuleModel>, certificate?: CertificateFacts) => {
  const rule = { ...quiet, ...more }
  const { flags } = ruleStrength(rule, { certificateExpired: certificate === expired })
  const issues = validateRule(rule, { now, certificates: certificate ? [certificate] : [] })
  return { flags, errors: issues.filter(({ kind }) => kind === 'error') }
}

describe('the dangerous combinations of R12', () => {
  it('starts from a rule that has nothing against it', () => {
    expect(told({})).toEqual({ flags: [], errors: [] })
    expect(dangerous).toHaveLength(30)
  })

  it.each(dangerous)('%s raises %s', (_, id, more, certificate) => {
    expect(told(more, certificate).flags.map((flag) => flag.id)).toContain(id)
  })

  it('saves none of them in one click, and none automatically without a hash', () => {
    const told30 = dangerous.filter(
      ([, , more, certificate]) => told(more, certificate).flags.length > 0,
    )
    const automatic = dangerous.map(([name, , more, certificate]) => ({
      name,
      rule: { ...more, elevationType: 'automatic' as const },
      certificate,
    }))
    const passed = automatic.filter(
      ({ rule, certificate }) =>
        ({ ...quiet, ...rule }).fileHash === '' && told(rule, certificate).errors.length === 0,
    )
    console.info(
      `Dangerous combinations told: ${told30.length}/30, automatic without a hash: ${passed.length}`,
    )
    expect(told30).toHaveLength(30)
    expect(passed).toEqual([])
  })
})
