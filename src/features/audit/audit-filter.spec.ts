import { describe, expect, it } from 'vitest'

import { auditListArgs, isNarrowed, readAuditFilter } from './audit-filter.ts'

const now = Date.UTC(2026, 10, 20, 22, 5, 45, 123)
const read = (text: string) => readAuditFilter(new URLSearchParams(text))

describe('filter of the audit log', () => {
  it('is the last 30 days when the address says nothing or nonsense', () => {
    const plain = { range: 'month', category: '', activity: '', actor: '' }
    expect(read('')).toEqual(plain)
    expect(read('range=century&actor=%20')).toEqual(plain)
  })

  it('begins a range on a full minute, newest first', () => {
    expect(auditListArgs(read('range=day'), now)).toEqual({
      query: {
        $filter: 'activityDateTime ge 2026-11-19T22:05:00.000Z',
        $orderby: 'activityDateTime desc',
        $top: 50,
      },
    })
    expect(auditListArgs(read('range=week'), now).query.$filter).toContain('2026-11-13T22:05')
    expect(auditListArgs(read(''), now).query.$filter).toContain('2026-10-21T22:05')
  })

  it('asks for everything without a filter', () => {
    expect(auditListArgs(read('range=all'), now).query.$filter).toBeUndefined()
    expect(isNarrowed(read('range=all'))).toBe(false)
    expect(isNarrowed(read('range=all&category=Role'))).toBe(true)
    expect(isNarrowed(read('range=day'))).toBe(true)
  })

  it('joins all parts and quotes what was typed', () => {
    const filter = read(
      "range=all&category=ElevationRequest&activity=Deny%20ElevationRequest&actor=o'brien",
    )
    expect(auditListArgs(filter, now).query.$filter).toBe(
      "category eq 'ElevationRequest' and activityType eq 'Deny ElevationRequest' and contains(actor/userPrincipalName,'o''brien')",
    )
  })
})
