import { existsSync, readFileSync } from 'node:fs'

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { safeReturn } from './safe-return.ts'

const origin = 'https://console.contoso.example'
const strings = '../shared/fixtures/hostile/strings/open-redirect.txt'

/** Where a browser would land if the answer were followed. */
const landsOn = (answer: string) => new URL(answer, origin)

const staysHere = (text: string) => {
  const answer = safeReturn(text, origin)
  expect(answer.startsWith('/') && !answer.startsWith('//'), answer).toBe(true)
  expect(landsOn(answer).origin).toBe(origin)
}

describe('safeReturn', () => {
  it('keeps a path of this origin with its query and fragment', () => {
    const path = '/epm/elevation-requests/1f/deny?status=pending#reason'
    expect(safeReturn(path, origin)).toBe(path)
  })

  it.each([
    '//evil.example',
    '///evil.example',
    '/\\evil.example',
    '\\/evil.example',
    '/\t/evil.example',
    '/\n/evil.example',
    '/.//evil.example',
    '/a/..//evil.example',
    'https://evil.example/',
    'https:evil.example',
    'javascript:alert(1)',
    'evil.example',
    ' /epm',
    '',
    '/sign-in?returnTo=/sign-in',
  ])('answers the start page for %j', (text) => {
    expect(safeReturn(text, origin)).toBe('/')
  })

  it('answers the start page when nothing was asked for', () => {
    expect(safeReturn(null, origin)).toBe('/')
  })

  it('never leaves the origin, whatever is asked for', () => {
    expect.hasAssertions()
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => staysHere(`/${text}`)))
    fc.assert(
      fc.property(
        fc.array(
          fc.constantFrom('/', '\\', '.', '@', ':', '%2f', '%5c', '\t', 'evil.example', '?', '#'),
        ),
        (parts) => staysHere(parts.join('')),
      ),
    )
  })

  it.skipIf(!existsSync(strings))(`stays here for every string of ${strings}`, () => {
    const lines = readFileSync(strings, 'utf8').split('\n').filter(Boolean)
    expect(lines.length).toBeGreaterThan(200)
    for (const line of lines) staysHere(line)
  })
})
