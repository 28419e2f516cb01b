import { complianceStates } from '#contract/directory.ts'
import { and, contains, eq, filterText, or, orderBy } from '#src/lib/odata.ts'

export const deviceColumns = ['deviceName', 'complianceState', 'lastSyncDateTime'] as const
export type DeviceSort = { column: (typeof deviceColumns)[number]; descending: boolean }

/** What the address bar says; `''` is "any". */
export type DeviceListState = { search: string; compliance: string; sort: DeviceSort }

/** `sort` is a column, with `-` before it for descending. Unknown words fall back to the order by name. */
export const readDeviceListState = (params: URLSearchParams): DeviceListState => {
  const sort = params.get('sort') ?? ''
  const column = deviceColumns.find((name) => name === sort.replace(/^-/, ''))
  return {
    search: (params.get('q') ?? '').trim().slice(0, 200),
    compliance: complianceStates.find((state) => state === params.get('compliance')) ?? '',
    sort: { column: column ?? 'deviceName', descending: column !== undefined && sort[0] === '-' },
  }
}

/** The call that lists devices; the text is looked for in the device's and the user's name. */
export const deviceListArgs = ({ search, compliance, sort }: DeviceListState) => ({
  query: {
    $filter: filterText(
      and(
        compliance === '' ? undefined : eq('complianceState', compliance),
        search === ''
          ? undefined
          : or(contains('deviceName', search), contains('userPrincipalName', search)),
      ),
    ),
    $orderby: orderBy(sort.column, sort.descending),
    $top: 50,
  },
})

/** The latest requests of a device, newest first. */
export const deviceRequestsArgs = (deviceId: string) => ({
  query: {
    $filter: filterText(eq('requestedOnDeviceId', deviceId)),
    $orderby: orderBy('requestCreatedDateTime', true),
    $top: 10,
  },
})

/** The latest elevations of a device, newest first. */
export const deviceElevationsArgs = (deviceId: string) => ({
  query: {
    $filter: filterText(eq('deviceId', deviceId)),
    $orderby: orderBy('eventDateTime', true),
    $top: 10,
  },
})
