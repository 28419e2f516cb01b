import { describe, expect, it } from 'vitest'

import type { AuditEvent } from '#contract/audit.ts'

import { activityChoices, categoryChoices } from './audit-choices.ts'

const event = (category: string, activityType: string): AuditEvent => ({
  id: activityType,
  activityDateTime: '2026-11-20T08:00:00Z',
  category,
  activityType,
})
const values = (choices: readonly { value: string }[]) => choices.map(({ value }) => value)

describe('choices of the audit filter', () => {
  it('offers what the list shows beside what the service names, each once and by label', () => {
    const known = ['ElevationRequest', 'Application']
    const labels = categoryChoices(known, [event('Application', 'Create MobileApp')], '').map(
      ({ label }) => label,
    )
    expect(labels).toEqual(['Application', 'Elevation request'])
  })

  it('keeps what the address chose, also when nobody knows it', () => {
    expect(values(categoryChoices([], [], 'Enrollment'))).toContain('Enrollment')
    expect(values(activityChoices([], [], { category: '__proto__', activity: 'Odd' }))).toEqual([
      'Odd',
    ])
  })

  it('narrows activities to the category, and without one offers all that have words and those in sight', () => {
    const events = [event('Role', 'Create RoleAssignment'), event('Session', 'Sign in')]
    const known = ['Patch RoleDefinition']
    expect(values(activityChoices(known, events, { category: 'Role', activity: '' }))).toEqual([
      'Patch RoleDefinition',
      'Create RoleAssignment',
    ])
    const all = activityChoices(known, [event('Device', 'Wipe ManagedDevice')], {})
    expect(all.map(({ label }) => label)).toEqual(
      expect.arrayContaining(['Denied elevation request', 'Deleted policy', 'Wipe managed device']),
    )
    expect(new Set(all.map(({ label }) => label)).size).toBe(all.length)
  })
})
