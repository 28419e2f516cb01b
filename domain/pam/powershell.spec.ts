import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { pamCommands, quoted } from './powershell.ts'

/**
 * PowerShell's own rules for what we write, read independently of how we write it: single-quoted texts that any of five
 * characters opens, closes and (twice) escapes; `[char]0x…`; `+` inside parentheses; `@(…)`. Anything else is refused.
 */
const isQuote = (character: string | undefined) =>
  character !== undefined && "'\u2018\u2019\u201a\u201b".includes(character)

type Token = string | string[]

class Reader {
  private at = 0
  private readonly text: string
  constructor(text: string) {
    this.text = text
  }

  tokens(): Token[] {
    const found: Token[] = []
    while (this.at < this.text.length) {
      if (this.text[this.at] === ' ') this.at += 1
      else found.push(this.token())
    }
    return found
  }

  private token(): Token {
    if (this.text.startsWith('@(', this.at)) return this.list()
    if (this.text[this.at] === '(') return this.sum()
    if (isQuote(this.text[this.at])) return this.literal()
    const word = /^-?[A-Za-z0-9][A-Za-z0-9-]*/.exec(this.text.slice(this.at))?.[0]
    if (!word) throw new Error(`not a token at ${this.at}: ${this.text.slice(this.at)}`)
    this.at += word.length
    return word
  }

  private literal(): string {
    this.at += 1
    let value = ''
    for (;;) {
      const character = this.text[this.at]
      if (character === undefined) throw new Error('the text does not end')
      this.at += 1
      if (isQuote(character)) {
        if (!isQuote(this.text[this.at])) return value
        value += this.text[this.at]
        this.at += 1
      } else value += character
    }
  }

  private operand(): string {
    if (isQuote(this.text[this.at])) return this.literal()
    const spelled = /^\[char\](?:::ConvertFromUtf32\((0x[0-9A-F]+)\)|(0x[0-9A-F]{4}))/.exec(
      this.text.slice(this.at),
    )
    if (!spelled) throw new Error(`not an operand at ${this.at}`)
    this.at += spelled[0].length
    return spelled[1]
      ? String.fromCodePoint(Number(spelled[1]))
      : String.fromCharCode(Number(spelled[2]))
  }

  private sum(): string {
    this.at += 1
    // Only a text on the left makes `+` join texts.
    if (!isQuote(this.text[this.at])) throw new Error('a sum begins with a text')
    let value = this.operand()
    while (this.text.startsWith(' + ', this.at)) {
      this.at += 3
      value += this.operand()
    }
    this.expect(')')
    return value
  }

  private list(): string[] {
    this.at += 2
    const items: string[] = []
    while (this.text[this.at] !== ')') {
      if (items.length > 0) this.expect(', ')
      items.push(this.text[this.at] === '(' ? this.sum() : this.literal())
    }
    this.expect(')')
    return items
  }

  private expect(text: string) {
    if (!this.text.startsWith(text, this.at)) throw new Error(`no ${text} at ${this.at}`)
    this.at += text.length
  }
}
const read = (command: string) => new Reader(command).tokens()

const hostile = [
  "O'Brien",
  "'; Remove-Mailbox -Identity '*' -Confirm:$false; '",
  '\u2018; Stop-Process -Name * \u2019',
  '\u201a$(whoami)\u201b',
  "''''",
  '$env:USERPROFILE `n "double" & | < > { } @( ) #',
  'two\r\nlines',
  '\u2028\u2029\u0085\u0000\u001b[2J',
  '\u202egnp.exe\u202c \u200b\ufeff',
  '\u{e0001}\u{1f600}',
  '\ud800',
  '-Confirm:$false',
  '--%',
  '',
]

describe('quoted', () => {
  it.each(hostile)('%j is one argument with the same text', (text) => {
    expect(read(`New-Thing -Reason ${quoted(text)} -DurationHours 4`)).toEqual([
      'New-Thing',
      '-Reason',
      text,
      '-DurationHours',
      '4',
    ])
  })

  it('is so for any text', () => {
    const piece = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: 'grapheme' }),
      fc.constantFrom(...hostile),
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 4 }), (pieces) => {
        const text = pieces.join('')
        expect(read(quoted(text))).toEqual([text])
      }),
      { numRuns: 3_000 },
    )
  })

  it('shows no character that cannot be seen or that turns the direction of writing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(quoted(text)).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u)
      }),
      { numRuns: 2_000 },
    )
  })
})

describe('the commands', () => {
  it.each(hostile)('keep %j as an argument, whichever it is', (text) => {
    expect(
      read(pamCommands.newRequest({ name: 'New-MoveRequest', reason: text, hours: 4 })),
    ).toEqual([
      'New-ElevatedAccessRequest',
      '-Task',
      'Exchange\\New-MoveRequest',
      '-Reason',
      text,
      '-DurationHours',
      '4',
    ])
    expect(read(pamCommands.enable({ group: text, systemAccounts: [text, 'b'] }))).toEqual([
      'Enable-ElevatedAccessControl',
      '-AdminGroup',
      text,
      '-SystemAccounts',
      [text, 'b'],
    ])
    expect(read(pamCommands.newGroup({ name: text, mail: text, description: text }))).toEqual([
      'New-DistributionGroup',
      '-Name',
      text,
      '-PrimarySmtpAddress',
      text,
      '-Type',
      'Security',
      ...(text === '' ? [] : ['-Notes', text]),
    ])
    for (const write of [pamCommands.approve, pamCommands.deny, pamCommands.revoke]) {
      const [command, ...rest] = read(write(text, text))
      expect(command).toMatch(/^(Approve|Deny|Revoke)-ElevatedAccess/)
      expect(rest).toEqual(['-RequestId', text, '-Comment', text])
    }
    for (const write of [pamCommands.addMember, pamCommands.removeMember]) {
      expect(read(write(text, text)).slice(1)).toEqual(['-Identity', text, '-Member', text])
    }
    expect(read(pamCommands.removePolicy(text)).slice(1)).toEqual(['-Identity', text])
    expect(
      read(pamCommands.newPolicy({ name: text, approvalType: 'auto', group: text })).slice(1),
    ).toEqual(['-Task', `Exchange\\${text}`, '-ApprovalType', 'Auto', '-ApproverGroup', text])
  })

  it('writes hours as a whole number whatever comes', () => {
    for (const hours of [Number.NaN, -3, 4.5, 0]) {
      expect(pamCommands.newRequest({ name: 'A-B', reason: '', hours })).toMatch(
        /-DurationHours \d+$/,
      )
    }
  })
})
