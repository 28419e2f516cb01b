import { describe, expect, it } from 'vitest'

import { pamLimits, PamPolicy, PamRequest, pamRequestStates } from '#contract/pam.ts'
import { knownAccess } from '#domain/pam/catalogue.ts'
import { pamPhase } from '#domain/pam/life-cycle.ts'

import { sampleWorld } from './sample-world.ts'

const at = new Date('2026-05-04T09:00:00.000Z')
const world = sampleWorld(at)
const { pam } = world

describe('privileged access of the sample tenant', () => {
  it('has requests in every state, for both kinds, and fits the contract', () => {
    if (!pam) throw new Error('the sample tenant has no privileged access')
    for (const request of pam.requests) expect(PamRequest.parse(request)).toEqual(request)
    for (const policy of pam.policies) expect(PamPolicy.parse(policy)).toEqual(policy)
    const states = new Set(pam.requests.map(({ status }) => status))
    expect([...pamRequestStates].filter((state) => !states.has(state))).toEqual([])
    expect(new Set(pam.requests.map(({ kind }) => kind)).size).toBe(2)
    expect(pam.policies.length).toBeLessThan(pamLimits.policies)
  })

  it('knows every name, person and group it speaks of', () => {
    const users = new Map(world.users.map((user) => [user.id, user.userPrincipalName]))
    const groups = new Set(world.groups.map((group) => group.id))
    for (const policy of pam?.policies ?? []) {
      const type = policy.policyType as 'task' | 'role' | 'roleGroup'
      expect(knownAccess(type, policy.policyName)?.name).toBe(policy.policyName)
      if (policy.approvalGroupId) expect(groups).toContain(policy.approvalGroupId)
    }
    for (const request of pam?.requests ?? []) {
      // A state is what its dates say at the instant of the world.
      const phase = pamPhase(request, at).kind
      expect([request.status, phase === 'accessEnded' ? 'approved' : phase]).toEqual([
        request.status,
        request.status,
      ])
      if (request.requestedByUserId) {
        expect(users.get(request.requestedByUserId)).toBe(request.requestedByUserPrincipalName)
      }
      if (request.decidedByUserId) {
        expect(users.get(request.decidedByUserId)).toBe(request.decidedByUserPrincipalName)
        expect(request.decidedByUserId).not.toBe(request.requestedByUserId)
      }
      const uses = pam?.executions.filter(({ requestId }) => requestId === request.id) ?? []
      expect(uses).toHaveLength(request.usedCount)
      for (const use of uses) {
        expect(use.dateTime >= (request.decidedDateTime ?? '')).toBe(true)
        expect(use.dateTime < (request.accessEndDateTime ?? '')).toBe(true)
      }
    }
  })
})
