import { describe, expect, it } from 'vitest'

import { knownActivity } from '#domain/audit/activity-words.ts'

import { recordedActivities } from '../http/refusal-audit.ts'
import { cellsOf } from './audit-file.ts'

const event = (activityType: string, activityResult = 'Success') => ({
  id: '1',
  activityDateTime: '2026-11-20T08:00:00Z',
  activityType,
  activityResult,
})

describe('file of the audit log', () => {
  it('holds the activity in the words of the page and by its name', () => {
    expect(cellsOf(event('Deny ElevationRequest'))).toMatchObject({
      Activity: 'Denied elevation request',
      'Activity type': 'Deny ElevationRequest',
    })
    expect(cellsOf(event('Deny ElevationRequest', 'Failure')).Activity).toBe(
      'Refused: denying an elevation request',
    )
    expect(cellsOf(event('Wipe ManagedDevice')).Activity).toBe('Wipe ManagedDevice')
  })

  it('says how it ended in the words of the page, and keeps the recorded one', () => {
    expect(cellsOf(event('Deny ElevationRequest'))).toMatchObject({
      Status: 'Carried out',
      Result: 'Success',
    })
    expect(cellsOf(event('Deny ElevationRequest', 'Failure')).Status).toBe('Refused or failed')
  })

  it('has words for all that this service records', () => {
    const without = recordedActivities.filter(
      ({ activityType }) => knownActivity(activityType, false) === null,
    )
    expect(without).toEqual([])
  })
})
