import {
  BatchRequestContent,
  BatchResponseContent,
  Client,
  GraphError,
  PageIterator,
  type PageCollection,
} from '@microsoft/microsoft-graph-client'

import {
  change,
  unwrapped,
  type Changed,
  type Resource,
} from './graph-client-changes.spec-helper.ts'

/**
 * A user's program, run as a process of its own by `graph-client.spec.ts`: Node reads the certificates it trusts only at
 * its start. It talks to GRAPH_URL with the tokens in GRAPH_TOKENS, reads the policy GRAPH_POLICY among others, and prints
 * what it saw as one line of JSON.
 */
export type Tokens = { manager: string; reader: string }
export type Failure = { statusCode: number; code: string | null; message: string }
export type Seen = {
  list: Resource[]
  /** The ids of all requests, page after page. */
  ids: string[]
  batch: { id: string; status: number; body: Resource | { error: { code: string } } }[]
  request: Resource
  approved: Resource
  approvedAgain: Failure
  asReader: Failure
  wrongToken: Failure
  notACustomHost: Failure
  badFilter: Failure
  policy: Resource
  policies: Resource[]
  changed: Changed
  resources: Record<
    'elevation' | 'reusableSetting' | 'managedDevice' | 'group' | 'user' | 'auditEvent',
    Resource
  >
}

const requests = '/deviceManagement/elevationRequests'
const policies = '/deviceManagement/configurationPolicies'
const host = new URL(process.env['GRAPH_URL'] ?? '')

const clientWith = (token: string, customHosts?: Set<string>) =>
  Client.initWithMiddleware({
    authProvider: { getAccessToken: () => Promise.resolve(token) },
    baseUrl: host.href,
    defaultVersion: 'beta',
    ...(customHosts ? { customHosts } : {}),
  })

const failureOf = async (call: Promise<unknown>): Promise<Failure> => {
  try {
    await call
  } catch (error) {
    if (!(error instanceof GraphError)) throw error
    return { statusCode: error.statusCode, code: error.code, message: error.message }
  }
  throw new Error('This call had to fail and did not.')
}

const look = async ({ manager, reader }: Tokens): Promise<Seen> => {
  const known = new Set([host.hostname])
  const client = clientWith(manager, known)
  // What the client answers is `any`; the spec reads it with Microsoft's own models.
  const get = (path: string) => client.api(path).get() as Promise<Resource>
  const firstOf = async (path: string) =>
    ((await client.api(path).top(1).get()) as { value: [Resource] }).value[0]

  const { value: list } = (await client
    .api(requests)
    .filter("status eq 'Pending'")
    .select('id,status,requestCreatedDateTime,applicationDetail')
    .orderby('requestCreatedDateTime desc')
    .top(3)
    .get()) as { value: Resource[] }

  const ids: string[] = []
  const first = (await client.api(requests).top(25).get()) as PageCollection
  const iterator = new PageIterator(client, first, (item: Resource) => {
    ids.push(item.id)
    return true
  })
  await iterator.iterate()

  const [one, other, third] = list
  if (!one || !other || !third) throw new Error('The world has too few pending requests.')
  const step = (id: string, path: string) => ({
    id,
    request: new Request(`${host.origin}${path}`, { method: 'GET' }),
  })
  const content = new BatchRequestContent([
    step('one', `${requests}/${one.id}`),
    step('none', `${requests}/00000000-0000-4000-8000-000000000000`),
    step('me', '/me'),
  ])
  const answered = new BatchResponseContent(
    (await client.api('/$batch').post(await content.getContent())) as ConstructorParameters<
      typeof BatchResponseContent
    >[0],
  )
  const batch: Seen['batch'] = []
  for (const id of ['one', 'none', 'me']) {
    const response = answered.getResponseById(id)
    batch.push({ id, status: response.status, body: (await response.json()) as Resource })
  }

  const approve = (by: Client, id: string) =>
    by.api(`${requests}/${id}/approve`).post({ reviewerJustification: 'Known tool' })
  const request = await get(`${requests}/${one.id}`)
  const approved = unwrapped(await approve(client, one.id))
  const { value: epmPolicies } = (await client
    .api(policies)
    .filter("templateReference/templateFamily eq 'endpointSecurityEndpointPrivilegeManagement'")
    .get()) as { value: Resource[] }

  const fetchFile = async (url: string) => {
    const response = await fetch(url)
    return new Uint8Array(await response.arrayBuffer())
  }
  const policyId = process.env['GRAPH_POLICY'] ?? ''
  return {
    changed: await change(client, { deny: third.id, policy: policyId }, fetchFile),
    list,
    ids,
    batch,
    request,
    approved,
    approvedAgain: await failureOf(approve(client, one.id)),
    asReader: await failureOf(approve(clientWith(reader, known), other.id)),
    wrongToken: await failureOf(clientWith('epm_user_none', known).api('/me').get()),
    notACustomHost: await failureOf(clientWith(manager).api('/me').get()),
    badFilter: await failureOf(client.api(requests).filter('no such thing').get()),
    policy: await get(`${policies}/${policyId}?$expand=settings`),
    policies: epmPolicies,
    resources: {
      elevation: await firstOf('/deviceManagement/privilegeManagementElevations'),
      reusableSetting: await firstOf(
        '/deviceManagement/reusablePolicySettings?$select=id,displayName,description,settingDefinitionId,settingInstance',
      ),
      managedDevice: await firstOf('/deviceManagement/managedDevices'),
      group: await firstOf('/groups'),
      user: await firstOf('/users'),
      auditEvent: await firstOf('/deviceManagement/auditEvents'),
    },
  }
}

const seen = await look(JSON.parse(process.env['GRAPH_TOKENS'] ?? '{}') as Tokens)
process.stdout.write(`${JSON.stringify(seen)}\n`)
