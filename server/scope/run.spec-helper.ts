import type { EndpointName } from '#contract/endpoints.ts'

import { askList, type Finding } from './list-questions.spec-helper.ts'
import {
  askCertificate,
  askElevations,
  askExport,
  askOne,
  askPolicyReport,
} from './other-questions.spec-helper.ts'
import { openRandomTenant, type Change, type RandomTenant } from './tenant.spec-helper.ts'
import { randomOf, readers, type Random, type Reader } from './world.spec-helper.ts'

type Ask = (tenant: RandomTenant, reader: Reader, random: Random) => Promise<Finding>

/** The kinds of question, and how often each is asked. */
const kinds = {
  lists: [askList, 10],
  elevations: [askElevations, 3],
  policyReports: [askPolicyReport, 2],
  exports: [askExport, 2],
  single: [askOne, 5],
  certificates: [askCertificate, 1],
} as const satisfies Record<string, readonly [Ask, number]>
export type QuestionKind = keyof typeof kinds

const oneList =
  (endpoint: EndpointName): Ask =>
  (tenant, reader, random) =>
    askList(tenant, reader, random, (collection) => collection.endpoint === endpoint)

export type Result = {
  questions: number
  byKind: Record<string, number>
  rows: number
  foreign: number
  wrong: string[]
}

/**
 * Asks random questions as random readers and compares each answer with the oracle's. With `only`, questions of that kind or
 * of that list; `change` makes the service wrong on purpose, and then the first finding is enough.
 */
export const askMany = async (options: {
  count: number
  seed: number
  only?: { kind: QuestionKind } | { list: EndpointName }
  change?: Change
}): Promise<Result> => {
  const { count, seed, only, change } = options
  const result: Result = { questions: 0, byKind: {}, rows: 0, foreign: 0, wrong: [] }
  const random = randomOf(seed)
  const weighted = Object.entries(kinds).flatMap(([kind, [ask, weight]]) =>
    Array.from({ length: weight }, () => ({ kind, ask: ask as Ask })),
  )
  const next = (): { kind: string; ask: Ask } => {
    if (only === undefined) return random.pick(weighted)
    return 'kind' in only
      ? { kind: only.kind, ask: kinds[only.kind][0] }
      : { kind: 'lists', ask: oneList(only.list) }
  }
  let tenant = await openRandomTenant(seed, change)
  for (let asked = 0; asked < count; asked += 1) {
    // Another tenant now and then: exports and refusals fill the audit log of one.
    if (asked % 500 === 499) {
      await tenant.db.destroy()
      tenant = await openRandomTenant(seed + asked, change)
    }
    const reader = random.pick(readers)
    const { kind, ask } = next()
    const finding = await ask(tenant, reader, random)
    result.questions += 1
    result.byKind[kind] = (result.byKind[kind] ?? 0) + 1
    result.rows += finding.rows
    result.foreign += finding.foreign
    result.wrong.push(...finding.wrong, ...tenant.errors.splice(0))
    if (change && (finding.foreign > 0 || finding.wrong.length > 0)) break
  }
  await tenant.db.destroy()
  return result
}
