import { describe, expect, it } from 'vitest'

import { newRule } from './rule-model.ts'
import {
  certificates,
  combinations,
  now,
  type Combination,
  type Row,
  rows,
  ruleOf,
} from './rule-table.spec-helper.ts'
import { mostRules, needsHash, type RuleIssue, validateRule, validateRules } from './validate.ts'

describe('the table of epm-behaviour 4.6', () => {
  it('holds for every combination, and nothing else is an error', { timeout: 60_000 }, () => {
    const wrong: string[] = []
    const met = new Map<string, number>()
    for (const each of combinations) {
      const issues = validateRule(ruleOf(each), {
        now,
        certificates: certificates[each.certificate] ?? [],
      })
      const isOf = (row: Row, issue: RuleIssue): boolean =>
        issue.kind === row.kind && issue.field === row.field && row.says.test(issue.message)
      for (const row of rows) {
        const expected = row.when(each)
        if (expected) met.set(row.row, (met.get(row.row) ?? 0) + 1)
        if (issues.some((issue) => isOf(row, issue)) !== expected) {
          wrong.push(`${row.row}: ${JSON.stringify(each)}`)
        }
      }
      for (const issue of issues) {
        if (issue.kind === 'error' && !rows.some((row) => isOf(row, issue))) {
          wrong.push(`${issue.message}: ${JSON.stringify(each)}`)
        }
      }
    }
    console.info(`Rules judged: ${combinations.length}, each by ${rows.length} rows of the table`)
    expect(wrong.slice(0, 5)).toEqual([])
    expect(rows.filter(({ row }) => !met.has(row))).toEqual([])
  })

  it('never lets an automatic rule pass without a hash', () => {
    const automatic = combinations.filter(
      ({ type, hash }) => type === 'automatic' && hash !== 'good',
    )
    const passed = automatic.filter(
      (each) => !validateRule(ruleOf(each)).some(({ kind }) => kind === 'error'),
    )
    expect(automatic.length).toBeGreaterThan(1000)
    expect(passed).toEqual([])
    const rule = { ...newRule(), elevationType: 'automatic' as const }
    expect(needsHash(rule)).not.toBeNull()
  })

  it('more than 100 rules in the policy', () => {
    const many = Array.from({ length: mostRules + 1 }, (_, index) => ({
      ...ruleOf({ ...combinations[0], hash: 'good' } as Combination),
      name: `Rule ${index}`,
    }))
    const errors = validateRules(many).filter(({ index }) => index === null)
    expect(errors).toMatchObject([{ issue: { kind: 'error', field: 'rules' } }])
    expect(validateRules(many.slice(1)).filter(({ index }) => index === null)).toEqual([])
  })
})
