import { apiBase } from '#contract/endpoint.ts'
import { endpoints, type EndpointName } from '#contract/endpoints.ts'

import { badRequest, GraphFailure } from './graph-failure.ts'

type Node = {
  literals: Map<string, Node>
  parameter: { name: string; node: Node } | null
  methods: Map<string, EndpointName>
}
const emptyNode = (): Node => ({ literals: new Map(), parameter: null, methods: new Map() })

const root = emptyNode()
const literals = new Set<string>()
/** Keys that have a name, as in `/devices(deviceId='…')`. */
const namedKeys = new Set<string>()

/** `devices(deviceId='{id}')` of the table is `devices` and then `{id}`. */
const tableSegments = (path: string): string[] =>
  path
    .slice(1)
    .split('/')
    .flatMap((segment) => {
      const [, name, key, parameter] = /^(\w+)\((\w+)='(\{\w+\})'\)$/.exec(segment) ?? []
      if (name === undefined || key === undefined || parameter === undefined) return [segment]
      namedKeys.add(key)
      return [name, parameter]
    })

for (const [name, { method, path }] of Object.entries(endpoints)) {
  let node = root
  for (const segment of tableSegments(path)) {
    if (segment.startsWith('{')) {
      node.parameter ??= { name: segment.slice(1, -1), node: emptyNode() }
      node = node.parameter.node
    } else {
      const next = node.literals.get(segment) ?? emptyNode()
      node.literals.set(segment, next)
      literals.add(segment)
      node = next
    }
  }
  node.methods.set(method, name as EndpointName)
}

/**
 * OData writes keys and function arguments in parentheses: `/policies('id')` becomes `/policies/id`, also with a key's name,
 * and `/getEffectivePermissions(scope='*')` becomes `/getEffectivePermissions`.
 */
const normaliseSegment = (segment: string): string[] => {
  const called = /^([A-Za-z][\w.]*)\((.*)\)$/s.exec(segment)
  if (!called) return [segment]
  const [, name = '', inside = ''] = called
  // An id may end in parentheses too.
  if (!literals.has(name)) return [segment]
  const [, keyName, key] = /^(?:(\w+)=)?'((?:[^']|'')*)'$/s.exec(inside) ?? []
  if (key === undefined || (keyName !== undefined && !namedKeys.has(keyName))) return [name]
  return [name, key.replaceAll("''", "'")]
}

const decode = (segment: string) => {
  try {
    return decodeURIComponent(segment)
  } catch {
    throw badRequest('The URL has a percent sign that escapes nothing.')
  }
}

export type Match =
  | { kind: 'endpoint'; name: EndpointName; params: Record<string, string> }
  /** Thrown at its place in the pipeline, after the caller is known. */
  | { kind: 'failure'; failure: GraphFailure }

const failed = (status: number, code: string, message: string, allow?: string): Match => ({
  kind: 'failure',
  failure: new GraphFailure(
    status,
    code,
    message,
    allow === undefined ? {} : { headers: { Allow: allow } },
  ),
})

/** Which endpoint a method and a path (as on the wire, with `/beta`) mean. HEAD is GET without a body. */
export const matchEndpoint = (method: string, pathname: string): Match => {
  if (!pathname.startsWith(`${apiBase}/`)) return failed(404, 'NotFound', 'There is nothing here.')
  const params: Record<string, string> = {}
  let node = root
  let segments: string[]
  try {
    segments = pathname
      .slice(apiBase.length + 1)
      .replace(/\/$/, '')
      .split('/')
      .flatMap((segment) => normaliseSegment(decode(segment)))
  } catch (failure) {
    if (failure instanceof GraphFailure) return { kind: 'failure', failure }
    throw failure
  }
  for (const segment of segments) {
    const literal = node.literals.get(segment)
    if (literal) node = literal
    else if (node.parameter && segment !== '') {
      params[node.parameter.name] = segment
      node = node.parameter.node
    } else return failed(400, 'BadRequest', `Resource not found for the segment '${segment}'.`)
  }
  if (node.methods.size === 0) {
    return failed(400, 'BadRequest', `Resource not found for the segment '${segments.at(-1)}'.`)
  }
  const name = node.methods.get(method === 'HEAD' ? 'GET' : method)
  if (name) return { kind: 'endpoint', name, params }
  const allowed = [...node.methods.keys()].flatMap((each) =>
    each === 'GET' ? [each, 'HEAD'] : [each],
  )
  return failed(
    405,
    'MethodNotAllowed',
    `${method} is not possible here, only ${allowed.join(', ')}.`,
    allowed.join(', '),
  )
}
