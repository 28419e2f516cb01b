import { printFilter } from '../odata/filter.ts'
import { collectionsOf, type Collection, type Whole } from './collections.spec-helper.ts'
import { ordered, satisfies, someFilter, type Item, type Order } from './lists.spec-helper.ts'
import type { RandomTenant } from './tenant.spec-helper.ts'
import { scopeOf, sees, type Random, type Reader } from './world.spec-helper.ts'

/** What one question showed to be wrong, and the rows it looked at. */
export type Finding = { rows: number; foreign: number; wrong: string[] }
export const found = (rows = 0): Finding => ({ rows, foreign: 0, wrong: [] })

const wordsOf = (search: string) => search.toLowerCase().trim().split(/\s+/)

type Question = { query: [string, string][]; expected: Item[]; isCounted: boolean }

const questionOf = (collection: Collection, visible: readonly Item[], random: Random): Question => {
  const { properties, searched, words } = collection
  const query: [string, string][] = []
  let items = [...visible]
  if (random.chance(0.7)) {
    const filter = someFilter(properties, random)
    query.push(['$filter', printFilter(filter)])
    items = items.filter((item) => satisfies(item, filter, properties))
  }
  if (searched && random.chance(0.25)) {
    const search = random.pick(words)
    query.push(['$search', search])
    items = items.filter((item) =>
      wordsOf(search).every((word) => searched(item).toLowerCase().includes(word)),
    )
  }
  let orders: readonly Order[] = collection.defaultOrder
  if (random.chance(0.5)) {
    const paths = Object.keys(properties).filter(() => random.chance(0.3))
    const chosen = paths.slice(0, 2).map((path) => ({ path, descending: random.chance(0.5) }))
    if (chosen.length > 0) {
      orders = chosen
      const text = chosen.map(({ path, descending }) => `${path} ${descending ? 'desc' : 'asc'}`)
      query.push(['$orderby', text.join(',')])
    }
  }
  if (random.chance(0.6)) query.push(['$top', String(random.pick([1, 3, 7, 20, 100]))])
  const isCounted = random.chance(0.5)
  if (isCounted) query.push(['$count', 'true'])
  if (collection.endpoint === 'policyList' && random.chance(0.3)) {
    query.push(['$expand', 'assignments'])
  }
  return {
    query,
    expected: ordered(items, orders, properties, collection.last),
    isCounted,
  }
}

const textOf = (query: readonly [string, string][]) =>
  query.length === 0
    ? ''
    : `?${query.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&')}`

/** A list read to its end, page by page. */
const readAll = async (tenant: RandomTenant, reader: string, path: string) => {
  const items: Item[] = []
  const counts: unknown[] = []
  const lengths: number[] = []
  let next: unknown = path
  while (typeof next === 'string') {
    const { status, body, text } = await tenant.ask(reader, 'GET', next)
    if (status !== 200) return { fault: `${status} ${text.slice(0, 200)}`, items, counts, lengths }
    const value = body['value'] as Item[]
    items.push(...value)
    lengths.push(value.length)
    counts.push(body['@odata.count'])
    next = body['@odata.nextLink']
  }
  return { fault: null, items, counts, lengths }
}

const idsOf = (items: readonly Item[]) => items.map((item) => String(item['id']))

/** One random list, compared with the oracle: rows, order, counts. */
export const askList = async (
  tenant: RandomTenant,
  reader: Reader,
  random: Random,
  wanted: (collection: Collection) => boolean = () => true,
): Promise<Finding> => {
  const whole: Whole = { world: tenant.world, audit: await tenant.audit() }
  const collection = random.pick(collectionsOf(tenant.world).filter(wanted))
  const scope = scopeOf(reader, collection.about)
  const visible = collection
    .items(whole)
    .filter((item) => sees(scope, collection.tagsOf(item, whole)))
  const question = questionOf(collection, visible, random)
  const name = `${reader.id} ${collection.path}${decodeURIComponent(textOf(question.query))}`
  const finding = found()
  const forbidden = reader.id === 'split' && collection.about === 'audit'
  const answer = await readAll(tenant, reader.id, collection.path + textOf(question.query))
  if (forbidden) {
    if (!answer.fault?.startsWith('403')) finding.wrong.push(`${name}: not refused`)
    return finding
  }
  if (answer.fault !== null) {
    finding.wrong.push(`${name}: ${answer.fault}`)
    return finding
  }
  finding.rows = answer.items.length
  const known = new Set(idsOf(visible))
  finding.foreign = idsOf(answer.items).filter((id) => !known.has(id)).length
  const [got, expected] = [idsOf(answer.items), idsOf(question.expected)]
  if (JSON.stringify(got) !== JSON.stringify(expected)) {
    finding.wrong.push(`${name}: ${got.length} rows, not these ${expected.length}`)
  }
  for (const [index, count] of answer.counts.entries()) {
    const all = collection.countsPage && collection.endpoint === 'policyList'
    const right = all ? answer.lengths[index] : question.isCounted ? expected.length : undefined
    if (count !== right) finding.wrong.push(`${name}: count ${String(count)}, not ${String(right)}`)
  }
  if (collection.countPath && random.chance(0.5)) {
    const query = question.query.filter(([option]) => option === '$filter' || option === '$search')
    const { text } = await tenant.ask(reader.id, 'GET', collection.countPath + textOf(query))
    if (text !== String(expected.length)) {
      finding.wrong.push(`${name}: $count ${text}, not ${expected.length}`)
    }
  }
  return finding
}
