import { complianceStates } from '#contract/directory.ts'
import { and, contains, eq, filterText, holds, or, orderBy } from '#src/lib/odata.ts'
import type { ListParams, ListSpec } from '#src/ui/table/list-params.ts'

export type DeviceFilter = 'compliance' | 'tag'

export const deviceListSpec: ListSpec<DeviceFilter> = {
  filters: { compliance: complianceStates, tag: 'text' },
  sorts: ['deviceName', 'userPrincipalName', 'complianceState', 'lastSyncDateTime'],
  defaultSort: { by: 'deviceName', descending: false },
}

/** The call that lists devices; the text is looked for in the device's and the user's name. */
export const deviceListArgs = ({
  filters,
  search,
  sort,
}: Pick<ListParams<DeviceFilter>, 'filters' | 'search' | 'sort'>) => ({
  query: {
    $filter: filterText(
      and(
        filters.compliance === undefined ? undefined : eq('complianceState', filters.compliance),
        filters.tag === undefined ? undefined : holds('roleScopeTagIds', filters.tag),
        search === ''
          ? undefined
          : or(contains('deviceName', search), contains('userPrincipalName', search)),
      ),
    ),
    $orderby: orderBy(sort.by, sort.descending),
    $count: true,
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
