export type QueuePage = {
  name: string
  query: Record<string, string>
  /** The same rows from the table, the 51st included that tells of a next page. */
  sql: string
  countSql: string
  /** Asked by the approver whose role is limited to a scope tag. */
  limitedToScope?: true
}

const day = 24 * 60 * 60 * 1000
const columns = 'status, modified_at, version, resource'

const page = (where: string, order: string) => ({
  sql: `select ${columns} from elevation_requests where ${where} order by ${order} limit 51`,
  countSql: `select count(*) from elevation_requests where ${where}`,
})

/** What the queue of the console asks for (`src/features/elevation-requests/request-filters.ts`), with its orders. */
export const pagesOf = (at: Date): QueuePage[] => {
  const recent = new Date(Math.floor(at.getTime() / day) * day - 30 * day).toISOString()
  const pending = "status eq 'pending'"
  const soonest = 'requestExpiryDateTime asc'
  const latest = 'requestLastModifiedDateTime desc'
  const isPending = "status = 'pending'"
  return [
    {
      name: 'pending, soonest to expire',
      query: { $filter: pending, $orderby: soonest },
      ...page(isPending, 'expires_at, id'),
    },
    {
      name: 'the same, role limited to a scope tag',
      query: { $filter: pending, $orderby: soonest },
      ...page(
        `${isPending} and exists (select 1 from device_scope_tags t where t.device_id = elevation_requests.device_id and t.scope_tag_id in ('0'))`,
        'expires_at, id',
      ),
      limitedToScope: true,
    },
    {
      name: 'all, latest change first',
      query: {
        $filter: `${pending} or requestCreatedDateTime ge ${recent}`,
        $orderby: latest,
      },
      ...page(`(${isPending} or created_at >= '${recent}')`, 'modified_at desc, id desc'),
    },
    {
      name: 'denied, latest change first',
      query: {
        $filter: `status eq 'denied' and requestCreatedDateTime ge ${recent}`,
        $orderby: latest,
      },
      ...page(`status = 'denied' and created_at >= '${recent}'`, 'modified_at desc, id desc'),
    },
    {
      name: 'pending on devices with “LON” in the name',
      query: { $filter: `${pending} and contains(deviceName,'LON')`, $orderby: soonest },
      ...page(`${isPending} and lower(device_name) like '%lon%'`, 'expires_at, id'),
    },
    {
      name: 'pending, by file name',
      query: { $filter: pending, $orderby: 'applicationDetail/fileName asc' },
      ...page(isPending, 'lower(file_name), id'),
    },
    {
      name: 'pending, search “setup”',
      query: { $filter: pending, $search: 'setup', $orderby: soonest },
      ...page(`${isPending} and search_text like '%setup%'`, 'expires_at, id'),
    },
    {
      name: 'pending, search that finds nothing',
      query: { $filter: pending, $search: 'zzqqzz', $orderby: soonest },
      ...page(`${isPending} and search_text like '%zzqqzz%'`, 'expires_at, id'),
    },
  ]
}
