import { cleanup } from '@testing-library/react'
import { afterEach, beforeEach, vi } from 'vitest'

/** Runs before every spec file: a console error or warning fails the test it happens in (DESIGN 9). */

if (typeof document !== 'undefined') {
  // jsdom has no layout, so nothing would ever be measured or scrolled.
  globalThis.ResizeObserver ??= class {
    observe() {}
    unobserve() {}
    disconnect() {}
  }
  for (const name of ['scrollIntoView', 'scrollTo'] as const)
    if (!(name in Element.prototype)) Object.assign(Element.prototype, { [name]: () => {} })
  globalThis.matchMedia ??= ((query: string) => ({
    matches: false,
    media: query,
    addEventListener: () => {},
    removeEventListener: () => {},
  })) as unknown as typeof matchMedia
}

const said: string[] = []

beforeEach(() => {
  said.length = 0
  for (const level of ['error', 'warn'] as const)
    vi.spyOn(console, level).mockImplementation((...parts: unknown[]) => {
      said.push(`console.${level}: ${parts.map(String).join(' ')}`)
    })
})

afterEach(() => {
  if (typeof document !== 'undefined') cleanup()
  vi.restoreAllMocks()
  const heard = said.splice(0)
  if (heard.length > 0) throw new Error(`A test must be quiet on the console:\n${heard.join('\n')}`)
})

/** For a test whose subject is a warning: takes what was said so far, which then does not fail the test. */
export const takeConsole = () => said.splice(0)
