// @vitest-environment jsdom
import '@testing-library/jest-dom/vitest'
import '#src/test-setup.ts'

import { existsSync, readFileSync } from 'node:fs'

import { render } from '@testing-library/react'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { DeviceText } from './DeviceText.tsx'

const names = '../shared/fixtures/hostile/names/spoofed-names.json'

const shown = (value: string, props: { shorten?: number; flag?: boolean } = {}) => {
  const { container, unmount } = render(<DeviceText value={value} kind="fileName" {...props} />)
  const text = container.textContent ?? ''
  const element = container.firstElementChild
  const warned = container.querySelector('[role="img"]') !== null
  const children = container.querySelectorAll('*').length
  return { text, element, warned, children, unmount }
}

describe('DeviceText', () => {
  it('isolates the value and writes out what turns it around', () => {
    const { text, element, warned } = shown('Lieferschein_\u202Efdp.exe', { flag: true })
    expect(element?.tagName).toBe('BDI')
    expect(text).toBe('Lieferschein_U+202Efdp.exe')
    expect(warned).toBe(true)
  })

  it('shows an ordinary name as it is, without a warning', () => {
    const { text, warned } = shown('Überweisung 3.exe', { flag: true })
    expect(text).toBe('Überweisung 3.exe')
    expect(warned).toBe(false)
  })

  it('never makes markup or links of it', () => {
    const { text, children } = shown(
      '<a href="javascript:alert(1)">x</a><img src=x onerror=alert(1)>',
    )
    expect(text).toContain('<img src=x onerror=alert(1)>')
    expect(children).toBe(1)
  })

  it('warns of what the shortened name no longer shows', () => {
    const { warned } = shown(`setup${'a'.repeat(30)}\u202E${'b'.repeat(60)}.exe`, {
      shorten: 30,
      flag: true,
    })
    expect(warned).toBe(true)
  })

  it('keeps the last twelve characters however narrow it is', () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^[a-z]{20,120}$/),
        fc.integer({ min: 8, max: 60 }),
        (name, shorten) => {
          const { text, unmount } = shown(`${name}.exe`, { shorten })
          expect(text.endsWith(`${name}.exe`.slice(-12))).toBe(true)
          unmount()
        },
      ),
      { numRuns: 60 },
    )
  })

  it.skipIf(!existsSync(names))(`leaves no hidden character of ${names} in the page`, () => {
    const { cases } = JSON.parse(readFileSync(names, 'utf8')) as { cases: { value: string }[] }
    const values = cases.map(({ value }) => value)
    expect(values.length).toBeGreaterThan(50)
    for (const value of values) {
      const page = shown(value)
      expect(page.text).not.toMatch(/[\u202A-\u202E\u2066-\u2069\u200B\u200E\u200F\u0000-\u0008]/)
      page.unmount()
    }
  })
})
