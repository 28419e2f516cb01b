import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { ruleInWords } from '#domain/rules/in-words.ts'
import { newRule } from '#domain/rules/rule-model.ts'

import { toRuleSections } from './rule-sections.ts'

describe('sections of a rule', () => {
  it('are those of the pane, with all arguments under one label', () => {
    const { lines } = ruleInWords({
      ...newRule(),
      name: 'dsregcmd',
      fileName: 'dsregcmd.exe',
      restrictArguments: ['/status', '/listaccounts'],
    })
    const sections = toRuleSections(lines)
    expect(sections.map(({ title }) => title)).toEqual([
      'Rule',
      'Elevation conditions',
      'File information',
      'Arguments',
    ])
    expect(sections[3]?.fields).toEqual([
      { label: 'Restrict arguments', values: ['Allow list'] },
      { label: 'Argument', values: ['/status', '/listaccounts'] },
    ])
  })

  it('lose no line, whatever its label', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ label: fc.string(), value: fc.string() }), { maxLength: 30 }),
        (lines) => {
          const shown = toRuleSections(lines).flatMap(({ fields }) =>
            fields.flatMap(({ label, values }) => values.map((value) => `${label}\n${value}`)),
          )
          expect(shown.toSorted()).toEqual(
            lines.map(({ label, value }) => `${label}\n${value}`).toSorted(),
          )
        },
      ),
    )
  })
})
