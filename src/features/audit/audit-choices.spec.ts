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
  it('offers what the list shows beside what is known, each once and by label', () => {
    const labels = categoryChoices([event('Application', 'Create MobileApp')], '').map(
      ({ label }) => label,
    )
    expect(labels).toContain('Application')
    expect(labels).toContain('Elevation request')
    expect(labels).toEqual([...new Set(labels)].sort((a, b) => a.localeCompare(b, 'en')))
  })

  it('keeps what the address chose, also when nobody knows it', () => {
    expect(values(categoryChoices([], 'Enrollment'))).toContain('Enrollment')
    expect(values(activityChoices([], { category: '__proto__', activity: 'Odd' }))).toEqual(['Odd'])
  })

  it('narrows activities to the category', () => {
    const events = [event('Role', 'Create RoleAssignment'), event('Session', 'Sign in')]
    expect(values(activityChoices(events, { category: 'Role', activity: '' }))).toEqual([
      'Create RoleAssignment',
    ])
    expect(values(activityChoices(events, { category: '', activity: '' }))).toContain(
      'Deny ElevationRequest',
    )
  })
})
