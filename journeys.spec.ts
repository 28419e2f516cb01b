import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { describe, expect, it } from 'vitest'

import { graphProject, notOnGraph, onGraph } from './e2e/graph-journeys.ts'

/** No journey is left out against Graph without a reason, and no reason outlives its journey. */
const folder = join(dirname(fileURLToPath(import.meta.url)), 'e2e')
const files = readdirSync(folder).filter((name) => name.endsWith('.e2e.ts'))
const textOf = (file: string) => readFileSync(join(folder, file), 'utf8')

/** A title in the file that begins so. Titles made in a loop begin with what the loop goes over. */
const hasTitle = (file: string, beginning: string) =>
  ["'", '`', '"'].some((quote) => textOf(file).includes(`${quote}${beginning}`)) ||
  (beginning.endsWith(': ') && textOf(file).includes(`'${beginning.slice(0, -2)}': {`))

const reasons = [
  ...Object.values(notOnGraph),
  ...Object.values(onGraph).flatMap(({ except = {} }) => Object.values(except)),
]

describe('journeys against the stand-in for Microsoft Graph', () => {
  it('each file of journeys runs against it, or has its reason', () => {
    const entries = [...Object.keys(onGraph), ...Object.keys(notOnGraph)]
    const isOf = (file: string) => (entry: string) =>
      entry.endsWith('*') ? file.startsWith(entry.slice(0, -1)) : file === entry
    expect(files.filter((file) => entries.filter(isOf(file)).length !== 1)).toEqual([])
    expect(entries.filter((entry) => !files.some((file) => isOf(file)(entry)))).toEqual([])
  })

  it('names only journeys that there are', () => {
    const named = Object.entries(onGraph).flatMap(([file, { core, except = {} }]) =>
      [...(core === 'all' ? [] : core), ...Object.keys(except)].map((title) => ({ file, title })),
    )
    expect(named.filter(({ file, title }) => !hasTitle(file, title))).toEqual([])
  })

  it('what the page says instead is a journey that runs against it', () => {
    const running = Object.keys(onGraph)
    const shown = reasons.flatMap(({ said }) => said ?? [])
    expect(shown.filter((title) => !running.some((file) => hasTitle(file, title)))).toEqual([])
  })

  it('the smaller set is a part of the whole, without what cannot be', () => {
    const all = graphProject(true)
    const core = graphProject(false)
    const title = 'graph queue.e2e.ts a new request appears in the open queue without a reload'
    expect(all.grepInvert.test(title)).toBe(true)
    expect(core.grep.test('graph queue.e2e.ts the whole approval is possible')).toBe(false)
    expect(all.grep.test('graph queue.e2e.ts the whole approval is possible')).toBe(true)
    expect(core.grep.test('graph decide.e2e.ts a double click, and Enter held down')).toBe(true)
  })
})
