import {
  comparisons,
  textFunctions,
  type Comparison,
  type Filter,
  type Literal,
  type TextFunction,
} from './filter.ts'
import { SyntaxFailure, tokenize, type Token } from './tokens.ts'

export const filterLimits = { bytes: 2048, depth: 10 } as const

const isComparison = (text: string): text is Comparison =>
  (comparisons as readonly string[]).includes(text)
const isTextFunction = (text: string): text is TextFunction =>
  (textFunctions as readonly string[]).includes(text)

/** `or` binds looser than `and`, `and` looser than `not`, as OData 4.01 says. */
class FilterParser {
  readonly #tokens: Token[]
  #index = 0

  constructor(tokens: Token[]) {
    this.#tokens = tokens
  }

  whole(): Filter {
    const filter = this.#chain('or', 0)
    if (this.#peek().kind !== 'end') throw this.#unexpected()
    return filter
  }

  #peek(): Token {
    const token = this.#tokens[this.#index]
    if (token === undefined) throw new SyntaxFailure('Unexpected end', 0)
    return token
  }

  #unexpected(expected?: string): SyntaxFailure {
    const token = this.#peek()
    const what = token.kind === 'end' ? 'Unexpected end' : 'Unexpected text'
    return new SyntaxFailure(expected ? `${what}, expected ${expected}` : what, token.at)
  }

  #take(kind: 'open' | 'close' | 'comma' | 'colon', shown: string) {
    if (this.#peek().kind !== kind) throw this.#unexpected(shown)
    this.#index += 1
  }

  #takeWord(text: string): boolean {
    const token = this.#peek()
    if (token.kind !== 'word' || token.text !== text) return false
    this.#index += 1
    return true
  }

  #chain(op: 'and' | 'or', depth: number): Filter {
    const next = () => (op === 'or' ? this.#chain('and', depth) : this.#unary(depth))
    const items = [next()]
    while (this.#takeWord(op)) items.push(next())
    const [only] = items
    return items.length === 1 && only ? only : { op, items }
  }

  #unary(depth: number): Filter {
    if (depth > filterLimits.depth) {
      throw new SyntaxFailure(`More than ${filterLimits.depth} levels`, this.#peek().at)
    }
    if (this.#takeWord('not')) return { op: 'not', item: this.#unary(depth + 1) }
    if (this.#peek().kind === 'open') {
      this.#index += 1
      const inner = this.#chain('or', depth + 1)
      this.#take('close', "')'")
      return inner
    }
    return this.#predicate()
  }

  #word(expected: string): string {
    const token = this.#peek()
    if (token.kind !== 'word') throw this.#unexpected(expected)
    this.#index += 1
    return token.text
  }

  #literal(): Literal {
    const token = this.#peek()
    if (token.kind !== 'literal') throw this.#unexpected('a value')
    this.#index += 1
    return token.literal
  }

  #predicate(): Filter {
    const path = this.#word('a property')
    if (this.#peek().kind === 'open') return this.#call(path)
    if (this.#takeWord('in')) return { op: 'in', path, values: this.#values() }
    const at = this.#peek().at
    const op = this.#word('an operator')
    if (!isComparison(op)) throw new SyntaxFailure(`Unknown operator ${op}`, at)
    return { op, path, value: this.#literal() }
  }

  #values(): Literal[] {
    this.#take('open', "'('")
    const values = [this.#literal()]
    while (this.#peek().kind === 'comma') {
      this.#index += 1
      values.push(this.#literal())
    }
    this.#take('close', "')'")
    return values
  }

  /** The one lambda that is understood: does a list hold a value. */
  #any(path: string): Filter {
    this.#take('open', "'('")
    const name = this.#word('a name')
    this.#take('colon', "':'")
    const at = this.#peek().at
    if (this.#word(name) !== name) throw new SyntaxFailure(`Expected ${name}`, at)
    if (!this.#takeWord('eq')) throw this.#unexpected('eq')
    const value = this.#literal()
    this.#take('close', "')'")
    return { op: 'any', path, value }
  }

  #call(name: string): Filter {
    if (name.endsWith('/any')) return this.#any(name.slice(0, -'/any'.length))
    if (!isTextFunction(name)) {
      throw new SyntaxFailure(`Unknown function ${name}`, this.#peek().at - name.length)
    }
    this.#take('open', "'('")
    const path = this.#word('a property')
    this.#take('comma', "','")
    const value = this.#literal()
    if (value.kind !== 'string') throw this.#unexpected('a quoted text')
    this.#take('close', "')'")
    return { op: name, path, value: value.value }
  }
}

/** Parses `$filter` in linear time; throws SyntaxFailure for anything that is not a filter, too long or too deep. */
export const parseFilter = (text: string): Filter => {
  if (new TextEncoder().encode(text).length > filterLimits.bytes) {
    throw new SyntaxFailure(`More than ${filterLimits.bytes} bytes`, filterLimits.bytes)
  }
  return new FilterParser(tokenize(text)).whole()
}
