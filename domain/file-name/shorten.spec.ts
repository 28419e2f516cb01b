import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { extensionOf, shortenName, splitPath } from './shorten.ts'

const widths = [16, 20, 28, 40, 64]

describe('shortenName', () => {
  it('keeps the extension and the last 12 characters at 200 lengths and 5 widths', () => {
    let kept = 0
    for (let length = 1; length <= 200; length += 1) {
      const extension = ['.exe', '.msi', '.ps1', '.application'][length % 4] ?? ''
      const name = `${'Ünï𝒸ode tool_'.repeat(20).slice(0, length)}${extension}`
      for (const width of widths) {
        const short = shortenName(name, width)
        const characters = Array.from(name)
        expect(Array.from(short).length).toBeLessThanOrEqual(Math.max(width, 13))
        expect(short.endsWith(characters.slice(-12).join(''))).toBe(true)
        if (short.endsWith(extension)) kept += 1
      }
    }
    expect(kept).toBe(1000)
  })

  it('leaves a name alone that fits, and never makes one longer or cuts a character in half', () => {
    const name = fc.string({ unit: 'grapheme', maxLength: 200 })
    fc.assert(
      fc.property(name, fc.integer({ min: 1, max: 80 }), (stem, width) => {
        const whole = `${stem}.exe`
        const short = shortenName(whole, width)
        expect(Array.from(short).length).toBeLessThanOrEqual(Array.from(whole).length)
        expect(short).not.toMatch(/\p{Cs}/u)
        expect(short === whole).toBe(short.length === whole.length)
        expect(Array.from(whole).length > width || short === whole).toBe(true)
        expect(short.endsWith('.exe')).toBe(true)
      }),
    )
  })

  it('shows the end of a padded name and does not let an endless extension hide it', () => {
    expect(shortenName(`invoice.pdf${'_'.repeat(180)}.exe`, 24)).toBe('invoice.pdf…________.exe')
    expect(shortenName(`a.${'x'.repeat(300)}end`, 20)).toBe('a.xxxxx…xxxxxxxxxend')
  })
})

describe('splitPath and extensionOf', () => {
  it.each([
    ['C:\\Tools\\a.exe', 'C:\\Tools', 'a.exe'],
    ['C:\\a.exe', 'C:\\', 'a.exe'],
    ['C:/Tools/a.exe', 'C:/Tools', 'a.exe'],
    ['\\\\server\\share\\a.exe', '\\\\server\\share', 'a.exe'],
    ['a.exe', '', 'a.exe'],
    ['C:\\Tools\\', 'C:\\Tools', ''],
  ])('splits %s', (path, folder, name) => {
    expect(splitPath(path)).toEqual({ folder, name })
  })

  it.each([
    ['a.exe', '.exe'],
    ['a.pdf.exe', '.exe'],
    ['a', ''],
    ['.exe', ''],
    ['a.', '.'],
  ])('finds the extension of %s', (name, extension) => {
    expect(extensionOf(name)).toBe(extension)
  })
})
