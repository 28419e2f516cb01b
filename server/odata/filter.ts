export type Literal =
  | { kind: 'string'; value: string }
  | { kind: 'number'; value: number }
  /** ISO text in UTC with milliseconds. */
  | { kind: 'date'; value: string }
  | { kind: 'guid'; value: string }
  | { kind: 'boolean'; value: boolean }
  | { kind: 'null' }

export const comparisons = ['eq', 'ne', 'gt', 'ge', 'lt', 'le'] as const
export type Comparison = (typeof comparisons)[number]
export const textFunctions = ['startswith', 'endswith', 'contains'] as const
export type TextFunction = (typeof textFunctions)[number]

/** A parsed `$filter`. `path` is a property path as written, e.g. `templateReference/templateFamily`. */
export type Filter =
  | { op: 'and' | 'or'; items: Filter[] }
  | { op: 'not'; item: Filter }
  | { op: Comparison; path: string; value: Literal }
  | { op: 'in'; path: string; values: Literal[] }
  | { op: TextFunction; path: string; value: string }
  /** `path/any(x:x eq value)`: a list of texts holds this one. */
  | { op: 'any'; path: string; value: Literal }

const quote = (text: string) => `'${text.replaceAll("'", "''")}'`

const printLiteral = (literal: Literal): string => {
  switch (literal.kind) {
    case 'string':
      return quote(literal.value)
    case 'null':
      return 'null'
    case 'number':
    case 'boolean':
    case 'date':
    case 'guid':
      return String(literal.value)
  }
}

/** The filter as text again; parsing it gives the same filter. */
export const printFilter = (filter: Filter): string => {
  switch (filter.op) {
    case 'and':
    case 'or':
      return filter.items
        .map((item) =>
          item.op === 'and' || item.op === 'or' ? `(${printFilter(item)})` : printFilter(item),
        )
        .join(` ${filter.op} `)
    case 'not':
      return `not (${printFilter(filter.item)})`
    case 'in':
      return `${filter.path} in (${filter.values.map(printLiteral).join(',')})`
    case 'any':
      return `${filter.path}/any(x:x eq ${printLiteral(filter.value)})`
    case 'startswith':
    case 'endswith':
    case 'contains':
      return `${filter.op}(${filter.path},${quote(filter.value)})`
    case 'eq':
    case 'ne':
    case 'gt':
    case 'ge':
    case 'lt':
    case 'le':
      return `${filter.path} ${filter.op} ${printLiteral(filter.value)}`
  }
}
