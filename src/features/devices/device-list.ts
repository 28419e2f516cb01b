import { complianceStates } from '#contract/directory.ts'
import { and, contains, eq, filterText, or, orderBy } from '#src/lib/odata.ts'
import type { ListParams, ListSpec } from '#src/ui/table/list-params.ts'

export const deviceListSpec: ListSpec<'compliance'> = {
  filters: { compliance: complianceStates },
  sorts: ['deviceName', 'userPrincipalName', 'complianceState', 'lastSyncDateTime'],
  defaultSort: { by: 'deviceName', descending: false },
}

/** The call that lists devices; the text is looked for in the device's and the user's name. */
export const deviceListArgs = ({
  filters,
  search,
  sort,
}: Pick<ListParams<'compliance'>, 'filters' | 'search' | 'sort'>) => ({
  query: {
    $filter: filterText(
      and(
        filters.compliance === undefined ? undefined : eq('complianceState', filters.compliance),
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
