import type { Client } from '@microsoft/microsoft-graph-client'

/** The changes that a user's program makes through Microsoft's client; part of `graph-client.spec-helper.ts`. */
export type Resource = Record<string, unknown> & { id: string }
type List = { value: Resource[] }

const requests = '/deviceManagement/elevationRequests'
const policies = '/deviceManagement/configurationPolicies'
const reusable = '/deviceManagement/reusablePolicySettings'
const jobs = '/deviceManagement/reports/exportJobs'
const allDevices = { '@odata.type': '#microsoft.graph.allDevicesAssignmentTarget' }

/** The reference prints the answer of an action wrapped, the generated clients expect it bare (graph-contract 1.2). */
export const unwrapped = (answer: unknown): Resource => {
  const { value } = answer as { value?: Resource }
  return value ?? (answer as Resource)
}

const named = (source: Resource, names: readonly string[]) =>
  Object.fromEntries(names.map((name) => [name, source[name]]))

const policyChanges = async (client: Client, source: Resource) => {
  const { templateId } = source['templateReference'] as { templateId: string }
  const created = (await client.api(policies).post({
    ...named(source, ['description', 'platforms', 'technologies', 'roleScopeTagIds', 'settings']),
    templateReference: { templateId },
    name: 'Made by Microsoft’s client',
  })) as Resource
  const at = `${policies}/${created.id}`
  const assigned = (await client.api(`${at}/assign`).post({
    assignments: [{ target: allDevices }],
  })) as List
  const assignments = (await client.api(`${at}/assignments`).get()) as List
  await client.api(at).patch({ description: 'Changed by it' })
  const stored = (await client.api(`${at}?$expand=settings`).get()) as Resource
  await client.api(at).put({
    ...named(stored, ['name', 'description', 'platforms', 'technologies', 'roleScopeTagIds']),
    templateReference: { templateId },
    settings: stored['settings'],
  })
  const replaced = (await client.api(`${at}?$expand=settings`).get()) as Resource
  await client.api(at).delete()
  return { created, assigned: assigned.value, assignments: assignments.value, stored, replaced }
}

const reusableChanges = async (client: Client) => {
  const { value: list } = (await client
    .api(reusable)
    .select('id,displayName,description,settingDefinitionId,settingInstance')
    .get()) as List
  const [source] = list
  if (!source) throw new Error('The world has no reusable setting.')
  const created = (await client.api(reusable).post({
    ...named(source, ['description', 'settingDefinitionId', 'settingInstance']),
    displayName: 'Certificate of Microsoft’s client',
  })) as Resource
  const at = `${reusable}/${created.id}`
  const changed = (await client.api(at).patch({ description: 'Changed by it' })) as Resource
  const users = (await client
    .api(`${reusable}/${source.id}/referencingConfigurationPolicies`)
    .get()) as List
  await client.api(at).delete()
  return { count: list.length, created, changed, users: users.value }
}

/** A job, asked for until it is done; its file is fetched by `fetchFile`, without a token. */
const exported = async (client: Client, fetchFile: (url: string) => Promise<Uint8Array>) => {
  let job = (await client.api(jobs).post({
    reportName: 'EpmAggregationReportByApplication',
    format: 'csv',
    filter: "(ElevationType eq 'unmanagedElevation')",
    select: ['FileName', 'ElevationCount'],
  })) as Resource
  const first = job
  for (let asked = 0; asked < 100 && job['url'] === null; asked += 1)
    job = (await client.api(`${jobs}('${job.id}')`).get()) as Resource
  const file = await fetchFile(String(job['url']))
  return { first, last: job, zip: String.fromCodePoint(...file.slice(0, 2)), bytes: file.length }
}

export const change = async (
  client: Client,
  { deny, policy }: { deny: string; policy: string },
  fetchFile: (url: string) => Promise<Uint8Array>,
) => {
  const denied = unwrapped(
    await client.api(`${requests}/${deny}/deny`).post({ reviewerJustification: 'Not known' }),
  )
  const source = (await client.api(`${policies}/${policy}?$expand=settings`).get()) as Resource
  return {
    denied,
    policies: await policyChanges(client, source),
    reusable: await reusableChanges(client),
    job: await exported(client, fetchFile),
  }
}
export type Changed = Awaited<ReturnType<typeof change>>
