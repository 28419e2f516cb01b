import { beforeAll, describe, expect, it } from 'vitest'

import { endpoints, type EndpointName } from '#contract/endpoints.ts'

import { faultsOf, isItem, type Way } from './check-cell.spec-helper.ts'
import { mutants } from './mutants.spec-helper.ts'
import { principals, type Principal } from './people.spec-helper.ts'
import { rows } from './rows.spec-helper.ts'
import { keyOf, openTenant, places, tenantOf, type Change } from './world.spec-helper.ts'

const names = Object.keys(endpoints) as EndpointName[]
const tenants = new Map<Principal, Buffer>()

beforeAll(async () => {
  for (const principal of principals) tenants.set(principal, await tenantOf(principal))
}, 60_000)

const casesOf = (name: EndpointName) =>
  places.flatMap((place) =>
    (isItem(name) ? ['call', 'item'] : ['call']).map((way) => ({ place, way: way as Way })),
  )

type Found = { cells: number; wrong: string[] }

/** All cells of one route for one principal; a tenant that a call has changed is not used again. */
const cellsOf = async (
  name: EndpointName,
  principal: Principal,
  change?: Change,
): Promise<Found> => {
  const bytes = tenants.get(principal)
  if (!bytes) throw new Error(`There is no tenant for ${principal}.`)
  const { needs } = rows[name]
  const open = () => openTenant(bytes, principal, needs, change)
  const found: Found = { cells: 0, wrong: [] }
  let tenant = open()
  for (const { place, way } of casesOf(name)) {
    const faults = await faultsOf(tenant, name, { principal, place, needs }, way)
    const errors = tenant.errors.splice(0).map((error) => JSON.stringify(error))
    found.cells += 1
    for (const fault of [...faults, ...errors]) {
      found.wrong.push(`${name} (${way}), ${principal}, ${keyOf(place)}: ${fault}`)
    }
    if (tenant.isUntouched()) continue
    tenant.close()
    tenant = open()
  }
  tenant.close()
  return found
}

/**
 * R16: every route, for every principal, on an object in scope and out of it, one's own and another's, called by itself and as
 * an item of a batch. Every cell calls the core with a valid body; a refusal has to change nothing and to be recorded.
 */
describe('who may do what (R16)', () => {
  it('has a row for every route', () => {
    expect(Object.keys(rows).toSorted()).toEqual(names.toSorted())
  })

  it('is right in every cell', { timeout: 600_000 }, async () => {
    const started = performance.now()
    const all: Found = { cells: 0, wrong: [] }
    for (const name of names) {
      for (const principal of principals) {
        const { cells, wrong } = await cellsOf(name, principal)
        all.cells += cells
        all.wrong.push(...wrong)
      }
    }
    const seconds = ((performance.now() - started) / 1000).toFixed(1)
    process.stdout.write(
      `R16: ${names.length} routes, ${principals.length} principals, ` +
        `${all.cells} cells, ${all.wrong.length} wrong, ${seconds} s\n`,
    )
    expect(all.wrong).toEqual([])
  })

  it.each(mutants)('catches a service in which $what', async ({ name, change, mutate }) => {
    const restore = mutate?.() ?? (() => undefined)
    try {
      const wrong: string[] = []
      for (const principal of principals) {
        wrong.push(...(await cellsOf(name, principal, change)).wrong)
        if (wrong.length > 0) break
      }
      expect(wrong).not.toEqual([])
    } finally {
      restore()
    }
  })

  it('reads by POST where Graph does, and only so', async () => {
    const bytes = tenants.get('full administrator')
    if (!bytes) throw new Error('no tenant')
    const tenant = openTenant(bytes, 'full administrator', 'anyone')
    const path = '/deviceManagement/elevationRequests/1/getAllElevationRequests'
    const response = await tenant.send('GET', path, undefined, {})
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST'])
    tenant.close()
  })
})
