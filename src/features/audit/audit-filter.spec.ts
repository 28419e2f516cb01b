import { describe, expect, it } from 'vitest'

import { readListParams } from '#src/ui/table/list-params.ts'

import { auditListArgs, auditListSpec, daysFault } from './audit-filter.ts'

const now = Date.UTC(2026, 10, 20, 22, 5, 45, 123)
const hidden =
  "not(activityType eq 'Create DeviceManagementExportJob' and activityOperationType eq 'Get')"
const queryOf = (address: string) =>
  auditListArgs(readListParams(auditListSpec, new URLSearchParams(address)), now).query

describe('filter of the audit log', () => {
  it('is the last 30 days when the address says nothing or nonsense, newest first', () => {
    expect(queryOf('range=century&sort=id:asc')).toEqual({
      $filter: `activityDateTime ge 2026-10-21T22:05:00.000Z and ${hidden}`,
      $orderby: 'activityDateTime desc',
      $top: 50,
    })
  })

  it('begins a range on a full minute', () => {
    expect(queryOf('range=day&read=shown').$filter).toBe(
      'activityDateTime ge 2026-11-19T22:05:00.000Z',
    )
    expect(queryOf('range=week&read=shown').$filter).toBe(
      'activityDateTime ge 2026-11-13T22:05:00.000Z',
    )
  })

  it('asks for everything without a filter', () => {
    expect(queryOf('range=all&read=shown').$filter).toBeUndefined()
  })

  it('leaves out reports that a page read, unless these or the activity are asked for', () => {
    expect(queryOf('range=all').$filter).toBe(hidden)
    expect(queryOf('range=all&activity=Create%20DeviceManagementExportJob').$filter).not.toContain(
      'not(',
    )
  })

  it('takes days of one’s own, both included, in UTC', () => {
    expect(queryOf('from=2026-11-01&to=2026-11-03&read=shown').$filter).toBe(
      'activityDateTime ge 2026-11-01T00:00:00.000Z and activityDateTime lt 2026-11-04T00:00:00.000Z',
    )
    expect(queryOf('to=2026-11-03&read=shown').$filter).toBe(
      'activityDateTime lt 2026-11-04T00:00:00.000Z',
    )
  })

  it('names days that are none or the wrong way round', () => {
    expect(daysFault({ from: '2026-11-03', to: '2026-11-01' })).toBe(
      'The first day is after the last.',
    )
    expect(daysFault({ from: 'x' })).toBe('x is no day.')
    expect(daysFault({ from: '2026-11-01' })).toBeNull()
  })

  it('joins all parts and quotes what was typed', () => {
    const address =
      "range=all&category=ElevationRequest&activity=Deny%20ElevationRequest&result=Failure&actor=o'brien&object=x&search=setup"
    expect(queryOf(address)).toMatchObject({
      $filter:
        "category eq 'ElevationRequest' and activityType eq 'Deny ElevationRequest' and activityResult eq 'Failure' and " +
        "contains(actor/userPrincipalName,'o''brien') and " +
        "(contains(resources/displayName,'x') or resources/resourceId eq 'x')",
      $search: 'setup',
    })
  })
})
