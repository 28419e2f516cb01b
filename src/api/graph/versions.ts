import type { EndpointName } from '#contract/endpoints.ts'
import { innerCodes } from '#contract/errors.ts'

import type { AnyCall, Send } from '../api.ts'
import type { ApiFailure, ApiResult } from '../result.ts'

/** What is read to know the version of a thing, and the calls that change it. */
type Versioned = { read: EndpointName; changes: readonly EndpointName[] }

const versioned: readonly Versioned[] = [
  {
    read: 'elevationRequestGet',
    changes: ['elevationRequestApprove', 'elevationRequestDeny', 'elevationRequestRevoke'],
  },
  { read: 'policyGet', changes: ['policyReplace', 'policyUpdate', 'policyDelete', 'policyAssign'] },
  { read: 'reusableSettingGet', changes: ['reusableSettingUpdate', 'reusableSettingDelete'] },
  { read: 'roleDefinitionGet', changes: ['roleDefinitionUpdate', 'roleDefinitionDelete'] },
  { read: 'roleAssignmentGet', changes: ['roleAssignmentUpdate', 'roleAssignmentDelete'] },
  { read: 'scopeTagGet', changes: ['scopeTagUpdate', 'scopeTagDelete', 'scopeTagAssign'] },
]

/** What other objects move does not make another version: counts, and the role of an assignment, which has its own. */
const ignored = new Set([
  'referencingConfigurationPolicyCount',
  'referencingConfigurationPolicies',
  'roleDefinition',
])

const stable = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(stable)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !key.includes('@odata.') && !ignored.has(key))
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, part]) => [key, stable(part)]),
  )
}

/** A version of our own: the same for the same content. */
export const tagOf = async (content: unknown): Promise<string> => {
  const bytes = new TextEncoder().encode(JSON.stringify(stable(content)))
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
  return `"${[...hash].map((byte) => byte.toString(16).padStart(2, '0')).join('')}"`
}

/** The call's query asks for everything that an edit begins from. */
const isWhole = ({ name, args }: AnyCall) =>
  name !== 'policyGet' || args.query?.['$expand'] === 'settings'

/** Assignments that belong to a thing's version, and that only their own address answers truly (graph-contract 6.2). */
const assignmentsOf: Partial<Record<EndpointName, EndpointName>> = {
  policyGet: 'policyAssignmentList',
  scopeTagGet: 'scopeTagAssignmentList',
}

const contentOf = async (
  name: EndpointName,
  args: AnyCall['args'],
  data: unknown,
  send: Send,
): Promise<ApiResult<unknown>> => {
  const head = { status: 200, requestId: '', etag: null, retryAfter: null }
  const list = assignmentsOf[name]
  if (list === undefined) return { type: 'success', data, ...head }
  const assignments = await send(list, { path: args.path, signal: args.signal })
  if (assignments.type !== 'success') return assignments
  return { type: 'success', data: [data, assignments.data], ...head }
}

/** Reads as `send` does; what an edit may begin from gets a version, because Graph gives none. */
const readWithTag = async (call: AnyCall, send: Send): Promise<ApiResult<unknown>> => {
  const result = await send(call.name, call.args)
  if (result.type !== 'success' || !isWhole(call)) return result
  const content = await contentOf(call.name, call.args, result.data, send)
  if (content.type !== 'success') return content
  // A resource of Graph is an object; the contract has checked it.
  const data = result.data as Record<string, unknown>
  return { ...result, data: { ...data, '@odata.etag': await tagOf(content.data) } }
}

const changedMeanwhile = (current: unknown): ApiFailure => ({
  type: 'error',
  status: 412,
  requestId: '',
  etag: null,
  retryAfter: null,
  error: {
    code: 'PreconditionFailed',
    message: 'It was changed after this page read it. Nothing was sent.',
    innerError: { code: innerCodes.staleVersion },
    current,
  },
})

/**
 * Optimistic concurrency that Graph does not have: a change that names the version it was made from is sent only when the thing,
 * read again just before, still has it. Between that reading and the change somebody else may still come first: Graph cannot
 * tell (docs/wire-differences.md).
 */
export const withVersions = async (
  call: AnyCall,
  send: Send,
  /** Looks at what was read just before a change; an answer is given instead of sending it. */
  inspect: (call: AnyCall, current: unknown) => ApiFailure | null,
): Promise<ApiResult<unknown>> => {
  const { name, endpoint, args } = call
  if (versioned.some(({ read }) => read === name)) return readWithTag(call, send)
  const kind = versioned.find(({ changes }) => changes.includes(name))
  if (kind === undefined) return send(name, args)
  const { ifMatch, ...plain } = args
  const query = kind.read === 'policyGet' ? { $expand: 'settings' } : undefined
  const again = { path: args.path, query, signal: args.signal }
  const current = await readWithTag({ name: kind.read, endpoint, args: again }, send)
  if (current.type !== 'success') return current
  const refused = inspect(call, current.data)
  if (refused !== null) return refused
  const tag = (current.data as { '@odata.etag'?: unknown })['@odata.etag']
  if (ifMatch !== undefined && ifMatch !== tag) return changedMeanwhile(current.data)
  return send(name, plain)
}
