import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { apiBase } from '#contract/endpoint.ts'
import { endpoints, type EndpointName } from '#contract/endpoints.ts'

import { matchEndpoint } from './match.ts'

const names = Object.keys(endpoints) as EndpointName[]
const match = (method: string, path: string) => matchEndpoint(method, `${apiBase}${path}`)
const failure = (method: string, path: string) => {
  const found = match(method, path)
  if (found.kind !== 'failure') throw new Error(`${path} was matched`)
  return found.failure
}

describe('matchEndpoint', () => {
  it.each(names)('finds %s for any id, as a segment and as an OData key', (name) => {
    const { method, path } = endpoints[name]
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }), (id) => {
        // A segment of dots is taken away by every URL parser; `$count` is a segment of its own.
        fc.pre(!/^\.+$/.test(id) && !id.startsWith('$'))
        const encoded = encodeURIComponent(id)
        const doubled = encodeURIComponent(id.replaceAll("'", "''"))
        const plain = path
          .replaceAll(/'\{\w+\}'/g, () => `'${doubled}'`)
          .replaceAll(/\{\w+\}/g, () => encoded)
        const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, parameter = '']) => [parameter, id])
        const params: unknown = Object.fromEntries(named)
        expect(match(method, plain)).toEqual({ kind: 'endpoint', name, params })
        const asKey = path
          .replaceAll(/'\{\w+\}'/g, () => `'${doubled}'`)
          .replaceAll(/\/\{\w+\}/g, () => `('${doubled}')`)
        expect(match(method, asKey)).toEqual({ kind: 'endpoint', name, params })
      }),
      { numRuns: 30 },
    )
  })

  it('reads function arguments, a slash at the end and HEAD', () => {
    const found = { kind: 'endpoint', name: 'effectivePermissions', params: {} }
    expect(match('GET', "/deviceManagement/getEffectivePermissions(scope='*')")).toEqual(found)
    expect(match('GET', '/deviceManagement/getEffectivePermissions()')).toEqual(found)
    expect(match('HEAD', '/me/')).toMatchObject({ name: 'me' })
  })

  it('names the segment it does not know, as Graph does', () => {
    const found = failure('GET', '/deviceManagement/deviceStateSummary')
    expect(found).toMatchObject({ status: 400, code: 'BadRequest' })
    expect(found.message).toBe("Resource not found for the segment 'deviceStateSummary'.")
    expect(failure('GET', '/deviceManagement')).toMatchObject({ status: 400 })
    expect(failure('GET', '/me/%zz')).toMatchObject({ status: 400 })
    expect(failure('GET', '/deviceManagement/elevationRequests//approve')).toMatchObject({
      status: 400,
    })
  })

  it('says which methods a path takes', () => {
    const found = failure('DELETE', '/deviceManagement/elevationRequests')
    expect(found.status).toBe(405)
    expect(found.options.headers).toEqual({ Allow: 'GET, HEAD, POST' })
    expect(failure('OPTIONS', '/me').status).toBe(405)
  })

  it('knows nothing outside the base', () => {
    expect(matchEndpoint('GET', '/me')).toMatchObject({ kind: 'failure', failure: { status: 404 } })
  })
})
