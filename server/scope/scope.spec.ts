import { describe, expect, it } from 'vitest'

import type { EndpointName } from '#contract/endpoints.ts'

import type { Context, Handler, Handlers } from '../http/types.ts'
import { askMany, type QuestionKind } from './run.spec-helper.ts'
import type { Change } from './tenant.spec-helper.ts'

/**
 * R17: random questions as readers of every kind of scope, compared with an oracle that knows the whole tenant and no SQL. The
 * full 10,000 are `npm run bench -- scope`.
 */
describe('scope tags hold (R17)', () => {
  it('in 500 random questions', { timeout: 120_000 }, async () => {
    const { questions, rows, foreign, wrong } = await askMany({ count: 500, seed: 17 })
    expect({ questions, foreign, wrong }).toEqual({ questions: 500, foreign: 0, wrong: [] })
    expect(rows).toBeGreaterThan(2_000)
  })

  /** The handler asked by somebody without a scope: what its condition hides comes out. */
  const unscoped = (...names: (keyof Handlers)[]): Change =>
    ((handlers: Handlers) =>
      Object.fromEntries(
        names.map((name) => {
          // The wrapper passes on what it is given, so the types of one endpoint stay together.
          const handler = handlers[name] as unknown as Handler<EndpointName>
          return [
            name,
            (context: Context) =>
              handler({
                ...context,
                principal: { ...context.principal, scopeTagIds: null },
              } as Context),
          ]
        }),
      )) as Change

  // What a job lets through, its file refuses again: `server/reports/export-scope.spec.ts` has both guards.
  it.each([
    ['elevationRequestList', { list: 'elevationRequestList' }],
    ['elevationRequestCount', { list: 'elevationRequestList' }],
    ['policyList', { list: 'policyList' }],
    ['reusableSettingPolicyList', { list: 'reusableSettingPolicyList' }],
    ['deviceList', { list: 'deviceList' }],
    ['auditEventList', { list: 'auditEventList' }],
    ['elevationList', { kind: 'elevations' }],
    ['elevationCount', { kind: 'elevations' }],
    ['policyDevicesReport', { kind: 'policyReports' }],
    ['policyDeviceSummaryReport', { kind: 'policyReports' }],
    ['reusableSettingList', { kind: 'certificates' }],
    ['reusableSettingGet', { kind: 'certificates' }],
    ['reusableSettingDelete', { kind: 'certificates' }],
    ['elevationRequestGet', { kind: 'single' }],
    ['elevationRequestGetAll', { kind: 'single' }],
    ['elevationGet', { kind: 'single' }],
    ['policyGet', { kind: 'single' }],
    ['policySettingList', { kind: 'single' }],
    ['policyAssignmentList', { kind: 'single' }],
    ['policyVersionList', { kind: 'single' }],
    ['deviceGet', { kind: 'single' }],
    ['deviceMemberOfList', { kind: 'single' }],
  ] as [keyof Handlers, { list: EndpointName } | { kind: QuestionKind }][])(
    'and a service whose %s does not look at scope is found',
    async (name, only) => {
      const { foreign, wrong } = await askMany({
        count: 400,
        seed: 5,
        only,
        change: unscoped(name),
      })
      expect(foreign + wrong.length).toBeGreaterThan(0)
    },
  )
})
