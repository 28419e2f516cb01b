import { describe, expect, it } from 'vitest'

import {
  deviceElevationsArgs,
  deviceListArgs,
  deviceRequestsArgs,
  readDeviceListState,
} from './device-list.ts'

const read = (text: string) => readDeviceListState(new URLSearchParams(text))

describe('list of devices', () => {
  it('is ordered by name without a filter', () => {
    expect(deviceListArgs(read(''))).toEqual({
      query: { $filter: undefined, $orderby: 'deviceName asc', $top: 50 },
    })
  })

  it('searches device and user, with what was typed quoted', () => {
    expect(
      deviceListArgs(read("q=o'neil&compliance=noncompliant&sort=-lastSyncDateTime")).query,
    ).toMatchObject({
      $filter:
        "complianceState eq 'noncompliant' and (contains(deviceName,'o''neil') or contains(userPrincipalName,'o''neil'))",
      $orderby: 'lastSyncDateTime desc',
    })
  })

  it('falls back when the address is nonsense', () => {
    expect(read('compliance=fine&sort=-id')).toEqual({
      search: '',
      compliance: '',
      sort: { column: 'deviceName', descending: false },
    })
  })

  it('asks for requests and elevations of one device, newest first', () => {
    expect(deviceRequestsArgs("d'1").query).toMatchObject({
      $filter: "requestedOnDeviceId eq 'd''1'",
      $orderby: 'requestCreatedDateTime desc',
    })
    expect(deviceElevationsArgs('d1').query).toMatchObject({
      $filter: "deviceId eq 'd1'",
      $orderby: 'eventDateTime desc',
    })
  })
})
