import { endpoints, type EndpointName } from '#contract/endpoints.ts'

import { holds, isPerson, type Principal } from './people.spec-helper.ts'
import type { Cell, Row } from './row.spec-helper.ts'
import { rows } from './rows.spec-helper.ts'
import type { Tenant } from './world.spec-helper.ts'

/** A call by itself, and the same call as an item of a batch. */
export type Way = 'call' | 'item'

const mayCall = (needs: string, principal: Principal): boolean => {
  switch (needs) {
    case 'anyone':
      return true
    case 'a person or a device':
      return isPerson(principal) || principal === 'device'
    case 'a signed-in person':
      return isPerson(principal)
    case 'a device':
      return principal === 'device'
    default:
      return holds(principal, needs, needs)
  }
}

/** The status this cell has to have; 200 stands for every success. */
const expected = (row: Row, cell: Cell, way: Way): number => {
  const { principal, place } = cell
  const nobody = principal === 'none' || principal === 'expired session'
  // Whatever its items are, nobody sends a batch without signing in.
  if (nobody && (row.needs !== 'anyone' || way === 'item')) return 401
  if (!mayCall(row.needs, principal)) return 403
  if (row.hidden && place.scope === 'out') return 404
  return row.rule?.(cell) ?? 200
}

/** Nothing that sets a cookie, streams or sends a file is part of a batch. */
export const isItem = (name: EndpointName) => rows[name].alone !== true

const pathOf = (name: EndpointName, params: Record<string, string>, query: string) =>
  endpoints[name].path.replace(/\{(\w+)\}/g, (_whole, param: string) => {
    const value = params[param]
    if (value === undefined) throw new Error(`The row of ${name} gives no ${param}.`)
    return encodeURIComponent(value)
  }) + query

/** Sends the call of a cell; an event stream is left as soon as it has begun. */
const answerOf = async (tenant: Tenant, name: EndpointName, cell: Cell, way: Way) => {
  const { params = {}, query = '', body, headers = {} } = rows[name].call(cell)
  const { method } = endpoints[name]
  const url = pathOf(name, params, query)
  if (way === 'call') {
    const response = await tenant.send(method, url, body, headers)
    if (name !== 'changeNotices') return { status: response.status, text: await response.text() }
    await response.body?.cancel()
    return { status: response.status, text: '' }
  }
  const item = { id: '1', method, url, headers, ...(body === undefined ? {} : { body }) }
  const response = await tenant.send('POST', '/$batch', { requests: [item] }, {})
  if (response.status !== 200) return { status: response.status, text: await response.text() }
  const { responses } = (await response.json()) as {
    responses: { status: number; body?: unknown }[]
  }
  const [first] = responses
  const inner = typeof first?.body === 'string' ? first.body : JSON.stringify(first?.body ?? '')
  return { status: first?.status ?? 0, text: inner }
}

const isShownRight = (row: Row, cell: Cell, text: string): string[] => {
  const wanted = row.shows?.(cell)
  if (wanted === undefined) return []
  const inside = cell.place.scope === 'in'
  if (typeof wanted === 'string') {
    if (text.includes(wanted) === inside) return []
    return [inside ? 'does not show what is in scope' : 'shows what is out of scope']
  }
  return text.includes(inside ? wanted.text : wanted.out) ? [] : [`answers ${text.slice(0, 200)}`]
}

/** What is wrong with one cell; nothing, if the service is right. */
export const faultsOf = async (
  tenant: Tenant,
  name: EndpointName,
  cell: Cell,
  way: Way,
): Promise<string[]> => {
  const row = rows[name]
  const audits = tenant.audits().length
  const { status, text } = await answerOf(tenant, name, cell, way)
  const wanted = expected(row, cell, way)
  const right = wanted === 200 ? status >= 200 && status < 300 : status === wanted
  if (!right) return [`is ${status}, not ${wanted}: ${text.slice(0, 200)}`]
  const records = tenant.audits().slice(audits)
  if (wanted === 200) {
    const unrecorded =
      row.changes && name !== 'deviceCheckIn' && name !== 'signOut' && !records.includes('Success')
    return [
      ...(unrecorded ? ['changed something without a record'] : []),
      ...isShownRight(row, cell, text),
    ]
  }
  // The items of a batch that nobody sent were never calls of their own.
  const isCall = way === 'call' || wanted !== 401
  const recorded = isCall && (wanted === 403 || row.changes === true) ? 1 : 0
  return [
    ...(tenant.isUntouched() ? [] : ['was refused and changed something all the same']),
    ...(records.length === recorded && !records.includes('Success')
      ? []
      : [`left ${records.length} records, not ${recorded}`]),
  ]
}
