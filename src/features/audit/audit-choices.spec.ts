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

  it('narrows activities to the category, and without one to those in sight', () => {
    const events = [event('Role', 'Create RoleAssignment'), event('Session', 'Sign in')]
    const known = ['Patch RoleDefinition']
    expect(values(activityChoices(known, events, { category: 'Role', activity: '' }))).toEqual([
      'Create RoleAssignment',
      'Patch RoleDefinition',
    ])
    expect(values(activityChoices(known, events, { category: '', activity: '' }))).toEqual([
      'Create RoleAssignment',
      'Sign in',
    ])
  })
})
