import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { elevationRulesTemplateId } from '#contract/policies.ts'
import { readCertificate } from '#domain/certificates/read-certificate.ts'
import { elevationTypes, type RuleModel } from '#domain/rules/rule-model.ts'
import {
  type CertificateFacts,
  mostRules,
  type RuleField,
  type RuleIssue,
  validateRule,
  validateRules,
} from '#domain/rules/validate.ts'
import {
  argumentLists,
  type Combination,
  fileNames,
  hashes,
  paths,
  ruleOf,
  sources,
} from '#domain/rules/rule-table.spec-helper.ts'
import { newRulesPolicySettings } from '#domain/rules/write-rules.ts'
import { createTestService, type TestService } from '#mocks/test-service.ts'
import { reusableIds } from '#worlds/sample/reusable-settings.ts'
import { sampleWorld } from '#worlds/sample/sample-world.ts'

import { ruleListErrors } from '../forms/rule-list-edits.ts'
import { messagesFor } from './field-props.ts'
import { judgeEdited } from './judge-rule.ts'
import {
  damaged,
  expiredCertificate,
  namedRows,
  soundCertificate,
  soundRule,
} from './named-rows.spec-helper.ts'

/** Form, domain and service over the same rules: they accept and refuse the same, in the same sentences. */
const at = new Date('2026-11-18T09:00:00.000Z')
const world = { ...sampleWorld(at), elevations: [], elevationRequests: [] }
let service: TestService
let calls = 0
beforeAll(async () => {
  service = await createTestService(world)
  await service.as('epm.manager@contoso.example')
}, 60_000)
afterAll(() => service.close())

type Detail = { target: string; message: string }

const post = async (
  rules: readonly RuleModel[],
): Promise<{ status: number; details: Detail[] }> => {
  calls += 1
  // A session may change sixty things in a minute.
  service.setNow(new Date(at.getTime() + calls * 2000))
  // Rules that elevate automatically need a sign-in of the last five minutes.
  if (calls % 100 === 0) await service.as('epm.manager@contoso.example')
  const answer = await service.fetch(
    new Request('http://localhost:3000/beta/deviceManagement/configurationPolicies', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'X-EPM-Request': '1' },
      body: JSON.stringify({
        name: `Policy ${calls}`,
        platforms: 'windows10',
        technologies: 'endpointPrivilegeManagement',
        templateReference: { templateId: elevationRulesTemplateId },
        settings: newRulesPolicySettings(rules),
      }),
    }),
  )
  const body = (await answer.json()) as { error?: { details?: Detail[] } }
  return { status: answer.status, details: body.error?.details ?? [] }
}

const known = new Map<string, CertificateFacts>()
const factsOf = async ({ signatureSource: source }: RuleModel): Promise<CertificateFacts[]> => {
  if (source.kind !== 'uploadedCertificate' || source.certificate === '') return []
  const { certificate } = source
  const reading = await readCertificate(certificate)
  const facts = known.get(certificate) ?? (reading.ok ? reading.certificate : 'unreadable')
  known.set(certificate, facts)
  return [facts]
}

const line = ({ field, message }: { field: string; message: string }) => `${field}: ${message}`
const errorLines = (issues: readonly RuleIssue[]) =>
  issues
    .filter(({ kind }) => kind === 'error')
    .map(line)
    .sort()

const fields: readonly RuleField[] = [
  'name',
  'description',
  'elevationType',
  'validation',
  'childProcessBehavior',
  'fileName',
  'filePath',
  'signatureSource',
  'certificate',
  'certificateType',
  'fileHash',
  'minimumVersion',
  'fileDescription',
  'productName',
  'internalName',
  'restrictArguments',
]

/** What stands under the fields after Save was tried; a field's sentences stand in one line. */
const formOf = (rule: RuleModel, facts: CertificateFacts[]) => {
  const { issues, stops } = judgeEdited(rule, [], facts, at.getTime())
  const shown = fields.flatMap((field) => {
    const { error } = messagesFor({ issues, tried: true }, field, false)
    return error === undefined ? [] : { field, message: error }
  })
  return { stops, shown }
}

const joined = (lines: readonly { field: string; message: string }[]) => {
  const byField = new Map<string, string[]>()
  for (const { field, message } of lines)
    byField.set(field, [...(byField.get(field) ?? []), message])
  return [...byField]
    .map(([field, messages]) => line({ field, message: messages.join(' ') }))
    .sort()
}

const detailsOf = (details: readonly Detail[], index: number) =>
  details.flatMap(({ target, message }) => {
    const [, place, field] = /^rules\[(\d+)\]\.(\w+)$/.exec(target) ?? []
    return field !== undefined && Number(place) === index ? [{ field, message }] : []
  })

describe('a row of epm-behaviour 4.6', () => {
  it.each(namedRows)('$row', async ({ over, kind, field, sentence }) => {
    const rule = { ...soundRule, ...over }
    const facts = await factsOf(rule)
    const issues = validateRule(rule, { certificates: facts, now: at })
    expect(issues).toContainEqual({ field, kind, message: sentence })
    const form = formOf(rule, facts)
    const { status, details } = await post([rule])
    if (kind === 'error') {
      expect(form).toMatchObject({ stops: true })
      expect(form.shown.map(line)).toContain(line({ field, message: sentence }))
      expect(status).toBe(400)
      expect(details).toContainEqual({
        code: 'invalidRule',
        target: `rules[0].${field}`,
        message: sentence,
      })
    } else {
      expect(form).toEqual({ stops: false, shown: [] })
      expect(status).toBe(201)
    }
  })

  it('More than 100 rules in the policy', async () => {
    const many = Array.from({ length: mostRules + 1 }, (_, index) => ({
      ...soundRule,
      name: `Rule ${index}`,
    }))
    const message = 'A policy can have at most 100 rules.'
    expect(validateRules(many).map(({ issue }) => issue)).toContainEqual({
      field: 'rules',
      kind: 'error',
      message,
    })
    expect(ruleListErrors(many).list).toEqual([message])
    const answer = await post(many)
    expect([answer.status, answer.details[0]]).toMatchObject([400, { target: 'rules', message }])
    expect((await post(many.slice(1))).status).toBe(201)
  })

  it('Two rules of one name', async () => {
    const twice = [soundRule, soundRule]
    const said = ruleListErrors(twice).byRule.map((issues) => issues.map(({ message }) => message))
    expect(said).toEqual([
      ['Another rule of this policy has the same name.'],
      ['Another rule of this policy has the same name.'],
    ])
    const { status, details } = await post(twice)
    expect(status).toBe(400)
    expect([0, 1].map((index) => detailsOf(details, index).map(({ message }) => message))).toEqual(
      said,
    )
  })
})

const keysOf = <Key extends string>(values: Record<Key, unknown>): Key[] =>
  Object.keys(values) as Key[]
const pick = <Value>(values: readonly Value[], seed: number): Value => {
  const value = values[seed % values.length]
  if (value === undefined) throw new Error('There is nothing to pick from.')
  return value
}

/**
 * Every type with every source, hash, name, folder and list of arguments; name, version, product and the certificate's
 * state vary with the number of the combination, because all with all would be 162,000 rules through the service.
 */
const all: Combination[] = elevationTypes
  .flatMap((type) =>
    keysOf(sources).flatMap((source) =>
      keysOf(hashes).flatMap((hash) =>
        keysOf(fileNames).flatMap((fileName) =>
          keysOf(paths).flatMap((path) =>
            keysOf(argumentLists).map((list) => ({
              type,
              source,
              hash,
              fileName,
              path,
              arguments: list,
            })),
          ),
        ),
      ),
    ),
  )
  .map((each, number) => {
    const seed = Math.imul(number + 1, 2_654_435_761) >>> 0
    return {
      ...each,
      name: (seed >>> 20) % 8 === 0 ? 'missing' : 'given',
      version: pick(['none', 'good', 'good', 'bad'] as const, seed >>> 4),
      product: pick(['none', 'given'] as const, seed >>> 9),
      certificate: pick(['valid', 'valid', 'expired', 'unreadable'], seed >>> 13),
    }
  })

const texts: Record<string, string> = {
  valid: soundCertificate,
  expired: expiredCertificate,
  unreadable: damaged,
}

const realRule = (each: Combination, number: number): RuleModel => {
  const rule = ruleOf(each)
  const { signatureSource: source } = rule
  const named = rule.name === '' ? rule : { ...rule, name: `Rule ${number}` }
  if (source.kind === 'uploadedCertificate' && source.certificate !== '')
    return {
      ...named,
      signatureSource: { ...source, certificate: texts[each.certificate] ?? '' },
    }
  if (source.kind === 'reusableSetting' && source.settingId !== '')
    return { ...named, signatureSource: { ...source, settingId: reusableIds.contoso } }
  return named
}

const inParts = <Item>(items: readonly Item[], size: number): Item[][] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, part) =>
    items.slice(part * size, (part + 1) * size),
  )

describe('every combination', () => {
  it(
    'is accepted or refused by the form, the domain and the service alike, in the same sentences',
    { timeout: 120_000 },
    async () => {
      const judged = await Promise.all(
        all.map(async (each, number) => {
          const rule = realRule(each, number)
          const facts = await factsOf(rule)
          const errors = errorLines(validateRule(rule, { certificates: facts, now: at }))
          return { rule, facts, errors }
        }),
      )
      const wrong: string[] = []
      const sentences = new Set<string>()
      for (const { rule, facts, errors } of judged) {
        const { stops, shown } = formOf(rule, facts)
        const separate = validateRule(rule, { certificates: facts, now: at }).filter(
          ({ kind }) => kind === 'error',
        )
        for (const { message } of separate) sentences.add(message)
        if (
          stops !== errors.length > 0 ||
          shown.map(line).sort().join('|') !== joined(separate).join('|')
        )
          wrong.push(`form: ${JSON.stringify(rule)}`)
      }
      const refused = judged.filter(({ errors }) => errors.length > 0)
      const accepted = judged.filter(({ errors }) => errors.length === 0)
      for (const part of inParts(refused, mostRules)) {
        const { status, details } = await post(part.map(({ rule }) => rule))
        part.forEach(({ rule, errors }, index) => {
          const said = detailsOf(details, index).map(line).sort()
          if (status !== 400 || said.join('|') !== errors.join('|'))
            wrong.push(`service: ${status} ${said.join('|')} ${JSON.stringify(rule)}`)
        })
      }
      for (const part of inParts(accepted, mostRules)) {
        const { status, details } = await post(part.map(({ rule }) => rule))
        if (status !== 201) wrong.push(`service: ${status} ${JSON.stringify(details.slice(0, 2))}`)
      }
      console.info(
        `Rules through form, domain and service: ${judged.length}, refused by all three ${refused.length}, ` +
          `accepted by all three ${accepted.length}, with ${sentences.size} sentences the same; different: ${wrong.length}`,
      )
      expect(wrong.slice(0, 5)).toEqual([])
      expect([refused.length, accepted.length].every((count) => count > 100)).toBe(true)
    },
  )
})
