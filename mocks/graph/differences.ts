/**
 * What Microsoft Graph does differently from our own service, each by name and source, so that the page is tested against all of
 * it. A difference looks at one exchange: the request before the core sees it, the answer before the page does.
 */
export type Exchange = { method: string; path: string; query: URLSearchParams; status: number }
type Json = Record<string, unknown>

export type Difference = {
  name: string
  /** Where it is known from. */
  source: string
  /** Headers that Graph does not know. */
  drops?: readonly string[]
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
const isList = ({ method, path }: Exchange, of: string) => method === 'GET' && path === of
const selected = ({ query }: Exchange) => (query.get('$select') ?? '').split(',')
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
    name: 'the message of an error is JSON',
    source: 'seen on the live wire (graph-contract 8)',
    answer: (body) => (isObject(body['error']) ? { error: intuneError(body['error']) } : body),
  },
]

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
