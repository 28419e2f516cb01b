import { sql, type RawBuilder, type SqlBool } from 'kysely'

import type { EndpointName } from '#contract/endpoints.ts'

import { badRequest } from '../http/graph-failure.ts'
import type { Principal } from '../http/principal.ts'
import { databaseKind } from '../store/dialect.ts'
import type { Db, Schema } from '../store/schema.ts'
import { allOf, anyOf, compileFilter, type Condition } from './compile-filter.ts'
import { sortKey, type Field, type Fields, type IdSets } from './fields.ts'
import { parseOptions, type Options, type Order } from './options.ts'
import { compileSearch, type SearchRule } from './search.ts'
import { skipTokens, type Position } from './skip-token.ts'

/** How one collection is listed. `Row` is what its columns give. */
export type Collection = {
  table: keyof Schema
  /** Columns to read, `table.column`. */
  columns: readonly string[]
  fields: Fields
  properties: readonly string[]
  expand?: readonly string[]
  search?: SearchRule
  /** The last key of every order: unique in the table. */
  tieBreak: Field
  /** Lists of ids that may be asked for with `any`. */
  sets?: IdSets
  defaultOrder: readonly Order[]
  pageSize: number
}

export type ListQuery = {
  collection: Collection
  /** What the caller may see, and which part of the table the collection is. */
  conditions: readonly Condition[]
  endpoint: EndpointName
  principal: Principal
  url: URL
  source: { db: Db; newId: () => string }
}

export type Page<Row> = {
  rows: Row[]
  options: Options
  /** All rows that match, when `$count=true`. */
  count: number | null
  nextLink: string | null
}

type SortColumn = { key: RawBuilder<unknown>; descending: boolean }

const sortColumns = (collection: Collection, options: Options): SortColumn[] => {
  const orders = options.orderBy.length > 0 ? options.orderBy : collection.defaultOrder
  const columns = orders.flatMap(({ path, descending }) => {
    const field = collection.fields[path]
    return field ? [{ key: sortKey(field), descending }] : []
  })
  const descending = columns.at(-1)?.descending ?? false
  return [...columns, { key: sortKey(collection.tieBreak), descending }]
}

/** Rows after a position. The bound on the first key alone is redundant, but it is what an index can use. */
const after = (columns: readonly SortColumn[], position: Position): Condition => {
  const beyond = columns.map(({ key, descending }, index) =>
    allOf([
      ...columns
        .slice(0, index)
        .map((earlier, place) => sql<SqlBool>`${earlier.key} = ${position[place]}`),
      sql<SqlBool>`${key} ${descending ? sql`<` : sql`>`} ${position[index]}`,
    ]),
  )
  const [first] = columns
  const bound = first
    ? [sql<SqlBool>`${first.key} ${first.descending ? sql`<=` : sql`>=`} ${position[0]}`]
    : []
  return allOf([...bound, anyOf(beyond)])
}

const matching = ({ collection, conditions, source }: ListQuery, options: Options): Condition =>
  allOf([
    ...conditions,
    ...(options.filter ? [compileFilter(options.filter, collection.fields, collection.sets)] : []),
    ...(options.search !== null && collection.search
      ? [compileSearch(options.search, collection.search, databaseKind(source.db))]
      : []),
  ])

const countRows = async (query: ListQuery, condition: Condition): Promise<number> => {
  const answer = await sql<{ total: number | string }>`
    select count(*) as total from ${sql.table(query.collection.table)} where ${condition}`.execute(
    query.source.db,
  )
  return Number(answer.rows[0]?.total ?? 0)
}

/** Every option but the position, in one order: what a `$skiptoken` is bound to. */
export const bindingOf = ({
  endpoint,
  principal,
  url,
}: Pick<ListQuery, 'endpoint' | 'principal' | 'url'>) => ({
  endpoint,
  path: url.pathname,
  query: [...url.searchParams]
    .filter(([name]) => name.toLowerCase() !== '$skiptoken')
    .sort(([one], [other]) => (one < other ? -1 : one > other ? 1 : 0)),
  user: principal.kind === 'user' ? principal.userId : principal.deviceId,
  scope: principal.kind === 'user' ? principal.scopeTagIds : null,
})

/** The same query from the position of the token on. */
export const linkTo = (url: URL, token: string): string => {
  const rest = [...url.searchParams]
    .filter(([name]) => name.toLowerCase() !== '$skiptoken')
    .map(
      ([name, value]) =>
        `${encodeURIComponent(name).replace('%24', '$')}=${encodeURIComponent(value)}`,
    )
  return `${url.origin}${url.pathname}?${[...rest, `$skiptoken=${encodeURIComponent(token)}`].join('&')}`
}

/**
 * One page of a collection by keyset: rows that are added or removed meanwhile neither repeat nor hide others. Every
 * option is checked before the database is asked.
 */
export const listPage = async <Row extends object>(query: ListQuery): Promise<Page<Row>> => {
  const { collection, url, source } = query
  const options = parseOptions(url, {
    fields: collection.fields,
    properties: collection.properties,
    search: collection.search !== undefined,
    ...(collection.expand ? { expand: collection.expand } : {}),
  })
  const condition = matching(query, options)
  const columns = sortColumns(collection, options)
  const tokens = skipTokens(source, bindingOf(query))
  const position = options.skipToken === null ? null : await tokens.read(options.skipToken)
  if (position !== null && position.length !== columns.length) {
    // Signed by a console whose default order was another.
    throw badRequest('The $skiptoken does not belong to this query.', '$skiptoken')
  }
  const size = options.top ?? collection.pageSize

  const names = columns.map((_, index) => sql.id(`key_${index}`))
  const keys = columns.map(({ key }, index) => sql`${key} as ${names[index]}`)
  const direction = ({ descending }: SortColumn) => (descending ? sql`desc` : sql`asc`)
  const order = columns.map((column) => sql`${column.key} ${direction(column)}`)
  const sameOrder = columns.map((column, index) => sql`${names[index]} ${direction(column)}`)
  // Finds the page by its keys alone, from an index where one holds them, and reads whole rows only for that page: rows are
  // large, and sorting them would carry every resource along.
  const found = await sql<Row & Record<`key_${number}`, string | number>>`
    select ${sql.join([...collection.columns.map((column) => sql.ref(column)), ...names])}
    from (
      select ${sql.join(keys)} from ${sql.table(collection.table)}
      where ${position === null ? condition : allOf([condition, after(columns, position)])}
      order by ${sql.join(order)} limit ${size + 1}
    ) as page
    join ${sql.table(collection.table)} on ${sortKey(collection.tieBreak)} = ${names.at(-1)}
    order by ${sql.join(sameOrder)}`.execute(source.db)

  const rows = found.rows.slice(0, size)
  const last = rows.at(-1)
  const more = found.rows.length > size && last !== undefined
  // A first page that holds everything has counted it.
  const total = async () => (position === null && !more ? rows.length : countRows(query, condition))
  return {
    rows,
    options,
    count: options.count ? await total() : null,
    nextLink: more
      ? linkTo(url, await tokens.write(columns.map((_, index) => last[`key_${index}`] ?? '')))
      : null,
  }
}

/** `…/$count`: how many rows match `$filter` and `$search`. */
export const countOf = (query: ListQuery): Promise<number> => {
  const { fields, properties, search } = query.collection
  const options = parseOptions(query.url, {
    fields,
    properties,
    options: search ? ['$filter', '$search'] : ['$filter'],
  })
  return countRows(query, matching(query, options))
}
