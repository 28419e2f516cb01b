import { expect, it } from 'vitest'

import { activitiesWith } from './activity-words.ts'

it('knows activities by the words that are shown for them', () => {
  for (const text of ['Denied elevation request', 'DENIED ELEV', 'denying an'])
    expect(activitiesWith(text)).toEqual(['Deny ElevationRequest'])
  expect(activitiesWith('setup.exe')).toEqual([])
})

it('takes one or two letters as a word, since they stand in nearly all', () => {
  expect(activitiesWith('e')).toEqual([])
  expect(activitiesWith('ro')).toEqual([])
  expect(activitiesWith('an')).toContain('Deny ElevationRequest')
  expect(activitiesWith('an')).not.toContain('Sign in')
})

it('finds reports that were read under what they are recorded as', () => {
  expect(activitiesWith('read reports')).toContain('Create DeviceManagementExportJob')
})
