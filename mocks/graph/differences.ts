/**
 * What Microsoft Graph does differently from our own service, each by name and source, so that the page is tested against all of
 * it. A difference looks at one exchange: the request before the core sees it, the answer before the page does.
 */
export type Asked = {
  method: string
  path: string
  query: URLSearchParams
  headers: Headers
  body: Json | null
}
export type Exchange = Asked & { status: number }
export type Json = Record<string, unknown>

export type Difference = {
  name: string
  /** Where it is known from. */
  source: string
  /** Headers that Graph does not know. */
  drops?: readonly string[]
  /** What Graph does not take: the sentence of its 400, else null. */
  refuses?: (asked: Asked) => string | null
  answer?: (body: Json, exchange: Exchange) => Json
}

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** An answer's own resources: the items of a list, else the answer itself. */
const eachResource = (body: Json, change: (resource: Json) => Json): Json =>
  Array.isArray(body['value'])
    ? { ...body, value: body['value'].map((item) => (isObject(item) ? change(item) : item)) }
    : change(body)

const without = (resource: Json, ...names: string[]): Json =>
  Object.fromEntries(Object.entries(resource).filter(([name]) => !names.includes(name)))

const policies = '/deviceManagement/configurationPolicies'
const reusable = '/deviceManagement/reusablePolicySettings'
const requests = '/deviceManagement/elevationRequests'
const isList = ({ method, path }: Asked, of: string) => method === 'GET' && path === of
const selected = ({ query }: Asked) => (query.get('$select') ?? '').split(',')
const action = /\/elevationRequests\/[^/]+\/(approve|deny|revoke)$/

export const differences: readonly Difference[] = [
  {
    name: 'no versions',
    source: 'no Intune EPM resource is known to return @odata.etag (graph-contract 8)',
    drops: ['if-match', 'idempotency-key'],
    answer: (body) => eachResource(body, (resource) => without(resource, '@odata.etag')),
  },
  {
    name: 'isAssigned only when it is selected',
    source: 'seen on the live wire (graph-contract 6.2)',
    answer: (body, exchange) =>
      exchange.path.startsWith(policies) && !selected(exchange).includes('isAssigned')
        ? eachResource(body, (resource) => without(resource, 'isAssigned'))
        : body,
  },
  {
    name: 'the count of policies is that of the page',
    source: 'seen on the live wire (graph-contract 6.2)',
    answer: (body, exchange) =>
      isList(exchange, policies) && Array.isArray(body['value'])
        ? { '@odata.count': body['value'].length, ...without(body, '@odata.count') }
        : body,
  },
  {
    name: 'expanded assignments of one policy are empty',
    source: 'seen on the live wire (graph-contract 6.2)',
    answer: (body, { path }) =>
      path.startsWith(`${policies}/`) && 'assignments' in body
        ? { ...body, assignments: [] }
        : body,
  },
  {
    name: 'an action answers its resource wrapped',
    source: 'printed in the reference pages (graph-contract 1.2)',
    answer: (body, { path, status }) =>
      action.test(path) && status === 200 && !('value' in body) ? { value: body } : body,
  },
  {
    name: 'states behind unknownFutureValue only for who asks for them',
    source:
      'evolvable enums of Graph; revoked and completed stand behind the sentinel (graph-contract 1.1)',
    answer: (body, { path, headers }) =>
      path.startsWith(requests) && !asksForUnknown(headers)
        ? eachResource(body, (resource) =>
            lateStates.has(String(resource['status']))
              ? { ...resource, status: 'unknownFutureValue' }
              : resource,
          )
        : body,
  },
  {
    name: 'what is not reviewed yet is empty text',
    source: 'the reference of elevation requests (graph-contract 1.1)',
    answer: (body, { path }) =>
      path.startsWith(requests)
        ? eachResource(body, (resource) => ({
            ...resource,
            ...Object.fromEntries(
              reviewTexts.filter((name) => resource[name] === null).map((name) => [name, '']),
            ),
          }))
        : body,
  },
  {
    name: 'a list of reusable settings has their content only when it is selected',
    source: 'used in production (graph-contract 5)',
    answer: (body, exchange) =>
      isList(exchange, reusable) && !selected(exchange).includes('settingInstance')
        ? eachResource(body, (resource) => without(resource, 'settingInstance'))
        : body,
  },
  {
    name: 'instances of settings carry auditRuleInformation',
    source: 'seen on the live wire (graph-contract 6.2)',
    answer: (body, { path }) =>
      path.startsWith(`${policies}/`)
        ? { ...body, ...withAuditRules(body, 'settings'), ...withAuditRules(body, 'value') }
        : body,
  },
  {
    name: 'an assignment does not name its role',
    source: 'seen on the live wire: the link exists below a definition only (graph-contract 7.5)',
    answer: (body, { path }) =>
      path.startsWith('/deviceManagement/roleAssignments')
        ? eachResource(body, (resource) => without(resource, 'roleDefinition'))
        : body,
  },
  {
    name: 'searching the directory needs the header ConsistencyLevel',
    source: 'Graph reference, advanced queries (graph-contract 7.2)',
    refuses: ({ path, query, headers }) =>
      ['/groups', '/users'].includes(path) &&
      query.has('$search') &&
      headers.get('consistencylevel') !== 'eventual'
        ? "Request with $search query parameter only works through MSGraph with a special request header: 'ConsistencyLevel: eventual'"
        : null,
  },
  {
    name: 'aggregated reports are of all days, and the trend takes no filter',
    source: 'the table of reports and their filters (graph-contract 2.2)',
    refuses: ({ method, path, body }) => {
      if (method !== 'POST' || path !== '/deviceManagement/reports/exportJobs') return null
      const { reportName = '', filter = '' } = body ?? {}
      const taken = filtersOf[String(reportName)] ?? []
      const asked =
        String(filter)
          .replace(/'(?:[^']|'')*'/g, '')
          .match(/\b[A-Z]\w+/g) ?? []
      const unknown = asked.find((column) => !taken.includes(column))
      return unknown === undefined ? null : `The report cannot be filtered by ${unknown}.`
    },
  },
  {
    name: 'the message of an error is JSON',
    source: 'seen on the live wire (graph-contract 8)',
    answer: (body) => (isObject(body['error']) ? { error: intuneError(body['error']) } : body),
  },
]

const lateStates: ReadonlySet<string> = new Set(['revoked', 'completed'])
const asksForUnknown = (headers: Headers) =>
  (headers.get('prefer') ?? '').includes('include-unknown-enum-members')
const reviewTexts = [
  'reviewCompletedByUserId',
  'reviewCompletedByUserPrincipalName',
  'reviewerJustification',
]

/** Every filter that the page of each report offers in Microsoft's table; a report that is not here has none. */
const filtersOf: Readonly<Record<string, readonly string[]>> = {
  EpmElevationReportElevationEvent: ['ElevationType', 'EventDateTime', 'Result'],
  EpmAggregationReportByApplication: ['CompanyName', 'ElevationType', 'FileName', 'FileVersion'],
}

const withAuditRules = (body: Json, list: 'settings' | 'value'): Json => {
  const settings = body[list]
  if (!Array.isArray(settings)) return {}
  return {
    [list]: settings.map((setting: unknown) =>
      isObject(setting) && isObject(setting['settingInstance'])
        ? {
            ...setting,
            settingInstance: { auditRuleInformation: null, ...setting['settingInstance'] },
          }
        : setting,
    ),
  }
}

/** What Intune makes of an error: the sentence inside JSON inside `message`, no details, no current state. */
const intuneError = (error: Json): Json => {
  const inner = isObject(error['innerError']) ? error['innerError'] : {}
  const message = typeof error['message'] === 'string' ? error['message'] : ''
  const id = inner['request-id']
  const activity = typeof id === 'string' ? id : ''
  return {
    code: error['code'],
    message: JSON.stringify({
      _version: 3,
      Message: `${message} - Operation ID (for customer support): 00000000-0000-0000-0000-000000000000 - Activity ID: ${activity} - Url: https://fef.example/DeviceConfigV2`,
      CustomApiErrorPhrase: '',
      RetryAfter: null,
      ErrorSourceService: '',
      HttpHeaders: '{}',
    }),
    innerError: {
      date: inner['date'],
      'request-id': inner['request-id'],
      'client-request-id': inner['client-request-id'],
    },
  }
}
