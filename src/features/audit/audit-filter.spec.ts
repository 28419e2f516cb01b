import { describe, expect, it } from 'vitest'

import { readListParams } from '#src/ui/table/list-params.ts'

import { auditListArgs, auditListSpec } from './audit-filter.ts'

const now = Date.UTC(2026, 10, 20, 22, 5, 45, 123)
const queryOf = (address: string) =>
  auditListArgs(readListParams(auditListSpec, new URLSearchParams(address)), now).query

describe('filter of the audit log', () => {
  it('is the last 30 days when the address says nothing or nonsense, newest first', () => {
    expect(queryOf('range=century&sort=id:asc')).toEqual({
      $filter: 'activityDateTime ge 2026-10-21T22:05:00.000Z',
      $orderby: 'activityDateTime desc',
      $top: 50,
    })
  })

  it('begins a range on a full minute', () => {
    expect(queryOf('range=day').$filter).toBe('activityDateTime ge 2026-11-19T22:05:00.000Z')
    expect(queryOf('range=week').$filter).toBe('activityDateTime ge 2026-11-13T22:05:00.000Z')
  })

  it('asks for everything without a filter', () => {
    expect(queryOf('range=all').$filter).toBeUndefined()
  })

  it('joins all parts and quotes what was typed', () => {
    const address =
      "range=all&category=ElevationRequest&activity=Deny%20ElevationRequest&search=o'brien"
    expect(queryOf(address).$filter).toBe(
      "category eq 'ElevationRequest' and activityType eq 'Deny ElevationRequest' and contains(actor/userPrincipalName,'o''brien')",
    )
  })
})
