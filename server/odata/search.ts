import { sql } from 'kysely'

import { badRequest } from '../http/graph-failure.ts'
import { containsText, type DatabaseKind } from '../store/dialect.ts'
import { allOf, anyOf, like, likePattern, type Condition } from './compile-filter.ts'
import { fieldOf, type Fields } from './fields.ts'

export type SearchRule =
  /** Plain text, looked for in each of these columns; a text in double quotes is one phrase. */
  | {
      kind: 'text'
      columns: readonly string[]
      /** Where else a word may stand. */
      also?: (term: string, kind: DatabaseKind) => Condition[]
    }
  /** The same in one column that is stored in lower case, so that letters beyond ASCII fold too. */
  | { kind: 'folded'; column: string }
  /** Directory objects: one or more `"property:text"`, joined by AND or OR, as Graph writes them. */
  | { kind: 'property'; fields: Fields }

const refuse = () =>
  badRequest('$search is a text, or "property:text" for directory objects.', '$search')

/** A text in double quotes is one phrase; else every word has to be found. */
export const termsOf = (text: string): string[] => {
  const phrase = /^"([^"]*)"$/.exec(text.trim())?.[1]
  const terms = phrase === undefined ? text.trim().split(/\s+/) : [phrase]
  if (terms.some((term) => term === '' || term.includes('"') || term.includes('\0'))) throw refuse()
  return terms
}

/** Graph finds the beginnings of words. */
const wordStart = (column: string, text: string): Condition =>
  anyOf([
    like(sql.ref(column), `${likePattern(text)}%`),
    like(sql.ref(column), `% ${likePattern(text)}%`),
  ])

const byProperty = (text: string, fields: Fields): Condition => {
  const alternatives: Condition[][] = [[]]
  // Quoted parts stand at the odd places, what joins them between.
  const parts = text.trim().split('"')
  if (parts.length < 3 || parts.length % 2 === 0 || parts[0] !== '' || parts.at(-1) !== '') {
    throw refuse()
  }
  for (let index = 1; index < parts.length; index += 2) {
    const [path = '', ...rest] = (parts[index] ?? '').split(':')
    const wanted = rest.join(':').trim()
    const field = fieldOf(fields, path.trim())
    if (!field || wanted === '' || wanted.includes('\0')) throw refuse()
    alternatives.at(-1)?.push(wordStart(field.column, wanted))
    const joint = (parts[index + 1] ?? '').trim()
    if (index + 2 < parts.length && joint !== 'AND' && joint !== 'OR') throw refuse()
    if (joint === 'OR') alternatives.push([])
  }
  return anyOf(alternatives.map((conditions) => allOf(conditions)))
}

/** `$search` as a condition; what cannot be read is a 400. */
export const compileSearch = (text: string, rule: SearchRule, kind: DatabaseKind): Condition => {
  switch (rule.kind) {
    case 'text':
      return allOf(
        termsOf(text).map((term) =>
          anyOf([
            ...rule.columns.map((column) => like(sql.ref(column), `%${likePattern(term)}%`)),
            ...(rule.also?.(term, kind) ?? []),
          ]),
        ),
      )
    case 'folded':
      return allOf(
        termsOf(text.toLowerCase()).map((term) => containsText(kind, sql.ref(rule.column), term)),
      )
    case 'property':
      return byProperty(text, rule.fields)
  }
}
