// @vitest-environment jsdom
import { cleanup, waitFor } from '@testing-library/react'
import fc from 'fast-check'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'

import { chooser, rulesPolicyFrom } from '#domain/rules/generated-policies.spec-helper.ts'
import { readRules } from '#domain/rules/read-rules.ts'
import type { RuleModel } from '#domain/rules/rule-model.ts'
import { writeRules } from '#domain/rules/write-rules.ts'
import { servicePerTest } from '#mocks/page-service.spec-helper.ts'
import { sampleWorld } from '#worlds/sample/sample-world.ts'

import { choiceValue } from '../forms/choice.ts'
import { parseRule } from '../forms/parse-drafts.ts'
import { openEditor } from './rule-editor.spec-helper.tsx'
import {
  withCertificateType,
  withChildProcesses,
  withElevationType,
  withSignatureSource,
  withValidation,
} from './rule-edits.ts'

/** What the form shows and writes back without an edit is the very same text on the wire. */
const at = new Date('2026-11-18T09:00:00.000Z')
const world = { ...sampleWorld(at), elevations: [], elevationRequests: [] }
servicePerTest(world, 'epm.manager@contoso.example')
beforeAll(() => import('#domain/certificates/read-certificate.ts'), 60_000)
afterEach(() => {
  cleanup()
  sessionStorage.clear()
})

/** Every field's value as its control has it, given back to the form as the control would. */
const throughFields = (rule: RuleModel): RuleModel => {
  const { signatureSource: source } = rule
  const type = 'certificateType' in source ? choiceValue(source.certificateType) : ''
  const asked = rule.elevationType === 'userConfirmed' || rule.elevationType === 'currentUser'
  return [
    (each: RuleModel) => withElevationType(each, choiceValue(each.elevationType)),
    (each: RuleModel) => (asked ? withValidation(each, each.validation) : each),
    (each: RuleModel) => withChildProcesses(each, choiceValue(each.childProcessBehavior)),
    (each: RuleModel) => withSignatureSource(each, source.kind),
    (each: RuleModel) => withCertificateType(each, type),
  ].reduce((each, edit) => edit(each), rule)
}

const throughDraft = (rule: RuleModel): RuleModel => {
  const parsed = parseRule(JSON.parse(JSON.stringify(rule)))
  if (parsed === null) throw new Error('The draft was not understood.')
  return parsed
}

describe('the form without an edit', () => {
  it('writes the settings back as they were, unknown parts and choices included', () => {
    let rules = 0
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 64, maxLength: 64 }), (bytes) => {
        const settings = rulesPolicyFrom(chooser(bytes))
        const read = readRules(settings)
        rules += read.length
        const written = writeRules(
          settings,
          read.map((rule) => throughDraft(throughFields(throughDraft(rule)))),
        )
        expect(JSON.stringify(written)).toBe(JSON.stringify(settings))
      }),
      { numRuns: 2000 },
    )
    console.info(`Rules through the form without an edit: ${rules}, all the same text`)
    expect(rules).toBeGreaterThan(2000)
  })

  /** One rule of each shape that the sample tenant has: drawing all of them takes a minute. */
  const shapes = new Map(
    world.policies.flatMap(({ name, settings }) =>
      readRules(settings ?? []).map((rule, place) => {
        const { elevationType, signatureSource, fileHash, restrictArguments } = rule
        const shape = [
          elevationType,
          signatureSource.kind,
          fileHash !== '',
          restrictArguments !== null,
        ]
        return [JSON.stringify(shape), { name, settings: settings ?? [], place }] as const
      }),
    ),
  )
  it.each([...shapes.values()])(
    'as it is drawn: rule $place of $name',
    async ({ settings, place }) => {
      const rules = readRules(settings)
      const rule = rules[place]
      if (rule === undefined) throw new Error('There is no such rule.')
      const { save, saved } = await openEditor(rule)
      // A certificate is read before anything is saved.
      await waitFor(() => {
        save()
        expect(saved.length).toBeGreaterThan(0)
      })
      const written = writeRules(settings, rules.with(place, saved[0] ?? rule))
      expect(JSON.stringify(written)).toBe(JSON.stringify(settings))
    },
  )
})
