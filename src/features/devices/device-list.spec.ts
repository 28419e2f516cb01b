import { describe, expect, it } from 'vitest'

import { readListParams } from '#src/ui/table/list-params.ts'

import {
  deviceElevationsArgs,
  deviceListArgs,
  deviceRequestsArgs,
  deviceListSpec,
} from './device-list.ts'

const read = (text: string) => readListParams(deviceListSpec, new URLSearchParams(text))

describe('list of devices', () => {
  it('is ordered by name without a filter', () => {
    expect(deviceListArgs(read(''))).toEqual({
      query: { $filter: undefined, $orderby: 'deviceName asc', $count: true, $top: 50 },
    })
  })

  it('searches device and user, with what was typed quoted', () => {
    expect(
      deviceListArgs(read("search=o'neil&compliance=noncompliant&sort=lastSyncDateTime:desc"))
        .query,
    ).toMatchObject({
      $filter:
        "complianceState eq 'noncompliant' and (contains(deviceName,'o''neil') or contains(userPrincipalName,'o''neil'))",
      $orderby: 'lastSyncDateTime desc',
    })
  })

  it('falls back when the address is nonsense', () => {
    expect(deviceListArgs(read('compliance=fine&sort=id:desc'))).toEqual(deviceListArgs(read('')))
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
