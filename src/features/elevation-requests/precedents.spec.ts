import { describe, expect, it } from 'vitest'

import type { Elevation } from '#contract/elevations.ts'

import {
  elevationPrecedents,
  elevationSentence,
  precedentSentence,
  requestPrecedents,
} from './precedents.ts'
import { aRequest, decided, hash, hours, iso, noon } from './sample-request.spec-helper.ts'

const elevation = (change: Partial<Elevation>): Elevation => ({
  id: 'e',
  eventDateTime: iso(noon),
  elevationType: 'supportApprovedElevation',
  userType: 'azureAd',
  processType: 'parent',
  result: 0,
  hash,
  upn: 'adele.vance@contoso.example',
  deviceId: 'd1',
  ...change,
})

describe('requestPrecedents', () => {
  it('leaves the request itself out, newest first', () => {
    const older = decided('denied', { id: 'b', requestCreatedDateTime: iso(noon - hours(90)) })
    const newer = decided('approved', { id: 'a', requestCreatedDateTime: iso(noon - hours(3)) })
    const found = requestPrecedents(aRequest(), [older, aRequest(), newer])
    expect(found.others.map(({ id }) => id)).toEqual(['a', 'b'])
    expect(found).toMatchObject({ approved: 1, denied: 1, pending: 0, rest: 0, samePerson: 2 })
  })

  it('notices that the same bytes went under another name', () => {
    const disguised = decided('denied', {
      id: 'b',
      applicationDetail: { fileHash: hash, fileName: 'Teams.exe' },
    })
    const sameCase = decided('denied', {
      id: 'c',
      applicationDetail: { fileHash: hash, fileName: 'INSTALLPRINTER.MSI' },
    })
    expect(requestPrecedents(aRequest(), [disguised, sameCase]).otherNames).toEqual(['Teams.exe'])
  })

  it('says it in one sentence', () => {
    const found = requestPrecedents(aRequest(), [
      decided('approved', { id: 'a', requestedByUserId: 'other' }),
      decided('completed', { id: 'b', requestedByUserId: 'other' }),
      decided('denied', { id: 'c' }),
      aRequest({ id: 'd', status: 'expired' }),
    ])
    expect(precedentSentence(found, true)).toBe(
      'Approved twice, denied once and expired once, asked by 2 people, this one among them. There are more than are counted here.',
    )
    expect(precedentSentence(requestPrecedents(aRequest(), [aRequest()]), false)).toMatch(/^Nobody/)
  })
})

describe('elevations of the same hash', () => {
  it('counts people and devices without regard to case, and failures', () => {
    const found = elevationPrecedents([
      elevation({ eventDateTime: iso(noon - hours(5)) }),
      elevation({ upn: 'ADELE.VANCE@contoso.example', deviceId: 'D1', result: 5 }),
      elevation({ upn: 'bo@contoso.example', deviceId: 'd2', eventDateTime: iso(noon - 1) }),
    ])
    expect(found).toEqual({ count: 3, people: 2, devices: 2, failed: 1, latest: iso(noon) })
    expect(elevationSentence(found, 3)).toBe(
      'Ran elevated 3 times so far, by 2 people on 2 devices, 1 failed.',
    )
    expect(elevationSentence(found, 900)).toMatch(/900 times so far; of the latest 3: by/)
  })

  it('says that there are none', () => {
    expect(elevationSentence(elevationPrecedents([]), 0)).toMatch(/^No device/)
  })
})
